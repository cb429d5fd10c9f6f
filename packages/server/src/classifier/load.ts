// Opens a model out of the bytes that were measured. Hostile input: runs in the confined child alone.
import { readFileSync } from 'node:fs'

import type { Runtime, Session, Tokenizer, Tokenizers } from './binding.ts'
import type { Spotted } from './joined.ts'
import { LabelUnknown, labelsOf } from './labels.ts'
import type { Cutter } from './pieces.ts'
import { runtimeEntries } from './package/place.ts'
import { type ClassifierSettings, type LoadFailure, asWords } from './protocol.ts'
import { spottedBySpans } from './span-model.ts'
import { outputName } from './tensors.ts'
import { spottedByTokens } from './token-model.ts'

/** A model that looks at texts. */
export interface LoadedModel {
  readonly form: 'tokens' | 'spans'
  readonly labelCount: number
  readonly spot: (text: string, goOn: () => void) => Promise<readonly Spotted[]>
}

/** It is not loaded. */
class LoadFailed extends Error {
  override readonly name = 'LoadFailed'
  readonly failure: LoadFailure

  constructor(failure: LoadFailure) {
    super(failure.code)
    this.failure = failure
  }
}

/** Pieces that a model reads at once, where its settings say nothing or more: attention costs the square of them. */
const piecesMax = 512

/** Words at once and words of a span, of GLiNER, where its settings say nothing or more. */
const [spanWordsMax, spanWidthMax] = [384, 12] as const

/** Positions that some models keep for themselves (RoBERTa begins to count at two). */
const reservedPositions = 2

type Settings = Readonly<Record<string, unknown>>

function isSettings(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** @throws LoadFailed, LabelUnknown, and what the libraries throw */
export async function openModel(settings: ClassifierSettings): Promise<LoadedModel> {
  const model = measured(settings.model, settings.sha256)
  const written: unknown = JSON.parse(
    Buffer.from(measured(settings.tokenizer, settings.tokenizerSha256)).toString('utf8'),
  )
  const entries = runtimeEntries(settings.package)
  // Their versions are pinned (package.json).
  const { Tokenizer } = (await import(entries.tokenizers)) as Tokenizers
  const runtime = (await import(entries.runtime)) as Runtime
  if (!isSettings(written)) throw unreadable('the tokenizer is no object')
  const tokenizer = new Tokenizer(written, settingsIn(settings.tokenizerSettings))
  const session = await runtime.InferenceSession.create(model, {
    executionProviders: ['cpu'],
    intraOpNumThreads: settings.threads,
    interOpNumThreads: 1,
    logSeverityLevel: 4,
  })
  if (!session.outputNames.includes(outputName)) throw unreadable('no output logits')
  const facts = settingsIn(settings.modelSettings, settings.modelSettingsSha256)
  const opened = { runtime, session, tokenizer, written, facts, meanings: settings.labels }
  if (!session.inputNames.includes('words_mask')) return tokenModel(opened)
  if (!session.inputNames.includes('span_idx'))
    throw unreadable('a GLiNER export in token mode; span mode is supported')
  return spanModel(opened)
}

/** Bytes of a file that are the ones that were named. What is loaded is what was measured. */
function measured(file: string, expected: string | undefined): Uint8Array {
  const bytes = readFileSync(file)
  if (expected === undefined) return bytes
  const found = new Bun.CryptoHasher('sha256').update(bytes).digest('hex')
  if (found !== expected) throw new LoadFailed({ code: 'digest_differs', file, expected, found })
  return bytes
}

function settingsIn(file: string | undefined, expected?: string): Settings {
  if (file === undefined) return {}
  const read: unknown = JSON.parse(Buffer.from(measured(file, expected)).toString('utf8'))
  return isSettings(read) ? read : {}
}

function unreadable(message: string): LoadFailed {
  return new LoadFailed({ code: 'load_failed', message: asWords(message) })
}

interface Opened {
  readonly runtime: Runtime
  readonly session: Session
  readonly tokenizer: Tokenizer
  readonly written: Settings
  readonly facts: Settings
  readonly meanings: ClassifierSettings['labels']
}

function tokenModel({ runtime, session, tokenizer, written, facts, meanings }: Opened): LoadedModel {
  const labels = labelsOf(namesIn(facts), meanings)
  const positions = Math.min(piecesMax, numberIn(facts, 'max_position_embeddings', piecesMax))
  const model = {
    runtime,
    session,
    labels,
    cutter: cutterOf(tokenizer, written),
    ...around(tokenizer),
    piecesMax: positions < piecesMax ? positions - reservedPositions : positions,
  }
  if (model.piecesMax < 2 * (model.before.length + model.behind.length) + 8) throw unreadable('too few positions')
  return { form: 'tokens', labelCount: labels.length, spot: (text, goOn) => spottedByTokens(text, model, goOn) }
}

/** Labels in their order, as `config.json` of a model names them. */
function namesIn(facts: Settings): readonly string[] {
  const named = facts['id2label']
  if (!isSettings(named)) throw unreadable('no id2label in config.json beside the model')
  const names = Object.keys(named).map((_, index) => named[String(index)])
  if (!names.every((name) => typeof name === 'string') || names.length === 0) throw unreadable('id2label has gaps')
  return names
}

function spanModel({ runtime, session, tokenizer, facts, meanings }: Opened): LoadedModel {
  const cut = (word: string): readonly number[] => tokenizer.encode(word, { add_special_tokens: false }).ids
  const mark = (name: string, usual: string): readonly number[] => {
    const token = typeof facts[name] === 'string' ? facts[name] : usual
    const id = tokenizer.token_to_id(token)
    if (id === undefined) throw unreadable(`the tokenizer has no ${token}`)
    return [id]
  }
  const labels = Object.entries(meanings).map(([name, meaning]) => ({ name, meaning }))
  const model = {
    runtime,
    session,
    cut,
    labels,
    ...around(tokenizer),
    entityMark: mark('ent_token', '<<ENT>>'),
    textMark: mark('sep_token', '<<SEP>>'),
    widthMax: Math.min(64, numberIn(facts, 'max_width', spanWidthMax)),
    wordsMax: Math.min(spanWordsMax, numberIn(facts, 'max_len', spanWordsMax)),
    piecesMax,
  }
  const promptLength = labels.reduce((sum, { name }) => sum + 1 + cut(name).length, 0)
  if (promptLength > piecesMax / 2) throw unreadable('too many labels: they leave too little room for text')
  return { form: 'spans', labelCount: labels.length, spot: (text, goOn) => spottedBySpans(text, model, goOn) }
}

function numberIn(facts: Settings, name: string, usual: number): number {
  const number = facts[name]
  return typeof number === 'number' && Number.isInteger(number) && number > 0 ? number : usual
}

/** What a tokenizer puts before and behind every text. */
function around(tokenizer: Tokenizer): { readonly before: readonly number[]; readonly behind: readonly number[] } {
  const sample = 'a'
  const bare = tokenizer.encode(sample, { add_special_tokens: false }).ids
  const dressed = tokenizer.encode(sample, { add_special_tokens: true }).ids
  const at = dressed.findIndex((_, index) => bare.every((id, offset) => dressed[index + offset] === id))
  if (bare.length === 0 || at < 0) throw unreadable('the tokenizer does not show what it puts around a text')
  return { before: dressed.slice(0, at), behind: dressed.slice(at + bare.length) }
}

function cutterOf(tokenizer: Tokenizer, written: Settings): Cutter {
  const parts = [written['pre_tokenizer'], written['decoder']].flatMap((part) => typesIn(part))
  const hasBytes = parts.includes('ByteLevel')
  const model = written['model']
  const unknown = isSettings(model) ? unknownIn(model) : undefined
  return {
    // Vocabularies of bytes hold most words with the blank before them.
    cut: (chunk, { isAfterBlank }) =>
      tokenizer.encode(hasBytes && isAfterBlank ? ` ${chunk}` : chunk, { add_special_tokens: false }),
    writes: hasBytes ? 'bytes' : 'letters',
    unknownToken: unknown,
  }
}

function typesIn(part: unknown): readonly string[] {
  if (!isSettings(part)) return []
  const type = typeof part['type'] === 'string' ? [part['type']] : []
  const inner = part['pretokenizers'] ?? part['decoders']
  return [...type, ...(Array.isArray(inner) ? inner.flatMap((one) => typesIn(one)) : [])]
}

function unknownIn(model: Settings): string | undefined {
  const { unk_token: token, unk_id: id, vocab } = model
  if (typeof token === 'string') return token
  const entry: unknown = Array.isArray(vocab) && typeof id === 'number' ? vocab[id] : undefined
  return Array.isArray(entry) && typeof entry[0] === 'string' ? entry[0] : undefined
}

/** Why a model was not loaded, in words that may leave the child: no text was there yet. */
export function failureOf(error: unknown): LoadFailure {
  if (error instanceof LoadFailed) return error.failure
  if (error instanceof LabelUnknown) return { code: 'label_unknown', message: asWords(error.label) }
  return { code: 'load_failed', message: asWords(error instanceof Error ? error.message : String(error)) }
}
