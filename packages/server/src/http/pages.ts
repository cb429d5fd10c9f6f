import { type ErrorCode, errorMeanings, meaningOf } from '@stellwerk/contract/error'
import type { ErrorDetails } from '@stellwerk/contract/error-meaning'
import { type Language, languages } from '@stellwerk/contract/language'

import type { Sheet } from '../sheet.ts'

/** Nothing is loaded and nothing runs: the pages are text. */
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

const words = {
  de: { title: 'Stellwerk', code: 'Code', status: 'Status', next: 'Nächster Schritt', all: 'Alle Meldungen' },
  en: { title: 'Stellwerk', code: 'Code', status: 'Status', next: 'Next step', all: 'All messages' },
} as const satisfies Record<Language, Record<string, string>>

/** Values are not known here: a page explains a code, not a case. */
const anyDetails: ErrorDetails = new Proxy({}, { get: () => '…' })

/** `/help/{code}`: what an error code means and what to do, or undefined when there is no such code. */
export function helpPage(code: string, language: Language): Response | undefined {
  if (!isErrorCode(code)) return undefined
  const meaning = meaningOf(code)
  const w = words[language]
  return page(
    language,
    `${code} · ${w.title}`,
    `<h1>${escaped(meaning.says(anyDetails)[language])}</h1>
<p><b>${w.next}:</b> ${escaped(meaning.next[language])}</p>
<p>${w.code} <code>${code}</code> · ${w.status} ${meaning.status} · <a href="/help">${w.all}</a></p>`,
  )
}

/** `/help`: every code in one list. */
export function helpIndex(language: Language): Response {
  const rows = Object.keys(errorMeanings)
    .filter(isErrorCode)
    .map((code) => {
      const meaning = meaningOf(code)
      return `<tr><td>${meaning.status}</td><td><a href="/help/${code}"><code>${code}</code></a></td><td>${escaped(meaning.says(anyDetails)[language])}</td></tr>`
    })
  const w = words[language]
  return page(
    language,
    `${w.all} · ${w.title}`,
    `<h1>${w.all}</h1>
<table><tr><th>${w.status}</th><th>${w.code}</th><th></th></tr>
${rows.join('\n')}
</table>`,
  )
}

/** `/`: says what this is and how to talk to it. */
export function startPage(language: Language, publicUrl: string, models: string): Response {
  const text = {
    de: `<h1>Stellwerk läuft.</h1>
<p>Clients der OpenAI-Schnittstelle erreichen es unter <code>${escaped(publicUrl)}/v1</code>, mit einem Schlüssel aus
<code>stellwerk keys create</code>. Die Modelle eines Schlüssels nennt <code>${models}</code>.</p>
<p><a href="/help">Alle Meldungen und was sie bedeuten</a></p>`,
    en: `<h1>Stellwerk is running.</h1>
<p>Clients of the OpenAI interface reach it at <code>${escaped(publicUrl)}/v1</code>, with a key from
<code>stellwerk keys create</code>. <code>${models}</code> lists the models of a key.</p>
<p><a href="/help">All messages and what they mean</a></p>`,
  }
  return page(language, 'Stellwerk', text[language])
}

/** A page of ours about something, for people. */
export function sheetPage(sheet: Sheet, language: Language, requestId: string): Response {
  const sections = sheet.sections.map(({ heading, lines, verbatim }) => {
    const items = lines.map(({ text, link }) => `<li>${link === undefined ? escaped(text) : linked(text, link)}</li>`)
    const list = items.length === 0 ? '' : `<ul>${items.join('\n')}</ul>`
    return `<h2>${escaped(heading)}</h2>${list}${verbatim === undefined ? '' : `<pre>${escaped(verbatim)}</pre>`}`
  })
  const body = `<h1>${escaped(sheet.title)}</h1>\n${sections.join('\n')}`
  const response = page(language, `${sheet.title} · ${words[language].title}`, body, { hasOther: false })
  response.headers.set('x-request-id', requestId)
  return response
}

/** Links go where the catalogue says; a browser is not told from where it comes. */
function linked(text: string, link: string): string {
  return `<a rel="noreferrer" href="${escaped(link)}">${escaped(text)}</a>`
}

function page(language: Language, title: string, body: string, { hasOther } = { hasOther: true }): Response {
  const other = languages.find((one) => one !== language) ?? language
  const turn = `<p lang="${other}"><a href="?lang=${other}">${other === 'de' ? 'Deutsch' : 'English'}</a></p>`
  const html = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem }
pre { white-space: pre-wrap; overflow-wrap: anywhere }
td, th { text-align: left; padding: .2rem .8rem .2rem 0; vertical-align: top }
</style></head>
<body>${body}${hasOther ? turn : ''}</body></html>
`
  return new Response(html, { headers })
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorMeanings, code)
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
