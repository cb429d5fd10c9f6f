/** Names under which weights lie as pickles, or as archives that hold one. */
const pickleNames = /\.(?:bin|pt|pth|ckpt|pkl|pickle|joblib|dill|mar)$/i

/** Bytes that are looked at. The name of the first member of an archive stands at its beginning. */
export const pickleBytesRead = 512

/**
 * Whether loading a file would run code that stands in it: a pickle is a program. Told by what it begins with, because a name is
 * quickly changed, and by its name, because a pickle may begin with anything that its loader steps over.
 *
 * @param beginning the first {@link pickleBytesRead} bytes
 * @example isPickle('model.safetensors', new Uint8Array([0x80, 4, 0x95])) // true
 */
export function isPickle(name: string, beginning: Uint8Array): boolean {
  if (pickleNames.test(name) && !isGguf(beginning)) return true
  const [first = 0, second = 0] = beginning
  // PROTO with a protocol of 2 to 5; a length of a safetensors header that began like this would be followed by a brace.
  if (first === 0x80 && second >= 2 && second <= 5) return beginning[8] !== 0x7b
  return isZip(beginning) && holds(beginning, 'data.pkl')
}

function isGguf(bytes: Uint8Array): boolean {
  return bytes[0] === 0x47 && bytes[1] === 0x47 && bytes[2] === 0x55 && bytes[3] === 0x46
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4
}

function holds(bytes: Uint8Array, text: string): boolean {
  return Array.from(bytes, (byte) => String.fromCharCode(byte))
    .join('')
    .includes(text)
}
