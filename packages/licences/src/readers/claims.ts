/**
 * What whoever packaged an artefact says about it. Claims, all of them: a mirror writes what its owner likes, and none of it says what
 * the licence is (reference/licences.md § 6.3).
 */
export interface Claims {
  readonly name?: string
  /** As written; more than one where the source lists several. */
  readonly licences: readonly string[]
  /** What stands beside a licence `other`. */
  readonly licenceName?: string
  readonly licenceLink?: string
  readonly bases: readonly ClaimedBase[]
  /** How it comes from its bases, in the words of the source. */
  readonly relation?: string
  readonly datasets: readonly string[]
  /** What goes in and comes out, in the words of the source. */
  readonly task?: string
  readonly architecture?: string
}

export interface ClaimedBase {
  readonly name: string
  readonly organization?: string
  readonly version?: string
  /** Addresses where the source gives them. Nobody fetches them. */
  readonly url?: string
  readonly repositoryUrl?: string
}

/** Characters of one claim. Names and addresses are short; more is no name. */
export const claimCharactersMax = 2_000
/** Bases or data sets of one artefact. Merges of dozens exist. */
export const claimCountMax = 256

/**
 * A claim in one line: it is shown on terminals and in documents, and strangers wrote it.
 *
 * @example claimText(' mit\u001b[2J ') // 'mit [2J'
 */
export function claimText(value: string): string {
  return value.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()
}
