import { type UninspectedPart, uninspectedParts } from '../personal-data.ts'
import { MalformedEntry } from './malformed.ts'
import { count, findingName, listOf, name, oneOf, ordinal, recordOf } from './vocabulary.ts'

// What entries about a call say of personal data, since version 4.

/** What was found in a request and by what it was judged. Numbers and names of kinds, never a value. */
export interface PersonalDataFound {
  /** By category, each from 1. */
  readonly counts: Readonly<Record<string, number>>
  /** Likewise by kind, of those that are more than their category. */
  readonly kinds: Readonly<Record<string, number>>
  /** What looked, with its version. */
  readonly detector: string
  /** Id of the policy. */
  readonly policy: string
  /** Parts that nothing here can read. */
  readonly notInspected: readonly UninspectedPart[]
}

/** What became of pseudonyms in an answer: put back, or unknown in this request and left. */
export interface PseudonymsRestored {
  readonly restored: number
  readonly unknown: number
}

const since = 4
const findings = recordOf(findingName, ordinal)
const media = listOf(oneOf(uninspectedParts))

// INVARIANT: keys stand in RFC 8785 order, as everywhere in a leaf.

/** @throws MalformedEntry */
export function personalDataText(found: PersonalDataFound | undefined, version: number): string | undefined {
  if (found === undefined) return undefined
  if (version < since) throw new MalformedEntry('personalData')
  const notInspected = media(found.notInspected, 'notInspected')
  return (
    `{"counts":${JSON.stringify(findings(found.counts, 'counts'))},"detector":"${name(found.detector, 'detector')}",` +
    `"kinds":${JSON.stringify(findings(found.kinds, 'kinds'))},"notInspected":${JSON.stringify(notInspected)},` +
    `"policy":"${name(found.policy, 'policy')}"}`
  )
}

/** @throws MalformedEntry */
export function restoredText(pseudonyms: PseudonymsRestored | undefined, version: number): string | undefined {
  if (pseudonyms === undefined) return undefined
  if (version < since) throw new MalformedEntry('restored')
  const { restored, unknown } = pseudonyms
  return `{"restored":${count(restored, 'restored')},"unknown":${count(unknown, 'unknown')}}`
}
