// A time-stamp token as its authority wrote it: CMS SignedData (RFC 5652) around a TSTInfo (RFC 3161 § 2.4.2).
import { equalBytes } from '@stellwerk/tlog/format/bytes'

import type { Der } from './der.ts'
import {
  booleanOf,
  DerFields,
  integerOf,
  MalformedDer,
  oidOf,
  parseDer,
  smallIntegerOf,
  tagged,
  taggedPrimitive,
  tags,
  timeOf,
  valuesIn,
} from './der.ts'
import type { Certificate } from './timestamp-certificate.ts'
import { certificatesMax, parseCertificate, subjectKeyIdentifier } from './timestamp-certificate.ts'

export const oids = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
} as const

/** What is stamped, and when. */
export interface TstInfo {
  readonly policy: string
  readonly imprint: { readonly algorithm: string; readonly digest: Uint8Array }
  readonly serial: Uint8Array
  /** Milliseconds since the epoch. */
  readonly timeMs: number
  readonly accuracyMs: number | undefined
  readonly nonce: Uint8Array | undefined
}

/** An algorithm and the bytes of its parameters; none and NULL are the same. */
export interface Algorithm {
  readonly oid: string
  readonly parameters: Der | undefined
}

export interface SignedToken {
  /** The bytes that the message digest is of. */
  readonly content: Uint8Array
  readonly info: TstInfo
  readonly certificates: readonly Certificate[]
  readonly isSigner: (certificate: Certificate) => boolean
  readonly digestAlgorithm: Algorithm
  readonly signatureAlgorithm: Algorithm
  readonly signature: Uint8Array
  /** By their type, each with its one value. */
  readonly attributes: ReadonlyMap<string, Der>
  /** The attributes as they are signed. */
  readonly signedBytes: Uint8Array
}

/** @throws MalformedDer for anything but one SignedData with one signer around one TSTInfo. */
export function parseToken(bytes: Uint8Array): SignedToken {
  const contentInfo = new DerFields(parseDer(bytes))
  expectOid(contentInfo, oids.signedData)
  const data = contentInfo.fields(tagged(0)).fields()
  contentInfo.end()
  // RFC 5652 § 5.1: 3, because what is signed is not plain data.
  expectVersion(data, 3)
  const digestAlgorithms = valuesIn(data.take(tags.set)).map(algorithmIn)
  const content = contentOf(data.fields())
  const certificates = certificatesIn(data.takeIf(tagged(0)))
  data.takeIf(tagged(1)) // Revocation lists are kept with the token; nobody looks at them here.
  const signers = valuesIn(data.take(tags.set))
  data.end()
  const [signer] = signers
  // RFC 3161 § 2.4.2: no signature but that of the authority.
  if (signer === undefined || signers.length !== 1) throw new MalformedDer('more or fewer signers than one')
  const signed = parseSigner(signer)
  if (!digestAlgorithms.some(({ oid }) => oid === signed.digestAlgorithm.oid))
    throw new MalformedDer('a digest unannounced')
  return { content, info: parseTstInfo(content), certificates, ...signed }
}

function contentOf(fields: DerFields): Uint8Array {
  expectOid(fields, oids.tstInfo)
  const { content } = fields.fields(tagged(0)).take(tags.octetString)
  fields.end()
  return content
}

function certificatesIn(tag: Der | undefined): readonly Certificate[] {
  const values = tag === undefined ? [] : valuesIn(tag)
  if (values.length > certificatesMax) throw new MalformedDer('too many certificates')
  // Attribute certificates and the like have tags of their own and sign nothing.
  return values.filter((value) => value.tag === tags.sequence).map(({ whole }) => parseCertificate(whole))
}

function parseSigner(value: Der): Omit<SignedToken, 'content' | 'info' | 'certificates'> {
  const fields = new DerFields(value)
  const version = smallIntegerOf(fields.take(tags.integer))
  const keyIdentifier = fields.takeIf(taggedPrimitive(0))
  const isSigner = keyIdentifier === undefined ? byIssuer(fields.fields()) : byKey(keyIdentifier.content)
  if (version !== (keyIdentifier === undefined ? 1 : 3)) throw new MalformedDer('the version of the signer')
  const digestAlgorithm = algorithmIn(fields.take(tags.sequence))
  const attributes = fields.take(tagged(0))
  const signatureAlgorithm = algorithmIn(fields.take(tags.sequence))
  const signature = fields.take(tags.octetString).content
  fields.takeIf(tagged(1)) // Unsigned attributes say nothing.
  fields.end()
  return {
    isSigner,
    digestAlgorithm,
    signatureAlgorithm,
    signature,
    attributes: attributesIn(attributes),
    // RFC 5652 § 5.4: signed as a SET, although they stand there under another tag.
    signedBytes: Uint8Array.from(attributes.whole, (byte, at) => (at === 0 ? tags.set : byte)),
  }
}

function byIssuer(fields: DerFields): SignedToken['isSigner'] {
  const issuer = fields.take(tags.sequence).whole
  const serial = integerOf(fields.take(tags.integer))
  fields.end()
  return (certificate) => equalBytes(certificate.issuer, issuer) && equalBytes(certificate.serial, serial)
}

function byKey(identifier: Uint8Array): SignedToken['isSigner'] {
  return (certificate) => equalBytes(subjectKeyIdentifier(certificate) ?? new Uint8Array(0), identifier)
}

function attributesIn(set: Der): ReadonlyMap<string, Der> {
  const attributes = new Map<string, Der>()
  let before: Uint8Array | undefined
  for (const each of valuesIn(set)) {
    // X.690 § 11.6: in ascending order. Others would sort them first and come to another signature.
    if (before !== undefined && Buffer.compare(before, each.whole) >= 0) throw new MalformedDer('unsorted attributes')
    before = each.whole
    const fields = new DerFields(each)
    const oid = oidOf(fields.take(tags.oid))
    const [value, ...others] = valuesIn(fields.take(tags.set))
    fields.end()
    if (value === undefined || others.length > 0 || attributes.has(oid)) throw new MalformedDer('an attribute')
    attributes.set(oid, value)
  }
  return attributes
}

function parseTstInfo(bytes: Uint8Array): TstInfo {
  const fields = new DerFields(parseDer(bytes))
  expectVersion(fields, 1)
  const policy = oidOf(fields.take(tags.oid))
  const imprint = fields.fields()
  const algorithm = algorithmIn(imprint.take(tags.sequence)).oid
  const digest = imprint.take(tags.octetString).content
  imprint.end()
  const serial = integerOf(fields.take(tags.integer))
  const timeMs = timeOf(fields.take(tags.generalizedTime))
  const accuracy = fields.takeIf(tags.sequence)
  const ordering = fields.takeIf(tags.boolean)
  if (ordering !== undefined && !booleanOf(ordering)) throw new MalformedDer('a default that is written out')
  const nonce = fields.takeIf(tags.integer)
  fields.takeIf(tagged(0)) // The authority's name: a hint, while the certificate says who it is.
  const extensions = fields.takeIf(tagged(1))
  fields.end()
  if (extensions !== undefined) for (const each of valuesIn(extensions)) checkExtension(new DerFields(each))
  const accuracyMs = accuracy === undefined ? undefined : accuracyOf(new DerFields(accuracy))
  return { policy, imprint: { algorithm, digest }, serial, timeMs, accuracyMs, nonce: nonce && integerOf(nonce) }
}

/** None is understood, so a critical one is refused. */
function checkExtension(fields: DerFields): void {
  fields.take(tags.oid)
  const critical = fields.takeIf(tags.boolean)
  if (critical !== undefined && booleanOf(critical)) throw new MalformedDer('a critical extension')
}

/** Milliseconds, rounded up. */
function accuracyOf(fields: DerFields): number {
  const seconds = fields.takeIf(tags.integer)
  const millis = fields.takeIf(taggedPrimitive(0))
  const micros = fields.takeIf(taggedPrimitive(1))
  fields.end()
  const [s, ms, us] = [seconds, millis, micros].map((part) => (part === undefined ? 0 : smallIntegerOf(part)))
  return (s ?? 0) * 1000 + (ms ?? 0) + Math.ceil((us ?? 0) / 1000)
}

/** @throws MalformedDer */
export function algorithmIn(value: Der): Algorithm {
  const fields = new DerFields(value)
  const oid = oidOf(fields.take(tags.oid))
  const [parameters, ...others] = fields.rest()
  if (others.length > 0) throw new MalformedDer('an algorithm')
  const isNull = parameters?.tag === 0x05 && parameters.content.length === 0
  return { oid, parameters: isNull ? undefined : parameters }
}

function expectOid(fields: DerFields, expected: string): void {
  if (oidOf(fields.take(tags.oid)) !== expected) throw new MalformedDer(`not ${expected}`)
}

function expectVersion(fields: DerFields, expected: number): void {
  if (smallIntegerOf(fields.take(tags.integer)) !== expected) throw new MalformedDer(`not version ${expected}`)
}
