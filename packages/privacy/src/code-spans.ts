/** A stretch of `reading.text`. */
export interface Span {
  readonly start: number
  readonly end: number
}

/**
 * Code inside of prose as Markdown marks it (CommonMark 0.31, §§ 4.5 and 6.1): fenced blocks of backticks or tildes, and code between
 * backticks on one line. In the order of the text, without overlaps. An open fence goes to the end, as when an answer is cut.
 */
export function codeSpans(text: string): Span[] {
  if (!text.includes('`') && !text.includes('~~~')) return []
  const spans: Span[] = []
  let fence: { start: number; sign: string } | undefined
  for (let from = 0; from <= text.length;) {
    const feed = text.indexOf('\n', from)
    const end = feed < 0 ? text.length : feed
    const sign = fenceIn(text, from, end)
    if (fence !== undefined) {
      if (sign?.startsWith(fence.sign) === true) {
        spans.push({ start: fence.start, end: from })
        fence = undefined
      }
    } else if (sign === undefined) addInline(text, from, end, spans)
    else fence = { start: end, sign }
    from = end + 1
  }
  if (fence !== undefined) spans.push({ start: fence.start, end: text.length })
  return spans
}

/** A fence may stand behind so many spaces or signs of a quotation. */
const indentMax = 12

function fenceIn(text: string, from: number, end: number): string | undefined {
  const line = text.slice(from, Math.min(end, from + indentMax + 64))
  return /^[ >]{0,12}(`{3,}|~{3,})(?!.*`)/.exec(line)?.[1]
}

/** Longer runs of backticks do not occur in a line. */
const runMax = 3

function addInline(text: string, from: number, end: number, spans: Span[]): void {
  const open: (number | undefined)[] = []
  let inside = -1
  for (let at = text.indexOf('`', from); at >= 0 && at < end;) {
    let behind = at
    while (behind < end && text.charAt(behind) === '`') behind += 1
    const length = behind - at
    const begin = open[length]
    if (length <= runMax && begin !== undefined && begin >= inside) {
      spans.push({ start: begin, end: at })
      inside = behind
      open.length = 0
    } else if (length <= runMax) open[length] = behind
    at = text.indexOf('`', behind)
  }
}
