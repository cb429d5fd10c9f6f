// The texts of an evaluation with what is in them and what was found, for people who would rather look than read.
import type { Language, Text } from '@stellwerk/contract/language'
import { categoryName } from '@stellwerk/policy/kind-names'
import type { Outcome } from '@stellwerk/privacy/evaluation/protocol'
import { classOf } from '@stellwerk/privacy/evaluation/record'
import { isCovered, isNeutral } from '@stellwerk/privacy/evaluation/spans'

import { type EvaluatedFile, evaluationHeads, evaluationRows, evaluationSummary } from './privacy-evaluate-figures.ts'
import { evaluationStyle } from './privacy-evaluate-style.ts'

/** Texts that a page shows of each file. More is scrolled past by nobody. */
const textsMax = 300

/** Characters of one text on a page. */
const charactersMax = 20_000

const words = {
  title: { de: 'Was gefunden wurde', en: 'What was found' },
  found: { de: 'gefunden', en: 'found' },
  missed: { de: 'nicht gefunden', en: 'not found' },
  beside: { de: 'daneben maskiert', en: 'masked beside' },
  clear: { de: 'Diese Seite enthält die Texte im Klartext.', en: 'This page holds the texts in clear.' },
  few: {
    de: 'In Klammern 95-%-Bereiche; * heißt weniger als 30 Stellen.',
    en: '95% intervals in brackets; * means fewer than 30 spans.',
  },
  detector: { de: 'Detektor', en: 'Detector' },
  policy: { de: 'Vorgabe', en: 'Preset' },
  cut: { de: '… gekürzt', en: '… cut off' },
} as const satisfies Record<string, Text>

type State = 'found' | 'missed' | 'beside'

/** Not by colour alone: a sign says it too. */
const signs = { found: '✓', missed: '✗', beside: '?' } as const satisfies Record<State, string>

const states = ['found', 'missed', 'beside'] as const

/** A page that stands by itself: no script, nothing from elsewhere. */
export function evaluationPage(
  evaluated: readonly EvaluatedFile[],
  by: { readonly detector: string; readonly preset: string },
  language: Language,
): string {
  const legend = states.map((state) => mark(state, words[state][language], ''))
  const links = evaluated.map(({ file }, at) => `<li><a href="#file-${at}">${escaped(file)}</a></li>`)
  const say = (name: keyof typeof words): string => words[name][language]
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${say('title')}</title>`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<meta name="viewport" content="width=device-width,initial-scale=1"><style>${evaluationStyle}</style></head><body>`,
    `<header><h1>${say('title')}</h1><p>${say('detector')} ${escaped(by.detector)} · ${say('policy')} ${escaped(by.preset)}</p>`,
    `<p class="clear">${say('clear')}</p></header>`,
    ...(links.length > 1 ? [`<nav><ul>${links.join('')}</ul></nav>`] : []),
    `<p class="legend">${legend.join(' ')}</p><main>`,
    ...evaluated.map((file, at) => section(file, at, language)),
    '</main></body></html>\n',
  ].join('\n')
}

function section({ file, figures, outcomes }: EvaluatedFile, at: number, language: Language): string {
  const summary = evaluationSummary(figures, language).map(
    ([figure, what]) => `<li><b>${escaped(figure)}</b> ${escaped(what)}</li>`,
  )
  const heads = Object.values(evaluationHeads).map((head) => `<th scope="col">${head[language]}</th>`)
  const covers = [...Object.values(figures.classes), figures.micro].map(({ cover }) => cover)
  const rows = evaluationRows(figures, language).map((cells, index) => tableRow(cells, covers[index] ?? 0, language))
  const texts = outcomes
    .map((outcome) => ({ outcome, spans: markedSpans(outcome) }))
    .toSorted((one, other) => errorsIn(other.spans) - errorsIn(one.spans))
    .slice(0, textsMax)
    .map(({ outcome, spans }) => article(outcome, spans, language))
  return [
    `<section id="file-${at}"><h2>${escaped(file)}</h2><ul class="figures">${summary.join('')}</ul>`,
    `<div class="wide"><table><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`,
    `<p class="note">${words.few[language]}</p>`,
    `<details open><summary>${shownText(texts.length, outcomes.length, language)}</summary>`,
    ...texts,
    '</details></section>',
  ].join('\n')
}

function tableRow(cells: readonly string[], cover: number, language: Language): string {
  const [first = '', ...rest] = cells
  const last = rest.pop() ?? ''
  const meter = `<meter min="0" max="1" value="${cover.toFixed(3)}" aria-hidden="true"></meter>`
  const others = rest.map((cell) => `<td>${escaped(cell)}</td>`).join('')
  const name = categoryName(first.replace('*', ''))?.[language]
  const called = name === undefined ? '' : ` <small>${escaped(name)}</small>`
  return `<tr><th scope="row">${escaped(first)}${called}</th>${others}<td>${escaped(last)} ${meter}</td></tr>`
}

function shownText(shown: number, of: number, language: Language): string {
  return {
    de: `${shown} von ${of} Texten, die mit Fehlern zuerst`,
    en: `${shown} of ${of} texts, those with errors first`,
  }[language]
}

interface MarkedSpan {
  readonly start: number
  readonly end: number
  readonly state: State
  readonly label: string
}

/** What people found, covered or not, and what was masked where there is nothing. */
function markedSpans({ record, findings, masked }: Outcome): readonly MarkedSpan[] {
  const { text, spans } = record
  const found = findings.map(({ start, end, category }) => ({ start, end, label: category }))
  const gold = spans
    .filter((span) => !isNeutral(span))
    .map((span): MarkedSpan => ({ ...span, state: isCovered(span, found, text) ? 'found' : 'missed' }))
  const beside = masked
    .filter(({ start, end }) => !spans.some((span) => span.start < end && start < span.end))
    .map(({ start, end, category }): MarkedSpan => ({ start, end, state: 'beside', label: classOf(category) }))
  return [...gold, ...beside].toSorted((one, other) => one.start - other.start)
}

/** What was missed weighs more than everything that was masked beside. */
function errorsIn(spans: readonly MarkedSpan[]): number {
  const count = (wanted: State): number => spans.filter(({ state }) => state === wanted).length
  return count('missed') * charactersMax + count('beside')
}

function article({ record }: Outcome, spans: readonly MarkedSpan[], language: Language): string {
  const text = record.text.slice(0, charactersMax)
  let written = ''
  let from = 0
  for (const { start, end, state, label } of spans) {
    if (start < from || end > text.length) continue
    written += escaped(text.slice(from, start)) + mark(state, text.slice(start, end), label)
    from = end
  }
  const rest = text.length < record.text.length ? ` <i>${words.cut[language]}</i>` : ''
  const counts = states.flatMap((state) => {
    const count = spans.filter((span) => span.state === state).length
    return count === 0 ? [] : [`${signs[state]} ${count}`]
  })
  const head = `<h3>${escaped(record.id)} <small>${counts.join(' · ')}</small></h3>`
  return `<article>${head}<p>${written}${escaped(text.slice(from))}${rest}</p></article>`
}

function mark(state: State, text: string, label: string): string {
  // What it says of a text stays on the line with it.
  const about = [signs[state], escaped(label)].filter((part) => part !== '').map((part) => `&nbsp;${part}`)
  return `<mark class="${state}">${escaped(text)}<small>${about.join('')}</small></mark>`
}

/** Hostile input: texts of a corpus may hold anything. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
