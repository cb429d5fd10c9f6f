import type { GovernanceDraft } from './governance.ts'
import { isAboutLicences } from './licences.ts'
import { isAboutRegister } from './register.ts'

/** With which version of the object `stellwerk` a type of governance entry came. */
export function firstVersionOf(draft: GovernanceDraft): number {
  if (isAboutRegister(draft)) return 5
  if (draft.type === 'dataProtectionLamp') return 4
  return isAboutLicences(draft) ? 3 : 1
}
