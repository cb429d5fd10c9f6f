// The policy engine, from the WebAssembly that Cedar publishes, and the policies that came with this program. Both lie in the
// executable; nothing is fetched.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

import {
  initSync,
  policySetTextToParts,
  policyToJson,
  preparsePolicySet,
  preparseSchema,
  statefulIsAuthorized,
  validate,
} from '@cedar-policy/cedar-wasm/web'
import type { CedarEngine } from '@stellwerk/policy/cedar/engine'
import dataProtection from '@stellwerk/policy/policies/data-protection.cedar' with { type: 'text' }
import governance from '@stellwerk/policy/policies/governance.cedar' with { type: 'text' }
import licence from '@stellwerk/policy/policies/licence.cedar' with { type: 'text' }
import security from '@stellwerk/policy/policies/security.cedar' with { type: 'text' }
import schema from '@stellwerk/policy/policies/stellwerk.cedarschema' with { type: 'text' }
import { type LampJudges, openLamps } from '@stellwerk/policy/route-lamps'

// The package offers no name for these bytes, so they are named by where they lie; its types describe what is inside of them, and
// `type: 'file'` gives the path.
// @ts-expect-error -- no default export, say the types of the inside
import wasm from '../../../node_modules/@cedar-policy/cedar-wasm/web/cedar_wasm_bg.wasm' with { type: 'file' }

/** The day on which the policies in the folder `policies` last began to ask for more; their tasks count from it at the earliest. */
const policiesInForceOn = '2026-11-24'

/** The engine of this thread; its cache of parsed policies is the thread's own. Takes a tenth of a second the first time. */
export function openCedar(): CedarEngine {
  initSync({ module: readFileSync(wasm as string) })
  return {
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    parts: policySetTextToParts,
    toJson: policyToJson,
    validate,
    preparseSchema,
    preparsePolicySet,
    // Ours is what Cedar asks for, but for `readonly`, which its types do not know.
    isAuthorized: (call) => statefulIsAuthorized(call as unknown as Parameters<typeof statefulIsAuthorized>[0]),
  }
}

/** The four lamps under the policies that came with this program. */
export function openLampJudges(engine: CedarEngine = openCedar()): LampJudges {
  const file = (policies: string) => ({ policies, inForceOn: policiesInForceOn })
  return openLamps(engine, {
    files: {
      licence: file(licence),
      dataProtection: file(dataProtection),
      governance: file(governance),
      security: file(security),
    },
    schema,
  })
}
