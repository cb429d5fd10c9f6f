/** Formats in which a page is served, in the order in which they are preferred by a client that does not care. */
const formats = [
  ['json', 'application/json'],
  ['text', 'text/plain'],
  ['html', 'text/html'],
] as const

type Format = (typeof formats)[number][0]

/** No client sends more than a dozen; the rest of a longer header is not read. */
const itemsMax = 16

/**
 * What an `Accept` header (RFC 9110 § 12.5.1) asks for most, of what we have. Whoever asks for nothing of it gets JSON.
 *
 * @example preferredFormat('text/html, application/json;q=0.8') // 'html'
 */
export function preferredFormat(accept: string | null): Format {
  const asked = (accept ?? '').split(',', itemsMax).map(rangeOf)
  let best: { readonly format: Format; readonly weight: number } = { format: 'json', weight: 0 }
  for (const [format, type] of formats) {
    const weight = weightOf(type, asked)
    if (weight > best.weight) best = { format, weight }
  }
  return best.format
}

interface Range {
  readonly range: string
  readonly weight: number
}

function rangeOf(item: string): Range {
  const [range = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase())
  const q = parameters.find((parameter) => parameter.startsWith('q='))
  const weight = q === undefined ? 1 : Number(q.slice(2))
  return { range, weight: weight >= 0 && weight <= 1 ? weight : 0 }
}

/** The most specific range that fits decides. */
function weightOf(type: string, asked: readonly Range[]): number {
  const family = `${type.slice(0, type.indexOf('/'))}/*`
  for (const range of [type, family, '*/*']) {
    const found = asked.find((one) => one.range === range)
    if (found !== undefined) return found.weight
  }
  return 0
}
