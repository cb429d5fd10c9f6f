import type { About, EntryDraft } from './entry.ts'
import type { InForce, OpenIntent, PreviousLog } from './governance.ts'
import { decodeText, encodeText, parseJson } from './json-text.ts'
import { type Entry, parseEntry } from './parse.ts'
import {
  count,
  code,
  listOf,
  name,
  objectOf,
  oneOf,
  optional,
  pairOf,
  replicaIdentifier,
  requestIdentifier,
} from './vocabulary.ts'

/** An intent without an end yet. */
export interface OpenCall {
  readonly origin: string
  readonly index: number
  readonly requestId: string
}

/** What the last entry said about itself. */
export interface LastEntry {
  readonly replica: string
  readonly counter: number
  readonly timeMs: number
}

interface EarlierLog {
  readonly origin: string
  readonly open: readonly OpenIntent[]
}

interface Saved {
  readonly v: string
  readonly origin: string
  readonly last?: LastEntry | undefined
  readonly inForce: readonly InForce[]
  readonly open: readonly OpenIntent[]
  readonly earlier?: EarlierLog | undefined
}

const openCheck = listOf(pairOf(count, requestIdentifier))
const savedCheck = objectOf<Saved>({
  v: oneOf(['stellwerk/open-intents/v1']),
  origin: name,
  last: optional(objectOf<LastEntry>({ replica: replicaIdentifier, counter: count, timeMs: count })),
  inForce: listOf(objectOf<InForce>({ kind: code, digest: name })),
  open: openCheck,
  earlier: optional(objectOf<EarlierLog>({ origin: name, open: openCheck })),
})

/**
 * What a writer must know of its log beyond the tree: the intents that are still open, the last stamp, and the digests in
 * force. A fold over the entries, kept with the state and carried on with the frames after it; as large as the number of
 * calls that run at once.
 *
 * It does not judge: an end without an intent changes nothing here, and ClaimsCheck finds it.
 */
export class OpenIntents {
  readonly origin: string
  readonly #open = new Map<number, string>()
  readonly #inForce = new Map<string, string>()
  /** The previous log, as the handover lists it. */
  #earlier: { readonly origin: string; readonly open: Map<number, string> } | undefined
  #last: LastEntry | undefined

  constructor(origin: string) {
    this.origin = origin
  }

  /**
   * Takes a leaf that this installation's own writer wrote: about 1 µs for evidence of a call, 4 µs for another event.
   *
   * @throws MalformedEntry
   */
  take(index: number, leaf: Uint8Array): void {
    const text = decodeText(leaf)
    const call = callIn(text)
    if (call === undefined) {
      this.add(index, parseEntry(leaf))
      return
    }
    this.#last = call.stamp
    if (call.about === undefined) this.#open.set(index, call.requestId)
    else this.#end(call.about)
  }

  /** Takes an entry whose draft and stamp are at hand, without reading its leaf again. */
  add(index: number, { draft, stamp }: Entry): void {
    const { replica, counter, timeMs } = stamp
    this.#last = { replica, counter, timeMs }
    this.#fold(index, draft)
  }

  #fold(index: number, draft: EntryDraft): void {
    switch (draft.type) {
      case 'intent':
        this.#open.set(index, draft.requestId)
        break
      case 'outcome':
      case 'cut':
      case 'recovery':
        this.#end(draft.about)
        break
      case 'start':
      case 'configuration':
        this.#inForce.set('configuration', draft.configuration)
        break
      case 'keyChange':
        this.#inForce.set(`${draft.purpose}Key`, draft.next)
        break
      case 'handover':
      case 'restored':
        this.#follow(draft)
        break
      case 'openIntents':
        for (const [earlier, requestId] of draft.openIntents) this.#earlier?.open.set(earlier, requestId)
        break
      default: // Opens nothing, ends nothing and brings nothing into force.
    }
  }

  #end({ origin, index }: About): void {
    if (origin === this.origin) this.#open.delete(index)
    else if (origin === this.#earlier?.origin) this.#earlier.open.delete(index)
  }

  #follow(draft: {
    readonly previous: PreviousLog
    readonly openIntents: readonly OpenIntent[]
    readonly inForce: readonly InForce[]
  }): void {
    this.#earlier = { origin: draft.previous.origin, open: new Map(draft.openIntents) }
    for (const { kind, digest } of draft.inForce) this.#inForce.set(kind, digest)
  }

  /** Intents without an end, of the previous log first, each in the order of the log. */
  list(): readonly OpenCall[] {
    const earlier = this.#earlier
    return [
      ...(earlier === undefined ? [] : callsOf(earlier.origin, earlier.open)),
      ...callsOf(this.origin, this.#open),
    ]
  }

  /** Of the last entry that was taken. */
  get last(): LastEntry | undefined {
    return this.#last
  }

  /** Digest of the configuration in force. */
  get configuration(): string | undefined {
    return this.#inForce.get('configuration')
  }

  /** Everything in force, for a handover, sorted by kind. */
  get inForce(): readonly InForce[] {
    return [...this.#inForce]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([kind, digest]) => ({ kind, digest }))
  }

  /** For the state file. */
  save(): Uint8Array {
    const earlier = this.#earlier
    const saved: Saved = {
      v: 'stellwerk/open-intents/v1',
      origin: this.origin,
      last: this.#last,
      inForce: this.inForce,
      open: [...this.#open],
      earlier: earlier === undefined ? undefined : { origin: earlier.origin, open: [...earlier.open] },
    }
    return encodeText(JSON.stringify(saved))
  }

  /**
   * What {@link save} gave.
   *
   * @throws MalformedEntry if it is something else
   */
  static restore(bytes: Uint8Array): OpenIntents {
    const saved = savedCheck(parseJson(decodeText(bytes)), 'state')
    const restored = new OpenIntents(saved.origin)
    restored.#last = saved.last
    for (const { kind, digest } of saved.inForce) restored.#inForce.set(kind, digest)
    for (const [index, requestId] of saved.open) restored.#open.set(index, requestId)
    const { earlier } = saved
    if (earlier !== undefined) restored.#earlier = { origin: earlier.origin, open: new Map(earlier.open) }
    return restored
  }
}

/** Of an intent, or with `about` of its end. */
interface CallSeen {
  readonly stamp: LastEntry
  readonly requestId: string
  readonly about: About | undefined
}

/**
 * Reads an intent, outcome, cut or recovery off its text, or `undefined` for anything else. In a leaf no value holds a quote
 * (vocabulary.ts), so a quoted key with its colon is nothing but that key; and keys stand in their order.
 */
function callIn(text: string): CallSeen | undefined {
  const own = text.indexOf('"stellwerk":{')
  const type = textAfter(text, '"type":"', own)
  if (type !== 'intent' && type !== 'outcome' && type !== 'cut' && type !== 'recovery') return undefined
  const counter = numberAfter(text, '"counter":', own)
  const timeMs = numberAfter(text, '"time":', own)
  const replica = textAfter(text, '"replica":"', own)
  const requestId = textAfter(text, type === 'intent' ? '"uid":"' : '"correlation_uid":"', 0)
  if (counter === undefined || timeMs === undefined || replica === undefined || requestId === undefined)
    return undefined
  const stamp = { replica, counter, timeMs }
  if (type === 'intent') return { stamp, requestId, about: undefined }
  const index = numberAfter(text, '"about":{"index":', own)
  const origin = textAfter(text, '"origin":"', own)
  return index === undefined || origin === undefined ? undefined : { stamp, requestId, about: { index, origin } }
}

function textAfter(text: string, key: string, from: number): string | undefined {
  const at = from < 0 ? -1 : text.indexOf(key, from)
  const end = at < 0 ? -1 : text.indexOf('"', at + key.length)
  return end < 0 ? undefined : text.slice(at + key.length, end)
}

function numberAfter(text: string, key: string, from: number): number | undefined {
  const at = from < 0 ? -1 : text.indexOf(key, from)
  if (at < 0) return undefined
  const number = Number.parseInt(text.slice(at + key.length, at + key.length + digitsMax), 10)
  return Number.isSafeInteger(number) ? number : undefined
}

/** Of 2^53 - 1. */
const digitsMax = 16

function callsOf(origin: string, open: ReadonlyMap<number, string>): readonly OpenCall[] {
  return Array.from(open, ([index, requestId]) => ({ origin, index, requestId }))
}
