import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { createSecureContext } from 'node:tls'

import type { SecretRef } from '@stellwerk/contract/config'
import type { Text } from '@stellwerk/contract/language'

import { resolveSecretText } from './secret.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** From when until when something is valid, in milliseconds since the epoch. */
export interface Term {
  readonly from: number
  readonly until: number
}

/** A certificate with the key that belongs to it. */
export interface CertificatePair {
  /** PEM: the certificate itself first, then those that lead to its authority. */
  readonly certificate: string
  readonly key: string
  readonly term: Term
}

/** Who is believed. */
export interface Authorities {
  readonly pem: string
  /** Of the one that lasts longest: a bundle may hold some that have ended. */
  readonly term: Term
}

/** A certificate or key that nothing can be done with. Says which and why, never what is in it. */
export class CertificateUnusable extends Error {
  override readonly name = 'CertificateUnusable'
  readonly text: Text

  constructor(text: Text, options?: ErrorOptions) {
    super(text.en, options)
    this.text = text
  }
}

/** Bytes. The bundle of all public authorities is 220 kB; more is the wrong file. */
const fileBytesMax = 1_048_576

/** One certificate in PEM (RFC 7468 § 5); what stands between two of them are comments. */
const onePem = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g

/**
 * A certificate and its key, as they lie there now. One that has ended or is not valid yet is read all the same: see its term.
 *
 * @throws CertificateUnusable, SecretUnavailable
 */
export function readPair(
  ref: { readonly certificate: string; readonly key: SecretRef },
  env: Environment,
): CertificatePair {
  const certificate = readPem(ref.certificate)
  const [own] = certificatesIn(ref.certificate, certificate)
  const key = resolveSecretText(ref.key, env)
  if (!own.checkPrivateKey(privateKey(ref.key, key))) {
    throw new CertificateUnusable({
      de: `${ref.key} gehört nicht zum ersten Zertifikat in ${ref.certificate}`,
      en: `${ref.key} does not belong to the first certificate in ${ref.certificate}`,
    })
  }
  mustBeServable(ref.certificate, { certificate, key })
  return { certificate, key, term: termOf(own) }
}

/** @throws CertificateUnusable */
export function readAuthorities(path: string): Authorities {
  const pem = readPem(path)
  const terms = certificatesIn(path, pem).map(termOf)
  const from = Math.min(...terms.map((term) => term.from))
  return { pem, term: { from, until: Math.max(...terms.map((term) => term.until)) } }
}

function readPem(path: string): string {
  try {
    const facts = statSync(path)
    if (facts.isFile() && facts.size <= fileBytesMax) return readFileSync(path, 'latin1')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error'
    throw new CertificateUnusable(
      { de: `${path} lässt sich nicht lesen (${code})`, en: `${path} cannot be read (${code})` },
      { cause: error },
    )
  }
  throw new CertificateUnusable({
    de: `${path} ist keine Datei mit höchstens ${fileBytesMax} Byte`,
    en: `${path} is no file of at most ${fileBytesMax} bytes`,
  })
}

function certificatesIn(path: string, pem: string): readonly [X509Certificate, ...X509Certificate[]] {
  const [first, ...rest] = (pem.match(onePem) ?? []).map((one) => parsed(path, one))
  if (first !== undefined) return [first, ...rest]
  throw new CertificateUnusable({
    de: `${path} enthält kein Zertifikat in PEM (-----BEGIN CERTIFICATE-----)`,
    en: `${path} holds no certificate in PEM (-----BEGIN CERTIFICATE-----)`,
  })
}

function parsed(path: string, pem: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch (error) {
    throw new CertificateUnusable(
      { de: `${path} enthält ein beschädigtes Zertifikat`, en: `${path} holds a damaged certificate` },
      { cause: error },
    )
  }
}

function privateKey(ref: SecretRef, pem: string): ReturnType<typeof createPrivateKey> {
  if (/-----BEGIN ENCRYPTED|Proc-Type: 4,ENCRYPTED/.test(pem)) {
    throw new CertificateUnusable({
      de: `${ref} ist verschlüsselt; Stellwerk hat dafür kein Passwort`,
      en: `${ref} is encrypted; Stellwerk has no passphrase for it`,
    })
  }
  try {
    return createPrivateKey(pem)
  } catch (error) {
    throw new CertificateUnusable(
      { de: `${ref} ist kein privater Schlüssel in PEM`, en: `${ref} is no private key in PEM` },
      { cause: error },
    )
  }
}

/** What the TLS library refuses beyond all that, for example an RSA key of 512 bits, it refuses here and not at the door. */
function mustBeServable(path: string, pair: { readonly certificate: string; readonly key: string }): void {
  try {
    createSecureContext({ cert: pair.certificate, key: pair.key })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error'
    throw new CertificateUnusable(
      { de: `${path} eignet sich nicht für TLS (${code})`, en: `${path} is not fit for TLS (${code})` },
      { cause: error },
    )
  }
}

function termOf({ validFromDate, validToDate }: X509Certificate): Term {
  return { from: validFromDate.getTime(), until: validToDate.getTime() }
}
