import type { Candidate } from '../detector.ts'

/** A candidate as the scanner makes it of what is written. Tables of tests grade with it, without a scanner around. */
export function asCandidate(written: string): Candidate {
  return {
    compact: written.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase(),
    written,
    groups: written.split(/[^A-Za-z0-9]/).map((group) => group.length),
    separators: written.replaceAll(/[A-Za-z0-9]/g, ''),
  }
}
