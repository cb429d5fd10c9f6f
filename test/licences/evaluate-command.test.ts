// Goal: the command judges lists, says what is wrong in them, and opens nothing because of it.
import { strict as assert } from 'node:assert'
import { describe, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { runCommand } from '../../packages/server/src/commands/cli.ts'
import type { CommandWiring } from '../../packages/server/src/commands/command.ts'
import { temporaryFolders } from '../temporary-folders.ts'

const newFolder = temporaryFolders('evaluate')
const scenarios = readFileSync(join(import.meta.dirname, 'scenarios.json'))
const one = (value: object): string =>
  JSON.stringify({ scenarios: [{ id: 'x', profile: {}, component: {}, ...value }] })
const mit = { kind: 'model', name: 'm', licence: 'MIT' }
const office = {
  exposure: 'internal',
  audience: 'staff',
  redistributes: false,
  commercial: true,
  modelAsAService: false,
}

interface Result {
  readonly id: string
  readonly verdict: string
  readonly obligations: readonly string[]
  readonly duties: readonly { readonly kind: string; readonly sources: readonly object[] }[]
  readonly reasons: readonly {
    readonly licence: string
    readonly section: string
    readonly code: string
    readonly text: string
  }[]
  readonly problems?: readonly { readonly path: string; readonly problem: string }[]
}

const rows: readonly [why: string, input: string, code: number, check: (out: Result[]) => void][] = [
  ['a use that is granted', one({ profile: office, component: mit }), 0, ([x]) => assert.equal(x?.verdict, 'allowed')],
  ['no list at all', '{"scenarios":[]}', 0, (out) => assert.deepEqual(out, [])],
  [
    'a wrong fact is told, and the case shut',
    one({ profile: { ...office, changes: 'guardrails-removed' }, component: mit }),
    1,
    ([x]) => {
      assert.equal(x?.verdict, 'needs-review')
      assert.deepEqual(
        x?.problems?.map(({ path }) => path),
        ['profile.changes'],
      )
    },
  ],
  [
    'a loop in the lineage',
    one({ component: { ...mit, lineage: [{ relation: 'merge', parent: 'm', licence: 'MIT' }] } }),
    1,
    ([x]) => {
      assert.equal(x?.verdict, 'needs-review')
      assert.match(x?.problems?.[0]?.problem ?? '', /leads back to itself/)
    },
  ],
  [
    'a case that is no object',
    '{"scenarios":[7]}',
    1,
    ([x]) => assert.deepEqual([x?.id, x?.verdict], ['#1', 'needs-review']),
  ],
]

describe('licences evaluate', () => {
  for (const [why, input, code, check] of rows) {
    test(why, async () => {
      const { exitCode, stdout } = await judge(input, '--json')
      assert.equal(exitCode, code)
      const { results } = JSON.parse(stdout) as { results: Result[] } // The output of the command; a wrong shape fails below.
      check(results)
    })
  }

  for (const [why, input] of [
    ['no JSON', 'scenarios:'],
    ['no list', '{"cases":[]}'],
    ['nothing', ''],
  ] as const) {
    test(`cannot be read: ${why}`, async () => {
      const { exitCode, stderr } = await judge(input)
      assert.equal(exitCode, 2)
      assert.match(stderr, /^stellwerk: /)
    })
  }

  test('from a pipe, as people run it', async () => {
    const child = Bun.spawn([join(import.meta.dirname, '../../bin/stellwerk'), 'licences', 'evaluate', '--json'], {
      stdin: new Blob([one({ profile: office, component: mit })]),
      stdout: 'pipe',
    })
    const { results } = (await new Response(child.stdout).json()) as { results: Result[] } // As above.
    assert.equal(await child.exited, 0)
    assert.deepEqual(
      results.map(({ verdict }) => verdict),
      ['allowed'],
    )
  })

  test('the published cases, in German, with sections and duties', async () => {
    const { exitCode, stdout } = await judge(scenarios, '--lang', 'de')
    assert.equal(exitCode, 0)
    const { results } = JSON.parse(stdout) as { results: Result[] } // As above.
    assert.equal(results.length, 15)
    for (const { verdict, obligations, duties, reasons } of results) {
      assert.deepEqual(obligations, [...new Set(duties.map(({ kind }) => kind))])
      for (const duty of duties) assert.ok(duty.sources.length > 0)
      for (const reason of reasons) assert.ok(reason.licence !== '' && reason.section !== '' && reason.text !== '')
      assert.ok(['allowed', 'allowed-with-obligations', 'needs-review', 'forbidden'].includes(verdict))
    }
    assert.ok(results[1]?.reasons.some(({ text }) => /Die Lizenz gilt nicht für diesen Ort/.test(text)))
  })
})

async function judge(input: string | Uint8Array, ...options: readonly string[]) {
  const said = { stdout: '', stderr: '' }
  const io = {
    stdout: { write: (text: string) => (said.stdout += text) },
    stderr: { write: (text: string) => (said.stderr += text) },
    stdin: new Blob([typeof input === 'string' ? input : Uint8Array.from(input)]).stream(),
    env: {},
    cwd: newFolder(),
  }
  // Of the wiring the command asks nothing.
  const exitCode = await runCommand(['licences', 'evaluate', ...options], io, {} as CommandWiring)
  return { exitCode, ...said }
}
