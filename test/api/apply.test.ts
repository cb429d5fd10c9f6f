// Goal: what stands in files stands in the register, is shown before anything changes, and comes back byte for byte. A real server, and
// the command line as an operator has it.
import { strict as assert } from 'node:assert'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, test } from 'bun:test'

import { exampleBodies } from '@stellwerk/contract/register/example-bodies'
import { objectKinds } from '@stellwerk/contract/register/kind'

import { openUseCase, type Ran, startStellwerk, type Stellwerk } from '../stellwerk.ts'
import { temporaryFolders } from '../temporary-folders.ts'

const newFolder = temporaryFolders('apply')

const start = (): Promise<Stellwerk> =>
  startStellwerk({
    upstreams: [{ id: 'mirror', kind: 'mirror' }],
    deployments: [{ id: 'd1', model: 'mirror', upstream: 'mirror' }],
    useCases: [openUseCase('test', ['d1'])],
  })

/** Milliseconds for some calls of a command line on a machine that is busy. */
const slowMs = 60_000

let server: Stellwerk
beforeAll(async () => {
  server = await start()
}, slowMs)
afterAll(() => server.stop())

const idOf = (kind: string): string => (kind === 'organisation' ? kind : 'one')

/** One document of each kind, as somebody would write it. */
function examples(): string {
  const folder = newFolder()
  mkdirSync(join(folder, 'more'))
  for (const kind of objectKinds) {
    const text = JSON.stringify({ kind, id: idOf(kind), body: exampleBodies[kind] })
    writeFileSync(join(folder, kind < 'm' ? `${kind}.json` : `more/${kind}.yaml`), text)
  }
  return folder
}

const jsonOf = (ran: Ran): Readonly<Record<string, unknown>> => {
  assert.notEqual(ran.code, 2, ran.stderr)
  return JSON.parse(ran.stdout) as Readonly<Record<string, unknown>>
}

const filesOf = (folder: string): readonly (readonly [string, string])[] =>
  readdirSync(folder)
    .toSorted()
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')])

describe('apply', () => {
  test(
    'shows a plan, changes nothing without a yes, then proposes, and the second time nothing is left',
    async () => {
      const folder = examples()
      const dry = await server.run('apply', '-f', folder, '--dry-run')
      assert.equal(dry.code, 0, dry.stderr)
      assert.match(dry.stdout, /\+ useCase\/one/)
      assert.match(dry.stdout, /needs: approval \(business owner\); approval \(IT security\)/)
      assert.match(dry.stdout, new RegExp(`Plan: ${objectKinds.length} new, 0 changed, 0 unchanged`))
      const unasked = await server.run('apply', '-f', folder)
      assert.equal(unasked.code, 1)
      assert.match(unasked.stderr, /Nothing changed/)
      const { plan } = jsonOf(await server.run('diff', '-f', folder, '--json')) as { plan: { change: string }[] }
      assert.ok(plan.every(({ change }) => change === 'created'))

      const done = jsonOf(await server.run('apply', '-f', folder, '--yes', '--json')) as {
        readonly applied: readonly { readonly kind: string; readonly state: string; readonly missing: unknown[] }[]
      }
      assert.equal(done.applied.length, objectKinds.length)
      for (const { kind, state, missing } of done.applied) assert.equal(state === 'inForce', missing.length === 0, kind)
      const inForce = done.applied.filter(({ state }) => state === 'inForce').map(({ kind }) => kind)
      assert.deepEqual(inForce.toSorted(), [
        'artefact',
        'component',
        'group',
        'organisation',
        'oversight',
        'trainingRecord',
        'transparencyMeasure',
      ])
      const again = await server.run('apply', '-f', folder, '--yes')
      assert.equal(again.code, 0)
      assert.match(again.stdout, new RegExp(`^Plan: 0 new, 0 changed, ${objectKinds.length} unchanged`))
      assert.equal((await server.run('diff', '-f', folder)).code, 0)
    },
    slowMs,
  )

  test(
    'names what changes, field by field, in German as well',
    async () => {
      const file = join(newFolder(), 'group.yaml')
      writeFileSync(
        file,
        JSON.stringify({ kind: 'group', id: 'one', body: { ...exampleBodies.group, purpose: 'Other.' } }),
      )
      const { code, stdout } = await server.run('diff', '-f', file, '--lang', 'de')
      assert.equal(code, 1)
      assert.match(stdout, /~ group\/one \(Gruppe, geändert\)\n {4}~ purpose: ".*" → "Other\."\n {4}gilt sofort/)
    },
    slowMs,
  )

  test(
    'what is wrong is told with its file and path, all at once, and nothing is proposed',
    async () => {
      const folder = newFolder()
      writeFileSync(join(folder, 'a.yaml'), 'kind: group\nid: UPPER\nbody: {}\n')
      writeFileSync(
        join(folder, 'b.yaml'),
        'kind: group\nid: two\nbody: { title: A }\n---\nkind: nothing\nid: x\nbody: {}\n',
      )
      writeFileSync(join(folder, 'c.yaml'), 'kind: [\n')
      const { code, stderr } = await server.run('apply', '-f', folder, '--yes')
      assert.equal(code, 1)
      for (const told of [/a\.yaml: id/, /b\.yaml: body\.name/, /b\.yaml is no|b\.yaml.*document of kind/, /c\.yaml/])
        assert.match(stderr, told)
      assert.equal((await server.run('get', 'group', 'two')).code, 1)
    },
    slowMs,
  )
})

describe('get and export', () => {
  test(
    'lists, shows, and knows no other kinds',
    async () => {
      assert.match((await server.run('get', 'groups')).stdout, /^ *id +title/)
      assert.match((await server.run('get', 'group', 'one')).stdout, /^kind: group\nid: one\nbody:\n/)
      assert.equal((await server.run('get', 'useCase', 'one')).code, 1, 'not in force')
      assert.equal((await server.run('get', 'use-cases', 'one', '--newest')).code, 0)
      assert.equal((await server.run('get', 'roles')).code, 0)
      assert.equal((await server.run('get', 'nothing')).code, 2)
    },
    slowMs,
  )

  test(
    'a round trip over another server gives the same bytes',
    async () => {
      const [first, second] = [newFolder(), newFolder()]
      assert.equal((await server.run('export', '--out', first, '--newest')).code, 0)
      assert.equal(filesOf(first).length, objectKinds.length)
      const other = await start()
      try {
        assert.equal((await other.run('apply', '-f', first, '--yes')).code, 0)
        assert.equal((await other.run('export', '--out', second, '--newest')).code, 0)
      } finally {
        await other.stop()
      }
      assert.deepEqual(filesOf(second), filesOf(first))
      assert.equal((await server.run('diff', '-f', first)).code, 0)
    },
    slowMs,
  )
})

describe('setup', () => {
  test(
    'writes the organisation, and says which words follow',
    async () => {
      const town = await start()
      try {
        const told = ['--title', 'Stadt Musterstadt', '--stated-by', 'Hauptamt', '--source', 'Hauptsatzung']
        const missing = await town.run('setup', '--organisation', 'publicBody', ...told, '--yes')
        assert.deepEqual([missing.code, /--representation/.test(missing.stderr)], [2, true])
        const wish = ['--organisation', 'publicBody', '--representation', 'staffCouncil', '--data-class', 'socialData']
        const done = await town.run('setup', ...wish, ...told, '--yes', '--lang', 'de')
        assert.equal(done.code, 0, done.stderr)
        assert.match(done.stdout, /organisation\/organisation 1: in Kraft/)
        assert.match(done.stdout, /Personalrat: Dienstvereinbarung \(§ 63 BPersVG\)/)
        assert.match(done.stdout, /Datenschutzrecht: DSGVO/)
        assert.match(done.stdout, /socialData: § 35 SGB I, § 80 SGB X/)
        const odd = await town.run(
          'setup',
          '--organisation',
          'company',
          '--representation',
          'staffCouncil',
          ...told,
          '--yes',
        )
        assert.equal(odd.code, 1)
      } finally {
        await town.stop()
      }
    },
    slowMs,
  )
})

test(
  'without a server, or with one that is not to be trusted with a token, it says what to do',
  async () => {
    const remote = await server.run('get', 'groups', '--server', 'http://models.city.example')
    assert.deepEqual([remote.code, /https/.test(remote.stderr)], [2, true])
    const tokenless = await server.run('get', 'groups', '--server', server.url, '--token', 'env:NOT_THERE_AT_ALL')
    assert.equal(tokenless.code, 2)
    const elsewhere = await server.run('get', 'groups', '--data', newFolder())
    assert.deepEqual([elsewhere.code, /stellwerk serve/.test(elsewhere.stderr)], [2, true])
  },
  slowMs,
)
