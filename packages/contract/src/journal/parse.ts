import {
  type CallEntryDraft,
  encodeEntry,
  type EntryDraft,
  type EntryVersion,
  entryVersions,
  leafBytesMax,
  type Stamp,
} from './entry.ts'
import { parseGovernance } from './governance-event.ts'
import { decodeText, parseJson } from './json-text.ts'
import { MalformedEntry } from './malformed.ts'
import { name, object } from './vocabulary.ts'

/** A leaf that was read: what the server stated, and the stamp of the writer. */
export interface Entry {
  readonly draft: EntryDraft
  readonly stamp: Stamp
}

type Attributes = Readonly<Record<string, unknown>>

/**
 * Reads a leaf. Hostile input: it comes from a log that nobody vouches for.
 *
 * A leaf is an entry exactly if {@link encodeEntry} gives the same bytes for what was read from it. So it has nothing
 * but the attributes of its type, in one spelling, with OCSF numbers that agree with the type; and nothing can hide in
 * an attribute that this reader does not know. Entries of a later version are refused with the part `v`.
 *
 * About 6 µs for an intent.
 *
 * @throws MalformedEntry
 */
export function parseEntry(bytes: Uint8Array): Entry {
  if (bytes.length > leafBytesMax) throw new MalformedEntry('length')
  const text = decodeText(bytes)
  const leaf = object(parseJson(text), 'json')
  const ours = object(leaf['stellwerk'], 'stellwerk')
  const version = versionOf(ours)
  const entry = { draft: parseDraft(leaf, ours), stamp: parseStamp(leaf, ours) }
  if (encodeEntry(entry.draft, entry.stamp, version) !== text) throw new MalformedEntry('form')
  return entry
}

function versionOf({ v }: Attributes): EntryVersion {
  const known = entryVersions.find((version) => version === v)
  if (known !== undefined) return known
  throw new MalformedEntry('v')
}

// The attributes below are taken as they are, because encodeEntry checks each of them as it writes it. Objects within
// objects are looked at here, so that it finds some.

function parseStamp(leaf: Attributes, ours: Attributes): Stamp {
  const product = object(object(leaf['metadata'], 'metadata')['product'], 'product')
  return {
    replica: ours['replica'],
    counter: ours['counter'],
    timeMs: leaf['time'],
    version: product['version'],
  } as Stamp
}

function parseDraft(leaf: Attributes, ours: Attributes): EntryDraft {
  switch (ours['type']) {
    case 'intent':
      return parseIntent(leaf, ours)
    case 'outcome':
    case 'cut':
      return parseClosing(leaf, ours)
    case 'refusal':
      return parseRefusal(leaf, ours)
    case 'recovery':
      return {
        type: 'recovery',
        requestId: object(leaf['metadata'], 'metadata')['correlation_uid'],
        about: parseAbout(ours),
      } as CallEntryDraft
    default:
      return parseGovernance(name(ours['type'], 'type'), ours)
  }
}

function parseIntent(leaf: Attributes, ours: Attributes): CallEntryDraft {
  const retention = object(ours['retention'], 'retention')
  return withoutGaps({
    type: 'intent',
    requestId: object(leaf['metadata'], 'metadata')['uid'],
    operation: object(leaf['api'], 'api')['operation'],
    useCase: ours['useCase'],
    model: object(leaf['ai_model'], 'ai_model')['name'],
    deployment: ours['deployment'],
    attempt: ours['attempt'],
    isStream: ours['isStream'],
    assertedBy: parseAssertedBy(ours),
    background: ours['background'],
    lamps: object(ours['lamps'], 'lamps'),
    personalData: parsePersonalData(ours),
    epoch: ours['epoch'],
    validUntil: ours['validUntil'],
    configuration: ours['configuration'],
    retention: { class: retention['class'], deleteOn: retention['deleteOn'] },
    commitments: ours['commitments'],
    bytes: ours['bytes'],
  }) as CallEntryDraft
}

function parseClosing(leaf: Attributes, ours: Attributes): CallEntryDraft {
  return withoutGaps({
    type: ours['type'],
    requestId: object(leaf['metadata'], 'metadata')['correlation_uid'],
    operation: object(leaf['api'], 'api')['operation'],
    useCase: ours['useCase'],
    model: object(leaf['ai_model'], 'ai_model')['name'],
    deployment: ours['deployment'],
    about: parseAbout(ours),
    ending: ours['ending'],
    code: ours['code'],
    firstByteMs: ours['firstByteMs'],
    totalMs: ours['totalMs'],
    dropped: ours['dropped'],
    tokens: parseTokens(leaf),
    restored: parseRestored(ours),
    commitments: ours['commitments'],
    bytes: ours['bytes'],
  }) as CallEntryDraft
}

function parseRefusal(leaf: Attributes, ours: Attributes): CallEntryDraft {
  return withoutGaps({
    type: 'refusal',
    requestId: object(leaf['metadata'], 'metadata')['uid'],
    operation: object(leaf['api'], 'api')['operation'],
    useCase: ours['useCase'],
    code: ours['code'],
    model: leaf['ai_model'] === undefined ? undefined : object(leaf['ai_model'], 'ai_model')['name'],
    deployment: ours['deployment'],
    lamps: ours['lamps'] === undefined ? undefined : object(ours['lamps'], 'lamps'),
    personalData: parsePersonalData(ours),
    reasons: ours['reasons'],
    repeated: ours['repeated'] === undefined ? undefined : parseRepeated(ours),
    assertedBy: parseAssertedBy(ours),
    about: ours['about'] === undefined ? undefined : parseAbout(ours),
    commitments: ours['commitments'],
  }) as CallEntryDraft
}

function parseRepeated(ours: Attributes) {
  const repeated = object(ours['repeated'], 'repeated')
  return { count: repeated['count'], from: repeated['from'], to: repeated['to'] }
}

function parseAbout(ours: Attributes) {
  const about = object(ours['about'], 'about')
  return { origin: about['origin'], index: about['index'] }
}

function parseAssertedBy(ours: Attributes) {
  if (ours['assertedBy'] === undefined) return undefined
  const by = object(ours['assertedBy'], 'assertedBy')
  return { frontEnd: by['frontEnd'], method: by['method'], signature: by['signature'] }
}

function parsePersonalData(ours: Attributes) {
  if (ours['personalData'] === undefined) return undefined
  const found = object(ours['personalData'], 'personalData')
  return {
    counts: found['counts'],
    kinds: found['kinds'],
    detector: found['detector'],
    policy: found['policy'],
    notInspected: found['notInspected'],
  }
}

function parseRestored(ours: Attributes) {
  if (ours['restored'] === undefined) return undefined
  const { restored, unknown } = object(ours['restored'], 'restored')
  return { restored, unknown }
}

function parseTokens(leaf: Attributes) {
  if (leaf['message_context'] === undefined) return undefined
  const context = object(leaf['message_context'], 'message_context')
  return withoutGaps({
    prompt: context['prompt_tokens'],
    completion: context['completion_tokens'],
    total: context['total_tokens'],
  })
}

/** What is not there is left out, so that a draft that was read equals the one that was written. */
function withoutGaps<T extends object>(draft: T): T {
  for (const [key, value] of Object.entries(draft)) if (value === undefined) Reflect.deleteProperty(draft, key)
  return draft
}
