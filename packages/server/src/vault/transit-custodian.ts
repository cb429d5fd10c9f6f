// The transit engine of OpenBao and of HashiCorp Vault: POST /v1/<mount>/encrypt/<key> and …/decrypt/<key>.
// https://openbao.org/api-docs/secret/transit/ (checked 2026-11-23)
import type { Secret } from '../secret.ts'
import type { KeyCustodian, Unavailability } from './custodian.ts'
import { VaultKeyUnavailable } from './custodian.ts'

/** Bytes of an answer. The real ones have some hundred. */
const answerBytesMax = 65_536

const timeoutMsByDefault = 10_000

/** Where the transit engine is and which of its keys is ours. */
export interface TransitAddress {
  /** Scheme, host and port. Only a loopback address may be plain http. */
  readonly address: string
  /** Where the engine is mounted, mostly `transit`. */
  readonly mount: string
  readonly key: string
  /** Asked for at each call, because tokens are renewed. */
  readonly token: () => Secret
  /** A certificate authority in PEM, if the system does not know it. */
  readonly authority?: string | undefined
  readonly timeoutMs?: number | undefined
}

/**
 * The key-encryption key lies in a transit engine and never leaves it.
 *
 * @throws VaultKeyUnavailable at once if the address is not encrypted, otherwise when used
 * @example transitCustodian({ address: 'https://bao.example:8200', mount: 'transit', key: 'stellwerk', token })
 */
export function transitCustodian(where: TransitAddress): KeyCustodian {
  const base = baseOf(where)
  return {
    kind: 'transit',
    wrap: async (key) => {
      const plaintext = Buffer.from(key).toString('base64')
      return new Uint8Array(
        Buffer.from(await ask(where, base, { act: 'encrypt', body: { plaintext }, want: 'ciphertext' })),
      )
    },
    unwrap: async (wrapped) => {
      const ciphertext = Buffer.from(wrapped).toString('utf8')
      const text = await ask(where, base, { act: 'decrypt', body: { ciphertext }, want: 'plaintext' })
      const key = Buffer.from(text, 'base64')
      if (key.toString('base64') !== text) throw unavailable(where, 'malformed')
      return new Uint8Array(key)
    },
  }
}

function baseOf(where: TransitAddress): URL {
  const url = URL.canParse(where.address) ? new URL(where.address) : undefined
  if (url === undefined) throw unavailable(where, 'malformed')
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) throw unavailable(where, 'exposed')
  return url
}

interface TransitCall {
  readonly act: 'encrypt' | 'decrypt'
  readonly body: Readonly<Record<string, string>>
  readonly want: 'ciphertext' | 'plaintext'
}

async function ask(where: TransitAddress, base: URL, call: TransitCall): Promise<string> {
  const mount = where.mount.split('/').map(encodeURIComponent).join('/')
  const url = new URL(`/v1/${mount}/${call.act}/${encodeURIComponent(where.key)}`, base)
  const response = await send(where, url, call.body)
  if (!response.ok) {
    await response.body?.cancel()
    throw unavailable(where, response.status === 400 ? 'mismatch' : 'refused', { status: response.status })
  }
  const text = await boundedText(where, response)
  return parseAnswer(text, call.want) ?? fail(unavailable(where, 'malformed'))
}

async function send(where: TransitAddress, url: URL, body: TransitCall['body']): Promise<Response> {
  const token = where.token().reveal()
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'X-Vault-Token': token, 'X-Vault-Request': 'true', 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      // A redirect would carry token and key to somewhere else.
      redirect: 'error',
      signal: AbortSignal.timeout(where.timeoutMs ?? timeoutMsByDefault),
      tls: { rejectUnauthorized: true, ...(where.authority === undefined ? {} : { ca: where.authority }) },
    })
  } catch (error) {
    throw unavailable(where, isTimeout(error) ? 'timeout' : 'missing', { cause: error })
  }
}

async function boundedText(where: TransitAddress, response: Response): Promise<string> {
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for await (const piece of response.body ?? []) {
      length += piece.length
      if (length > answerBytesMax) throw unavailable(where, 'malformed')
      pieces.push(piece)
    }
  } catch (error) {
    if (error instanceof VaultKeyUnavailable) throw error
    throw unavailable(where, isTimeout(error) ? 'timeout' : 'missing', { cause: error })
  }
  return Buffer.concat(pieces).toString('utf8')
}

function parseAnswer(text: string, want: TransitCall['want']): string | undefined {
  try {
    const answer = JSON.parse(text) as { readonly data?: Readonly<Record<string, unknown>> } | null
    const value = answer?.data?.[want]
    return typeof value === 'string' && value !== '' ? value : undefined
  } catch {
    return undefined
  }
}

function fail(error: Error): never {
  throw error
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError'
}

function unavailable(
  { address, mount, key, timeoutMs = timeoutMsByDefault }: TransitAddress,
  reason: Unavailability,
  why: { readonly status?: number; readonly cause?: unknown } = {},
): VaultKeyUnavailable {
  const place = `${address} (${mount}/${key})`
  const texts = {
    missing: {
      de: `${place} ist nicht zu erreichen oder sein Zertifikat ist nicht zu prüfen; bitte Adresse, Netz und Zertifikat prüfen`,
      en: `${place} cannot be reached, or its certificate cannot be verified; please check address, network and certificate`,
    },
    exposed: {
      de: `${place} ist nicht verschlüsselt; bitte eine Adresse mit https:// eintragen`,
      en: `${place} is not encrypted; please enter an address with https://`,
    },
    refused: {
      de: `${place} hat mit Status ${why.status} abgelehnt; bitte Token, Richtlinie und Siegelzustand prüfen`,
      en: `${place} refused with status ${why.status}; please check token, policy and whether it is sealed`,
    },
    timeout: {
      de: `${place} hat ${timeoutMs} ms lang nicht geantwortet; bitte prüfen, ob der Dienst läuft`,
      en: `${place} did not answer within ${timeoutMs} ms; please see whether the service is running`,
    },
    malformed: {
      de: `${place} ist keine Adresse einer Transit-Engine oder antwortet nicht wie eine; bitte Adresse und Pfad prüfen`,
      en: `${place} is no address of a transit engine or does not answer like one; please check address and mount`,
    },
    mismatch: {
      de: `${place} öffnet den Schlüssel des Tresors nicht; bitte prüfen, ob es derselbe Schlüssel in derselben Engine ist`,
      en: `${place} does not open the key of the vault; please see whether it is the same key in the same engine`,
    },
  }
  return new VaultKeyUnavailable({ reason, text: texts[reason] }, { cause: why.cause })
}
