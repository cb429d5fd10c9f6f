import assert from 'node:assert/strict'

import { test } from 'bun:test'

import { EngineRefused } from '../../engine-office.ts'
import { modelName, parseSource } from './source.ts'

// Goal: what somebody types as a source leads to exactly one place, and over no open line.

const sha = '0123456789abcdef0123456789abcdef01234567'
const urls: readonly (readonly [typed: string, href: string, fileName: string])[] = [
  ['https://models.example/a/b.gguf', 'https://models.example/a/b.gguf', 'b.gguf'],
  ['https://models.example/b%20c.gguf?x=1', 'https://models.example/b%20c.gguf?x=1', 'b c.gguf'],
  ['http://127.0.0.1:8080/b.gguf', 'http://127.0.0.1:8080/b.gguf', 'b.gguf'],
  ['http://localhost/b.gguf', 'http://localhost/b.gguf', 'b.gguf'],
  ['http://[::1]:9/b.gguf', 'http://[::1]:9/b.gguf', 'b.gguf'],
  ['hf:owner/repo/m.gguf', 'https://huggingface.co/owner/repo/resolve/main/m.gguf', 'm.gguf'],
  ['hf:o-1/r.2/a/b/m-Q4_K_M.gguf', 'https://huggingface.co/o-1/r.2/resolve/main/a/b/m-Q4_K_M.gguf', 'm-Q4_K_M.gguf'],
  [`hf:owner/repo/m.gguf@${sha}`, `https://huggingface.co/owner/repo/resolve/${sha}/m.gguf`, 'm.gguf'],
  ['hf:owner/repo/m.gguf@refs/pr/1', 'https://huggingface.co/owner/repo/resolve/refs%2Fpr%2F1/m.gguf', 'm.gguf'],
]
for (const [typed, href, fileName] of urls) {
  test(`source: ${typed}`, () => {
    const source = parseSource(typed)
    assert.ok(source.kind === 'url')
    assert.equal(source.url.href, href)
    assert.equal(source.fileName, fileName)
    assert.equal(source.isHuggingFace, href.startsWith('https://huggingface.co/'))
  })
}

test('source: a path of this machine', () => {
  assert.deepEqual(parseSource('models/b.gguf'), { kind: 'file', path: 'models/b.gguf', fileName: 'b.gguf' })
  assert.equal(parseSource('/srv/b.gguf').kind, 'file')
})

for (const typed of [
  'http://models.example/b.gguf',
  'http://127.0.0.1.models.example/b.gguf',
  'http://localhost.models.example/b.gguf',
  'ftp://models.example/b.gguf',
  'file:///etc/passwd',
  'https://user:secret@models.example/b.gguf',
  'https://',
  'hf:repo/m.gguf',
  'hf:owner/repo',
  'hf:owner/../m.gguf',
  'hf:owner/repo/a/../../m.gguf',
  'hf:owner/repo//m.gguf',
  'hf:owner/repo/m.gguf@',
  'hf:owner/repo/m.gguf@../../x',
  'hf:owner/re?po/m.gguf',
  'hf:/owner/repo/m.gguf',
]) {
  test(`no source: ${typed}`, () => {
    assert.throws(
      () => parseSource(typed),
      (error) => error instanceof EngineRefused && error.code === 'source_invalid',
    )
  })
}

const names: readonly (readonly [wanted: string | undefined, fileName: string, name: string | undefined])[] = [
  [undefined, 'm-Q4.gguf', 'm-Q4'],
  [undefined, 'm-Q4.GGUF', 'm-Q4'],
  ['small', 'm-Q4.gguf', 'small'],
  ['small.gguf', 'm-Q4.gguf', 'small'],
  [undefined, 'b c.gguf', undefined],
  [undefined, '', undefined],
  ['../keys/log', 'm.gguf', undefined],
  ['.hidden', 'm.gguf', undefined],
  ['a'.repeat(128), 'm.gguf', 'a'.repeat(128)],
  ['a'.repeat(129), 'm.gguf', undefined],
]
for (const [wanted, fileName, name] of names) {
  test(`name of ${fileName || 'nothing'}, wanted ${wanted?.slice(0, 20)}`, () => {
    if (name !== undefined) return assert.equal(modelName(wanted, fileName), name)
    return assert.throws(
      () => modelName(wanted, fileName),
      (error) => error instanceof EngineRefused && error.code === 'name_invalid',
    )
  })
}
