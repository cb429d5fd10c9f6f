/**
 * Facts about who uses a component for what, as its operator states them. Every field may be absent: what a rule needs and nobody
 * has stated is a missing fact, never a default.
 */
export interface Profile {
  readonly operator?: Operator
  /** Operator and affiliates, last full year, in US dollars. */
  readonly groupAnnualRevenueUSD?: number
  /** What one US dollar was worth, by ISO 4217 code, with the day of the rate. */
  readonly exchangeRates?: Readonly<Record<string, { readonly perUSD: number; readonly on: string }>>
  /** Revenue of the product in its strongest month. */
  readonly productMonthlyRevenueUSD?: number
  /** Users of the product in a month, now. */
  readonly productMAU?: number
  /** Users of all products of the group in a month, now. Without it `productMAU` stands for them. */
  readonly groupMAU?: number
  /** Users of all products of the group in the calendar month before the model was released. */
  readonly groupMAUAtModelRelease?: number
  /** Natural persons with access to this deployment in the last 30 days. */
  readonly endUsers30Days?: number
  readonly audience?: Audience
  readonly exposure?: Exposure
  readonly commercial?: boolean
  /** Third parties control inputs, parameters or training data of the model. */
  readonly modelAsAService?: boolean
  /** Tags of {@link import('./vocabulary.ts').banTags} and of {@link import('./purposes.ts').plainPurposes}. */
  readonly purposes?: readonly string[]
  readonly decisionMode?: DecisionMode
  /** ISO 3166-1 alpha-2. */
  readonly placeOfUse?: readonly string[]
  /** Defaults to the place of use. */
  readonly placeOfOutputUse?: readonly string[]
  readonly trainsOtherModelOnOutputs?: boolean
  readonly redistributes?: boolean
  /** Name of the model that is published, without its organisation. */
  readonly publishedModelName?: string
  readonly changes?: readonly string[]
  /** Whether professionals with the authorisation that the purpose asks for answer for it. */
  readonly qualifiedPersonInCharge?: boolean
  /** Whether output replaces professional advice instead of supporting it. */
  readonly replacesProfessionalAdvice?: boolean
  /** What the data protection facts name as basis, where a licence bars something without consent. */
  readonly hasBasisForPersonalData?: boolean
  /** Whether people are told that output is machine-made. */
  readonly disclosesAi?: boolean
}

export interface Operator {
  /** ISO 3166-1 alpha-2. */
  readonly country?: string
  readonly principalPlaceOfBusiness?: string
  readonly legalForm?: LegalForm
  /** Stewards that the operator competes with. */
  readonly competitorOf?: readonly string[]
}

export const legalForms = [
  'company',
  'public-authority',
  'university',
  'hospital',
  'association',
  'individual',
  'other',
] as const
export type LegalForm = (typeof legalForms)[number]

export const audiences = ['staff', 'customers', 'public'] as const
export type Audience = (typeof audiences)[number]

export const exposures = ['internal', 'hosted-service', 'shipped-product', 'consumes-third-party-product'] as const
export type Exposure = (typeof exposures)[number]

export const decisionModes = ['human-decides', 'assists', 'fully-automated'] as const
export type DecisionMode = (typeof decisionModes)[number]

export const changeKinds = [
  'fine-tuned',
  'quantised',
  'merged',
  'converted',
  'pruned',
  'guardrails-removed',
  'branding-replaced',
  'source-modified',
] as const
export type ChangeKind = (typeof changeKinds)[number]
