import type { LicenceId, LicenceTerms, LicenceText } from './terms.ts'

/** A licence as a document names it: enough to find its text, and to know that it is the one that was read. */
export interface CitedLicence {
  readonly id: LicenceId
  readonly name: string
  readonly version?: string
  readonly steward?: string
  /** When it was read for the catalogue, and how often. */
  readonly reading: { readonly number: number; readonly on: string }
  readonly texts: readonly CitedText[]
}

export interface CitedText {
  readonly id: string
  readonly role: LicenceText['role']
  /** Absent where no file of its own was read. */
  readonly found?: LicenceText['found']
  readonly link?: string
  /** Of the file as it was read, hex. Absent where nothing was read. */
  readonly sha256?: string
  /** Of its words, hex. Absent where the words that were read have another layout than the original. */
  readonly wordSha256?: string
}

/** How a licence is cited. `id` alone where the catalogue has no entry for it. */
export function citedLicence(id: LicenceId, terms: LicenceTerms | undefined): CitedLicence {
  if (terms === undefined) return { id, name: id, reading: { number: 0, on: '' }, texts: [] }
  const { name, version, steward, reading, texts } = terms
  return {
    id,
    name,
    ...(version === undefined ? {} : { version }),
    ...(steward === undefined ? {} : { steward }),
    reading,
    texts: texts.map(citedText),
  }
}

function citedText({ id, role, found, sha256, wordSha256, isHashUsable }: LicenceText): CitedText {
  return {
    id,
    role,
    ...(found === undefined ? {} : { found, link: linkTo(found) }),
    ...(sha256 === '' ? {} : { sha256 }),
    ...(isHashUsable && wordSha256 !== '' ? { wordSha256 } : {}),
  }
}

/** All texts of the catalogue were read in repositories on GitHub (reference of the licences, § 13; checked 2026-11-23). */
function linkTo({ repository, path, commit }: NonNullable<LicenceText['found']>): string {
  const file = path.split('/').map(encodeURIComponent).join('/')
  return `https://github.com/${repository}/blob/${commit}/${file}`
}

/** Sorts by text, the same everywhere: no locale. */
export function byText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
