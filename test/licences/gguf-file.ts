const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const u32 = (value: number): Uint8Array => new Uint8Array(new Uint32Array([value]).buffer)
const u64 = (value: number): Uint8Array => new Uint8Array(new BigUint64Array([BigInt(value)]).buffer)
const string = (text: string): readonly Uint8Array[] => [u64(utf8(text).length), utf8(text)]

/** A tensor of 32-bit numbers that are all nought. */
export interface WrittenTensor {
  readonly name: string
  readonly shape: readonly number[]
}

/** Where weights begin, unless a file says otherwise. */
const alignment = 32

const aligned = (bytes: number): number => Math.ceil(bytes / alignment) * alignment
const bytesOf = ({ shape }: WrittenTensor): number => 4 * shape.reduce((product, length) => product * length, 1)

/** A GGUF file (version 3) with this metadata and these tensors. */
export function ggufFile(
  metadata: Readonly<Record<string, string | number | readonly string[]>>,
  tensors: readonly WrittenTensor[] = [],
): Uint8Array {
  const entries = Object.entries(metadata).flatMap(([key, value]) => [...string(key), ...valueOf(value)])
  let offset = 0
  const index = tensors.flatMap((tensor) => {
    const { name, shape } = tensor
    const row = [...string(name), u32(shape.length), ...shape.map(u64), u32(0), u64(offset)]
    offset += aligned(bytesOf(tensor))
    return row
  })
  const counts = [u64(tensors.length), u64(Object.keys(metadata).length)]
  const head = Buffer.concat([utf8('GGUF'), u32(3), ...counts, ...entries, ...index])
  if (tensors.length === 0) return head
  return Buffer.concat([head, new Uint8Array(aligned(head.length) - head.length), new Uint8Array(offset)])
}

function valueOf(value: string | number | readonly string[]): readonly Uint8Array[] {
  if (typeof value === 'string') return [u32(8), ...string(value)]
  if (typeof value === 'number') return [u32(4), u32(value)]
  return [u32(9), u32(8), u64(value.length), ...value.flatMap(string)]
}

/** A safetensors file with these tensors of 32-bit numbers. */
export function safetensorsFile(
  tensors: readonly WrittenTensor[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  let offset = 0
  const rows = tensors.map((tensor) => {
    const from = offset
    offset += bytesOf(tensor)
    return [tensor.name, { dtype: 'F32', shape: tensor.shape, data_offsets: [from, offset] }] as const
  })
  const header = utf8(JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(rows) }))
  return Buffer.concat([u64(header.length), header, new Uint8Array(offset)])
}
