// Goal: figures that a reader can recompute by hand, in their own language, and a page that shows where they come from. All texts are
// invented.
import { strict as assert } from 'node:assert'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'bun:test'

import { commandLine } from '../../../../test/command-line.ts'
import { temporaryFolders } from '../../../../test/temporary-folders.ts'
import { evaluationStyle } from './privacy-evaluate-style.ts'

const newFolder = temporaryFolders('privacy-evaluate')
const cwd = newFolder()

interface Span {
  readonly start: number
  readonly end: number
  readonly label: string
}

/** A line of a corpus; places in code points. */
function line(id: string, text: string, spans: readonly Span[]): string {
  return `${JSON.stringify({ id, text, spans })}\n`
}

function span(text: string, part: string, label: string): Span {
  const start = Array.from(text.slice(0, text.indexOf(part))).length
  return { start, end: start + Array.from(part).length, label }
}

const found = '🙂 Mail: anna@example.org, Konto DE89 3704 0044 0532 0130 00'
const missed = 'Gezeichnet qxw'
const beside = 'Auch bob@example.org'
const corpus = [
  line('found', found, [span(found, 'anna@example.org', 'EMAIL'), span(found, 'DE89 3704 0044 0532 0130 00', 'IBAN')]),
  line('missed', missed, [span(missed, 'qxw', 'PERSON')]),
  line('beside', beside, []),
  line('neutral', 'Der Faust', [span('Der Faust', 'Faust', 'MISC')]),
].join('')
writeFileSync(join(cwd, 'corpus.jsonl'), corpus)
writeFileSync(join(cwd, 'empty.jsonl'), '')

interface Evaluated {
  readonly detector: string
  readonly results: readonly {
    readonly file: string
    readonly documents: number
    readonly classes: Readonly<Record<string, { readonly gold: number; readonly f1: number; readonly cover: number }>>
    readonly leaks: { readonly documents: number }
    readonly overMasking: { readonly harmless: number; readonly touched: number }
  }[]
}

test('privacy evaluate --json: what is found, missed and masked beside', async () => {
  const { exitCode, out, err } = await commandLine('privacy evaluate corpus.jsonl --json', { cwd })
  const { results, detector } = JSON.parse(out) as Evaluated // Compared below.
  const [{ file, documents, classes, leaks, overMasking } = assert.fail('no result'), ...more] = results
  assert.deepEqual([exitCode, err, file, documents, more], [0, '', 'corpus.jsonl', 4, []])
  assert.match(detector, /^\d+\+[0-9a-f]+$/)
  assert.deepEqual(
    Object.entries(classes).map(([label, { gold, f1, cover }]) => [label, gold, f1, cover]),
    [
      ['PERSON', 1, 0, 0],
      // One of two found addresses stands in the corpus.
      ['EMAIL', 1, 2 / 3, 1],
      ['IBAN', 1, 1, 1],
    ],
  )
  assert.equal(leaks.documents, 1)
  assert.deepEqual([overMasking.harmless, overMasking.touched], [1, 1])
})

test('privacy evaluate: a table for people, with figures as their language writes them', async () => {
  const en = await commandLine('privacy evaluate corpus.jsonl', { cwd })
  assert.match(
    en.out,
    /^detector \d+\+\w+, without a model of your own; preset office\n\ncorpus\.jsonl\n4 texts; 103 characters; [\d.]+% of the personal characters found; 1 \(25\.0%\) texts with a leak/,
  )
  assert.match(en.out, /^ {2}EMAIL\* +1 +0\.500 +1\.000 +0\.667 \(/m)
  const de = await commandLine('privacy evaluate corpus.jsonl', { cwd, language: 'de' })
  assert.match(
    de.out,
    /^Detektor \d+\+\w+, ohne eigenes Modell; Vorgabe office\n\ncorpus\.jsonl\n4 Texte; 103 Zeichen; [\d,]+\s% der personenbezogenen Zeichen gefunden; 1 \(25,0\s%\) Texte mit Leck/,
  )
  assert.match(de.out, /^ {2}EMAIL\* +1 +0,500 +1,000 +0,667 \(/m)
  assert.match(de.out, /^ {2}alle +3 /m)
})

test('privacy evaluate: several files, each by itself; where there is nothing, there is no figure', async () => {
  const { exitCode, out } = await commandLine('privacy evaluate corpus.jsonl empty.jsonl', { cwd })
  assert.equal(exitCode, 0)
  assert.match(out, /^empty\.jsonl\n0 texts; 0 characters; – of the personal characters found; – texts with a leak; –/m)
  assert.match(out, /^ {2}all +0 +– +– +– +–$/m)
})

test('privacy evaluate reads a corpus from standard input', async () => {
  const { exitCode, out } = await commandLine('privacy evaluate - --json', { cwd, input: corpus })
  assert.deepEqual([exitCode, (JSON.parse(out) as Evaluated).results[0]?.documents], [0, 4])
})

// Goal: a corpus that is counted otherwise than we count is not judged as if it were right.
const text = 'ab🙂cd'
const lines: readonly [why: string, value: unknown, isRead: boolean][] = [
  ['a span up to the end', { id: 1, text, spans: [{ start: 3, end: 5, label: 'ID' }] }, true],
  ['no spans', { id: 1, text }, true],
  ['a span behind the end', { id: 1, text, spans: [{ start: 3, end: 6, label: 'ID' }] }, false],
  ['a span behind the end of plain text', { id: 1, text: 'ab', spans: [{ start: 0, end: 3, label: 'ID' }] }, false],
  ['an empty span', { id: 1, text, spans: [{ start: 3, end: 3, label: 'ID' }] }, false],
  ['a span that ends before it begins', { id: 1, text, spans: [{ start: 3, end: 2, label: 'ID' }] }, false],
  ['a place before the text', { id: 1, text: 'ab', spans: [{ start: -1, end: 2, label: 'ID' }] }, false],
  ['half a place', { id: 1, text: 'ab', spans: [{ start: 0.5, end: 2, label: 'ID' }] }, false],
  ['a span without a class', { id: 1, text, spans: [{ start: 0, end: 2 }] }, false],
  ['spans that are no list', { id: 1, text, spans: {} }, false],
  ['no text', { id: 1, spans: [] }, false],
]
for (const [why, value, isRead] of lines) {
  test(`privacy evaluate reads a line: ${why}`, async () => {
    for (const [language, said] of [
      ['en', '-, line 2: no {"id","text","spans"}\n'],
      ['de', '-, Zeile 2: kein {"id","text","spans"}\n'],
    ] as const) {
      const input = `\n${JSON.stringify(value)}\n`
      const { exitCode, out, err } = await commandLine('privacy evaluate - --json', { cwd, input, language })
      assert.deepEqual([exitCode, err], isRead ? [0, ''] : [2, said])
      assert.equal((JSON.parse(out) as Evaluated).results[0]?.documents, isRead ? 1 : 0)
    }
  })
}

// ── The page ────────────────────────────────────────────────────────────────────────────────────────────────────────

async function page(name: string, input: string, language = 'en'): Promise<string> {
  const { exitCode, err } = await commandLine(`privacy evaluate - --html ${name}`, { cwd, input, language })
  assert.deepEqual([exitCode, err], [0, ''])
  return readFileSync(join(cwd, name), 'utf8')
}

test('the page marks what was found, what was not, and what was masked beside, and nothing that is not judged', async () => {
  const html = await page('page.html', corpus)
  const marks = [...html.matchAll(/<mark class="(\w+)">([^<]*)<small>&nbsp;(.)&nbsp;(\w+)<\/small>/g)]
  assert.deepEqual(
    marks.map(([, ...parts]) => parts),
    [
      ['missed', 'qxw', '✗', 'PERSON'],
      ['beside', 'bob@example.org', '?', 'EMAIL'],
      ['found', 'anna@example.org', '✓', 'EMAIL'],
      ['found', 'DE89 3704 0044 0532 0130 00', '✓', 'IBAN'],
    ],
  )
  assert.equal(statSync(join(cwd, 'page.html')).mode & 0o777, 0o600)
})

test('the page speaks the language of its reader', async () => {
  const [en, de] = [await page('en.html', corpus), await page('de.html', corpus, 'de')]
  assert.match(en, /<html lang="en">[^]*<title>What was found<\/title>[^]*This page holds the texts in clear/)
  assert.match(
    de,
    /<html lang="de">[^]*<title>Was gefunden wurde<\/title>[^]*Diese Seite enthält die Texte im Klartext/,
  )
  assert.match(en, /<th scope="row">PERSON\* <small>name of a person<\/small>/)
  assert.match(de, /<th scope="row">PERSON\* <small>Personenname<\/small>/)
  for (const word of ['texts', 'not found', 'Preset'])
    assert.ok(!de.replace(/<style>[^]*<\/style>|class="\w+"/g, '').includes(`>${word}`), word)
})

const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>&amp;'

test('no text breaks out of the page, which runs nothing and loads nothing', async () => {
  const input = [
    line(hostile, `${hostile} bob@example.org`, [{ start: 0, end: hostile.length, label: hostile }]),
    line('b', `a@example.org${hostile}`, []),
  ].join('')
  const html = await page('hostile.html', input)
  assert.deepEqual(
    [...new Set([...html.matchAll(/<(script|img|link|iframe|object|svg|a)\b/g)].map(([, name]) => name))],
    [],
  )
  assert.ok(!/\s(on\w+|src|href|style)=/.test(html.replaceAll(/&quot;.*?&gt;|=x onerror=alert\(1\)/g, '')))
  assert.match(
    html,
    /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">/,
  )
  // Every element that is opened is closed, in order.
  const open: string[] = []
  for (const [, slash, name = ''] of html.replace(/<style>[^]*<\/style>/, '').matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
    if (name === 'meta') continue
    if (slash === '') open.push(name)
    else assert.equal(open.pop(), name)
  }
  assert.deepEqual(open, [])
})

test('the page shows three hundred texts, those with errors first, and says how many there are', async () => {
  const harmless = Array.from({ length: 400 }, (_, at) => line(`n${at}`, 'Nichts.', [])).join('')
  const html = await page('long.html', harmless + corpus)
  assert.equal(html.split('<article>').length - 1, 300)
  assert.ok(html.includes('300 of 404 texts, those with errors first'))
  assert.match(html, /<article><h3>missed [^]*?<article><h3>beside /)
})

test('a long text is cut off on the page, and the page says so', async () => {
  const html = await page('cut.html', line('long', `${'Wort '.repeat(4_000)}anna@example.org`, []))
  assert.match(html, /<i>… cut off<\/i><\/p>/)
  assert.ok(!html.includes('anna@'))
})

/** WCAG 2.2: relative luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

test('by day, by night and on paper, text can be read on every ground', () => {
  const schemes = [...evaluationStyle.matchAll(/:root\{color-scheme:[^}]*\}|:root\{--text[^}]*\}/g)].map(
    ([rule]) => rule,
  )
  assert.equal(schemes.length, 3)
  for (const rule of schemes) {
    const colour = Object.fromEntries(
      [...rule.matchAll(/--([a-z-]+):(#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]),
    )
    const pairs = ['ground', 'raised', 'found', 'missed', 'beside'].map((ground) => ['text', ground])
    for (const [ink = '', ground = ''] of [...pairs, ['quiet', 'ground'], ['quiet', 'raised']]) {
      const [one, other] = [luminance(colour[ink] ?? ''), luminance(colour[ground] ?? '')].toSorted((a, b) => b - a)
      assert.ok(((one ?? 0) + 0.05) / ((other ?? 1) + 0.05) >= 7, `${ink} on ${ground} in ${rule.slice(0, 40)}`)
    }
  }
})

const wrong: readonly [why: string, words: string, en: string, de: string][] = [
  ['no file', 'privacy evaluate', 'privacy evaluate', 'privacy evaluate'],
  [
    'no such file',
    'privacy evaluate none.jsonl',
    'none.jsonl cannot be read: ENOENT',
    'none.jsonl ist nicht lesbar: ENOENT',
  ],
  [
    'a page nowhere',
    'privacy evaluate corpus.jsonl --html a/b.html',
    '--html: a/b.html cannot be written: ENOENT',
    '--html: a/b.html lässt sich nicht schreiben',
  ],
  [
    'a folder for a page',
    'privacy evaluate corpus.jsonl --html folder',
    '--html: folder cannot be written: EISDIR',
    '--html: folder lässt sich nicht schreiben',
  ],
]
for (const [why, words, en, de] of wrong) {
  test(`privacy evaluate, wrong usage: ${why}`, async () => {
    mkdirSync(join(cwd, 'folder'), { recursive: true })
    for (const [language, said] of [
      ['en', en],
      ['de', de],
    ] as const) {
      const end = await commandLine(words, { cwd, language })
      assert.deepEqual([end.exitCode, end.out], [2, ''])
      assert.ok(end.err.includes(said), end.err)
      assert.deepEqual(
        readdirSync(cwd).filter((name) => name.includes('unfinished')),
        [],
      )
    }
  })
}
