// Goal: what goes out holds no value, what comes back is the text to the byte, and the file between them is for one account alone.
// Everything here is invented or an example of a standard.
import { strict as assert } from 'node:assert'
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'bun:test'

import { isJsonList, isJsonObject } from '@stellwerk/contract/json'

import { commandLine } from '../../../../test/command-line.ts'
import { temporaryFolders } from '../../../../test/temporary-folders.ts'

const newFolder = temporaryFolders('privacy-pseudonymise')

const letter = [
  'Sehr geehrte Frau Weißgerber,',
  'ich heiße Jonas Albrecht. Mein Konto: DE89 3704 0044 0532 0130 00, Mail jonas.albrecht@example.org.',
  '',
].join('\n')
const values = ['Weißgerber', 'Jonas Albrecht', 'DE89 3704 0044 0532 0130 00', 'jonas.albrecht@example.org']

async function mask(cwd: string, input: string | Iterable<Uint8Array>, options = '') {
  return commandLine(`privacy pseudonymise --mapping m.json${options}`, { cwd, input })
}

async function restore(cwd: string, input: string) {
  return commandLine('privacy restore --mapping m.json', { cwd, input })
}

// Goal: every text comes back to the byte, whatever stands in it.
const texts: readonly [why: string, text: string, options?: string][] = [
  ['a letter', letter],
  ['a letter, with surrogates', letter, ' --surrogates'],
  ['an empty text', ''],
  ['nothing personal', 'Der Zug kommt um acht.\n'],
  ['Windows line ends', letter.replaceAll('\n', '\r\n')],
  ['a byte order mark', `\ufeff${letter}`],
  ['characters beyond the first plane', `🙂 ${letter}𝔘`],
  ['a pseudonym of another text', `Wer ist ⟦PERSON_7kq2fx4dm8wc⟧? ${letter}`],
  [
    'an address with a login',
    'https://jonas.albrecht%40example.org@example.org/a?b=DE89370400440532013000 von Frau Petersen',
  ],
  ['JSON in a text', '{"name":"Jonas Albrecht","iban":"DE89 3704 0044 0532 0130 00","note":"a\\nb"}'],
]
for (const [why, text, options] of texts) {
  test(`privacy pseudonymise and restore: ${why}`, async () => {
    const cwd = newFolder()
    const masked = await mask(cwd, text, options)
    assert.deepEqual([masked.exitCode, masked.err], [0, ''])
    for (const value of values) assert.ok(!masked.out.includes(value), value)
    assert.deepEqual(await restore(cwd, masked.out), { exitCode: 0, out: text, err: '' })
    // And again with what was known before, as a second process does it.
    const again = await mask(cwd, text, options)
    assert.equal(again.out, masked.out)
    assert.equal((await restore(cwd, again.out)).out, text)
  })
}

test('privacy pseudonymise reads files and chunks alike', async () => {
  const cwd = newFolder()
  const { out } = await mask(cwd, letter)
  writeFileSync(join(cwd, 'letter.txt'), letter)
  assert.equal((await commandLine('privacy pseudonymise --mapping m.json letter.txt', { cwd })).out, out)
  const bytes = Array.from(new TextEncoder().encode(letter), (byte) => Uint8Array.of(byte))
  assert.equal((await mask(cwd, bytes)).out, out)
})

test('the mapping is for the account that made it, also after a second text, and nothing lies beside it', async () => {
  const cwd = newFolder()
  for (const text of [letter, 'Frau Petersen kommt.']) {
    await mask(cwd, text)
    assert.equal(statSync(join(cwd, 'm.json')).mode & 0o777, 0o600)
    assert.deepEqual(readdirSync(cwd), ['m.json'])
  }
})

test('a second text with the same mapping: who was known keeps the pseudonym, and both texts come back', async () => {
  const cwd = newFolder()
  const first = await mask(cwd, letter)
  const second =
    'Frau Petersen fragt nach Jonas Albrecht, der Akte ⟦PERSON_7kq2fx4dm8wc⟧ und https://example.org/?q=Jonas%20Albrecht\n'
  const other = await mask(cwd, second)
  const [pseudonym = 'none'] = /⟦PERSON_M_\w+⟧/.exec(first.out) ?? []
  assert.ok(other.out.includes(pseudonym), other.out)
  assert.equal((await restore(cwd, first.out)).out, letter)
  assert.equal((await restore(cwd, other.out)).out, second)
  assert.equal((await restore(cwd, other.out + first.out)).out, second + letter)
})

test('another mapping has another key, and so other pseudonyms; neither restores what the other one made', async () => {
  const [one, other] = [newFolder(), newFolder()]
  const [first, second] = [await mask(one, letter), await mask(other, letter)]
  assert.notEqual(first.out, second.out)
  const { exitCode, out, err } = await restore(one, second.out)
  assert.deepEqual([exitCode, out, err], [1, second.out, 'Unknown pseudonyms: 4\n'])
})

test('surrogates: a real name that stands for somebody in an earlier text is refused, and the mapping stays as it was', async () => {
  const cwd = newFolder()
  const { out } = await mask(cwd, 'Frau Sabine Weber kommt.', ' --surrogates')
  const [, standIn = ''] = /^Frau (\S+ \S+) kommt/.exec(out) ?? []
  assert.ok(standIn !== '' && !standIn.includes('Weber'), out)
  const before = readFileSync(join(cwd, 'm.json'), 'utf8')
  for (const language of ['de', 'en']) {
    const wrong = await commandLine('privacy pseudonymise --mapping m.json', {
      cwd,
      input: `Es gilt, was ${standIn} sagt.`,
      language,
    })
    if (wrong.exitCode === 0) {
      // Found as a person, so it got a pseudonym of its own: nobody is confused.
      assert.ok(!wrong.out.includes(standIn))
      continue
    }
    assert.equal(wrong.exitCode, 2)
    assert.match(wrong.err, language === 'de' ? /andere Datei --mapping/ : /another file --mapping/)
    assert.equal(readFileSync(join(cwd, 'm.json'), 'utf8'), before)
  }
})

// Goal: everything that a mapping needs to restore stands in its file, and survives the way through it.
test('a mapping keeps what looked like a pseudonym, and how a value was written in an address', async () => {
  const cwd = newFolder()
  // Under this preset the address of the page stays, and only the mail address in it goes.
  const text = 'Wer ist ⟦PERSON_7kq2fx4dm8wc⟧? https://example.org/?mail=jonas+albrecht@example.org'
  const { out } = await mask(cwd, text, ' --preset code')
  assert.equal((await restore(cwd, out)).out, text)
  const file: unknown = JSON.parse(readFileSync(join(cwd, 'm.json'), 'utf8'))
  assert.ok(isJsonObject(file) && isJsonList(file['live']))
  const live = file['live'].filter(isJsonObject)
  assert.deepEqual(
    live.map(({ written, finding, raw }) => [
      written,
      isJsonObject(finding) && finding['category'],
      isJsonObject(raw) ? [raw['form'], raw['text']] : undefined,
    ]),
    [
      ['⟦PERSON_7kq2fx4dm8wc⟧', 'TEXT', undefined],
      ['jonas+albrecht@example.org', 'EMAIL', ['url', 'jonas+albrecht@example.org']],
    ],
  )
})

// Goal: a mapping is whole and ours, or nothing is done with it; what it holds is not said on the way.
const key = Buffer.alloc(32, 7).toString('base64')
const live = { pseudonym: '⟦PERSON_7kq2fx4dm8wc⟧', written: 'Geheim', finding: { category: 'PERSON', kind: 'PERSON' } }
const format = 'stellwerk.pseudonyms/v1'
const files: readonly [why: string, file: unknown, en: string, de: string][] = [
  ['no JSON', 'Geheim', 'no JSON, and so no mapping', 'kein JSON, also keine Zuordnung'],
  ['cut off', `{"format":"${format}","live":[{"written":"Geheim`, 'no JSON', 'kein JSON'],
  ['a list', [], `no mapping of the form ${format}`, `keine Zuordnung der Form ${format}`],
  [
    'another format',
    { format: 'stellwerk.pseudonyms/v2', key, live: [live] },
    'no mapping of the form',
    'keine Zuordnung der Form',
  ],
  ['no format', { key, live: [live] }, 'no mapping of the form', 'keine Zuordnung der Form'],
  ['no key', { format, live: [live] }, 'no mapping of the form', 'keine Zuordnung der Form'],
  ['a short key', { format, key: 'AAAA', live: [live] }, 'the mapping is damaged', 'die Zuordnung ist beschädigt'],
  ['no values', { format, key }, 'the mapping is damaged', 'die Zuordnung ist beschädigt'],
  ['a value without its pseudonym', { format, key, live: [{ ...live, pseudonym: 1 }] }, 'damaged', 'beschädigt'],
  ['a pseudonym without its value', { format, key, live: [{ ...live, written: null }] }, 'damaged', 'beschädigt'],
  [
    'a category that nobody knows',
    { format, key, live: [{ ...live, finding: { category: 'X', kind: 'X' } }] },
    'damaged',
    'beschädigt',
  ],
  ['no kind', { format, key, live: [{ ...live, finding: { category: 'PERSON' } }] }, 'damaged', 'beschädigt'],
  [
    'a form that nobody knows',
    { format, key, live: [{ ...live, raw: { form: 'xml', text: 'G' } }] },
    'damaged',
    'beschädigt',
  ],
  ['a form without a text', { format, key, live: [{ ...live, raw: { form: 'url' } }] }, 'damaged', 'beschädigt'],
  ['nothing where a value should be', { format, key, live: [null] }, 'damaged', 'beschädigt'],
]
for (const [why, file, en, de] of files) {
  test(`a mapping that is none: ${why}`, async () => {
    const cwd = newFolder()
    const text = typeof file === 'string' ? file : JSON.stringify(file)
    writeFileSync(join(cwd, 'm.json'), text, { mode: 0o600 })
    for (const command of ['restore', 'pseudonymise']) {
      for (const [language, said] of [
        ['en', en],
        ['de', de],
      ] as const) {
        const end = await commandLine(`privacy ${command} --mapping m.json`, { cwd, input: letter, language })
        assert.deepEqual([end.exitCode, end.out], [2, ''])
        assert.ok(end.err.includes(said) && end.err.includes('m.json'), end.err)
        assert.ok(!end.err.includes('Geheim'), end.err)
      }
    }
    assert.equal(readFileSync(join(cwd, 'm.json'), 'utf8'), text)
  })
}

test('a mapping that is whole restores', async () => {
  const cwd = newFolder()
  writeFileSync(join(cwd, 'm.json'), JSON.stringify({ format, key, live: [live] }), { mode: 0o600 })
  assert.equal((await restore(cwd, 'Wer? ⟦PERSON_7kq2fx4dm8wc⟧')).out, 'Wer? Geheim')
})

test('a mapping that others can read is refused', async () => {
  const cwd = newFolder()
  await mask(cwd, letter)
  for (const mode of [0o640, 0o604, 0o620]) {
    chmodSync(join(cwd, 'm.json'), mode)
    for (const end of [await restore(cwd, letter), await mask(cwd, letter)]) {
      assert.equal(end.exitCode, 2)
      assert.match(end.err, /others can read the originals; chmod 600/)
    }
  }
})

const wrong: readonly [why: string, words: string, en: string, de: string][] = [
  ['no mapping named', 'privacy pseudonymise', '--mapping FILE is missing', '--mapping FILE fehlt'],
  ['no mapping named to restore', 'privacy restore', '--mapping FILE is missing', '--mapping FILE fehlt'],
  [
    'no mapping there to restore',
    'privacy restore --mapping none.json',
    'none.json: cannot be read: ENOENT',
    'none.json: nicht lesbar: ENOENT',
  ],
  [
    'no folder for the mapping',
    'privacy pseudonymise --mapping a/b/m.json',
    'm.json cannot be written: ENOENT',
    'm.json lässt sich nicht schreiben',
  ],
  [
    'a folder for a mapping',
    'privacy pseudonymise --mapping folder',
    'folder: cannot be read: EISDIR',
    'folder: nicht lesbar: EISDIR',
  ],
  [
    'no such text',
    'privacy pseudonymise --mapping n.json none.txt',
    'none.txt cannot be read',
    'none.txt ist nicht lesbar',
  ],
  ['a preset to restore with', 'privacy restore --mapping m.json --preset office', '--preset', '--preset'],
]
for (const [why, words, en, de] of wrong) {
  test(`privacy pseudonymise and restore, wrong usage: ${why}`, async () => {
    const cwd = newFolder()
    mkdirSync(join(cwd, 'folder'), { mode: 0o700 })
    for (const [language, said] of [
      ['en', en],
      ['de', de],
    ] as const) {
      const end = await commandLine(words, { cwd, input: letter, language })
      assert.deepEqual([end.exitCode, end.out], [2, ''], end.err)
      assert.ok(end.err.includes(said), end.err)
      assert.deepEqual(readdirSync(cwd), ['folder'])
    }
  })
}

test('a text that is not UTF-8 is refused before anything is written', async () => {
  const cwd = newFolder()
  const end = await mask(cwd, [Buffer.from('Herr M\xfcller', 'latin1')])
  assert.equal(end.exitCode, 2)
  assert.match(end.err, /not UTF-8; convert it, for example with: iconv/)
  assert.deepEqual(readdirSync(cwd), [])
})

test('at a terminal both commands say what they read instead of waiting', async () => {
  const cwd = newFolder()
  await mask(cwd, letter)
  for (const command of ['pseudonymise', 'restore']) {
    const { exitCode, err } = await commandLine(`privacy ${command} --mapping m.json`, { cwd })
    assert.equal(exitCode, 2)
    assert.match(err, /for example: stellwerk privacy/)
  }
})

test('what a model made of pseudonyms is restored, and what nobody issued is counted', async () => {
  const cwd = newFolder()
  const { out } = await mask(cwd, letter)
  const [pseudonym = ''] = /⟦PERSON_M_\w+⟧/.exec(out) ?? []
  assert.equal((await restore(cwd, pseudonym.toLowerCase())).out, 'Jonas Albrecht')
  for (const [language, said] of [
    ['en', 'Unknown pseudonyms: 1\n'],
    ['de', 'Unbekannte Pseudonyme: 1\n'],
  ] as const) {
    const input = `${pseudonym} und ⟦PERSON_7kq2fx4dm8wc⟧`
    const end = await commandLine('privacy restore --mapping m.json', { cwd, input, language })
    assert.deepEqual(end, { exitCode: 1, out: 'Jonas Albrecht und ⟦PERSON_7kq2fx4dm8wc⟧', err: said })
  }
})
