// Time-stamps of signed checkpoints: RFC 3161 with RFC 5816, checked 2026-11-23. One stamp covers every entry below the
// checkpoint. A qualified one has the presumption of eIDAS Art. 41(2).
import { randomBytes } from 'node:crypto'

import { equalBytes, formatHex } from '@stellwerk/tlog/format/bytes'

import { sha256 } from '../primitives.ts'
import { AnswerTooLarge, exchange, NoAnswer } from './bounded-exchange.ts'
import type { Der } from './der.ts'
import {
  derBytesMax,
  DerFields,
  formatDer,
  formatInteger,
  formatOid,
  integerOf,
  MalformedDer,
  oidOf,
  parseDer,
  smallIntegerOf,
  tagged,
  tags,
  valuesIn,
} from './der.ts'
import type { Certificate } from './timestamp-certificate.ts'
import { checkChain, checkPurpose } from './timestamp-certificate.ts'
import { TimestampRefused } from './timestamp-refused.ts'
import { checkSignature, digestNamed, hashOf } from './timestamp-signature.ts'
import type { SignedToken } from './timestamp-token.ts'
import { oids, parseToken } from './timestamp-token.ts'

/** What a verified time-stamp says. */
export interface Timestamp {
  /** Milliseconds since the epoch: the bytes existed then. */
  readonly timeMs: number
  /** By how much the authority may be wrong, as it says itself. */
  readonly accuracyMs: number | undefined
  /** Subject of the certificate that signed. */
  readonly authority: string
  /** SHA-256 of that certificate, hex. */
  readonly certificate: string
  /** Object identifier of the authority's policy, dotted. */
  readonly policy: string
  /** Hex. */
  readonly serial: string
}

/** No token came, for a reason that lies before any token. */
export class TimestampUnavailable extends Error {
  override readonly name = 'TimestampUnavailable'
  readonly code: 'unreachable' | 'timeout' | 'status' | 'type' | 'length'

  constructor(code: TimestampUnavailable['code'], options?: ErrorOptions) {
    super(`no time-stamp: ${code}`, options)
    this.code = code
  }
}

/** Authorities answer within a second; one stamp a day can wait. */
const timeoutMsDefault = 10_000

/** 64 bits: two requests of one installation never have the same. */
const nonceBytes = 8

/**
 * Has a signed checkpoint stamped, and verifies the stamp before it is handed over.
 *
 * @param what.note the complete signed checkpoint, with its signatures: what is stamped
 * @param what.roots certificates that are trusted for this authority
 * @throws TimestampUnavailable, TimestampRefused
 * @example const { token, timeMs } = await requestTimestamp({ url: 'https://tsa.example/', note, roots })
 */
export async function requestTimestamp(what: {
  readonly url: string
  readonly note: Uint8Array
  readonly roots: readonly Certificate[]
  readonly timeoutMs?: number
}): Promise<Timestamp & { readonly token: Uint8Array }> {
  const { note, roots } = what
  const nonce = new Uint8Array(randomBytes(nonceBytes))
  const reply = await replyTo(timestampRequest(note, nonce), what)
  const token = tokenIn(reply)
  return { token, ...verifyTimestamp({ token, note, roots, nonce }) }
}

/** TimeStampReq, with the nonce as a number that is not negative. */
export function timestampRequest(note: Uint8Array, nonce: Uint8Array): Uint8Array {
  const algorithm = formatDer(tags.sequence, formatOid(oids.sha256), formatDer(0x05))
  const imprint = formatDer(tags.sequence, algorithm, formatDer(tags.octetString, sha256(note)))
  const certReq = formatDer(tags.boolean, Uint8Array.of(0xff))
  return formatDer(tags.sequence, formatInteger(Uint8Array.of(1)), imprint, formatInteger(nonce), certReq)
}

async function replyTo(
  request: Uint8Array,
  { url, timeoutMs = timeoutMsDefault }: { readonly url: string; readonly timeoutMs?: number },
): Promise<Uint8Array> {
  try {
    const body = { bytes: request, type: 'application/timestamp-query' }
    const answer = await exchange({ url, body, bytesMax: derBytesMax, signal: AbortSignal.timeout(timeoutMs) })
    if (answer.status !== 200) throw new TimestampUnavailable('status')
    if (answer.type !== 'application/timestamp-reply') throw new TimestampUnavailable('type')
    return answer.body
  } catch (cause) {
    if (cause instanceof NoAnswer)
      throw new TimestampUnavailable(cause.isTimeout ? 'timeout' : 'unreachable', { cause })
    if (cause instanceof AnswerTooLarge) throw new TimestampUnavailable('length', { cause })
    throw cause
  }
}

/**
 * The token in a TimeStampResp.
 *
 * @throws TimestampRefused `malformed`, `status`
 */
export function tokenIn(reply: Uint8Array): Uint8Array {
  return refusing(() => {
    const fields = new DerFields(parseDer(reply))
    const status = smallIntegerOf(fields.fields().take(tags.integer))
    // Granted, or granted with modifications, which the checks below look at.
    if (status > 1) throw new TimestampRefused('status', String(status))
    const token = fields.take(tags.sequence).whole
    fields.end()
    return new Uint8Array(token)
  })
}

/**
 * Verifies a token against the bytes that it is said to be of. Whoever holds the token, the note and the roots can do that,
 * also years later: certificates count at the time of the stamp. Revocation is not looked at.
 *
 * @param what.nonce of the request, where it is known
 * @throws TimestampRefused
 * @example verifyTimestamp({ token, note, roots: certificatesInPem(pem) }).timeMs
 */
export function verifyTimestamp(what: {
  readonly token: Uint8Array
  readonly note: Uint8Array
  readonly roots: readonly Certificate[]
  readonly nonce?: Uint8Array
}): Timestamp {
  return refusing(() => {
    // Hostile input: parsed before any signature is checked.
    const token = parseToken(what.token)
    checkImprint(token, what.note)
    checkNonce(token, what.nonce)
    const signer = signerOf(token)
    checkAttributes(token, signer)
    checkSignature({
      key: signer.x509.publicKey,
      algorithm: token.signatureAlgorithm,
      digest: digestNamed(token.digestAlgorithm.oid),
      message: token.signedBytes,
      signature: token.signature,
    })
    checkPurpose(signer)
    checkChain(signer, { certificates: token.certificates, roots: what.roots, at: token.info.timeMs })
    return timestampOf(token, signer)
  })
}

function timestampOf({ info }: SignedToken, signer: Certificate): Timestamp {
  const { timeMs, accuracyMs, policy, serial } = info
  return {
    timeMs,
    accuracyMs,
    authority: signer.x509.subject.replaceAll('\n', ', '),
    certificate: formatHex(sha256(signer.der)),
    policy,
    serial: formatHex(serial),
  }
}

function checkImprint({ info: { imprint } }: SignedToken, note: Uint8Array): void {
  // We ask for SHA-256 and for nothing else.
  if (imprint.algorithm !== oids.sha256 || !equalBytes(imprint.digest, sha256(note))) {
    throw new TimestampRefused('imprint')
  }
}

function checkNonce({ info }: SignedToken, nonce: Uint8Array | undefined): void {
  if (nonce === undefined) return
  const expected = parseDer(formatInteger(nonce)).content
  if (info.nonce === undefined || !equalBytes(info.nonce, expected)) throw new TimestampRefused('nonce')
}

function signerOf({ certificates, isSigner }: SignedToken): Certificate {
  const signer = certificates.find(isSigner)
  if (signer === undefined) throw new TimestampRefused('certificate')
  return signer
}

/** What the signature must cover: the kind of the content, its digest, and the certificate itself. */
function checkAttributes(token: SignedToken, signer: Certificate): void {
  const { attributes, content } = token
  const [type, digest] = [attributes.get(oids.contentType), attributes.get(oids.messageDigest)]
  if (type?.tag !== tags.oid || oidOf(type) !== oids.tstInfo) throw new TimestampRefused('attributes', 'content type')
  const expected = hashOf(digestNamed(token.digestAlgorithm.oid), content)
  if (digest?.tag !== tags.octetString || !equalBytes(digest.content, expected)) {
    throw new TimestampRefused('attributes', 'message digest')
  }
  const [first, second] = [attributes.get(oids.signingCertificate), attributes.get(oids.signingCertificateV2)]
  if (first === undefined && second === undefined) throw new TimestampRefused('attributes', 'signing certificate')
  const isBound =
    (first === undefined || isCertificateBound(first, signer, 'sha1')) &&
    (second === undefined || isCertificateBound(second, signer, 'sha256'))
  if (!isBound) throw new TimestampRefused('certificate', 'signed for another one')
}

/**
 * Whether the first ESSCertID (RFC 2634 § 5.4, RFC 5035 § 4) is of the certificate. The first version knows SHA-1 alone;
 * here it would take a second preimage, which nobody can find.
 */
function isCertificateBound(attribute: Der, signer: Certificate, byDefault: 'sha1' | 'sha256'): boolean {
  const fields = new DerFields(attribute).fields().fields()
  const algorithm = byDefault === 'sha256' ? fields.takeIf(tags.sequence) : undefined
  const digest = algorithm === undefined ? byDefault : digestNamed(oidOf(new DerFields(algorithm).take(tags.oid)))
  const hash = fields.take(tags.octetString).content
  const issuerSerial = fields.takeIf(tags.sequence)
  fields.end()
  return equalBytes(hash, hashOf(digest, signer.der)) && isNamed(issuerSerial, signer)
}

/** IssuerSerial, where it is given: a directory name and a number. */
function isNamed(issuerSerial: Der | undefined, signer: Certificate): boolean {
  if (issuerSerial === undefined) return true
  const fields = new DerFields(issuerSerial)
  const names = valuesIn(fields.take(tags.sequence))
  const serial = integerOf(fields.take(tags.integer))
  fields.end()
  const isIssuer = names.some(({ tag, content }) => tag === tagged(4) && equalBytes(content, signer.issuer))
  return isIssuer && equalBytes(serial, signer.serial)
}

/** The one place where what is malformed becomes a refusal. */
function refusing<Result>(run: () => Result): Result {
  try {
    return run()
  } catch (cause) {
    if (cause instanceof MalformedDer) throw new TimestampRefused('malformed', cause.message, { cause })
    throw cause
  }
}
