// Primitives of the runtime. The gateway runs on Bun; the verifier that an auditor installs alone runs on Node as well.
import { createHash, createPublicKey, verify } from 'node:crypto'

import type { CheckEd25519 } from '@stellwerk/tlog/format/note'
import { hashBytes, type Sha256 } from '@stellwerk/tlog/format/tree'

const sha256OfBun: Sha256 = (bytes) => {
  const hash = new Uint8Array(hashBytes)
  Bun.SHA256.hash(bytes, hash)
  return hash
}

const sha256OfNode: Sha256 = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest())

/** SHA-256 of this runtime, for the functions of tlog. */
export const sha256: Sha256 = 'Bun' in globalThis ? sha256OfBun : sha256OfNode

/** Ed25519 of this runtime, for the functions of tlog. */
export const checkEd25519: CheckEd25519 = ({ publicKey, message, signature }) =>
  verify(null, message, publicKeyOf(publicKey), signature)

function publicKeyOf(bytes: Uint8Array): ReturnType<typeof createPublicKey> {
  return createPublicKey({ key: Buffer.concat([spkiPrefix, bytes]), format: 'der', type: 'spki' })
}

/** DER in front of the 32 bytes of an Ed25519 public key (RFC 8410 § 4). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')
