// An authenticator in software (Web Authentication Level 3 §§ 6.1, 6.5; checked 2026-11-24): ES256 by WebCrypto, attestation "none".
const flags = { userPresent: 0x01, userVerified: 0x04, attested: 0x40 } as const

interface Asked {
  readonly challenge: string
  readonly origin: string
  readonly rpId: string
}

/** What of it somebody made wrong. */
export interface Faults {
  readonly type?: string
  readonly isVerified?: boolean
  readonly fmt?: string
  readonly counter?: number
  readonly signature?: (signature: Uint8Array) => Uint8Array
}

export interface Authenticator {
  readonly id: string
  readonly create: (asked: Asked, faults?: Faults) => Promise<object>
  readonly get: (asked: Asked, faults?: Faults) => Promise<object>
}

const base64url = (bytes: Uint8Array): string => bytes.toBase64({ alphabet: 'base64url', omitPadding: true })
const utf8 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(new TextEncoder().encode(text))
const joined = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.concat(parts))
const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))

export async function softwareAuthenticator(): Promise<Authenticator> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
  const credentialId = crypto.getRandomValues(new Uint8Array(16))
  const id = base64url(credentialId)
  let counter = 0

  const clientData = ({ challenge, origin }: Asked, type: string): Uint8Array<ArrayBuffer> =>
    utf8(JSON.stringify({ type, challenge, origin, crossOrigin: false }))

  async function authData(rpId: string, flag: number, faults: Faults, attested = new Uint8Array()) {
    const count = new DataView(new ArrayBuffer(4))
    count.setUint32(0, faults.counter ?? ++counter)
    const verified = (faults.isVerified ?? true) ? flags.userVerified : 0
    const head = Uint8Array.of(flags.userPresent | verified | flag)
    return joined(await sha256(utf8(rpId)), head, new Uint8Array(count.buffer), attested)
  }

  return {
    id,
    async create(asked, faults = {}) {
      const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey)
      // COSE_Key (RFC 9053): {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
      const key = joined(
        Uint8Array.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20),
        Uint8Array.fromBase64(x, { alphabet: 'base64url' }),
        Uint8Array.of(0x22, 0x58, 0x20),
        Uint8Array.fromBase64(y, { alphabet: 'base64url' }),
      )
      const attested = joined(new Uint8Array(16), Uint8Array.of(0, credentialId.length), credentialId, key)
      const data = await authData(asked.rpId, flags.attested, faults, attested)
      // CBOR: {"fmt": …, "attStmt": {}, "authData": bytes}.
      const fmt = faults.fmt ?? 'none'
      const attestationObject = joined(
        Uint8Array.of(0xa3, 0x63),
        utf8('fmt'),
        Uint8Array.of(0x60 + fmt.length),
        utf8(fmt),
        Uint8Array.of(0x67),
        utf8('attStmt'),
        Uint8Array.of(0xa0, 0x68),
        utf8('authData'),
        Uint8Array.of(0x58, data.length),
        data,
      )
      return {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: base64url(clientData(asked, faults.type ?? 'webauthn.create')),
          attestationObject: base64url(attestationObject),
        },
      }
    },
    async get(asked, faults = {}) {
      const data = await authData(asked.rpId, 0, faults)
      const client = clientData(asked, faults.type ?? 'webauthn.get')
      const signed = joined(data, await sha256(client))
      const raw = new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, signed))
      const signature = der(raw)
      return {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: base64url(client),
          authenticatorData: base64url(data),
          signature: base64url(faults.signature?.(signature) ?? signature),
        },
      }
    },
  }
}

/** ECDSA-Sig-Value (RFC 3279 § 2.2.3) of the two numbers that WebCrypto gives. */
function der(raw: Uint8Array): Uint8Array {
  const numbers = [raw.slice(0, 32), raw.slice(32)].map((bytes) => {
    const start = bytes.findIndex((byte) => byte !== 0)
    const plain = bytes.slice(start)
    const positive = (plain[0] ?? 0) < 0x80 ? plain : joined(Uint8Array.of(0), plain)
    return joined(Uint8Array.of(0x02, positive.length), positive)
  })
  const body = joined(...numbers)
  return joined(Uint8Array.of(0x30, body.length), body)
}
