import type { Category } from '@stellwerk/contract/personal-data'

/** What the operator says a label means; `NONE` is no personal data. */
export type Meaning = Category | 'NONE'

export interface Label {
  readonly meaning: Meaning
  /** It says that a name begins here (BIO, BIOES, BILOU). */
  readonly begins: boolean
}

/** How likely one category is at one place. */
export interface Verdict {
  readonly category: Category
  /** 0 to 1. */
  readonly score: number
  readonly begins: boolean
}

/** Lower ones are no findings. Whether one of these is likely or weak is decided where findings are made of them. */
export const weakFrom = 0.3

const outside = 'O'

/** A label that the configuration does not mention. Whether it is personal data nobody knows. */
export class LabelUnknown extends Error {
  override readonly name = 'LabelUnknown'
  readonly label: string

  constructor(label: string) {
    super(`the label ${label} has no meaning`)
    this.label = label
  }
}

/**
 * The labels of a model in their order. `B-PER` means what `B-PER` is said to mean, else what `PER` is; `O` needs no entry.
 *
 * @throws LabelUnknown
 */
export function labelsOf(names: readonly string[], meanings: Readonly<Record<string, Meaning>>): readonly Label[] {
  return names.map((name) => {
    const [, prefix, rest] = /^([BIESLU])[-_](.+)$/s.exec(name) ?? []
    const meaning = ownOf(meanings, name) ?? (rest === undefined ? undefined : ownOf(meanings, rest))
    if (meaning === undefined && name !== outside) throw new LabelUnknown(name)
    return { meaning: meaning ?? 'NONE', begins: prefix === 'B' || prefix === 'S' || prefix === 'U' }
  })
}

function ownOf(meanings: Readonly<Record<string, Meaning>>, name: string): Meaning | undefined {
  return Object.hasOwn(meanings, name) ? meanings[name] : undefined
}

/**
 * What the numbers of a model say of one piece: the category whose labels together are likeliest.
 *
 * @param logits of all pieces; those of this one begin at `from`
 */
export function verdictIn(logits: Float32Array, from: number, labels: readonly Label[]): Verdict | undefined {
  const scores = softmax(logits.subarray(from, from + labels.length))
  const sums = new Map<Category, { score: number; begins: number }>()
  for (const [index, { meaning, begins }] of labels.entries()) {
    if (meaning === 'NONE') continue
    const sum = sums.get(meaning) ?? { score: 0, begins: 0 }
    sum.score += scores[index] ?? 0
    if (begins) sum.begins += scores[index] ?? 0
    sums.set(meaning, sum)
  }
  let best: Verdict | undefined
  for (const [category, { score, begins }] of sums) {
    if (score >= weakFrom && score > (best?.score ?? 0)) best = { category, score, begins: begins > score / 2 }
  }
  return best
}

function softmax(logits: Float32Array): Float64Array {
  const most = logits.reduce((max, each) => Math.max(max, each), -Infinity)
  const scores = Float64Array.from(logits, (each) => Math.exp(each - most))
  const sum = scores.reduce((total, each) => total + each, 0)
  // A model of NaN says nothing, and nothing must not look like "no personal data".
  if (!Number.isFinite(sum)) throw new RangeError('the model answered with no numbers')
  return scores.map((score) => score / sum)
}

/** For models that ask about each label by itself. @throws RangeError */
export function sigmoid(logit: number): number {
  if (Number.isNaN(logit)) throw new RangeError('the model answered with no numbers')
  return 1 / (1 + Math.exp(-logit))
}
