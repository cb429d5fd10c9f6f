// Passkeys (Web Authentication Level 3, W3C; checked 2026-11-24): what the authenticator signs is checked by @simplewebauthn/server, and
// what we remember is a public key.
import { GatewayError } from '@stellwerk/contract/error'
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'

import type { WebPlace } from '../sign-in-desk.ts'
import { Awaited } from './awaited.ts'
import type { CredentialStore, PasskeyRecord } from './credential-store.ts'

/** Loaded when the first key is used: it takes an eighth of a second, which no start has to spare. */
const webAuthn = () => import('@simplewebauthn/server')
const webAuthnHelpers = () => import('@simplewebauthn/server/helpers')

/** Milliseconds for looking for a key and touching it. */
const challengeMs = 5 * 60_000

/** Keys of one person. */
const passkeysMax = 20

/** COSE: ES256, EdDSA, RS256. What authenticators make, strongest common first. */
const algorithms = [-7, -8, -257]

/** Characters of what somebody calls a key. */
const labelCharactersMax = 100

export interface PasskeyParts {
  readonly store: Pick<CredentialStore, 'passkey' | 'passkeysOf' | 'addPasskey' | 'countPasskey'>
  readonly now: () => number
  readonly elapsed: () => number
}

export class Passkeys {
  readonly #parts: PasskeyParts
  /** By challenge: who registers a key, or nobody yet. */
  readonly #registering: Awaited<{ readonly personId: string }>
  readonly #asking: Awaited<true>

  constructor(parts: PasskeyParts) {
    this.#parts = parts
    this.#registering = new Awaited(challengeMs, parts.elapsed)
    this.#asking = new Awaited(challengeMs, parts.elapsed)
  }

  /** What a browser is asked for to make a key. */
  async registration(
    person: { readonly id: string; readonly name: string },
    place: WebPlace,
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const known = await this.#parts.store.passkeysOf(person.id)
    const { generateRegistrationOptions } = await webAuthn()
    const options = await generateRegistrationOptions({
      rpName: 'Stellwerk',
      rpID: place.rpId,
      userName: person.name,
      userDisplayName: person.name,
      userID: new TextEncoder().encode(person.id),
      // Which make of authenticator it is does not matter to us, and would tell of its owner.
      attestationType: 'none',
      excludeCredentials: known.map(({ id }) => ({ id })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      supportedAlgorithmIDs: algorithms,
      timeout: challengeMs,
    })
    this.#registering.put(options.challenge, { personId: person.id })
    return options
  }

  /** @throws GatewayError sign_in_failed, request_invalid */
  async register(
    personId: string,
    told: { readonly response: unknown; readonly label: string },
    place: WebPlace,
  ): Promise<PasskeyRecord> {
    const response = told.response as RegistrationResponseJSON // From a stranger: the library checks it part by part.
    const challenge = challengeIn(response)
    if (this.#registering.take(challenge)?.personId !== personId) throw new GatewayError('sign_in_failed')
    const credential = await orFailed(async () => {
      await mustHaveNoAttestation(response)
      const { verifyRegistrationResponse } = await webAuthn()
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response,
        expectedChallenge: challenge,
        expectedOrigin: [...place.origins],
        expectedRPID: place.rpId,
        requireUserVerification: true,
        supportedAlgorithmIDs: algorithms,
      })
      return verified ? registrationInfo.credential : undefined
    })
    if ((await this.#parts.store.passkeysOf(personId)).length >= passkeysMax)
      throw new GatewayError('request_invalid', { details: { what: `> ${passkeysMax}` } })
    const record: PasskeyRecord = {
      id: credential.id,
      personId,
      publicKey: credential.publicKey,
      counter: credential.counter,
      label: checkedLabel(told.label),
      createdAt: this.#parts.now(),
    }
    if (!(await this.#parts.store.addPasskey(record))) throw new GatewayError('sign_in_failed')
    return record
  }

  /** What a browser is asked for to sign in: any key of this place, so nobody has to say who they are first. */
  async request(place: WebPlace): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const { generateAuthenticationOptions } = await webAuthn()
    const options = await generateAuthenticationOptions({
      rpID: place.rpId,
      userVerification: 'required',
      timeout: challengeMs,
    })
    this.#asking.put(options.challenge, true)
    return options
  }

  /**
   * The person whose key signed.
   *
   * @throws GatewayError sign_in_failed
   */
  async personOf(told: unknown, place: WebPlace): Promise<string> {
    const response = told as AuthenticationResponseJSON // As above.
    const challenge = challengeIn(response)
    if (this.#asking.take(challenge) === undefined) throw new GatewayError('sign_in_failed')
    const record = typeof response.id === 'string' ? await this.#parts.store.passkey(response.id) : undefined
    if (record === undefined) throw new GatewayError('sign_in_failed')
    const counted = await orFailed(async () => {
      const { verifyAuthenticationResponse } = await webAuthn()
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge: challenge,
        expectedOrigin: [...place.origins],
        expectedRPID: place.rpId,
        credential: { id: record.id, publicKey: Uint8Array.from(record.publicKey), counter: record.counter },
        requireUserVerification: true,
      })
      return verified ? authenticationInfo.newCounter : undefined
    })
    // A second key with the same secret would count on its own.
    if (!(await this.#parts.store.countPasskey(record.id, { from: record.counter, to: counted })))
      throw new GatewayError('sign_in_failed')
    return record.personId
  }
}

/** What the browser says it was asked; checked with the rest afterwards, and looked up here. */
function challengeIn(told: unknown): string {
  try {
    const { response } = told as { readonly response: { readonly clientDataJSON: string } } // Any other shape throws.
    const data: unknown = JSON.parse(
      new TextDecoder().decode(Uint8Array.fromBase64(response.clientDataJSON, { alphabet: 'base64url' })),
    )
    const { challenge } = data as { readonly challenge: unknown } // As above.
    if (typeof challenge === 'string') return challenge
  } catch {
    // The same as no challenge.
  }
  throw new GatewayError('sign_in_failed')
}

/**
 * An attestation may name addresses where its certificate could be looked up, and the library would ask there. So whatever is sent
 * must have none, before anything else is read.
 */
async function mustHaveNoAttestation({ response }: RegistrationResponseJSON): Promise<void> {
  const { decodeAttestationObject } = await webAuthnHelpers()
  const bytes = Uint8Array.fromBase64(response.attestationObject, { alphabet: 'base64url' })
  if (decodeAttestationObject(bytes).get('fmt') !== 'none') throw new GatewayError('sign_in_failed')
}

/** Why it is not right is nobody's business but the log's. */
async function orFailed<Result>(check: () => Promise<Result | undefined>): Promise<Result> {
  const found = await check().catch((cause: unknown) => {
    throw new GatewayError('sign_in_failed', {}, { cause })
  })
  if (found === undefined) throw new GatewayError('sign_in_failed')
  return found
}

function checkedLabel(label: string): string {
  const plain = label.trim()
  if (plain.length <= labelCharactersMax && /^\P{Cc}*$/u.test(plain)) return plain
  throw new GatewayError('request_invalid', { details: { what: 'label' }, param: 'label' })
}
