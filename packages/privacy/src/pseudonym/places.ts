import type { Finding } from '../finding.ts'
import { isNameCategory } from '../restore/grammar.ts'
import type { PrivacyPolicy, Treatment } from '../treatment.ts'
import type { Form } from './form.ts'
import { endWithEnding, type KnownNames } from './genitive.ts'
import { lookAlikes, nextFigure, type Span } from './look-alikes.ts'
import type { Live } from './mapping.ts'

/** A text on its way to a model. */
export interface MaskedText {
  readonly text: string
  /** Resolved: sorted, without overlaps. */
  readonly findings: readonly Finding[]
  readonly form: Form
}

/** A part of a text that is replaced. */
export interface Place {
  readonly start: number
  readonly end: number
  readonly treatment: 'pseudonymise' | 'anonymise'
  readonly finding: Live['finding']
}

/** Everything in a text that is replaced, in order: what was found and is not to pass, and what looks like a pseudonym. */
export function placesOf(text: MaskedText, policy: PrivacyPolicy, names: KnownNames): Place[] {
  const found = foundPlaces(text, policy, names)
  const places: Place[] = []
  let from = 0
  let figure = -1
  for (const place of [...found, undefined]) {
    const gapEnd = place?.start ?? text.text.length
    if (figure < from) figure = nextFigure(text.text, from)
    // Without a figure there is no code in it.
    const seen = figure < gapEnd ? lookAlikes(text.text.slice(from, gapEnd), text.form === 'json') : []
    for (const { start, end } of seen) {
      places.push({ start: from + start, end: from + end, treatment: 'pseudonymise', finding: ofItself })
    }
    if (place === undefined) break
    places.push(place)
    from = place.end
  }
  return places
}

const ofItself: Live['finding'] = { category: 'TEXT', kind: 'TEXT' }

function foundPlaces(of: MaskedText, policy: PrivacyPolicy, names: KnownNames): Place[] {
  const replaced = of.findings.filter((one) => one.end > one.start && treatmentOf(one, policy) !== 'pass')
  const spans = of.form === 'json' ? outsideEscapes(of.text, replaced) : replaced
  const places: Place[] = []
  for (const [index, finding] of replaced.entries()) {
    const treatment = treatmentOf(finding, policy)
    // Requests with such a finding were refused before; nothing of them may go on.
    if (treatment === 'block')
      throw new Error(`a finding of ${finding.kind} that is to be blocked was to be pseudonymised`)
    const start = Math.max(spans[index]?.start ?? finding.start, places.at(-1)?.end ?? 0)
    const end = spans[index]?.end ?? finding.end
    if (end <= start) continue
    const next = spans[index + 1]?.start ?? of.text.length
    const span = isNameCategory(finding.category) ? nameSpan(of, { start, end }, next, names) : { start, end }
    places.push({ ...span, treatment: treatment === 'anonymise' ? treatment : 'pseudonymise', finding })
  }
  return places
}

/** What is done with a finding. */
function treatmentOf(finding: Finding, policy: PrivacyPolicy): Treatment {
  return policy.kinds[finding.kind] ?? policy.treatment[finding.category]
}

/** A name without the ending that belongs to the sentence, unless that ending would not come back. */
function nameSpan(of: MaskedText, span: Span, next: number, names: KnownNames): Span {
  const written = of.text.slice(span.start, span.end)
  const before = of.text.slice(Math.max(0, span.start - 12), span.start)
  const inner = { start: span.start, end: span.end - names.endingLength(written, before) }
  return { start: span.start, end: endWithEnding(of.text, inner, next) }
}

/** The same spans, none of which begins or ends within an escape of JSON. */
function outsideEscapes(text: string, findings: readonly Span[]): Span[] {
  const spans = findings.map(({ start, end }) => ({ start, end }))
  let open = 0
  for (let at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at)) {
    const end = at + (text.charCodeAt(at + 1) === 117 ? 6 : 2)
    while ((spans[open]?.end ?? end) <= at) open += 1
    for (let index = open; (spans[index]?.start ?? end) < end; index++) {
      const span = spans[index]
      if (span === undefined) break
      // What an escape of six characters says may be part of the value; the n of a line break is not.
      if (span.start > at) span.start = end - at === 6 ? at : end
      if (span.end > at && span.end < end) span.end = end
    }
    at = end
  }
  return spans
}
