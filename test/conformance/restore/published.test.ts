// Goal: over published texts with the spans that people marked, what was masked and echoed comes back byte for byte, and nothing
// marked is left in what goes out. The texts lie beside the checkout and are no part of it.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { test } from 'bun:test'
import { categories, type Category, type Finding } from '@stellwerk/privacy/finding'
import { pseudonymise } from '@stellwerk/privacy/pseudonym/pseudonymise'
import { Restorer } from '@stellwerk/privacy/restore/restorer'

import { mannerOf } from './manner.ts'

interface Marked {
  readonly text: string
  readonly spans: readonly { readonly start: number; readonly end: number; readonly label: string }[]
}

/** Of each file, so that the test stays fast; `STELLWERK_ALL_TEXTS=1` takes all. */
const textsMax = process.env['STELLWERK_ALL_TEXTS'] === '1' ? Number.POSITIVE_INFINITY : 60

const root = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'pii-data')
if (!existsSync(root))
  console.log('no shared/pii-data beside the checkout: round trips over published texts are not tested')

for (const folder of existsSync(root) ? ['de', 'en', 'es', 'synthetic'] : []) {
  for (const file of readdirSync(join(root, folder)).filter((name) => name.endsWith('_dev.jsonl'))) {
    for (const mode of ['typed', 'surrogate'] as const) {
      test(`${folder}/${file}, ${mode}`, () => {
        for (const one of markedIn(join(root, folder, file))) roundTrip(one, mode)
      })
    }
  }
}

function markedIn(path: string): Marked[] {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
  // Files with a documented form; a record without text or spans fails here.
  return lines.slice(0, textsMax).map((line) => JSON.parse(line) as Marked)
}

function roundTrip(one: Marked, mode: 'typed' | 'surrogate'): void {
  const findings = findingsOf(one)
  const input = { text: one.text, findings, form: 'text' as const }
  const { masked, mapping } = pseudonymise([input], mannerOf('published', mode))
  const [sent = ''] = masked
  assert.equal(new Restorer(mapping).whole(sent, 'text'), one.text)
  const between = findings.reduceRight(
    (text, { start, end }) => `${text.slice(0, start)}\n${text.slice(end)}`,
    one.text,
  )
  for (const { start, end } of findings) {
    const value = one.text.slice(start, end)
    // A surrogate may hold the same letters by chance: "hell" is in "hellental".
    if (value.length < 4 || between.includes(value) || mapping.live.some(({ pseudonym }) => pseudonym.includes(value)))
      continue
    assert.ok(!sent.includes(value), `${value} is in ${sent}`)
  }
}

/** Spans count code points, findings UTF-16 code units. */
function findingsOf({ text, spans }: Marked): Finding[] {
  const units: number[] = []
  for (const character of text) units.push((units.at(-1) ?? 0) + character.length)
  const unitAt = (point: number) => (point === 0 ? 0 : (units[point - 1] ?? text.length))
  const findings: Finding[] = []
  for (const { start, end, label } of spans.toSorted((one, other) => one.start - other.start)) {
    const category = categories.find((name) => name === label)
    if (category !== undefined && unitAt(start) >= (findings.at(-1)?.end ?? 0))
      findings.push(found(unitAt(start), unitAt(end), category))
  }
  return findings
}

function found(start: number, end: number, category: Category): Finding {
  return { start, end, category, kind: category, score: 1, evidence: 'certain', detector: 'gold' }
}
