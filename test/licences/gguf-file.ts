const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const u32 = (value: number): Uint8Array => new Uint8Array(new Uint32Array([value]).buffer)
const u64 = (value: number): Uint8Array => new Uint8Array(new BigUint64Array([BigInt(value)]).buffer)
const string = (text: string): readonly Uint8Array[] => [u64(utf8(text).length), utf8(text)]

/** A GGUF file (version 3) without tensors, with this metadata. */
export function ggufFile(metadata: Readonly<Record<string, string | number | readonly string[]>>): Uint8Array {
  const entries = Object.entries(metadata).flatMap(([key, value]) => [...string(key), ...valueOf(value)])
  return Buffer.concat([utf8('GGUF'), u32(3), u64(0), u64(Object.keys(metadata).length), ...entries])
}

function valueOf(value: string | number | readonly string[]): readonly Uint8Array[] {
  if (typeof value === 'string') return [u32(8), ...string(value)]
  if (typeof value === 'number') return [u32(4), u32(value)]
  return [u32(9), u32(8), u64(value.length), ...value.flatMap(string)]
}
