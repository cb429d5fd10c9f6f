// What the header of a safetensors file says about the weights behind it, held against the length of the file.
import { fromUtf8 } from '../bytes.ts'
import { isMapping, mappingIn } from './json-mapping.ts'
import { safetensorsHeaderBytes, safetensorsLengthBytes } from './safetensors.ts'
import { malformed, tooLarge, truncated } from './unreadable.ts'

/** Tensors of one file. */
const tensorsMax = 1_000_000
/** Dimensions of a tensor. */
const dimensionsMax = 16

export interface SafetensorsHeader {
  /** How many numbers there are of each type. Packed ones hold several parameters in a number. */
  readonly numbers: Readonly<Record<string, number>>
}

/** Bits of a number by the name of its type (safetensors 0.7; checked 2026-11-24). */
const bitsOf: Readonly<Record<string, number>> = {
  BOOL: 8,
  F4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
  U8: 8,
  I8: 8,
  F8_E5M2: 8,
  F8_E4M3: 8,
  F8_E8M0: 8,
  I16: 16,
  U16: 16,
  F16: 16,
  BF16: 16,
  I32: 32,
  U32: 32,
  F32: 32,
  C64: 64,
  F64: 64,
  I64: 64,
  U64: 64,
}

/**
 * The header of a safetensors file. The tensors have to fill the file from the header to its end, without holes, as the format demands.
 *
 * @param bytes the file, or its beginning up to the end of the header
 * @param fileBytes length of the whole file
 * @throws ArtefactUnreadable
 */
export function readSafetensorsHeader(bytes: Uint8Array, fileBytes: number): SafetensorsHeader {
  const headerBytes = safetensorsHeaderBytes(bytes)
  const end = safetensorsLengthBytes + headerBytes
  if (end > fileBytes || bytes.length < end) throw truncated('header')
  const text = fromUtf8(bytes.subarray(safetensorsLengthBytes, end))
  if (text === undefined) throw malformed('UTF-8 of the header')
  const tensors = tensorsIn(mappingIn(text, 'header'))
  mustFill(tensors, fileBytes - end)
  return { numbers: numbersByType(tensors) }
}

interface Tensor {
  readonly type: string
  readonly count: number
  readonly from: number
  readonly to: number
}

function tensorsIn(header: object): readonly Tensor[] {
  const entries = Object.entries(header).filter(([name]) => name !== '__metadata__')
  if (entries.length > tensorsMax) throw tooLarge(`more than ${tensorsMax} tensors`)
  return entries.map(([name, value]) => tensorOf(name.slice(0, 80), value))
}

function tensorOf(name: string, value: unknown): Tensor {
  if (!isMapping(value)) throw malformed(`tensor ${name}`)
  const { dtype, shape, data_offsets: offsets } = value as Readonly<Record<string, unknown>> // A mapping of JSON, checked below.
  if (typeof dtype !== 'string' || !/^[A-Z0-9_]{1,16}$/.test(dtype)) throw malformed(`type of tensor ${name}`)
  if (!areWhole(shape) || shape.length > dimensionsMax) throw malformed(`shape of tensor ${name}`)
  if (!areWhole(offsets) || offsets.length !== 2) throw malformed(`place of tensor ${name}`)
  const [from = 0, to = 0] = offsets
  const count = shape.reduce((product, length) => product * length, 1)
  if (!Number.isSafeInteger(count)) throw tooLarge(`tensor ${name}`)
  const bits = bitsOf[dtype]
  if (to < from || (bits !== undefined && (count * bits) / 8 !== to - from)) throw malformed(`length of tensor ${name}`)
  return { type: dtype, count, from, to }
}

function areWhole(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) && value.every((each) => typeof each === 'number' && Number.isSafeInteger(each) && each >= 0)
  )
}

function mustFill(tensors: readonly Tensor[], weightBytes: number): void {
  let at = 0
  for (const { from, to } of tensors.toSorted((one, other) => one.from - other.from || one.to - other.to)) {
    if (from !== at) throw malformed('tensors that overlap or leave a hole')
    at = to
  }
  if (at > weightBytes) throw truncated('weights')
  if (at < weightBytes) throw malformed('bytes behind the last tensor')
}

function numbersByType(tensors: readonly Tensor[]): Readonly<Record<string, number>> {
  const numbers: Record<string, number> = {}
  for (const { type, count } of tensors) numbers[type] = (numbers[type] ?? 0) + count
  return numbers
}
