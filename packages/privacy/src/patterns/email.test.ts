// Goal: mail addresses as RFC 5321 and RFC 6531 allow and people write them; handles, remotes, versions and pictures stay. All are invented.
import { test } from 'bun:test'
import assert from 'node:assert/strict'
import { readingAsIs } from '../reading.ts'
import { email } from './email.ts'

function found(text: string): string[] {
  const results: string[] = []
  email.find(readingAsIs(text), { region: 'DE' }, ({ start, end }) => results.push(text.slice(start, end)))
  return results
}

const long = 'a'.repeat(64)
const rows: readonly [why: string, text: string, expected: readonly string[]][] = [
  ['plain', 'an max.muster@example.org, bitte', ['max.muster@example.org']],
  ['at the end of a sentence', 'Schreib an max@example.org.', ['max@example.org']],
  ['with a tag', '<max+rechnung@mail.example.com>', ['max+rechnung@mail.example.com']],
  ['behind an equals sign', 'user=max_m@example.org msg', ['max_m@example.org']],
  ['behind mailto', 'mailto:max@example.org?subject=x', ['max@example.org']],
  ['domain of letters beyond ASCII', 'jonas@bücher.example', ['jonas@bücher.example']],
  ['domain in Punycode', 'jonas@xn--bcher-kva.xn--p1ai', ['jonas@xn--bcher-kva.xn--p1ai']],
  ['local part beyond ASCII', 'jürgen.groß@example.de', ['jürgen.groß@example.de']],
  ['an apostrophe inside', "o'neill@example.ie", ["o'neill@example.ie"]],
  ['between apostrophes', "'max@example.org'", ['max@example.org']],
  ['a quoted local part', 'an "max muster"@example.org', ['"max muster"@example.org']],
  ['an address in brackets', 'root@[192.0.2.1]', ['root@[192.0.2.1]']],
  ['the longest local part', `${long}@example.org`, [`${long}@example.org`]],
  ['in JSON', '{"a":"max@example.org","b":1}', ['max@example.org']],
  ['two of them', 'max@example.org;eva@example.org', ['max@example.org', 'eva@example.org']],
  ['a person on a machine', 'scp alice@server.example.com:/home', ['alice@server.example.com']],
  ['a repository', 'git clone git@example.com:a/b.git', []],
  ['git as a person writes it', 'mail git@example.com today', ['git@example.com']],
  ['a handle', 'folgt @example.org und @max', []],
  ['no dot in the host', 'root@localhost', []],
  ['a version', 'npm i left@1.2.3 @scope/left@2.0', []],
  ['a picture of double size', 'logo@2x.png', []],
  ['a last label of one letter', 'a@b.T', []],
  ['a last label with digits', 'a@b.c1', []],
  ['nothing before', ' @example.org', []],
  ['two signs', 'a@@example.org', []],
]
for (const [why, text, expected] of rows) test(`email: ${why}`, () => assert.deepEqual(found(text), expected))

// The worst case of expressions that go back: each sign begins and ends something.
test('email: many signs in a row are read once', () => assert.deepEqual(found('a@'.repeat(50_000)), []))
