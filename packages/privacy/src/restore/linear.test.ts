// Goal: hostile streams cost no more per character than harmless ones, and none waits for more than forty characters.
import assert from 'node:assert/strict'

import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { test } from 'bun:test'

import type { Mapping } from '../pseudonym/mapping.ts'
import { codeOf } from '../pseudonym/code.ts'
import { Restorer } from './restorer.ts'

const digest = sha256(utf8ToBytes('a digest of a test'))
const code = codeOf({ link: digest, value: digest, form: digest })
const person = { category: 'PERSON' as const, kind: 'PERSON' }
const mapping: Mapping = {
  live: [
    { pseudonym: `⟦PERSON_${code}⟧`, written: 'Hans Müller', finding: person },
    { pseudonym: 'Peter Krause', written: 'Eva Weber', finding: person },
  ],
}

const hostile: readonly string[] = [
  '⟦',
  '⟦PERSON_',
  '⟦ ',
  '⟦_',
  '⟦\\',
  'PERSON_',
  'PERSON ',
  `⟦PERSON_${code.slice(0, -1)}`,
  `⟦PERSON_${code} `,
  `PERSON_${code}s`,
  'Peter ',
  'Peter Krauses',
  '&#10214;',
  '%E2%9F%A6',
  '\\u27e6',
  '\\',
  '://',
]

/** Characters. */
const length = 20_000

/** Milliseconds, generous: an event takes about 0.003 on the machine of the figures, and 0.3 is what is promised. */
const perEventMs = 0.3

for (const unit of hostile) {
  for (const form of ['text', 'json', 'url'] as const) {
    test(`one character at a time, ${form}: ${JSON.stringify(unit)} again and again`, () => {
      const text = unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
      const stream = new Restorer(mapping).stream(form)
      let out = ''
      const before = process.cpuUsage()
      for (let at = 0; at < text.length; at++) {
        out += stream.feed(text.charAt(at))
        assert.ok(stream.held <= 40)
      }
      const { user, system } = process.cpuUsage(before)
      assert.ok((user + system) / 1000 < perEventMs * length)
      assert.equal(out + stream.end(), new Restorer(mapping).whole(text, form))
    })
  }
}

test('nothing waits where nothing is pending', () => {
  const stream = new Restorer(mapping).stream('text')
  for (const delta of ['Guten Tag', ', hier', ' ist', ' die Akte ', '123', '. ⟦x⟧', ' Und ', 'weiter [so', ']\n']) {
    assert.equal(stream.feed(delta), delta)
    assert.equal(stream.held, 0)
  }
})

test('with nothing live nothing ever waits', () => {
  const stream = new Restorer({ live: [] }).stream('json')
  for (const delta of ['⟦', 'PERSON', '_', '\\', 'u27', 'e6', '&', '#102', '%E2', 'Person', ' P']) {
    assert.equal(stream.feed(delta), delta)
  }
})

test('what is held is let go as soon as it cannot become one', () => {
  const stream = new Restorer(mapping).stream('text')
  assert.equal(stream.feed('Von ⟦PERS'), 'Von ')
  assert.equal(stream.held, 5)
  assert.equal(stream.feed('ONAL'), '⟦PERSONAL')
  assert.equal(stream.held, 0)
})

test('a value goes out with its closing bracket', () => {
  const stream = new Restorer(mapping).stream('text')
  assert.equal(stream.feed(`⟦PERSON_${code}`), '')
  assert.equal(stream.feed('⟧'), 'Hans Müller')
})
