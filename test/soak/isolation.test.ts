// Goal: as in test/privacy/isolation.test.ts, with a hundred thousand answers, or as many as `npm run soak -- isolation --count N` says.
import assert from 'node:assert/strict'

import { test } from 'bun:test'

import { crossAnswers } from '../privacy/crossing.ts'

const users = 200
const answers = Number(process.env['SOAK_COUNT'] ?? 100_000)

test(`${answers} answers to ${users} users at a time: each reads its own letters`, async () => {
  const answersEach = Math.ceil(answers / users)
  const { read, leaks, accounts, scopes } = await crossAnswers({ users, answersEach })
  assert.deepEqual([read, leaks, accounts], [users * answersEach, [], scopes])
})
