// A page of counters in the text format of Prometheus (version 0.0.4), as engines show it. Hostile input: the engine may be
// anybody who stands at its address.

/** Names on a page and the sums over all their label sets. A name that is not there has no sum. */
export type Sums = ReadonlyMap<string, number>

/** What was shown is no such page. */
export class MalformedPage extends Error {
  override readonly name = 'MalformedPage'

  constructor() {
    super('this is no page of counters')
  }
}

/** Sample: name, labels, value, and perhaps a time. Labels are passed over; engines tell ranks and models apart there. */
const sample = /^([A-Za-z_:][A-Za-z0-9_:]{0,199})(\{[^\n]{0,8000}\})?[ \t]+([^ \t]{1,32})([ \t]+-?\d{1,20})?[ \t]*$/

/** A decimal number, as counters have it; infinite and missing values are for gauges. */
const decimal = /^\+?\d{1,19}(\.\d{1,19})?([eE][+-]?\d{1,2})?$/

/**
 * Sums of the given names.
 *
 * @throws MalformedPage if a line is no sample and no comment, or a wanted value is no count below 2^53
 * @example readPage('x_total{model="a"} 2\nx_total{model="b"} 3\n', ['x_total']).get('x_total') // 5
 */
export function readPage(text: string, names: readonly string[]): Sums {
  const wanted = new Set(names)
  const sums = new Map<string, number>()
  for (const line of text.split('\n')) {
    const trimmed = line.endsWith('\r') ? line.slice(0, -1) : line
    if (trimmed === '' || trimmed.startsWith('#')) continue
    const [, name, , value] = sample.exec(trimmed) ?? []
    if (name === undefined || value === undefined) throw new MalformedPage()
    if (wanted.has(name)) sums.set(name, (sums.get(name) ?? 0) + countOf(value))
  }
  for (const sum of sums.values()) if (!Number.isSafeInteger(Math.round(sum))) throw new MalformedPage()
  return sums
}

function countOf(value: string): number {
  const number = decimal.test(value) ? Number(value) : Number.NaN
  if (!(number >= 0 && number <= Number.MAX_SAFE_INTEGER)) throw new MalformedPage()
  return number
}
