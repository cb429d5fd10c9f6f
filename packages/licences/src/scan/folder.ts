import type { Text } from '@stellwerk/contract/language'

import type { Identification } from '../identify/identify.ts'
import type { Claims } from '../readers/claims.ts'

/** What was found in the folder of one artefact. Whoever walks folders fills it; nothing in it is concluded yet. */
export interface ArtefactFolder {
  /** As whoever looks for it calls it: the claimed name of a base, or the name of the folder. */
  readonly name: string
  readonly path: string
  /** Files that hold licences, policies and notices by their name. */
  readonly texts: readonly FoundText[]
  readonly sources: readonly FoundClaims[]
  readonly weights: readonly FoundWeights[]
  /** What could not be read, and why. */
  readonly unread: readonly Unread[]
}

export interface FoundText {
  /** In the folder, with `/`. */
  readonly path: string
  readonly identification: Identification
}

export interface FoundClaims {
  readonly path: string
  readonly claims: Claims
}

export interface FoundWeights {
  readonly path: string
  readonly bytes: number
  /** Absent where nobody wanted to wait for it. */
  readonly sha256?: string
}

export interface Unread {
  readonly path: string
  readonly why: Text
}

/** Names of files that hold a licence, in the order in which they are looked at; then policies, then notices. */
const kinds = [
  ['licence', /^(?:licen[sc]e|copying)/i],
  ['licence', /licen[sc]e/i],
  [
    'policy',
    /(?:use|usage)[-_ ]?(?:policy|restrictions?)|(?:acceptable|prohibited|permitted)[-_ ]?uses?|^(?:terms|tou|tos|aup)\b/i,
  ],
  ['notice', /^notice/i],
] as const

/** Documents and pictures: a licence in one of them is for a person. */
const noText = /\.(?:pdf|docx?|odt|rtf|png|jpe?g|gif|webp|zip|gz|xz|zst)$/i
/** Lists of the licences of others, and programs, have the word in their names as well. */
const notItsOwn = /^(?:third|3rd)|(?:third|3rd)[-_ ]?part|\.(?:py|js|ts|json|ya?ml|toml|sh|c|h|cpp)$/i

/**
 * What a file holds by its name: a licence, a policy or a notice.
 *
 * @example identityKind('USE_POLICY.md') // 'policy'
 */
export function identityKind(fileName: string): 'licence' | 'policy' | 'notice' | undefined {
  if (notItsOwn.test(fileName)) return undefined
  return kinds.find(([, pattern]) => pattern.test(fileName))?.[0]
}

/** Whether the file can be read as text. */
export function isTextFile(fileName: string): boolean {
  return !noText.test(fileName)
}

/**
 * Order in which files of a folder are looked at: `LICENSE*`, `LICENCE*`, `COPYING*`, `USE_POLICY*`, `NOTICE*`, then the rest.
 *
 * @example ['NOTICE', 'COPYING', 'LICENSE'].toSorted(byIdentityOrder) // ['LICENSE', 'COPYING', 'NOTICE']
 */
export function byIdentityOrder(one: string, other: string): number {
  return rank(one) - rank(other) || (one < other ? -1 : Number(one > other))
}

const order = [/^license/i, /^licence/i, /^copying/i, /licen[sc]e/i, /policy/i, /^notice/i]

function rank(path: string): number {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const at = order.findIndex((pattern) => pattern.test(name))
  return at === -1 ? order.length : at
}
