import type { Segment } from '@stellwerk/privacy/detect'
import type { Finding } from '@stellwerk/privacy/finding'
import type { PrivacyPolicy } from '@stellwerk/privacy/treatment'

import { openDetection } from '../privacy-weights.ts'
import { type CommandCall, note } from './command.ts'

/** What looks at texts of files. Close it, or the process of a model goes on. */
export interface FileDetection {
  /** Of the detectors, and of the operator's model where it looks too. */
  readonly version: string
  readonly hasModel: boolean
  readonly find: (text: string, language?: string) => Promise<readonly Finding[]>
  readonly close: () => void
}

/**
 * The detectors of the gateway. The operator's model belongs to them only where a configuration was named: without a word somebody who
 * pipes a file through must not start a process of its own.
 *
 * @throws PrivacyModelUnusable
 */
export async function openFileDetection(call: CommandCall, policy: PrivacyPolicy): Promise<FileDetection> {
  const detection = openDetection()
  const isAsked = call.options.has('config')
  const model = isAsked ? await call.wiring.openFileModel(call.loadConfig()) : undefined
  if (isAsked && model === undefined) note(call, noModel[call.language])
  const ofModel = model?.versionFor(policy) ?? ''
  return {
    version: `${detection.version}${ofModel}`,
    hasModel: ofModel !== '',
    find: async (text, language) => {
      const segment: Segment = { text, form: 'text' }
      const settings = { ...policy, language }
      const beside = (await model?.look(text, policy)) ?? []
      const [findings = []] = detection.together(
        [segment],
        [[...detection.own(segment, settings), ...beside]],
        settings,
      )
      return findings
    },
    close: () => model?.close(),
  }
}

const noModel = {
  de: 'die Konfiguration nennt kein eigenes Modell (privacy.model); gesucht wird mit dem, was eingebaut ist',
  en: 'the configuration names no model of its own (privacy.model); what is built in looks alone',
}
