import { isIP } from 'node:net'

/** Whom to believe and as whom to come, in PEM. The object stays the same until a file has changed. */
export interface TlsMaterial {
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
}

/** What is configured for the encryption to one server. */
export interface EngineTls {
  /** Name that its certificate has, when it is not the host of the address. */
  readonly serverName: string | undefined
  readonly material: () => TlsMaterial
}

/** Encryption as `fetch` takes it. */
export interface FetchTls extends TlsMaterial {
  readonly serverName?: string
  readonly rejectUnauthorized: true
}

/**
 * The connection goes to an address; the certificate is checked against the name all the same. Verified with Bun 1.4.5
 * (tls.test.ts): `serverName` decides, the Host header does not, and two servers with different settings at
 * one address never share a connection.
 */
export function fetchTls(url: URL, serverName: string | undefined, material: TlsMaterial | undefined): FetchTls {
  const host = url.hostname.replace(/\.$/, '')
  // RFC 6066 § 3: an address is no server name. Without one the certificate is checked against the address.
  const isAddress = isIP(host.replace(/^\[|\]$/g, '')) !== 0
  const name = serverName ?? (isAddress ? undefined : host)
  // Said aloud, because without it NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment switches every check off.
  return { ...(name === undefined ? {} : { serverName: name }), ...material, rejectUnauthorized: true }
}

/** Why an encrypted connection did not come about. */
export type TlsTrouble = 'certificateUntrusted' | 'certificateExpired' | 'certificateOfAnother' | 'handshakeRefused'

/** Words of OpenSSL for a chain that leads to nobody who is believed. */
const untrusted = [
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_CHAIN_TOO_LONG',
  'INVALID_CA',
  'INVALID_PURPOSE',
]

/** What was wrong, as far as the error of `fetch` says; undefined when it was not the encryption. */
export function tlsTroubleOf(error: unknown): TlsTrouble | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return 'certificateExpired'
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'certificateOfAnother'
  if (untrusted.includes(code)) return 'certificateUntrusted'
  return code === 'EPROTO' || code.startsWith('ERR_SSL_') ? 'handshakeRefused' : undefined
}
