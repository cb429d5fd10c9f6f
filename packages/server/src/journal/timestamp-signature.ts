// Digests and signatures of time-stamp tokens. A closed list: what is not on it is refused.
import { constants, createHash, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

import { DerFields, smallIntegerOf, tagged, tags } from './der.ts'
import { TimestampRefused } from './timestamp-refused.ts'
import type { Algorithm } from './timestamp-token.ts'
import { algorithmIn } from './timestamp-token.ts'

type Digest = 'sha256' | 'sha384' | 'sha512'

const digests = new Map<string, Digest>([
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
])

interface Scheme {
  readonly kind: 'rsa' | 'rsaPss' | 'ecdsa'
  /** Named by the algorithm itself; otherwise it is that of the message digest. */
  readonly digest?: Digest
}

const schemes = new Map<string, Scheme>([
  ['1.2.840.113549.1.1.1', { kind: 'rsa' }],
  ['1.2.840.113549.1.1.10', { kind: 'rsaPss' }],
  ['1.2.840.113549.1.1.11', { kind: 'rsa', digest: 'sha256' }],
  ['1.2.840.113549.1.1.12', { kind: 'rsa', digest: 'sha384' }],
  ['1.2.840.113549.1.1.13', { kind: 'rsa', digest: 'sha512' }],
  ['1.2.840.10045.4.3.2', { kind: 'ecdsa', digest: 'sha256' }],
  ['1.2.840.10045.4.3.3', { kind: 'ecdsa', digest: 'sha384' }],
  ['1.2.840.10045.4.3.4', { kind: 'ecdsa', digest: 'sha512' }],
])

const saltLengthDefault = 20
const mgf1 = '1.2.840.113549.1.1.8'

/** BSI TR-02102-1 allows less than 3000 bits no longer for new keys; authorities of today still use 2048. */
const rsaBitsMin = 2048

/** P-256 and P-384, as OpenSSL and BoringSSL call them. */
const curves: ReadonlySet<string> = new Set(['prime256v1', 'secp384r1'])

/** @throws TimestampRefused `algorithm` */
export function digestNamed(oid: string): Digest {
  const digest = digests.get(oid)
  if (digest === undefined) throw new TimestampRefused('algorithm', oid)
  return digest
}

export function hashOf(digest: Digest | 'sha1', bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash(digest).update(bytes).digest())
}

/**
 * Checks the authority's signature.
 *
 * @throws TimestampRefused `algorithm`, `signature`
 */
export function checkSignature(what: {
  readonly key: KeyObject
  readonly algorithm: Algorithm
  /** Of the message; the signature must be made with the same. */
  readonly digest: Digest
  readonly message: Uint8Array
  readonly signature: Uint8Array
}): void {
  const { key, algorithm, digest } = what
  const scheme = schemes.get(algorithm.oid)
  if (scheme === undefined) throw new TimestampRefused('algorithm', algorithm.oid)
  if ((scheme.digest ?? digest) !== digest) throw new TimestampRefused('algorithm', 'two digests')
  checkKey(key, scheme.kind)
  const pss =
    scheme.kind === 'rsaPss'
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: saltLengthIn(algorithm, digest) }
      : {}
  if (!isRight({ ...what, options: { key, ...pss } })) throw new TimestampRefused('signature')
}

function isRight(what: {
  readonly digest: Digest
  readonly message: Uint8Array
  readonly signature: Uint8Array
  readonly options: { readonly key: KeyObject; readonly padding?: number; readonly saltLength?: number }
}): boolean {
  try {
    return verify(what.digest, what.message, what.options, what.signature)
  } catch {
    return false // A signature that is no signature at all, to some runtimes.
  }
}

function checkKey(key: KeyObject, kind: Scheme['kind']): void {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key
  const isFitting =
    kind === 'ecdsa'
      ? type === 'ec' && curves.has(details?.namedCurve ?? '')
      : type === 'rsa' && (details?.modulusLength ?? 0) >= rsaBitsMin
  if (!isFitting) throw new TimestampRefused('algorithm', 'the key of the authority')
}

/** RFC 4055 § 3.1. The defaults of the digests are SHA-1, so both must be there and say otherwise. */
function saltLengthIn({ parameters }: Algorithm, digest: Digest): number {
  const refused = new TimestampRefused('algorithm', 'the parameters of RSA-PSS')
  if (parameters === undefined) throw refused
  const fields = new DerFields(parameters)
  const hash = algorithmIn(fields.fields(tagged(0)).take(tags.sequence))
  const mask = algorithmIn(fields.fields(tagged(1)).take(tags.sequence))
  const salt = fields.takeIf(tagged(2))
  fields.end()
  if (mask.oid !== mgf1 || mask.parameters === undefined) throw refused
  if ([hash, algorithmIn(mask.parameters)].some(({ oid }) => digests.get(oid) !== digest)) throw refused
  return salt === undefined ? saltLengthDefault : smallIntegerOf(new DerFields(salt, tagged(2)).take(tags.integer))
}
