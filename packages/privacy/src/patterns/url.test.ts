// Goal: a URL counts as personal exactly where one of its parts leads to a person. All addresses are invented.
import { test } from 'bun:test'
import assert from 'node:assert/strict'
import { readingAsIs } from '../reading.ts'
import { url } from './url.ts'

function found(text: string): string[] {
  const results: string[] = []
  url.find(readingAsIs(text), { region: 'DE' }, ({ start, end, evidence }) =>
    results.push(`${evidence}: ${text.slice(start, end)}`),
  )
  return results
}

const rows: readonly [why: string, text: string, expected: readonly string[]][] = [
  ['user information', 'Siehe https://anna:geheim@example.org/x.', ['certain: https://anna:geheim@example.org/x']],
  [
    'a credential in the query',
    '"https://example.org/a?access_token=abcdef12"',
    ['certain: https://example.org/a?access_token=abcdef12'],
  ],
  [
    'a mail address in the query',
    'https://example.org/?q=anna@example.org',
    ['likely: https://example.org/?q=anna@example.org'],
  ],
  [
    'a mail address, encoded',
    'https://example.org/u?q=anna%40example.org',
    ['likely: https://example.org/u?q=anna%40example.org'],
  ],
  ['an e-mail parameter', 'https://example.org/news?email=x', ['likely: https://example.org/news?email=x']],
  [
    'a name parameter',
    'https://example.org/?a=1&name=Anna+Beispiel',
    ['likely: https://example.org/?a=1&name=Anna+Beispiel'],
  ],
  [
    'name as the end of another parameter',
    'https://example.org/?filename=x',
    ['weak: https://example.org/?filename=x'],
  ],
  ['a user path', '(https://example.org/users/anna.b)', ['likely: https://example.org/users/anna.b']],
  ['the path of all users', 'https://example.org/users', ['weak: https://example.org/users']],
  ['signing in', 'https://example.org/users/sign_in', ['weak: https://example.org/users/sign_in']],
  ['a route with a placeholder', 'https://example.org/users/:id', ['weak: https://example.org/users/:id']],
  ['a home page', 'http://example.edu/~anna/', ['likely: http://example.edu/~anna/']],
  ['a profile', 'https://www.linkedin.com/in/anna-beispiel', ['likely: https://www.linkedin.com/in/anna-beispiel']],
  [
    'a profile without scheme',
    'mein Profil: xing.com/profile/Anna_Beispiel!',
    ['likely: xing.com/profile/Anna_Beispiel'],
  ],
  [
    'a page of a network that is no profile',
    'https://facebook.com/login?x=1',
    ['weak: https://facebook.com/login?x=1'],
  ],
  ['a repository is no profile', 'https://github.com/example/project', ['weak: https://github.com/example/project']],
  ['the account of a repository', 'ssh://git@example.org/a.git', ['weak: ssh://git@example.org/a.git']],
  ['a plain page', 'https://example.org/preise?seite=2', ['weak: https://example.org/preise?seite=2']],
  ['without scheme', 'www.example.org/a, und', ['weak: www.example.org/a']],
  [
    'brackets that belong to it',
    'https://example.org/a_(b) und (https://example.org/c)',
    ['weak: https://example.org/a_(b)', 'weak: https://example.org/c'],
  ],
  ['an unknown scheme', 'abc://users/anna', []],
  [
    'two in one line',
    'https://a.example/ https://b.example/',
    ['weak: https://a.example/', 'weak: https://b.example/'],
  ],
]
for (const [why, text, expected] of rows) test(`url: ${why}`, () => assert.deepEqual(found(text), expected))
