// What becomes of every call as entries of the journal. The path speaks to this port; lines of the operational log and
// metrics go their own way behind it.
import type { ErrorCode } from '@stellwerk/contract/error'
import { isJsonObject, type Json } from '@stellwerk/contract/json'
import type { EntryDraft, LampStates, Tokens } from '@stellwerk/contract/journal/entry'
import type { Lamps } from '@stellwerk/contract/lamp'

import type { AttemptFacts, CallFacts, IntentFacts, OutcomeFacts, Receipt, Records } from '../house.ts'
import { committing } from './committed.ts'
import type { JournalItem, Keeping } from './messages.ts'

/** Milliseconds that requests of strangers are counted for one entry. */
const unidentifiedEveryMs = 60_000

/** Milliseconds of a day. */
const dayMs = 86_400_000

/**
 * Days that openings stay in the vault. AI Act Art. 19(1) and 26(6) ask for at least six months where a system is of high
 * risk; checked 2026-11-23.
 */
const keptDays = 184

/** Lengths are told in powers of two from here on: an exact one could tell one text from another. */
const bucketMin = 64

/** The records of the operational log, which promise nothing. */
export type PlainRecords = Omit<Records, 'intent' | 'committing'>

export interface EvidenceSettings {
  readonly append: (item: JournalItem) => Promise<Receipt>
  readonly plain: PlainRecords
  /** Hex digest of the governing part of the configuration. */
  readonly configuration: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** The records of the path, durable. */
export function createEvidence({ append, plain, configuration, now }: EvidenceSettings) {
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
  const tell = (): Promise<void> => tellStrangers().catch((error: unknown) => plain.fault('', error))
  const timer = setInterval(() => void tell(), unidentifiedEveryMs)
  timer.unref()
  const records: Records = {
    ...plain,
    unidentified: (code) => {
      plain.unidentified(code)
      strangers.set(code, (strangers.get(code) ?? 0) + 1)
    },
    committing,
    intent: (facts) => append(intentItem(facts, configuration, keepingFrom(now()))),
    async refused(facts) {
      await plain.refused(facts)
      const { requestId, endpoint: operation, useCaseId: useCase, keyId, code, lamps, reasons } = facts
      const shown = lamps === undefined ? undefined : statesOf(lamps)
      await append({
        draft: { type: 'refusal', requestId, operation, useCase, code, lamps: shown, reasons, commitments: {} },
        subjects: [`key:${keyId}`],
        identities: { key: keyId },
        contents: {},
        keeping: keepingFrom(now()),
      })
    },
    async outcome(facts) {
      await plain.outcome(facts)
      await append(outcomeItem(facts, keepingFrom(now())))
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
  return { draft, subjects: [], identities: {}, contents: {}, keeping: { class: 'none', deleteOnDay: 0 } }
}

function keepingFrom(nowMs: number): Keeping {
  return { class: 'metadata', deleteOnDay: Math.floor(nowMs / dayMs) + keptDays }
}

function intentItem(facts: IntentFacts, configuration: string, keeping: Keeping): JournalItem {
  const { requestId, model, attempt, isStream, epoch, contents } = facts
  return {
    draft: {
      ...callOf(facts),
      type: 'intent',
      requestId,
      model,
      deployment: facts.deploymentId,
      attempt,
      isStream,
      lamps: statesOf(facts.lamps),
      epoch,
      validUntil: Math.floor(facts.validUntil),
      configuration,
      retention: { class: keeping.class, deleteOn: dayText(keeping.deleteOnDay) },
      commitments: {},
      bytes: bucketsOf({
        request: Buffer.byteLength(contents.request),
        sentRequest: Buffer.byteLength(contents.sentRequest),
      }),
    },
    ...personOf(facts),
    contents,
    keeping,
  }
}

function outcomeItem(facts: OutcomeFacts, keeping: Keeping): JournalItem {
  const { receipt, ending, code, model, totalMs, firstByteMs, droppedFieldCount, answered } = facts
  const lengths = {
    response: answered?.response.bytes ?? 0,
    deliveredResponse: answered?.deliveredResponse.bytes ?? 0,
  }
  const closing = {
    ...callOf(facts),
    about: receipt,
    model,
    deployment: facts.deploymentId,
    firstByteMs: firstByteMs === undefined ? undefined : Math.max(0, Math.round(firstByteMs)),
    totalMs: Math.max(0, Math.round(totalMs)),
    dropped: droppedFieldCount,
    tokens: tokensIn(facts.usage),
    commitments: {},
    bytes: answered === undefined ? {} : bucketsOf(lengths),
  }
  const draft: EntryDraft =
    ending === 'cut'
      ? { ...closing, type: 'cut', ending, code: code ?? 'internal' }
      : { ...closing, type: 'outcome', ending, code }
  // Who it was stands with the intent; the subject leads to both.
  return {
    draft,
    subjects: personOf(facts).subjects,
    identities: {},
    contents: {},
    committed: answered && { ...answered },
    keeping,
  }
}

function callOf({ requestId, endpoint, useCaseId }: CallFacts) {
  return { requestId, operation: endpoint, useCase: useCaseId }
}

function personOf({ keyId, user }: AttemptFacts): Pick<JournalItem, 'subjects' | 'identities'> {
  if (user === undefined) return { subjects: [`key:${keyId}`], identities: { key: keyId } }
  return { subjects: [`key:${keyId}`, `user:${user}`], identities: { key: keyId, user } }
}

function statesOf({ licence, dataProtection, governance, security }: Lamps): LampStates {
  return {
    dataProtection: dataProtection.state,
    governance: governance.state,
    licence: licence.state,
    security: security.state,
  }
}

/** Bytes, rounded up to a power of two. */
function bucketsOf(lengths: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const buckets: Record<string, number> = {}
  for (const [field, length] of Object.entries(lengths)) {
    buckets[field] = Math.max(bucketMin, 2 ** Math.ceil(Math.log2(Math.max(1, length))))
  }
  return buckets
}

function dayText(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
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
