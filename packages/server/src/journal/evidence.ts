// What becomes of every call as entries of the journal. The path speaks to this port; lines of the operational log and
// metrics go their own way behind it.
import { keepsText } from '@stellwerk/contract/config-record'
import type { ErrorCode } from '@stellwerk/contract/error'
import { isJsonObject, type Json } from '@stellwerk/contract/json'
import type { EntryDraft, LampStates, Repeated, Tokens } from '@stellwerk/contract/journal/entry'
import type { PersonalDataFound } from '@stellwerk/contract/journal/personal-data'
import type { Lamps } from '@stellwerk/contract/lamp'

import type {
  AttemptFacts,
  CallFacts,
  CommittedText,
  Committing,
  IntentFacts,
  Keeping,
  OutcomeFacts,
  Receipt,
  Records,
} from '../house.ts'
import type { Inspected } from '../privacy-house.ts'
import { committing } from './committed.ts'
import { dayOf, dayText } from './keeping.ts'
import { HeldTexts, KeptText } from './kept-text.ts'
import type { JournalItem } from './messages.ts'
import { RepeatedRefusals } from './repeated-refusals.ts'

/** Milliseconds that requests of strangers are counted for one entry. */
const unidentifiedEveryMs = 60_000

/** Lengths are told in powers of two from here on: an exact one could tell one text from another. */
const bucketMin = 64

/** The records of the operational log, which promise nothing. */
export type PlainRecords = Omit<Records, 'intent' | 'committing' | 'keepingOf'> & {
  /** One more refusal of a kind that was told a moment ago. */
  readonly refusedAgain: (facts: RefusalFacts) => void
  /** How many those were in a minute. */
  readonly refusedOften: (facts: RefusalFacts & { readonly count: number }) => void
}

type RefusalFacts = Parameters<Records['refused']>[0]

export interface EvidenceSettings {
  readonly append: (item: JournalItem) => Promise<Receipt>
  readonly plain: PlainRecords
  /** Hex digest of the governing part of the configuration, as the journal has it. */
  readonly configuration: string
  /** The same on a day (ISO date): where a term has ended, something else governs. */
  readonly configurationOn: (day: string) => string
  readonly keepingOf: (useCaseId: string) => Keeping
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** The records of the path, durable. */
export function createEvidence({ append, plain, keepingOf, now, ...settings }: EvidenceSettings) {
  const strangers = new Map<ErrorCode, number>()
  let countedFrom = now()
  const tellStrangers = async (): Promise<void> => {
    const to = now()
    const from = Math.min(countedFrom, to)
    const told = [...strangers]
    if (told.length > 0) {
      await append(withoutPerson({ type: 'unidentified', counts: Object.fromEntries(told), from, to }))
    }
    // Only what is durable is no longer counted; whoever came meanwhile is of the next entry.
    for (const [code, count] of told) strangers.set(code, (strangers.get(code) ?? 0) - count)
    for (const [code, count] of strangers) if (count === 0) strangers.delete(code)
    countedFrom = to
  }
  const held = new HeldTexts()
  const governing = new Governing(settings, append, now)
  const repeats = new RepeatedRefusals<RefusalFacts>(now)
  const tellRepeats = (): Promise<void> =>
    repeats.tell(async (last, repeated) => {
      await append(refusalItem(last, keepingOf(last.useCaseId), repeated))
      plain.refusedOften({ ...last, count: repeated.count })
    })
  const tell = async (): Promise<void> => {
    for (const each of [tellStrangers, tellRepeats]) await each().catch((error: unknown) => plain.fault('', error))
  }
  const timer = setInterval(() => void tell(), unidentifiedEveryMs)
  timer.unref()
  const commit: Records['committing'] = (field, { class: most, fields, full }) =>
    committing(
      field,
      full !== undefined && keepsText(fields?.[field] ?? most) ? new KeptText(held, full.bytesMax) : undefined,
    )
  const records: Records = {
    ...plain,
    unidentified: (code) => {
      plain.unidentified(code)
      strangers.set(code, (strangers.get(code) ?? 0) + 1)
    },
    keepingOf,
    committing: commit,
    intent: async (facts) => {
      const { changed } = governing
      if (changed !== undefined) await changed
      return append(intentItem(facts, governing.digest, commit))
    },
    async refused(facts) {
      if (!repeats.standsAlone(facts)) {
        plain.refusedAgain(facts)
        return
      }
      await plain.refused(facts)
      await append(refusalItem(facts, keepingOf(facts.useCaseId)))
    },
    async outcome(facts) {
      await plain.outcome(facts)
      await append(outcomeItem(facts))
    },
  }
  return {
    records,
    /** Writes what was counted. */
    async close(): Promise<void> {
      clearInterval(timer)
      await tell()
    },
  }
}

/** An event that is about nobody. */
function withoutPerson(draft: EntryDraft): JournalItem {
  return { draft, subjects: [], identities: {}, keeping: { class: 'none', deleteOnDay: 0 } }
}

/**
 * The digest that governs today. When a term has ended since the last intent, an entry says what governs instead, and
 * intents wait until that is durable.
 */
class Governing {
  readonly #settings: Pick<EvidenceSettings, 'configuration' | 'configurationOn'>
  readonly #append: EvidenceSettings['append']
  readonly #now: () => number
  digest: string
  #day = Number.NaN
  #changing: Promise<void> | undefined

  constructor(
    settings: Pick<EvidenceSettings, 'configuration' | 'configurationOn'>,
    append: EvidenceSettings['append'],
    now: () => number,
  ) {
    this.#settings = settings
    this.#append = append
    this.#now = now
    this.digest = settings.configuration
  }

  /** What an intent has to wait for, if anything. */
  get changed(): Promise<void> | undefined {
    const day = dayOf(this.#now())
    if (day === this.#day) return undefined
    this.#changing ??= this.#change(day).finally(() => {
      this.#changing = undefined
    })
    return this.#changing
  }

  async #change(day: number): Promise<void> {
    const digest = this.#settings.configurationOn(dayText(day))
    if (digest !== this.digest) await this.#append(withoutPerson({ type: 'configuration', configuration: digest }))
    this.digest = digest
    this.#day = day
  }
}

function refusalItem(facts: RefusalFacts, keeping: Keeping, repeated?: Repeated): JournalItem {
  const { requestId, endpoint: operation, useCaseId: useCase, keyId, code, lamps, reasons, asserted, found } = facts
  const shown = lamps === undefined ? undefined : statesOf(lamps)
  const assertedBy = asserted?.by
  // Several refusals of a key may be of several people.
  const user = repeated === undefined ? asserted?.person : undefined
  return {
    draft: {
      type: 'refusal',
      requestId,
      operation,
      useCase,
      code,
      lamps: shown,
      // Several refusals by one limit found several things, or nothing yet.
      personalData: repeated === undefined ? personalDataOf(found) : undefined,
      reasons,
      repeated,
      assertedBy,
      commitments: {},
    },
    ...personOf({ keyId, user, keeping }),
    keeping,
  }
}

function intentItem(facts: IntentFacts, configuration: string, commit: Records['committing']): JournalItem {
  const { requestId, model, attempt, isStream, assertedBy, background, epoch, contents, keeping } = facts
  // Here and not on the writer's thread: a commitment crosses in 90 bytes, whatever it commits to.
  const request = whole(commit('request', keeping), contents.request)
  const sentRequest = whole(commit('sentRequest', keeping), contents.sentRequest)
  const { subjects, identities } = personOf(facts)
  return {
    draft: {
      ...callOf(facts),
      type: 'intent',
      requestId,
      model,
      deployment: facts.deploymentId,
      attempt,
      isStream,
      assertedBy,
      background,
      lamps: statesOf(facts.lamps),
      personalData: personalDataOf(facts.found),
      epoch,
      validUntil: Math.floor(facts.validUntil),
      configuration,
      retention: { class: keeping.class, deleteOn: dayText(keeping.deleteOnDay) },
      commitments: {},
      bytes: { request: bucketOf(request.bytes), sentRequest: bucketOf(sentRequest.bytes) },
    },
    subjects,
    // Why texts are kept stands in words of somebody's choice, and a mapping names people, so the leaf only commits to both.
    identities: {
      ...identities,
      ...(keeping.full === undefined ? {} : { recordReason: keeping.full.reason }),
      ...(facts.mapping === undefined ? {} : { pseudonyms: facts.mapping }),
    },
    committed: { request, sentRequest },
    keeping,
  }
}

function whole(commitment: Committing, text: string): CommittedText {
  commitment.add(text)
  return commitment.end()
}

function outcomeItem(facts: OutcomeFacts): JournalItem {
  const { receipt, ending, code, model, totalMs, firstByteMs, droppedFieldCount, answered } = facts
  const closing = {
    ...callOf(facts),
    about: receipt,
    model,
    deployment: facts.deploymentId,
    firstByteMs: firstByteMs === undefined ? undefined : Math.max(0, Math.round(firstByteMs)),
    totalMs: Math.max(0, Math.round(totalMs)),
    dropped: droppedFieldCount,
    tokens: tokensIn(facts.usage),
    restored: facts.restored,
    commitments: {},
    bytes:
      answered === undefined
        ? {}
        : {
            deliveredResponse: bucketOf(answered.deliveredResponse.bytes),
            response: bucketOf(answered.response.bytes),
          },
  }
  const draft: EntryDraft =
    ending === 'cut'
      ? { ...closing, type: 'cut', ending, code: code ?? 'internal' }
      : { ...closing, type: 'outcome', ending, code }
  // Who it was stands with the intent; the subject leads to both.
  return {
    draft,
    subjects: subjectsOf(facts),
    identities: {},
    committed: answered && { ...answered },
    keeping: facts.keeping,
  }
}

function callOf({ requestId, endpoint, useCaseId }: CallFacts) {
  return { requestId, operation: endpoint, useCase: useCaseId }
}

type Person = Pick<AttemptFacts, 'keyId' | 'user' | 'keeping'>

function personOf(facts: Person): Pick<JournalItem, 'subjects' | 'identities'> {
  const { keyId, user } = facts
  return { subjects: subjectsOf(facts), identities: user === undefined ? { key: keyId } : { key: keyId, user } }
}

/** Where nothing is kept of a name, nothing is found under it either. */
function subjectsOf({ keyId, user, keeping: { class: most, fields } }: Person): readonly string[] {
  const subjects: string[] = []
  if ((fields?.key ?? most) !== 'none') subjects.push(`key:${keyId}`)
  if (user !== undefined && (fields?.user ?? most) !== 'none') subjects.push(`user:${user}`)
  return subjects
}

function statesOf({ licence, dataProtection, governance, security }: Lamps): LampStates {
  return {
    dataProtection: dataProtection.state,
    governance: governance.state,
    licence: licence.state,
    security: security.state,
  }
}

/** Kinds that are no more than their category are counted there already. */
function personalDataOf(found: Inspected | undefined): PersonalDataFound | undefined {
  if (found === undefined) return undefined
  const { counts, kinds, detector, policy, notInspected } = found
  const own = kinds.filter(({ kind, category }) => kind !== category)
  return {
    counts,
    kinds: Object.fromEntries(own.map(({ kind, count }) => [kind, count])),
    detector,
    policy,
    notInspected,
  }
}

/** Bytes, rounded up to a power of two. */
function bucketOf(length: number): number {
  return Math.max(bucketMin, 2 ** Math.ceil(Math.log2(Math.max(1, length))))
}

function tokensIn(usage: Json | undefined): Tokens | undefined {
  if (!isJsonObject(usage)) return undefined
  const prompt = tokenCount(usage['prompt_tokens'])
  const completion = tokenCount(usage['completion_tokens'])
  const total = tokenCount(usage['total_tokens'])
  return prompt === undefined && completion === undefined && total === undefined
    ? undefined
    : { prompt, completion, total }
}

/** What an engine says may be anything; only a whole number is a count. */
function tokenCount(value: Json | undefined): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}
