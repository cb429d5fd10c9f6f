// Models of the GLiNER family: they are asked with the names of what is looked for, and say of each span of words how well each name
// fits. The order of inputs and the form of the answer are those of their ONNX export in span mode (urchade/GLiNER, checked 2026-11-24).
import type { Runtime, Session } from './binding.ts'
import { type Spotted, trimmed } from './joined.ts'
import { type Meaning, sigmoid, weakFrom } from './labels.ts'
import { numbersOf, ones, trues, whole } from './tensors.ts'
import { windowsOver } from './windows.ts'

export interface SpanModel {
  readonly runtime: Runtime
  readonly session: Session
  /** The pieces of one word. */
  readonly cut: (word: string) => readonly number[]
  /** The names that it is asked for, and what each means. */
  readonly labels: readonly { readonly name: string; readonly meaning: Meaning }[]
  readonly before: readonly number[]
  readonly behind: readonly number[]
  /** Stand before each name, and between names and text. */
  readonly entityMark: readonly number[]
  readonly textMark: readonly number[]
  /** Words of a span. */
  readonly widthMax: number
  /** Words and pieces that it reads at once. */
  readonly wordsMax: number
  readonly piecesMax: number
}

interface Word {
  readonly start: number
  readonly end: number
  readonly ids: readonly number[]
}

/** Longer words are cut: no name is longer, and a word is one span. */
const wordMax = 64

/** Words with parts joined by hyphens or underscores, and signs one by one. */
const words = new RegExp(`[\\p{L}\\p{N}\\p{M}_][\\p{L}\\p{N}\\p{M}_-]{0,${wordMax - 1}}|\\S`, 'gu')

/** @param goOn throws when nobody waits any more; asked before each window */
export async function spottedBySpans(text: string, model: SpanModel, goOn: () => void): Promise<Spotted[]> {
  const prompt = [
    ...model.before,
    ...model.labels.flatMap(({ name }) => [
      ...model.entityMark,
      ...wordsIn(name).flatMap(({ text: word }) => model.cut(word)),
    ]),
    ...model.textMark,
  ]
  const room = model.piecesMax - prompt.length - model.behind.length
  const all = wordsIn(text).flatMap(({ start, text: word }): readonly Word[] => {
    // A word of more pieces than fit says no more with them, and one without pieces is not seen by the model.
    const ids = model.cut(word).slice(0, wordMax)
    return ids.length === 0 ? [] : [{ start, end: start + word.length, ids }]
  })
  const spotted: Spotted[] = []
  for (const part of partsOf(all, room)) {
    for (const { start, end } of windowsOver(part.length, model.wordsMax)) {
      goOn()
      spotted.push(...(await spottedIn(part.slice(start, end), prompt, model)))
    }
  }
  return spotted.flatMap((span) => trimmed(text, span))
}

function wordsIn(text: string): readonly { readonly start: number; readonly text: string }[] {
  return Array.from(text.matchAll(words), (match) => ({ start: match.index, text: match[0] }))
}

/** Runs of words whose pieces fit, each with the last quarter of the one before. */
function partsOf(all: readonly Word[], room: number): readonly (readonly Word[])[] {
  const parts: Word[][] = []
  let part: Word[] = []
  let pieces = 0
  for (const word of all) {
    if (pieces + word.ids.length > room && part.length > 0) {
      parts.push(part)
      part = part.slice(Math.ceil((part.length * 3) / 4))
      pieces = part.reduce((sum, { ids }) => sum + ids.length, 0)
      while (pieces + word.ids.length > room && part.length > 0) pieces -= part.shift()?.ids.length ?? 0
    }
    part.push(word)
    pieces += word.ids.length
  }
  return part.length === 0 ? parts : [...parts, part]
}

async function spottedIn(
  part: readonly Word[],
  prompt: readonly number[],
  model: SpanModel,
): Promise<readonly Spotted[]> {
  const { runtime, session, widthMax, labels, behind } = model
  const ids = [...prompt, ...part.flatMap((word) => word.ids), ...behind]
  const mask = [
    ...prompt.map(() => 0),
    // The first piece of each word carries its number, from 1.
    ...part.flatMap((word, number) => word.ids.map((_, at) => (at === 0 ? number + 1 : 0))),
    ...behind.map(() => 0),
  ]
  const spans = part.flatMap((_, first) =>
    Array.from({ length: widthMax }, (__, width) => [first, Math.min(first + width, part.length - 1)]),
  )
  const inputs = {
    input_ids: whole(runtime, ids, [1, ids.length]),
    attention_mask: ones(runtime, ids.length),
    words_mask: whole(runtime, mask, [1, mask.length]),
    text_lengths: whole(runtime, [part.length], [1, 1]),
    span_idx: whole(runtime, spans.flat(), [1, spans.length, 2]),
    span_mask: trues(runtime, spans.length),
  }
  const logits = numbersOf(await session.run(inputs), [1, part.length, widthMax, labels.length])
  return decided(part, logits, model)
}

/** The surest of all spans, then the surest of those that do not overlap it, and so on. */
function decided(part: readonly Word[], logits: Float32Array, { widthMax, labels }: SpanModel): readonly Spotted[] {
  const wanted: { first: number; last: number; label: number; score: number }[] = []
  for (let first = 0; first < part.length; first += 1) {
    for (let last = first; last < Math.min(part.length, first + widthMax); last += 1) {
      for (let label = 0; label < labels.length; label += 1) {
        const score = sigmoid(logits[(first * widthMax + last - first) * labels.length + label] ?? Number.NaN)
        if (score >= weakFrom) wanted.push({ first, last, label, score })
      }
    }
  }
  const taken = new Uint8Array(part.length)
  return wanted
    .toSorted((one, other) => other.score - one.score || one.first - other.first)
    .flatMap(({ first, last, label, score }) => {
      if (taken.subarray(first, last + 1).includes(1)) return []
      taken.fill(1, first, last + 1)
      const [start, end, meaning] = [part[first]?.start, part[last]?.end, labels[label]?.meaning]
      if (start === undefined || end === undefined || meaning === undefined || meaning === 'NONE') return []
      return [{ start, end, category: meaning, score }]
    })
}
