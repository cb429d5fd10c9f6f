import type { LicenceText } from '../terms.ts'

/** A text that is recognised although nobody has stated what it says: still for a person to decide. */
export type TextWithoutEntry = Pick<LicenceText, 'id' | 'wordSha256' | 'proseSha256'> &
  Required<Pick<LicenceText, 'found'>>

/** Every text that the catalogue was read from has its entry (2026-11-23); one that comes without goes here until it is read. */
export const textsWithoutEntry: readonly TextWithoutEntry[] = []
