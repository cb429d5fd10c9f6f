import { isRecord } from './is-record.ts'

/** A text with what people found in it. Places are UTF-16 code units, as everywhere inside. */
export interface GoldRecord {
  readonly id: string
  readonly text: string
  readonly language: string | undefined
  /** How the text is written (prose, JSON, code …), where the corpus says so; `negative` holds nothing personal. */
  readonly carrier: string | undefined
  readonly spans: readonly GoldSpan[]
}

export interface GoldSpan {
  readonly start: number
  readonly end: number
  /** Class, see {@link classOf}. */
  readonly label: string
  /** What the corpus called it, for example `DE_KVNR`. */
  readonly original: string
}

/** Spans of one text; more than a corpus has, and a bound for files that are none. */
const spansMax = 100_000

/**
 * One line of a corpus: `{"id","text","spans":[{"start","end","label"}]}` with places in code points.
 *
 * @returns undefined where it is none
 */
export function goldRecordOf(value: unknown): GoldRecord | undefined {
  if (!isRecord(value)) return undefined
  const { id, text, lang, carrier, spans = [] } = value
  if (typeof text !== 'string' || !Array.isArray(spans) || spans.length > spansMax) return undefined
  const unitAt = unitsOf(text)
  const gold = spans.map((span: unknown) => goldSpanOf(span, unitAt))
  if (!gold.every((span) => span !== undefined)) return undefined
  return {
    id: typeof id === 'string' ? id : String(typeof id === 'number' ? id : ''),
    text,
    language: typeof lang === 'string' ? lang : undefined,
    carrier: typeof carrier === 'string' ? carrier : undefined,
    spans: gold,
  }
}

function goldSpanOf(span: unknown, unitAt: (point: number) => number | undefined): GoldSpan | undefined {
  if (!isRecord(span)) return undefined
  const { start, end, label, orig_label: original } = span
  if (typeof start !== 'number' || typeof end !== 'number' || typeof label !== 'string') return undefined
  const [from, to] = [unitAt(start), unitAt(end)]
  if (from === undefined || to === undefined || from >= to) return undefined
  return { start: from, end: to, label: classOf(label), original: typeof original === 'string' ? original : label }
}

/** Postcodes are a part of an address. */
export function classOf(label: string): string {
  return label === 'ZIP' ? 'ADDRESS' : label
}

/** Places in code units of places in code points. */
function unitsOf(text: string): (point: number) => number | undefined {
  // Most texts have no character beyond the first plane, and there both are the same.
  if (!/[\ud800-\udbff]/u.test(text) && !hasPairs(text))
    return (point) => (isPlace(point, text.length) ? point : undefined)
  const units: number[] = []
  let unit = 0
  for (const character of text) {
    units.push(unit)
    unit += character.length
  }
  units.push(unit)
  return (point) => units[point]
}

/** What is no whole number, or negative, is none. */
function isPlace(point: number, length: number): boolean {
  return Number.isSafeInteger(point) && point >= 0 && point <= length
}

function hasPairs(text: string): boolean {
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place)
    if (code >= 0xd800 && code <= 0xdbff) return true
  }
  return false
}
