import { afterAll, describe, expect, test } from 'bun:test'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'

import type { SecretRef } from '@stellwerk/contract/config'

import { resolveSecret, Secret, SecretUnavailable } from './secret.ts'

const root = mkdtempSync(join(tmpdir(), 'stellwerk-secret-'))
afterAll(() => rmSync(root, { recursive: true }))

const text = 'hunter2'
const secret = new Secret(text)

// Goal: no way of turning a value into text shows the secret.
const printers: readonly [how: string, print: (value: unknown) => string][] = [
  ['String()', String],
  ['template', (value) => `secret: ${value as string}`],
  ['concatenation', (value) => ['secret: ', value].join('')],
  ['JSON.stringify', (value) => JSON.stringify(value)],
  ['JSON.stringify inside', (value) => JSON.stringify({ inner: [value] })],
  ['util.inspect', (value) => inspect(value, { depth: 9, showHidden: true })],
  ['util.inspect inside', (value) => inspect({ inner: { value } }, { depth: 9, showHidden: true })],
  ['Bun.inspect', (value) => Bun.inspect({ value })],
  ['error message', (value) => String(new Error(String(value)))],
  ['own properties', (value) => JSON.stringify(Object.getOwnPropertyDescriptors(value))],
  ['spread', (value) => JSON.stringify({ ...(value as object) })],
]
describe('a secret is not printed by', () => {
  for (const [how, print] of printers) test(how, () => expect(print(secret)).not.toContain(text))
})

test('who asks for it gets it', () => expect(secret.reveal()).toBe(text))

function fileWith(content: string, mode: number): SecretRef {
  const path = join(mkdtempSync(join(root, 'case-')), 'secret')
  writeFileSync(path, content)
  chmodSync(path, mode)
  return `file:${path}` as SecretRef
}

const sources: readonly [why: string, ref: SecretRef, secret: string][] = [
  ['environment', 'env:TOKEN' as SecretRef, text],
  ['file for its owner', fileWith(text, 0o600), text],
  ['file that is only read', fileWith(text, 0o400), text],
  ['closing line break', fileWith(`${text}\n`, 0o600), text],
  ['closing line break of Windows', fileWith(`${text}\r\n`, 0o600), text],
]
for (const [why, ref, expected] of sources) {
  test(`secret from ${why}`, () => expect(resolveSecret(ref, { TOKEN: text }).reveal()).toBe(expected))
}

const refusals: readonly [why: string, ref: SecretRef, says: string][] = [
  ['variable that is not set', 'env:NO_TOKEN' as SecretRef, 'NO_TOKEN is not set'],
  ['empty variable', 'env:EMPTY' as SecretRef, 'is empty'],
  ['missing file', `file:${root}/nowhere` as SecretRef, 'ENOENT'],
  ['folder', `file:${root}` as SecretRef, 'is no file'],
  ['empty file', fileWith('\n', 0o600), 'is empty'],
  ['two lines', fileWith(`${text}\nx`, 0o600), 'must be one line'],
  ['file for the group', fileWith(text, 0o640), 'chmod 600'],
  ['file for everybody', fileWith(text, 0o604), 'chmod 600'],
  ['file of 65,537 bytes', fileWith('x'.repeat(65_537), 0o600), 'at most 65536'],
]
for (const [why, ref, says] of refusals) {
  test(`refused: ${why}`, () => {
    const act = () => resolveSecret(ref, { EMPTY: '' })
    expect(act).toThrow(SecretUnavailable)
    expect(act).toThrow(says)
    expect(act).not.toThrow(text)
  })
}
