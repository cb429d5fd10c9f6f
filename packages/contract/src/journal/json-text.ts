import { MalformedEntry } from './malformed.ts'

/** What Bun, Node and browsers all have, without the rest of a browser's or a server's types. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array }
declare const TextDecoder: new (
  encoding: 'utf-8',
  options: { ignoreBOM: true },
) => { decode(bytes: Uint8Array): string }

const encoder = new TextEncoder()
// A byte order mark would give a leaf a second spelling.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

export function encodeText(text: string): Uint8Array {
  return encoder.encode(text)
}

/** What is not UTF-8 comes out as U+FFFD, which has no place in a leaf. */
export function decodeText(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}

/** @throws MalformedEntry with the part `json` */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new MalformedEntry('json', { cause: error })
  }
}
