import type { AssertedBy, BackgroundKind } from '@stellwerk/contract/asserted'
import type { RecordClass, RecordField } from '@stellwerk/contract/config-record'
import type { Endpoint, EngineKind, MediaAllowed } from '@stellwerk/contract/endpoint'
import type { ErrorCode, GatewayError } from '@stellwerk/contract/error'
import type { Json, JsonObject } from '@stellwerk/contract/json'
import type { Lamps, Reason } from '@stellwerk/contract/lamp'
import type { Language } from '@stellwerk/contract/language'
import type { FoundInRequest } from '@stellwerk/contract/personal-data'
import type { Decision, Moment, Permit } from '@stellwerk/contract/route'
import type { AcceptanceView } from '@stellwerk/contract/terms-office'
import type { Notices } from '@stellwerk/licences/notices'
import type { TextsOf } from '@stellwerk/privacy/fields/request-texts'

import type { Clock } from './clock.ts'
import type { Knocks } from './knocks.ts'
import type { Inspected, Privacy, RestoredCounts } from './privacy-house.ts'
import type { RunningCalls } from './running.ts'
import type { Sheet } from './sheet.ts'
import type { Translation } from './translation.ts'

/**
 * The rooms as the request path, the control API and the commands see them. No room sees another one; `main.ts` wires
 * them together.
 */
export interface House {
  readonly clock: Clock
  readonly running: RunningCalls
  readonly knocks: Knocks
  readonly identity: Identity
  readonly registry: Registry
  readonly limits: Limits
  readonly gate: Gate
  readonly privacy: Privacy
  readonly licences: LicenceDesk
  readonly engines: Engines
  readonly records: Records
  readonly door: Door
  readonly settings: PathSettings
}

/** The settings that the path itself reads. */
export interface PathSettings {
  /** When this process began to serve. */
  readonly openedAt: Moment
  readonly language: Language
  readonly bodyBytesMax: number
  readonly mediaBodyBytesMax: number
  readonly bodyTimeoutMs: number
  readonly answerBytesMax: number
  readonly readerStallMs: number
  readonly keepAliveMs: number
}

/** Who calls: a key, and through it exactly one use case. */
export interface Caller {
  readonly keyId: string
  readonly keyVersion: number
  readonly useCaseId: string
  /** Behind which front end the people are that use the key; undefined for a key with nobody behind it. */
  readonly frontEnd?: string | undefined
  readonly groups?: readonly string[] | 'unknown' | undefined
  /** Only of people behind a front end, once it has been asked about. */
  readonly asserted?: Asserted | undefined
  readonly language?: Language | undefined
  readonly expiresAt: Moment
}

/** What a front end says about who asks. It is asserted by it; nobody here has authenticated that person. */
export interface Asserted {
  readonly by: AssertedBy
  /** An id, opaque to us. Undefined where nobody was named. */
  readonly person: string | undefined
  /** The chat in which the call is made; opaque as well. */
  readonly chat?: string | undefined
}

/** What a request tells besides its key; read only where a front end is to be asked about. */
export interface Telling {
  readonly authorization: string | null
  readonly xApiKey: string | null
  readonly header: (name: string) => string | null
  readonly clientAddress: () => string | undefined
}

export interface Identity {
  /** @throws GatewayError key_missing, key_malformed, key_unknown, key_expired, key_revoked */
  readonly identify: (authorization: string | null, xApiKey: string | null) => Caller
  /**
   * Who asks, of a caller with the key of a front end.
   *
   * @throws GatewayError front_end_unknown, network_not_permitted, identity_missing, token_audience, identity_provider_silent
   */
  readonly introduce: (caller: Caller, frontEnd: string, telling: Telling, asking: Asking) => Promise<Caller>
}

/** A deployment that a use case may use for this call, with what is needed to send to it. */
export interface Candidate {
  readonly useCaseId: string
  readonly deploymentId: string
  readonly upstreamId: string
  readonly kind: EngineKind
  /** Public name of the model. */
  readonly model: string
  /** Name of the model at the engine. */
  readonly servedAs: string
  readonly media: MediaAllowed
  readonly timeouts: { readonly firstByteMs: number; readonly idleMs: number; readonly totalMs: number }
  readonly retryAfterTimeout: boolean
  /** Turns of the use case in each round, where requests wait for a place at an engine. */
  readonly share: number
  /** The end of an answer waits until its outcome is recorded. */
  readonly isStrict: boolean
  /** Whether usage can be asked of the engine in a stream. */
  readonly reportsStreamUsage: boolean
  /** Rebuilds the body of a request for this engine from its allowlist. Throws GatewayError field_*, media_*. */
  readonly rebuild: (body: JsonObject, media: MediaAllowed) => JsonObject
  /** Finds the texts of a body that was rebuilt here, to protect them. */
  readonly textsOf: TextsOf
  /** Where the engine does not serve the endpoint of the client itself. */
  readonly via?: Via | undefined
}

/** Another endpoint at the engine, and how to speak it. */
export interface Via {
  readonly translation: Translation
  /** Rebuilds the translated body from the allowlist of that endpoint. */
  readonly rebuild: (body: JsonObject, media: MediaAllowed) => JsonObject
}

export interface Registry {
  /** @throws GatewayError use_case_inactive, model_unknown, model_not_permitted, endpoint_unsupported */
  readonly candidatesFor: (caller: Caller, model: string, endpoint: Endpoint) => readonly [Candidate, ...Candidate[]]
  readonly modelsFor: (
    caller: Caller,
  ) => readonly { readonly model: string; readonly deploymentIds: readonly string[] }[]
  readonly languageOf: (useCaseId: string) => Language | undefined
  /** Bytes that a body may have for this use case: more where it may send media. */
  readonly allowsMedia: (useCaseId: string) => boolean
}

/** Who may ask for more now (docs/limits.md). */
export interface Limits {
  /**
   * Before anything of the request is read; undefined where nothing is limited.
   *
   * @throws GatewayError concurrent_requests, requests_per_minute
   */
  readonly enter: (caller: Caller) => Guest | undefined
}

/** A call that was let in under limits. */
export interface Guest {
  /** Whether anybody wants to know what an answer took. */
  readonly countsTokens: boolean
  /** @throws GatewayError concurrent_streams, tokens_per_minute */
  readonly ask: (wish: {
    readonly body: JsonObject
    readonly text: string
    readonly isStream: boolean
    readonly choiceCount: number
    /** Whether the answer is text, and not numbers. */
    readonly isAnsweredInText: boolean
  }) => void
  /** What one attempt took. */
  readonly took: (what: Took) => void
  /** Call when the call is over. */
  readonly leave: () => void
}

/** What is known of what an attempt took. */
export interface Took {
  /** As the engine said. */
  readonly usage?: Json | undefined
  /** Whether the engine may have worked, where it said nothing. */
  readonly mayHaveWorked: boolean
  /** Pieces of a stream that the engine sent, each about a token. */
  readonly pieces?: number | undefined
  /** Bytes of an answer in one piece. */
  readonly bytes?: number | undefined
}

export interface Gate {
  /**
   * @param found what was found in this request; left out, only the route is asked about
   * @throws GatewayError terms_not_accepted, where a licence wants callers bound
   */
  readonly decide: (
    route: { readonly useCaseId: string; readonly deploymentId: string },
    caller: Caller,
    found?: FoundInRequest,
  ) => Decision
  /** Whether a permit still holds: before each forward and at every write to a client. */
  readonly stands: (permit: Permit) => boolean
  readonly lampsOf: (route: { readonly useCaseId: string; readonly deploymentId: string }) => Lamps
}

/** What licences say to whoever calls a model (docs/licence-terms.md). */
export interface LicenceDesk {
  readonly noticesOf: (caller: Caller, model: string) => ModelNotices
  /** What the key is to accept, or has accepted; undefined where there is nothing to accept. */
  readonly termsOf: (caller: Caller, model: string) => ModelTerms | undefined
  /** @throws GatewayError terms_none, terms_changed, record_failed */
  readonly accept: (
    caller: Caller,
    what: { readonly model: string; readonly digest: string; readonly by: string },
  ) => Promise<AcceptanceView>
}

/** Use restrictions of a model, as a key stands to them. */
export interface ModelTerms {
  /** SHA-256 of the text in UTF-8, hex. */
  readonly digest: string
  readonly text: string
  /** Ids of the licences that they are taken from. */
  readonly licences: readonly string[]
  readonly isAccepted: boolean
}

/** What goes beside a model wherever people meet it. */
export interface ModelNotices {
  readonly model: string
  /** Date of the catalogue that it was taken from. */
  readonly catalogue: string
  readonly notices: Notices
  readonly terms: ModelTerms | undefined
  /** Texts that the operator has on this machine, as they were found. */
  readonly copies: readonly (TextOnDisk & { readonly component: string })[]
  /** Texts that are known and not at hand. */
  readonly missing: readonly MissingCopy[]
}

export interface TextOnDisk {
  readonly file: string
  readonly sha256: string
  readonly bytes: number
  readonly text: string
}

export interface MissingCopy {
  readonly licence: string
  /** Id of the text. */
  readonly text: string
  readonly link?: string | undefined
  readonly sha256?: string | undefined
  /** Sections that want a copy beside the model. */
  readonly wantedBy: readonly string[]
}

/** One request at an engine, from before its intent until its answer is over. Letting go of it twice is no harm. */
export interface EnginePlace {
  readonly release: (how: 'finished' | 'failed' | 'undecided') => void
}

export interface EngineAnswer extends EnginePlace {
  /** Call `release` once, whatever happens to the rest of the answer. */
  readonly response: Response
}

/** Somebody who waits for a place at an engine. */
export interface Waiter {
  readonly useCaseId: string
  readonly keyId: string
  readonly share: number
  readonly model: string
  readonly whenEnded: (tell: (reason: Error) => void) => void
}

export interface Engines {
  /**
   * Those that can be tried now; none of them where one has to wait for a place.
   *
   * @throws GatewayError no_deployment_available, overloaded
   */
  readonly inOrder: <Choice extends { readonly upstreamId: string; readonly model: string }>(
    choices: readonly [Choice, ...Choice[]],
  ) => readonly Choice[]
  /** Whether a server can be tried now. */
  readonly isFree: (upstreamId: string) => boolean
  /** A place at a server, if it can be tried now: up, not broken, not full, and nobody waits for it. */
  readonly take: (upstreamId: string) => EnginePlace | undefined
  /** Milliseconds that somebody waits for one of the servers, at most. */
  readonly waitMs: (upstreamIds: readonly string[]) => number
  /** @throws GatewayError queue_full, no_deployment_available, draining, or why the wait was given up */
  readonly wait: (
    upstreamIds: readonly string[],
    waiter: Waiter,
  ) => Promise<{ readonly upstreamId: string; readonly place: EnginePlace }>
  /** @throws EngineFailure, or the reason of the signal when that was aborted */
  readonly send: (request: {
    readonly upstreamId: string
    readonly place: EnginePlace
    readonly endpoint: Endpoint
    readonly model: string
    readonly body: JsonObject
    readonly useCaseId: string
    readonly signal: AbortSignal
  }) => Promise<EngineAnswer>
  readonly readEvents: () => EventReader
  /** The sentence in an error object of an engine, whatever its shape. */
  readonly engineMessageOf: (body: unknown) => string | undefined
}

/** Reads the bytes of an engine as events, incrementally; any division into reads yields the same events. */
export interface EventReader {
  readonly push: (bytes: Uint8Array) => readonly EngineEvent[]
  readonly end: () => { readonly isTruncated: boolean }
}

export interface EngineEvent {
  readonly name: string | undefined
  readonly data: string
}

/** What was said of an answer that is then cut: where it has a name and a number, its end has them too. */
export interface SaidSoFar {
  /** The answer as it was announced (responses). */
  readonly response?: JsonObject | undefined
  readonly nextSequenceNumber: number
}

/** How a refusal is worded for the one who gets it. */
export interface Speech {
  readonly requestId: string
  /** What was asked: each endpoint has its own shape of an error. */
  readonly endpoint: Asking
  readonly language: Language
  readonly denial?: { readonly lamps: Lamps; readonly reasons: readonly Reason[] } | undefined
}

/** The front door: the only place that knows how things look on the wire. */
export interface Door {
  readonly refusal: (error: GatewayError, speech: Speech) => Response
  /** `said`: what was said of the answer that ends with it. */
  readonly errorEvent: (error: GatewayError, speech: Speech, said: SaidSoFar | undefined) => string
  /** What a silent stream says now and then. */
  readonly keepAlive: (endpoint: Endpoint) => string
  /** An answer in one piece: the text of a JSON object. */
  readonly whole: (text: string, requestId: string, endpoint: Asking) => Response
  readonly events: (body: AsyncIterable<string>, requestId: string, endpoint: Asking) => Response
  /** A page for people. */
  readonly sheet: (
    sheet: Sheet,
    how: { readonly format: SheetFormat } & Pick<Speech, 'requestId' | 'language'>,
  ) => Response
  /** A text whose bytes count: served as it is. */
  readonly plainText: (text: string, how: Pick<Speech, 'requestId'>) => Response
  /** The four lamps as people and programs read them. */
  readonly lamps: (shown: Lamps, language: Language) => JsonObject
}

/** What a page looks like. */
export type SheetFormat = 'text' | 'html'

/** What a refusal can be about: a call of a model, or the list of them. */
export type Asking = Endpoint | 'models'

/** What is known of a call that has a caller. Nothing in it identifies a person. */
export interface CallFacts {
  readonly requestId: string
  readonly endpoint: Endpoint
  readonly useCaseId: string
}

/** Where an entry of the journal lies: origin of its log, and index from 0. */
export interface Receipt {
  readonly origin: string
  readonly index: number
}

/** What the vault keeps of a call, and how long. Holds as it was when the call came. */
export interface Keeping {
  /** The most that is kept of any field. */
  readonly class: RecordClass
  /** Days since the epoch (UTC). */
  readonly deleteOnDay: number
  /** Fields of which less is kept. */
  readonly fields?: Readonly<Partial<Record<RecordField, RecordClass>>> | undefined
  /** Why texts are kept, and up to how many bytes each. */
  readonly full?: { readonly reason: string; readonly bytesMax: number } | undefined
}

/** Commits to a text as it passes, so that nobody has to keep it. */
export interface Committing {
  readonly add: (text: string) => void
  readonly end: () => CommittedText
}

/** A commitment to a text and what opens it, both in base64. */
export interface CommittedText {
  readonly commitment: string
  readonly opening: string
  /** Of the text in UTF-8. */
  readonly bytes: number
  /** The text, where it is kept and was not too long for that. */
  readonly text?: string | undefined
}

export interface AnswerCommitted {
  readonly response: CommittedText
  readonly deliveredResponse: CommittedText
}

/** One attempt to have a call answered. */
export interface AttemptFacts extends CallFacts {
  readonly keyId: string
  /** Who asked, as a front end said, or else what the client calls its user. Never sent on. */
  readonly user?: string | undefined
  readonly assertedBy?: AssertedBy | undefined
  /** What a front end makes the call for, where nobody waits for its answer. */
  readonly background?: BackgroundKind | undefined
  readonly epoch: number
  readonly validUntil: Moment
  readonly deploymentId: string
  /** Public name of the model. */
  readonly model: string
  /** From 1; each attempt on another deployment is an intent of its own. */
  readonly attempt: number
  readonly isStream: boolean
  /** Answers that the engine may compute for it: one, unless several or several prompts were asked for. */
  readonly sequences: number
  readonly lamps: Lamps
  /** Where the request was looked through. */
  readonly found?: Inspected | undefined
  readonly keeping: Keeping
}

/** How a call, or one attempt of it, ended. */
export type Ending = 'finished' | 'failedOver' | 'engineError' | 'abortedByClient' | 'cut'

export interface IntentFacts extends AttemptFacts {
  /** The body as the client sent it, and as it went to the engine: rebuilt, and protected. */
  readonly contents: { readonly request: string; readonly sentRequest: string }
  /** What each pseudonym stood for, where the vault is to keep it. */
  readonly mapping?: string | undefined
}

export interface OutcomeFacts extends AttemptFacts {
  /** Where the intent lies. */
  readonly receipt: Receipt
  readonly ending: Ending
  /** What the engine answered and what went out, as far as it came to that. */
  readonly answered?: AnswerCommitted | undefined
  readonly code?: ErrorCode | undefined
  /** Milliseconds from arrival to the first byte of the answer, and to its end. */
  readonly firstByteMs?: number | undefined
  readonly totalMs: number
  readonly usage?: Json | undefined
  readonly droppedFieldCount: number
  /** Pseudonyms in the answer: put back, and unknown in this request and left. Only where some were given out. */
  readonly restored?: RestoredCounts | undefined
}

/**
 * What is recorded of every call. The intent is durable before anything is forwarded; if we stop right after it, the
 * record shows an intent without an outcome, which is true.
 */
export interface Records {
  /** An unidentified or unparsable request: counted by code, never described. */
  readonly unidentified: (code: ErrorCode) => void
  readonly refused: (facts: {
    readonly requestId: string
    readonly endpoint: Asking
    readonly useCaseId: string
    readonly keyId: string
    readonly asserted?: Asserted | undefined
    readonly code: ErrorCode
    readonly lamps?: Lamps | undefined
    /** Codes of the reasons behind the lamps. */
    readonly reasons?: readonly string[] | undefined
    /** Where the request was looked through before it was refused. */
    readonly found?: Inspected | undefined
  }) => Promise<void>
  /** What is kept of a call that comes now. */
  readonly keepingOf: (useCaseId: string) => Keeping
  /** @throws when it could not be made durable; then nothing is forwarded */
  readonly intent: (facts: IntentFacts) => Promise<Receipt>
  readonly outcome: (facts: OutcomeFacts) => Promise<void>
  /** What was said, in pieces or whole: under which name it is committed to. */
  readonly committing: (field: RecordField, keeping: Keeping) => Committing
  /** A field of an answer that the map does not know; the path is static, without indexes. */
  readonly dropped: (endpoint: Endpoint, path: string) => void
  /** An error of ours. Name and place are kept, never a value. */
  readonly fault: (requestId: string, error: unknown) => void
}
