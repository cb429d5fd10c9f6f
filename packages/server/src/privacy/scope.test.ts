// Goal: what a pseudonym depends on is its scope and nothing else; two scopes never give the same digest.
import assert from 'node:assert/strict'

import { test } from 'bun:test'

import { digestWith, scopeKey, type ScopeFacts } from './scope.ts'

const installation = new Uint8Array(32).fill(1)
const base: ScopeFacts = { useCaseId: 'u', keyId: 'k', endpoint: 'chat/completions', scope: 'conversation' }
const by = { frontEnd: 'f' }

function hex(facts: Partial<ScopeFacts>, key: Uint8Array = installation): string {
  return Buffer.from(digestWith(scopeKey(key, { ...base, ...facts }))('Anna')).toString('hex')
}

const chatOne = { by, person: 'p', chat: '1' }

/** Rows of one group share a scope, rows of different groups do not. */
type Row = readonly [why: string, facts: Partial<ScopeFacts>, key?: Uint8Array]

const groups: readonly (readonly [Row, ...Row[]])[] = [
  [
    ['a key', {}],
    ['at another endpoint', { endpoint: 'messages' }],
    ['where it is counted', { endpoint: 'messages/count_tokens' }],
  ],
  [['another key', { keyId: 'k2' }]],
  [['another use case', { useCaseId: 'u2' }]],
  [['another installation', {}, new Uint8Array(32).fill(2)]],
  [
    ['a chat', { asserted: chatOne }],
    ['the same behind another key', { asserted: chatOne, keyId: 'k2' }],
    ['the same with another person in it', { asserted: { ...chatOne, person: 'q' } }],
    ['the same with nobody named', { asserted: { ...chatOne, person: undefined } }],
  ],
  [['another chat', { asserted: { ...chatOne, chat: '2' } }]],
  [['the chat of that name at another front end', { asserted: { ...chatOne, by: { frontEnd: 'g' } } }]],
  [['a person', { asserted: { by, person: 'p' } }]],
  [['another person', { asserted: { by, person: 'q' } }]],
  [['that person behind another key', { asserted: { by, person: 'p' }, keyId: 'k2' }]],
  [
    ['the use case as a whole', { scope: 'useCase' }],
    ['with any key', { scope: 'useCase', keyId: 'k2' }],
    ['in any chat', { scope: 'useCase', asserted: chatOne }],
    ['a vector', { endpoint: 'embeddings' }],
    ['a vector for somebody', { endpoint: 'embeddings', asserted: chatOne, keyId: 'k2' }],
    ['a ranking', { endpoint: 'rerank' }],
  ],
  [['names that only together are those of another scope', { useCaseId: 'u","k', keyId: '' }]],
]

for (const [[first, facts, key], ...others] of groups) {
  for (const [why, other, otherKey] of others)
    test(`scope: ${first} = ${why}`, () => assert.equal(hex(other, otherKey), hex(facts, key)))
}

test('scope: no two groups share one', () => {
  const all = groups.map(([[, facts, key]]) => hex(facts, key))
  assert.equal(new Set(all).size, groups.length)
})
