import { codeSpans } from '../code-spans.ts'
import type { Finding } from '../finding.ts'
import type { Form } from './form.ts'
import type { MaskedText } from './places.ts'

/**
 * A text as prose and code: in code a pseudonym has to be read by a compiler, so it is written as a name there. Where a finding reaches
 * over a border, the whole is prose.
 *
 * @param form of what is no code
 */
export function piecesOf(text: string, findings: readonly Finding[], form: Form): readonly MaskedText[] {
  const spans = form === 'text' && findings.length > 0 ? codeSpans(text) : []
  if (spans.length === 0) return [{ text, findings, form }]
  const borders = [0, ...spans.flatMap(({ start, end }) => [start, end]), text.length]
  const isCut = findings.some(({ start, end }) => borders.some((border) => start < border && border < end))
  if (isCut) return [{ text, findings, form }]
  let next = 0
  return borders.slice(1).map((end, index): MaskedText => {
    const from = borders[index] ?? 0
    const inside: Finding[] = []
    for (let finding = findings[next]; finding !== undefined && finding.end <= end; finding = findings[next]) {
      inside.push({ ...finding, start: finding.start - from, end: finding.end - from })
      next++
    }
    return { text: text.slice(from, end), findings: inside, form: index % 2 === 1 ? 'code' : form }
  })
}
