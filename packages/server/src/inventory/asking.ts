import { fieldOf } from '@stellwerk/licences/readers/json-mapping'

/** What a server said. The body is bounded by whoever asks. */
export interface Answer {
  readonly status: number
  readonly bytes: Uint8Array
}

/**
 * Asks one server: with a body by POST, otherwise by GET. Undefined where nobody answers.
 *
 * @param path from its root, with the slash
 */
export type Ask = (path: string, body?: object) => Promise<Answer | undefined>

/** The JSON of a 200; undefined for everything else, because whatever it is says nothing about a model. */
export async function jsonFrom(ask: Ask, path: string, body?: object): Promise<unknown> {
  const answer = await ask(path, body)
  return answer?.status === 200 ? jsonIn(answer.bytes) : undefined
}

/** @example jsonIn(new TextEncoder().encode('{')) // undefined */
export function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown // Its fields are checked one by one.
  } catch {
    return undefined
  }
}

/** Characters of a text that somebody else's server names. */
const textMax = 200

/** A short text in a field, without what a terminal would obey; undefined where there is none. */
export function textIn(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, path)
  if (typeof found !== 'string') return undefined
  const plain = found.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  return plain === '' ? undefined : plain.slice(0, textMax)
}

/** A text as it is, up to a megabyte: licences and templates are digested as they stand there. */
export function wholeTextIn(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, path)
  return typeof found === 'string' && found !== '' && found.length <= 1_048_576 ? found : undefined
}

export function countIn(value: unknown, ...path: readonly string[]): number | undefined {
  const found = at(value, path)
  return typeof found === 'number' && Number.isSafeInteger(found) && found > 0 ? found : undefined
}

/** Entries of a list in a field; no more than any server has. */
export function listIn(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, path)
  return Array.isArray(found) ? found.slice(0, 10_000) : []
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce(fieldOf, value)
}
