// Certificates of time-stamping authorities: RFC 5280, and RFC 3161 § 2.3 for what they may be used for.
import { X509Certificate } from 'node:crypto'

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
import { TimestampRefused } from './timestamp-refused.ts'

interface Extension {
  readonly isCritical: boolean
  readonly value: Der
}

export interface Certificate {
  readonly der: Uint8Array
  readonly x509: X509Certificate
  /** Names as DER, to be compared byte by byte. */
  readonly issuer: Uint8Array
  readonly subject: Uint8Array
  readonly serial: Uint8Array
  /** Milliseconds since the epoch, both included. */
  readonly notBefore: number
  readonly notAfter: number
  readonly signatureAlgorithm: string
  readonly extensions: ReadonlyMap<string, Extension>
}

const oids = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  certificatePolicies: '2.5.29.32',
  extendedKeyUsage: '2.5.29.37',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const

/** What is looked at here, or may be passed over: policies only say what a path is good for. */
const understood: ReadonlySet<string> = new Set([
  oids.keyUsage,
  oids.basicConstraints,
  oids.extendedKeyUsage,
  oids.certificatePolicies,
])

/** Signature algorithms of certificates: RSA and ECDSA with SHA-256, 384, 512, and RSA-PSS. SHA-1 has collisions. */
const certificateAlgorithms: ReadonlySet<string> = new Set([
  '1.2.840.113549.1.1.10',
  '1.2.840.113549.1.1.11',
  '1.2.840.113549.1.1.12',
  '1.2.840.113549.1.1.13',
  '1.2.840.10045.4.3.2',
  '1.2.840.10045.4.3.3',
  '1.2.840.10045.4.3.4',
])

/** Two intermediate authorities are common. */
const pathCertificatesMax = 6

/** Certificates in a token, beyond which nobody looks for a way. */
export const certificatesMax = 16

/**
 * The certificates of a PEM file, for example the roots that an operator trusts.
 *
 * @throws MalformedDer if one is malformed or there is none.
 */
export function certificatesInPem(pem: string): readonly Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g) ?? []
  if (blocks.length === 0) throw new MalformedDer('no certificate in the PEM')
  return blocks.map((block) =>
    parseCertificate(new Uint8Array(Buffer.from(block.replaceAll(/-----[^-]+-----/g, ''), 'base64'))),
  )
}

/** @throws MalformedDer */
export function parseCertificate(der: Uint8Array): Certificate {
  const outer = new DerFields(parseDer(der))
  const fields = outer.fields()
  const outerAlgorithm = outer.take(tags.sequence)
  outer.take(tags.bitString)
  outer.end()

  const version = fields.takeIf(tagged(0))
  if (version === undefined || smallIntegerOf(new DerFields(version, tagged(0)).take(tags.integer)) !== 2) {
    throw new MalformedDer('a certificate that is not of version 3')
  }
  const serial = integerOf(fields.take(tags.integer))
  const algorithm = fields.take(tags.sequence)
  const issuer = fields.take(tags.sequence).whole
  const [notBefore = Number.NaN, notAfter = Number.NaN] = valuesIn(fields.take(tags.sequence)).map(timeOf)
  const subject = fields.take(tags.sequence).whole
  fields.take(tags.sequence)
  fields.takeIf(taggedPrimitive(1))
  fields.takeIf(taggedPrimitive(2))
  const extensions = extensionsIn(fields.takeIf(tagged(3)))
  fields.end()
  // RFC 5280 § 4.1.1.2: both must be the same; only the inner one is signed.
  if (!equalBytes(algorithm.whole, outerAlgorithm.whole)) throw new MalformedDer('two signature algorithms')
  const signatureAlgorithm = oidOf(new DerFields(algorithm).take(tags.oid))
  return { der, x509: x509Of(der), issuer, subject, serial, notBefore, notAfter, signatureAlgorithm, extensions }
}

function x509Of(der: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(der)
  } catch {
    throw new MalformedDer('a certificate')
  }
}

function extensionsIn(tag: Der | undefined): ReadonlyMap<string, Extension> {
  const extensions = new Map<string, Extension>()
  if (tag === undefined) return extensions
  for (const each of valuesIn(new DerFields(tag, tagged(3)).take(tags.sequence))) {
    const fields = new DerFields(each)
    const oid = oidOf(fields.take(tags.oid))
    const critical = fields.takeIf(tags.boolean)
    const value = parseDer(fields.take(tags.octetString).content)
    fields.end()
    if (extensions.has(oid)) throw new MalformedDer('an extension that stands twice')
    extensions.set(oid, { isCritical: critical !== undefined && booleanOf(critical), value })
  }
  return extensions
}

/** The key identifier that a signer may be named by. */
export function subjectKeyIdentifier({ extensions }: Certificate): Uint8Array | undefined {
  return extensions.get(oids.subjectKeyIdentifier)?.value.content
}

/**
 * Checks that a certificate is for signing time-stamps and for nothing else.
 *
 * @throws TimestampRefused `purpose`
 */
export function checkPurpose(certificate: Certificate): void {
  const usage = certificate.extensions.get(oids.extendedKeyUsage)
  // RFC 3161 § 2.3: one purpose, and critical.
  if (usage === undefined) throw new TimestampRefused('purpose', 'no extended key usage')
  if (!usage.isCritical) throw new TimestampRefused('purpose', 'the extended key usage is not critical')
  const purposes = valuesIn(usage.value).map(oidOf)
  if (purposes.length !== 1 || purposes[0] !== oids.timeStamping) throw new TimestampRefused('purpose')
  const bits = keyUsageOf(certificate)
  if (bits !== undefined && (bits === 0 || (bits & ~(keyUsage.digitalSignature | keyUsage.nonRepudiation)) !== 0)) {
    throw new TimestampRefused('purpose', 'the key usage')
  }
}

/** RFC 5280 § 4.2.1.3: the first bit is the highest. */
const keyUsage = { digitalSignature: 0x80, nonRepudiation: 0x40, keyCertSign: 0x04 } as const

/** The first eight bits; the ninth, decipherOnly, counts as one that has no place here. */
function keyUsageOf({ extensions }: Certificate): number | undefined {
  const usage = extensions.get(oids.keyUsage)?.value
  if (usage === undefined) return undefined
  const [unused = 8, bits = 0, more = 0] = usage.content
  if (usage.tag !== tags.bitString || unused > 7) throw new MalformedDer('a key usage')
  return bits | (more << 8)
}

export interface Trust {
  /** Certificates from the token, in any order. */
  readonly certificates: readonly Certificate[]
  /** Trusted without further proof. Usually of certification authorities; the signer's own, if a trust list names it, will do. */
  readonly roots: readonly Certificate[]
  /** Milliseconds since the epoch: the time of the stamp. */
  readonly at: number
}

/**
 * Looks for a way from the signer to a trusted certificate, on which each was valid at the time of the stamp.
 *
 * @throws TimestampRefused `chain`, `validity`
 */
export function checkChain(signer: Certificate, { certificates, roots, at }: Trust): void {
  let hasWay = false
  for (const way of waysFrom([signer], certificates.slice(0, certificatesMax), roots)) {
    if (way.every(({ notBefore, notAfter }) => notBefore <= at && at <= notAfter)) return
    hasWay = true
  }
  throw new TimestampRefused(hasWay ? 'validity' : 'chain')
}

function* waysFrom(
  way: readonly Certificate[],
  between: readonly Certificate[],
  roots: readonly Certificate[],
): Generator<readonly Certificate[]> {
  const last = way.at(-1)
  if (last === undefined || !isUnderstood(last)) return
  if (roots.some(({ der }) => equalBytes(der, last.der))) yield way
  if (way.length === pathCertificatesMax) return
  for (const issuer of [...roots, ...between]) {
    const isNew = way.every(({ der }) => !equalBytes(der, issuer.der))
    if (isNew && mayIssue(issuer, way.length - 1) && isIssuedBy(last, issuer))
      yield* waysFrom([...way, issuer], between, roots)
  }
}

/** RFC 5280 § 4.2: what is critical and not understood must be refused. */
function isUnderstood({ extensions }: Certificate): boolean {
  return [...extensions].every(([oid, { isCritical }]) => !isCritical || understood.has(oid))
}

/** @param below certificates between this one and the signer */
function mayIssue(certificate: Certificate, below: number): boolean {
  const constraints = certificate.extensions.get(oids.basicConstraints)
  if (constraints === undefined) return false
  const fields = new DerFields(constraints.value)
  const isAuthority = fields.takeIf(tags.boolean)
  const pathLength = fields.takeIf(tags.integer)
  if (isAuthority === undefined || !booleanOf(isAuthority)) return false
  if (pathLength !== undefined && smallIntegerOf(pathLength) < below) return false
  const bits = keyUsageOf(certificate)
  return bits === undefined || (bits & keyUsage.keyCertSign) !== 0
}

function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  if (!certificateAlgorithms.has(certificate.signatureAlgorithm)) return false
  if (!equalBytes(certificate.issuer, issuer.subject)) return false
  try {
    return certificate.x509.checkIssued(issuer.x509) && certificate.x509.verify(issuer.x509.publicKey)
  } catch {
    return false // A key that this runtime cannot use proves nothing.
  }
}
