// Goal: the command judges lists, says what is wrong in them, and opens nothing because of it.
import { strict as assert } from 'node:assert'
import { describe, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

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

const launcher = fileURLToPath(new URL('../../bin/stellwerk', import.meta.url))

async function judge(input: string | Uint8Array, ...options: readonly string[]) {
  const child = Bun.spawn([launcher, 'licences', 'evaluate', ...options], {
    stdin: new Blob([typeof input === 'string' ? input : Uint8Array.from(input)]),
    stdout: 'pipe',
    stderr: 'pipe',
    env: { ...process.env, LC_ALL: 'C' },
  })
  const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
  return { exitCode: await child.exited, stdout, stderr }
}
