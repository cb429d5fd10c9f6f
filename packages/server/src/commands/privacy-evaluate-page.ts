// The texts of an evaluation with what is in them and what was found, for people who would rather look than read.
import { basename } from 'node:path'

import type { Language, Text } from '@stellwerk/contract/language'
import type { Outcome } from '@stellwerk/privacy/evaluation/protocol'
import { classOf } from '@stellwerk/privacy/evaluation/record'

import { type EvaluatedFile, evaluationHeads, evaluationRows, evaluationSummary } from './privacy-evaluate-figures.ts'

/** Texts that a page shows of each file. More is scrolled past by nobody. */
const textsMax = 300

/** Characters of one text on a page. */
const charactersMax = 20_000

const words = {
  title: { de: 'Was gefunden wurde', en: 'What was found' },
  legend: { de: 'Legende', en: 'Legend' },
  found: { de: 'gefunden', en: 'found' },
  missed: { de: 'nicht gefunden (Leck)', en: 'not found (leak)' },
  beside: { de: 'daneben gefunden', en: 'found beside' },
  shown: {
    de: 'Gezeigt sind zuerst Texte mit Fehlern. Die Seite enthält die Texte im Klartext.',
    en: 'Texts with errors are shown first. The page holds the texts in clear.',
  },
} as const satisfies Record<string, Text>

type State = 'found' | 'missed' | 'beside'

/** A page that stands by itself: no script, nothing from elsewhere. Not by colour alone: each mark says what it is. */
export function evaluationPage(evaluated: readonly EvaluatedFile[], language: Language): string {
  const legend = (['found', 'missed', 'beside'] as const).map((state) => mark(state, words[state][language], ''))
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${words.title[language]}</title>`,
    `<meta name="viewport" content="width=device-width"><style>${style}</style></head><body>`,
    `<h1>${words.title[language]}</h1><p>${words.shown[language]}</p><p>${words.legend[language]}: ${legend.join(' ')}</p>`,
    ...evaluated.map((file) => section(file, language)),
    '</body></html>\n',
  ].join('\n')
}

const style = [
  'body{font:16px/1.6 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}',
  'table{border-collapse:collapse;margin:1rem 0}th,td{border:1px solid #888;padding:.3rem .6rem;text-align:right}',
  'th:first-child,td:first-child{text-align:left}article{border-top:1px solid #bbb;padding:.5rem 0;white-space:pre-wrap}',
  'mark{color:inherit;border-radius:.2rem;padding:0 .15rem}mark small{font-size:.7em}',
  'mark.found{background:#cdeccd;border-bottom:2px solid #1b6e1b}',
  'mark.missed{background:#f9d0d0;border-bottom:3px double #a40000}',
  'mark.beside{background:#fbe8b6;border-bottom:2px dashed #7a5600}',
].join('')

function section({ file, figures, outcomes }: EvaluatedFile, language: Language): string {
  const heads = Object.values(evaluationHeads).map((head) => `<th scope="col">${head[language]}</th>`)
  const rows = evaluationRows(figures).map(
    ([first = '', ...rest]) =>
      `<tr><th scope="row">${escaped(first)}</th>${rest.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`,
  )
  const texts = outcomes
    .map((outcome) => ({ outcome, spans: markedSpans(outcome) }))
    .toSorted((one, other) => errorCount(other.spans) - errorCount(one.spans))
    .slice(0, textsMax)
    .map(({ outcome, spans }) => article(outcome, spans))
  return [
    `<section><h2>${escaped(basename(file))}</h2><p>${escaped(evaluationSummary(figures, language))}</p>`,
    `<table><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`,
    ...texts,
    '</section>',
  ].join('\n')
}

interface MarkedSpan {
  readonly start: number
  readonly end: number
  readonly state: State
  readonly label: string
}

/** Gold that is covered and gold that is not, and what was found where there is none. */
function markedSpans({ record, findings }: Outcome): readonly MarkedSpan[] {
  const gold = record.spans.map(({ start, end, label }): MarkedSpan => {
    const isFound = findings.some((finding) => finding.start <= start && finding.end >= end - 1)
    return { start, end, state: isFound ? 'found' : 'missed', label }
  })
  const beside = findings
    .filter(({ start, end }) => !gold.some((span) => span.start < end && start < span.end))
    .map(({ start, end, category }): MarkedSpan => ({ start, end, state: 'beside', label: classOf(category) }))
  return [...gold, ...beside].toSorted((one, other) => one.start - other.start)
}

function errorCount(spans: readonly MarkedSpan[]): number {
  return spans.filter(({ state }) => state !== 'found').length
}

function article({ record }: Outcome, spans: readonly MarkedSpan[]): string {
  const text = record.text.slice(0, charactersMax)
  let written = ''
  let from = 0
  for (const { start, end, state, label } of spans) {
    if (start < from || end > text.length) continue
    written += escaped(text.slice(from, start)) + mark(state, text.slice(start, end), label)
    from = end
  }
  return `<article><small>${escaped(record.id)}</small>\n${written}${escaped(text.slice(from))}</article>`
}

function mark(state: State, text: string, label: string): string {
  const sign = { found: '✓', missed: '✗', beside: '?' }[state]
  return `<mark class="${state}">${escaped(text)}<small> ${sign}${label === '' ? '' : ` ${escaped(label)}`}</small></mark>`
}

/** Hostile input: texts of a corpus may hold anything. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
