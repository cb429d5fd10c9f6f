import { z } from 'zod'
import type { Text } from './language.ts'

/** What the control API says about erasure and legal holds, and the operations behind it. */

/** Grounds for an erasure, as they stand in the journal. GDPR Art. 17(1); checked 2026-11-23. */
export const erasureGrounds = {
  art17_1_a: { de: 'für die Zwecke nicht mehr nötig', en: 'no longer needed for its purposes' },
  art17_1_b: { de: 'Einwilligung widerrufen', en: 'consent withdrawn' },
  art17_1_c: { de: 'Widerspruch', en: 'objection' },
  art17_1_d: { de: 'unrechtmäßig verarbeitet', en: 'processed unlawfully' },
  art17_1_e: { de: 'rechtliche Pflicht zur Löschung', en: 'legal obligation to erase' },
  art17_1_f: { de: 'Dienst für ein Kind', en: 'service offered to a child' },
  works_agreement: { de: 'Betriebs- oder Dienstvereinbarung', en: 'works or service agreement' },
  own_rule: { de: 'eigene Löschregel', en: 'own rule' },
} as const satisfies Readonly<Record<string, Text>>

export type ErasureGround = keyof typeof erasureGrounds

const isGround = (value: string): value is ErasureGround => value in erasureGrounds

/** The ground of this code, if there is one. @example erasureGroundOf('art17_1_b') // 'art17_1_b' */
export function erasureGroundOf(text: string): ErasureGround | undefined {
  return isGround(text) ? text : undefined
}

/** Subjects of one erasure: a request of a works council may name a department, not the payroll. */
const erasedSubjectsMax = 10_000
/** Characters of the name of a subject: ids of users come from clients. */
const subjectCharactersMax = 1_024
/** Runs of entries of one erasure. */
const runsMax = 10_000
/** Characters of a reason. A file reference is what belongs there. */
const reasonCharactersMax = 2_000
/** Characters of the name of who asks. */
const actorCharactersMax = 200

const index = z.int().min(0)
const run = z.tuple([index, index]).refine(([first, last]) => first <= last)
const origin = z.string().regex(/^[!-~]{1,255}$/)
const subject = z
  .string()
  .max(subjectCharactersMax)
  .regex(/^(key|user|person):./su)
const why = { reason: z.string().min(1).max(reasonCharactersMax), actor: z.string().min(1).max(actorCharactersMax) }
const subjects = z.strictObject({ subjects: z.array(subject).min(1).max(erasedSubjectsMax) })
const entries = z.strictObject({ origin, indices: z.array(run).min(1).max(runsMax) })

export const eraseSchema = z.strictObject({
  scope: z.union([subjects, entries]),
  /** Only these fields; whole records if empty. */
  fields: z.array(z.string().regex(/^[a-z][A-Za-z0-9]{0,31}$/)).max(32),
  ground: z.string().refine(isGround),
  isDryRun: z.boolean(),
  ...why,
})

export const holdSchema = z.strictObject({
  scope: z.union([z.strictObject({ subject }), z.strictObject({ origin, first: index, last: index })]),
  ...why,
})

export const liftSchema = z.strictObject(why)

export type EraseWish = Readonly<z.output<typeof eraseSchema>>
export type HoldWish = Readonly<z.output<typeof holdSchema>>
export type LiftWish = Readonly<z.output<typeof liftSchema>>

/** What a hold keeps: everything about a subject, also what is yet to come, or a run of entries. */
export type HoldScope = HoldWish['scope']

/** First and last index, both included. */
type IndexRun = readonly [first: number, last: number]

/** Entries of one log. */
export interface EntryRuns {
  readonly origin: string
  /** Ascending, not touching each other. */
  readonly indices: readonly IndexRun[]
}

/** Where an entry of the journal lies. */
export interface EntryAt {
  readonly origin: string
  readonly index: number
}

/** A legal hold in force, as those see it who may read the vault. */
export interface HoldView {
  /** Random, in hex. */
  readonly id: string
  /** Of whom a hold is cannot be told from the vault. */
  readonly scope: { readonly kind: 'subject' } | ({ readonly kind: 'entries' } & EntryRuns)
  /** Where the journal says so, and why; absent if the process stopped between the two. */
  readonly entry?: EntryAt | undefined
  readonly reason?: string | undefined
}

/** Where an erasure ends. Each is somebody else's to erase, or to wait for. */
export const unreached = {
  frontEnd: {
    de: 'Chatverlauf und Suchindex der Anwendung vor Stellwerk',
    en: 'chat store and search index of the application in front of Stellwerk',
  },
  engine: {
    de: 'Protokolle und Prefix-Cache der Maschinen',
    en: 'logs and prefix cache of the engines',
  },
  ownCalls: {
    de: 'Aufrufe, die die Anwendung an Stellwerk vorbei gemacht hat',
    en: 'calls that the application made around Stellwerk',
  },
  backups: {
    de: 'Sicherungen bis zu ihrem Löschdatum oder bis auch dort der Schlüssel des Monats fehlt, und alte Blöcke unter Dateisystemen mit Schnappschüssen',
    en: 'backups until their date, or until the key of the month is gone from them as well, and old blocks below file systems with snapshots',
  },
  auditors: {
    de: 'Kopien des Logs bei Prüfern; sie enthalten keine Personendaten, nur Festlegungen, die nun niemand mehr öffnet',
    en: 'copies of the log with auditors; they hold no personal data, only commitments that nobody can open any more',
  },
  exports: {
    de: 'Beweisbündel, in denen etwas davon offengelegt wurde',
    en: 'evidence bundles in which some of it was disclosed',
  },
  keyList: {
    de: 'die Liste der Schlüssel (stellwerk keys list): Kennung und Vermerk eines Schlüssels bleiben dort',
    en: 'the list of keys (stellwerk keys list): id and label of a key stay there',
  },
} as const satisfies Readonly<Record<string, Text>>

export interface ErasureReport {
  readonly isDryRun: boolean
  readonly ground: ErasureGround
  /** Empty if whole records were erased. */
  readonly fields: readonly string[]
  /** 0 if entries were named. */
  readonly subjectCount: number
  /** Records erased, wholly or in part. */
  readonly count: number
  readonly erased: readonly EntryRuns[]
  /** Kept by a legal hold. */
  readonly heldBackCount: number
  readonly heldBack: readonly EntryRuns[]
  readonly holds: readonly HoldView[]
  /** The entries of the journal that say so; none if nothing was erased. */
  readonly entries: readonly EntryAt[]
  readonly unreached: readonly (keyof typeof unreached)[]
}

/** Operations on the vault: in the process itself, through the control socket, or on the store when no server runs. */
export interface JournalOffice {
  erase(wish: EraseWish): Promise<ErasureReport>
  hold(wish: HoldWish): Promise<HoldView>
  lift(id: string, why: LiftWish): Promise<EntryAt>
  holds(): Promise<readonly HoldView[]>
}
