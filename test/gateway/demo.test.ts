import { test } from 'bun:test'
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const command = new URL('../../bin/stellwerk', import.meta.url).pathname

interface Demo {
  readonly ok: boolean
  readonly steps: readonly { readonly id: string; readonly ok: boolean }[]
}

// Goal: the demo is what a newcomer sees first; it runs as they run it, and keeps what they asked it to keep.
test('the demo carries out every step and finds each as promised', () => {
  const run = Bun.spawnSync([command, 'demo', '--json'])
  const demo = JSON.parse(run.stdout.toString()) as Demo
  assert.equal(run.exitCode, 0)
  assert.ok(demo.ok)
  assert.deepEqual(
    demo.steps.map(({ id, ok }) => `${id} ${ok}`),
    ['refused true', 'granted true', 'stream true', 'abort true', 'revoked true'],
  )
})

for (const [language, word] of [
  ['de', 'stimmt'],
  ['en', 'as promised'],
] as const) {
  test(`it speaks plainly, and --data keeps what it made (${language})`, () => {
    const data = mkdtempSync(join(tmpdir(), 'stellwerk-test-'))
    const run = Bun.spawnSync([command, 'demo', '--lang', language, '--data', data])
    assert.equal(run.exitCode, 0)
    assert.equal(run.stdout.toString().split(`→ ${word}`).length - 1, 5)
    assert.ok(existsSync(join(data, 'stellwerk.sqlite')))
    rmSync(data, { recursive: true })
  })
}
