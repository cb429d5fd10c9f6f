// Goal: one line in, one line out; places that any other program counts alike; bad lines are named and the rest goes on. Everything here
// is invented or an example of a standard.
import { strict as assert } from 'node:assert'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'bun:test'

import { commandLine } from '../../../../test/command-line.ts'
import { temporaryFolders } from '../../../../test/temporary-folders.ts'

const newFolder = temporaryFolders('privacy-detect')
const cwd = newFolder()

const iban = 'DE89 3704 0044 0532 0130 00'

interface Line {
  readonly id: unknown
  readonly findings: readonly { readonly start: number; readonly end: number; readonly category: string }[]
}

async function detect(input: string | Iterable<Uint8Array>, options = '') {
  const end = await commandLine(`privacy detect${options}`, { cwd, input })
  const lines = end.out.split('\n').filter((line) => line !== '')
  return { ...end, lines: lines.map((line) => JSON.parse(line) as Line) } // Compared below.
}

const asked = (text: string, more: object = {}): string => `${JSON.stringify({ id: 'a', text, ...more })}\n`

// Goal: places are code points, so that Python and corpora agree with us.
const places: readonly [why: string, text: string, slices: readonly string[]][] = [
  ['plain', `Konto ${iban}.`, [iban]],
  ['after an emoji', `🙂 Konto ${iban}.`, [iban]],
  ['after a family of five code points', `👩‍👩‍👧 Konto ${iban}.`, [iban]],
  ['after letters beyond the first plane', `𝔘𝔫𝔣𝔲𝔤 ${iban}`, [iban]],
  ['after half a pair', `\ud83d Konto ${iban}.`, [iban]],
  ['between two', `🙂 a@example.org 🙂🙂 ${iban} 🙂`, ['a@example.org', iban]],
  ['with an umlaut of two characters', `u\u0308ber das Konto ${iban}`, [iban]],
  ['nothing', 'Der Zug kommt um acht.', []],
  ['an empty text', '', []],
]
for (const [why, text, slices] of places) {
  test(`privacy detect counts code points: ${why}`, async () => {
    const { exitCode, lines, err } = await detect(asked(text))
    const points = Array.from(text)
    assert.deepEqual([exitCode, err, lines.length], [0, '', 1])
    assert.deepEqual(
      lines[0]?.findings.map(({ start, end }) => points.slice(start, end).join('')),
      slices,
    )
  })
}

test('privacy detect says of each finding what a program needs, and no text', async () => {
  const { lines } = await detect(asked(`Konto ${iban}.`, { id: 7 }))
  const [line] = lines
  const [finding, ...more] = line?.findings ?? []
  assert.deepEqual([line?.id, more], [7, []])
  assert.deepEqual(finding && { ...finding, score: 0 }, {
    start: 6,
    end: 33,
    category: 'IBAN',
    kind: 'IBAN',
    score: 0,
    evidence: 'certain',
  })
})

// Goal: a line that is none is named on standard error, in the reader's language, and the others are still read.
const good = asked('Konto')
const inputs: readonly [why: string, input: string, exitCode: number, ids: readonly unknown[], said: string][] = [
  ['no input', '', 0, [], ''],
  ['empty lines', '\n\n  \n', 0, [], ''],
  ['a last line without a line feed', good.trim(), 0, ['a'], ''],
  ['Windows line ends', `${good.trim()}\r\n${good.trim()}\r\n`, 0, ['a', 'a'], ''],
  ['a byte order mark', `\ufeff${good}`, 0, ['a'], ''],
  ['no id', '{"text":"Konto"}\n', 0, [null], ''],
  ['no JSON', `${good}{"id":1,\n${good}`, 2, ['a', 'a'], 'line 2: no {"id","text"}\n'],
  ['no text', `{"id":1}\n${good}`, 2, ['a'], 'line 1: no {"id","text"}\n'],
  ['a text that is a number', '{"id":1,"text":5}\n', 2, [], 'line 1: no {"id","text"}\n'],
  ['a list', `[]\n"text"\n`, 2, [], 'line 1: no {"id","text"}\nline 2: no {"id","text"}\n'],
  ['empty lines count', `\n\nx\n`, 2, [], 'line 3: no {"id","text"}\n'],
]
for (const [why, input, exitCode, ids, said] of inputs) {
  test(`privacy detect reads: ${why}`, async () => {
    const { lines, ...end } = await detect(input)
    assert.deepEqual([end.exitCode, lines.map(({ id }) => id), end.err], [exitCode, ids, said])
  })
}

test('privacy detect reads characters that are cut between two chunks', async () => {
  const bytes = new TextEncoder().encode(asked(`Größe 🙂 ${iban}`))
  const single = Array.from(bytes, (byte) => Uint8Array.of(byte))
  assert.deepEqual((await detect(single)).lines, (await detect([bytes])).lines)
})

test('privacy detect refuses what is not UTF-8, and says how to convert it', async () => {
  const { exitCode, err, out } = await detect([Buffer.from('{"id":1,"text":"M\xfcller"}\n', 'latin1')])
  assert.deepEqual([exitCode, out], [2, ''])
  assert.match(err, /not UTF-8 in or after line 1; convert it, for example with: iconv -f windows-1252 -t utf-8/)
})

test('privacy detect answers each line before it asks for the next one', async () => {
  const heard: string[] = []
  const before: number[] = []
  const input = (async function* () {
    for (let number = 0; number < 4; number++) {
      before.push(heard.length)
      yield new TextEncoder().encode(asked(`Konto ${iban}`, { id: number }))
    }
  })()
  await commandLine('privacy detect', { cwd, input, heard: (text) => void heard.push(text) })
  assert.deepEqual(before, [0, 1, 2, 3])
})

test('privacy detect reads a file as it reads standard input, and a dash as that', async () => {
  writeFileSync(join(cwd, 'in.jsonl'), good)
  const fromFile = await commandLine('privacy detect in.jsonl', { cwd })
  assert.deepEqual([fromFile.exitCode, fromFile.out], [0, (await detect(good)).out])
  assert.equal((await detect(good, ' -')).out, fromFile.out)
})

// Goal: what is wanted is looked for, and options that nobody knows are refused.
const order = 'Gesehen am 3. Mai 2024: Rufen Sie 044 668 18 00 an.'
const found = async (options: string, text = order) => {
  const { lines } = await detect(asked(text), options)
  return lines[0]?.findings.map(({ category }) => category)
}

test('privacy detect takes the country for phone numbers', async () => {
  assert.ok((await found(' --region CH'))?.includes('PHONE'))
})

test('privacy detect under the preset for code finds what is certain only', async () => {
  const text = `Frau Petersen, Konto ${iban}`
  assert.deepEqual(await found(' --preset office', text), ['PERSON', 'IBAN'])
  assert.deepEqual(await found(' --preset code', text), ['IBAN'])
})

const wrong: readonly [why: string, words: string, en: string, de: string][] = [
  ['a terminal', 'privacy detect', 'reads a file or standard input, for example: echo', 'liest eine Datei oder'],
  [
    'no such file',
    'privacy detect missing.jsonl',
    'missing.jsonl cannot be read: ENOENT',
    'missing.jsonl ist nicht lesbar',
  ],
  ['a folder', 'privacy detect .', '. cannot be read: EISDIR', '. ist nicht lesbar: EISDIR'],
  [
    'an unknown preset',
    'privacy detect --preset clinic',
    '--preset: one of office, code,',
    '--preset: eines von office,',
  ],
  [
    'an unknown level',
    'privacy detect --sensitivity high',
    '--sensitivity: one of strict,',
    '--sensitivity: eines von strict,',
  ],
  [
    'a country in small letters',
    'privacy detect --region de',
    '--region: two capital letters',
    '--region: zwei Großbuchstaben',
  ],
  ['an unknown option', 'privacy detect --all', 'unknown option --all', 'unbekannte Option --all'],
  ['two files', 'privacy detect a b', 'has no use for "b"', 'kann mit „b“ nichts anfangen'],
]
for (const [why, words, en, de] of wrong) {
  test(`privacy detect, wrong usage: ${why}`, async () => {
    for (const [language, said] of [
      ['en', en],
      ['de', de],
    ] as const) {
      const end = await commandLine(words, { cwd, language })
      assert.deepEqual([end.exitCode, end.out], [2, ''])
      assert.ok(end.err.includes(said), end.err)
    }
  })
}
