import { z } from 'zod'

// What the control API says about use restrictions that consumers accept, and the operations behind it (docs/licence-terms.md).

/** Characters of the office that accepts. */
const officeCharactersMax = 100

const keyId = z.string().regex(/^[0-9A-Za-z]{8}$/)
const model = z.string().min(1).max(255)
const useCaseId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
const digest = z.string().regex(/^[0-9a-f]{64}$/)

/** Office or role, never a person's name. */
const office = z
  .string()
  .min(1)
  .max(officeCharactersMax)
  .regex(/^\P{Cc}*$/u)

/** Who speaks the control API: the command, or a program. */
const how = z.enum(['cli', 'api']).default('api')

export const acceptTermsSchema = z.strictObject({
  key: keyId,
  model,
  /** Of the terms that were read. Without one those in force are meant. */
  digest: digest.exactOptional(),
  by: office,
  how,
})

export const withdrawTermsSchema = z.strictObject({
  key: keyId,
  /** Of what was accepted. Without one everything that the key has accepted is meant. */
  digest: digest.exactOptional(),
  by: office,
})

/** A model as it is now, or a text that was once accepted. */
export const showTermsSchema = z.union([
  z.strictObject({ model, useCase: useCaseId.exactOptional() }),
  z.strictObject({ digest }),
])

/** What a consumer says with its own key; the model stands in the path. */
export const acceptOwnTermsSchema = z.strictObject({ digest, by: office })

export type AcceptTerms = Readonly<z.input<typeof acceptTermsSchema>>
export type WithdrawTerms = Readonly<z.output<typeof withdrawTermsSchema>>
export type ShowTerms = Readonly<z.output<typeof showTermsSchema>>

/** With whose hands it was accepted: the operator's command or a program of the operator, or the consumer with its own key. */
export const acceptanceWays = ['cli', 'api', 'key'] as const

export type AcceptanceWay = (typeof acceptanceWays)[number]

/** Use restrictions as somebody reads them before accepting. */
export interface TermsView {
  /** Empty where an earlier text was asked for. */
  readonly model: string
  /** Whose calls are bound to them now. */
  readonly useCases: readonly string[]
  readonly digest: string
  /** The digest is the SHA-256 of this text in UTF-8. */
  readonly text: string
  readonly licences: readonly string[]
  /** Date of the catalogue that they are taken from; empty where an earlier text was asked for. */
  readonly catalogue: string
}

export interface AcceptanceView {
  readonly keyId: string
  readonly useCaseId: string
  readonly model: string
  readonly digest: string
  readonly by: string
  readonly how: AcceptanceWay
  /** ISO moments in UTC. */
  readonly acceptedAt: string
  readonly withdrawnAt?: string
  readonly withdrawnBy?: string
  /** Whether it opens anything now: not withdrawn, and still the text in force somewhere. */
  readonly isInForce: boolean
}

/** Operations on terms: in the process itself, through the control socket, or on the store when no server runs. */
export interface TermsOffice {
  /** What is to be accepted for a model: nothing, one text, or several where use cases differ. */
  show(what: ShowTerms): Promise<readonly TermsView[]>
  accept(what: AcceptTerms): Promise<AcceptanceView>
  /** What was withdrawn. */
  withdraw(what: WithdrawTerms): Promise<readonly AcceptanceView[]>
  list(): Promise<readonly AcceptanceView[]>
}
