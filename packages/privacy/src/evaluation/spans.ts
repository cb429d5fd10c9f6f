/** A span with its class, in any unit as long as all are in the same one. */
export interface LabelledSpan {
  readonly start: number
  readonly end: number
  readonly label: string
}

/** A text with what is in it (gold) and what was found. */
export interface Judged {
  readonly text: string
  readonly gold: readonly LabelledSpan[]
  readonly found: readonly LabelledSpan[]
}

/** Labels that neither reward nor punish: what is found on them is not counted. */
const neutral: ReadonlySet<string> = new Set(['MISC', 'LEGALREF', 'IGNORE', 'NRP', 'TITLE', 'PII'])

export interface Counts {
  readonly gold: number
  readonly found: number
  /** Equal in class and place. */
  readonly exact: number
  /** Gold spans of which every unit is found under some label. */
  readonly covered: number
  /** Found spans that touch gold of their own class. */
  readonly touching: number
}

export interface Figures extends Counts {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly cover: number
  /** Share of found spans that touch gold of their class: what a reader would call right. */
  readonly touchPrecision: number
}

/** Counts of one class over one text. */
export function countsOf({ text, gold, found }: Judged, label: string): Counts {
  const ofGold = gold.filter((span) => span.label === label)
  const ignored = gold.filter(isNeutral)
  const ofFound = found.filter((span) => span.label === label && !ignored.some((other) => overlaps(span, other)))
  return {
    gold: ofGold.length,
    found: ofFound.length,
    exact: ofGold.filter((span) => ofFound.some((other) => isSame(span, other, text))).length,
    covered: ofGold.filter((span) => isCovered(span, found, text)).length,
    touching: ofFound.filter((span) => ofGold.some((other) => overlaps(span, other))).length,
  }
}

function overlaps(one: LabelledSpan, other: LabelledSpan): boolean {
  return one.start < other.end && other.start < one.end
}

/** German gold includes the genitive -s: a span that ends before a final s or apostrophe counts as equal. */
function isSame(gold: LabelledSpan, found: LabelledSpan, text: string): boolean {
  if (gold.start !== found.start) return false
  return (
    gold.end === found.end ||
    isGenitiveTail(text.slice(found.end, gold.end)) ||
    isGenitiveTail(text.slice(gold.end, found.end))
  )
}

function isGenitiveTail(tail: string): boolean {
  return tail === 's' || tail === "'" || tail === '’' || tail === "'s" || tail === '’s'
}

/** Whether what stands there is not judged. */
export function isNeutral({ label }: LabelledSpan): boolean {
  return neutral.has(label)
}

/** Every letter and digit of the gold span lies in something found; the genitive may stand outside. */
export function isCovered(gold: LabelledSpan, found: readonly LabelledSpan[], text: string): boolean {
  const end = text[gold.end - 1] === 's' && found.some((span) => span.end === gold.end - 1) ? gold.end - 1 : gold.end
  for (let place = gold.start; place < end; place++) {
    if (!found.some((span) => span.start <= place && place < span.end) && /[\p{L}\p{N}]/u.test(text[place] ?? ''))
      return false
  }
  return true
}

export function sumOf(counts: readonly Counts[]): Counts {
  const sum = { gold: 0, found: 0, exact: 0, covered: 0, touching: 0 }
  for (const part of counts) {
    sum.gold += part.gold
    sum.found += part.found
    sum.exact += part.exact
    sum.covered += part.covered
    sum.touching += part.touching
  }
  return sum
}

export function figuresOf(counts: Counts): Figures {
  const precision = counts.exact / Math.max(1, counts.found)
  const recall = counts.exact / Math.max(1, counts.gold)
  const f1 = (2 * counts.exact) / Math.max(1, counts.found + counts.gold)
  return {
    ...counts,
    precision,
    recall,
    f1,
    cover: counts.covered / Math.max(1, counts.gold),
    touchPrecision: counts.touching / Math.max(1, counts.found),
  }
}
