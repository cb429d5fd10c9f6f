import { fromUtf8 } from '../bytes.ts'
import { claimCharactersMax, type Claims, claimText } from './claims.ts'
import { fieldOf, isMapping, mappingIn } from './json-mapping.ts'
import { malformed, tooLarge, truncated } from './unreadable.ts'

/** Bytes of the length that stands before the header. */
export const safetensorsLengthBytes = 8

/** Bytes of a header that is read. The format allows 100 MB; that of a model with 100,000 tensors has 12 MB. */
const headerBytesMax = 33_554_432

/** Entries of `__metadata__`. Training tools write about a hundred. */
const metadataCountMax = 1_024

/**
 * How long the header of a safetensors file is, from its first eight bytes: what has to be read of it.
 *
 * @throws ArtefactUnreadable
 * @example safetensorsHeaderBytes(new Uint8Array([2, 0, 0, 0, 0, 0, 0, 0])) // 2
 */
export function safetensorsHeaderBytes(bytes: Uint8Array): number {
  if (bytes.length < safetensorsLengthBytes) throw truncated('length of the header')
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true)
  if (length > BigInt(headerBytesMax)) throw tooLarge(`header of more than ${headerBytesMax} bytes`)
  return Number(length)
}

/**
 * What the header of a safetensors file claims, in `__metadata__` (safetensors format; keys `modelspec.*` of the Stability AI model
 * metadata specification; checked 2026-11-23). Weights are never looked at.
 *
 * @param bytes the file, or its beginning up to the end of the header
 * @throws ArtefactUnreadable
 */
export function readSafetensors(bytes: Uint8Array): Claims {
  const headerBytes = safetensorsHeaderBytes(bytes)
  const end = safetensorsLengthBytes + headerBytes
  if (bytes.length < end) throw truncated('header')
  const metadata = metadataIn(bytes.subarray(safetensorsLengthBytes, end))
  const of = (...keys: readonly string[]): string | undefined =>
    keys.map((key) => metadata.get(key)).find((value) => value !== undefined && value !== '')
  const [name, licence, base, architecture] = [
    of('modelspec.title', 'name'),
    of('license', 'modelspec.license'),
    of('base_model'),
    of('modelspec.architecture'),
  ]
  return {
    ...(name === undefined ? {} : { name }),
    licences: licence === undefined ? [] : [licence],
    bases: base === undefined ? [] : [{ name: base }],
    datasets: [],
    ...(architecture === undefined ? {} : { architecture }),
  }
}

function metadataIn(header: Uint8Array): ReadonlyMap<string, string> {
  const text = fromUtf8(header)
  if (text === undefined) throw malformed('UTF-8 of the header')
  const metadata = fieldOf(mappingIn(text, 'header'), '__metadata__')
  if (metadata === undefined) return new Map()
  if (!isMapping(metadata)) throw malformed('__metadata__ that is no mapping')
  const entries = Object.entries(metadata)
  if (entries.length > metadataCountMax) throw tooLarge(`__metadata__ with more than ${metadataCountMax} entries`)
  return new Map(entries.map(([key, value]) => [key, textOf(key, value)]))
}

/** The format has texts only. Long ones are histories of training, which claim nothing about a licence. */
function textOf(key: string, value: unknown): string {
  if (typeof value !== 'string') throw malformed(`__metadata__ with a value that is no text: ${key.slice(0, 80)}`)
  return value.length > claimCharactersMax ? '' : claimText(value)
}
