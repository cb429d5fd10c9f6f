// The writer may use Node; format and verify, which are compiled with it, must not see its types. So the one function is declared.
declare module 'node:zlib' {
  /** CRC-32 (IEEE 802.3) of the bytes, continued from the value for the bytes before. */
  export function crc32(bytes: Uint8Array, value?: number): number
}
