import { z } from 'zod'
import type { ConfigProblem } from './config-problem.ts'
import { configSentences, pathText } from './config-problem.ts'
import { date, line, says, section } from './config-shapes.ts'

// What is kept in the vault of the calls of a use case: `useCases[].record` (docs/retention.md). The journal itself holds
// a commitment to each field, whatever is kept.

/** Nothing; what opens the commitment; the text as well, only as an engine saw it or wrote it; every text. */
const contentClasses = ['none', 'metadata', 'pseudonymised', 'full'] as const

/** Of what client and gateway say to each other there is no text with pseudonyms. */
const clearClasses = ['none', 'metadata', 'full'] as const

/** Of a key or a user the name is kept from `metadata` on: without it nobody could be found and erased. */
const personClasses = ['none', 'metadata'] as const

export type RecordClass = (typeof contentClasses)[number]

const contentFields = ['request', 'sentRequest', 'response', 'deliveredResponse'] as const
const personFields = ['key', 'user'] as const

export type RecordField = (typeof contentFields)[number] | (typeof personFields)[number]

export const recordDefaults = {
  class: 'metadata',
  /** Days. AI Act Art. 19(1) and 26(6): at least six months where a system is of high risk. Checked 2026-11-23. */
  days: 184,
} as const

/** Days: ten years, the longest term of § 257(4) HGB and § 147(3) AO. Checked 2026-11-23. */
const recordDaysMax = 3_653

/** Days from today on to which full content may be decided. A year is a plan, more is a habit. */
const fullDaysMax = 366

const dayMs = 86_400_000

const contentClass = z.enum(contentClasses)
const clearClass = z.enum(clearClasses)
const personClass = z.enum(personClasses)

export const record = section({
  class: contentClass
    .default(recordDefaults.class)
    .describe(
      'What the vault keeps of a call. none: nothing. metadata: what opens the commitments, and the names of key and user. pseudonymised: the texts as well that the engine got and wrote. full: every text.',
    ),
  fields: section({
    request: clearClass.exactOptional().describe('Of the request as it came. Not given: as class says.'),
    sentRequest: contentClass
      .exactOptional()
      .describe('Of the request as the engine got it. Not given: as class says.'),
    response: contentClass.exactOptional().describe('Of the answer of the engine. Not given: as class says.'),
    deliveredResponse: clearClass
      .exactOptional()
      .describe('Of the answer as the client got it. Not given: as class says.'),
    key: personClass
      .exactOptional()
      .describe('Of the id of the key. With none nobody finds a call by it. Not given: as class says.'),
    user: personClass
      .exactOptional()
      .describe('Of the user that the client names. With none nobody finds a call by it. Not given: as class says.'),
  })
    .prefault({})
    .describe('Another class for a field.'),
  days: z.int().min(1).max(recordDaysMax).default(recordDefaults.days).describe('How long it is kept, in days.'),
  reason: line
    .exactOptional()
    .describe(
      'Why texts are kept, in words or as a code. Required with full and pseudonymised. The journal holds a commitment to it.',
    ),
  until: date
    .exactOptional()
    .describe(
      'Last day on which texts are kept of new calls (ISO date, UTC), at most a year ahead. Required likewise; afterwards it is metadata.',
    ),
})
  .superRefine(({ class: all, fields, reason, until }, problems) => {
    const tell = (path: string, message: string): void => problems.addIssue({ code: 'custom', path: [path], message })
    const isFull = contentFields.some((field) => keepsText(contentOf(field, fields[field] ?? all)))
    if (isFull && reason === undefined) tell('reason', says('fullReason').error)
    if (isFull && until === undefined) tell('until', says('fullUntil').error)
    if (!isFull && reason !== undefined) tell('reason', says('onlyFull').error)
    if (!isFull && until !== undefined) tell('until', says('onlyFull').error)
    const isNobody = personFields.every((field) => (fields[field] ?? all) === 'none')
    if (isFull && isNobody) tell('fields', says('fullOfNobody').error)
  })
  .prefault({})
  .describe('What is kept of its calls besides the journal, and how long.')

export type RecordConfig = z.output<typeof record>

/** What is kept of a call that comes on a certain day. */
export interface RecordInForce {
  readonly classes: Readonly<Record<RecordField, RecordClass>>
  readonly days: number
  /** Only where texts are kept. */
  readonly full?: { readonly reason: string; readonly until: string } | undefined
}

/** Whether a text is kept, and not only what opens the commitment to it. */
export function keepsText(kept: RecordClass | 'governance'): kept is 'pseudonymised' | 'full' {
  return kept === 'pseudonymised' || kept === 'full'
}

/** What `pseudonymised` means for a field: the text where it has pseudonyms, and what opens the commitment where it has none. */
function contentOf(field: (typeof contentFields)[number], stated: RecordClass): RecordClass {
  const isClear = field === 'request' || field === 'deliveredResponse'
  return stated === 'pseudonymised' && isClear ? 'metadata' : stated
}

/**
 * What `record` means on a day. After `until` texts are no longer kept, whoever forgot to change the file.
 *
 * @param day ISO date in UTC
 * @example recordOn({ class: 'full', fields: {}, days: 184, reason: 'acceptance test', until: '2027-01-31' }, '2027-02-01').classes.request // 'metadata'
 */
export function recordOn({ class: all, fields, days, reason, until }: RecordConfig, day: string): RecordInForce {
  const full = reason !== undefined && until !== undefined && day <= until ? { reason, until } : undefined
  const content = (field: (typeof contentFields)[number]): RecordClass => {
    const stated = contentOf(field, fields[field] ?? all)
    return keepsText(stated) && full === undefined ? 'metadata' : stated
  }
  const person = (field: (typeof personFields)[number]): RecordClass => {
    const stated = fields[field] ?? all
    return keepsText(stated) ? 'metadata' : stated
  }
  const classes = {
    request: content('request'),
    sentRequest: content('sentRequest'),
    response: content('response'),
    deliveredResponse: content('deliveredResponse'),
    key: person('key'),
    user: person('user'),
  }
  return { classes, days, ...(full === undefined ? {} : { full }) }
}

interface Recording {
  readonly useCases: readonly { readonly record: RecordConfig }[]
}

/**
 * Ends of full content that lie too far ahead. Such a file is refused.
 *
 * @param day ISO date in UTC
 */
export function recordsTooLong({ useCases }: Recording, day: string): ConfigProblem[] {
  const last = new Date(Date.parse(day) + fullDaysMax * dayMs).toISOString().slice(0, 10)
  return untilProblems(useCases, (until) => until > last, configSentences.untilTooFar)
}

/** Ends that have passed: harmless for a server that starts again at night, and a mistake in a file that is checked. */
export function recordsEnded({ useCases }: Recording, day: string): ConfigProblem[] {
  return untilProblems(useCases, (until) => until < day, configSentences.untilPast)
}

function untilProblems(
  useCases: Recording['useCases'],
  isWrong: (until: string) => boolean,
  problem: ConfigProblem['problem'],
): ConfigProblem[] {
  return useCases.flatMap(({ record: { until } }, index) =>
    until !== undefined && isWrong(until) ? [{ path: pathText(['useCases', index, 'record', 'until']), problem }] : [],
  )
}
