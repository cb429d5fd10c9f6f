import { createHash } from 'node:crypto'

/** As packages/licences gets it handed in. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
