// Goal: another catalogue of licences counts only once a person has seen which lamps turn and confirmed it, and the journal holds it;
// wherever the process dies in between, the next start is consistent; a pack that no longer holds shuts every licence lamp.
import { afterEach, test } from 'bun:test'
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { type ConfigInput, parseConfig } from '@stellwerk/contract/config'
import { catalogue } from '@stellwerk/licences/catalogue/catalogue'
import type { LicenceTerms } from '@stellwerk/licences/terms'

import { makeBackup, openBackupOffice } from '../../packages/server/src/backup-wiring.ts'
import { CatalogueKeeper } from '../../packages/server/src/catalogue-wiring.ts'
import { builtInCatalogue, chosenCatalogue } from '../../packages/server/src/catalogue-in-force.ts'
import { runCommand } from '../../packages/server/src/commands/cli.ts'
import type { CommandWiring } from '../../packages/server/src/commands/command.ts'
import { examine } from '../../packages/server/src/doctor-wiring.ts'
import { replaceDurably } from '../../packages/server/src/durable-file.ts'
import { licenceLamps } from '../../packages/server/src/lamps-wiring.ts'
import { LicencePackStore } from '../../packages/server/src/licence-pack-store.ts'
import { restoreBackup } from '../../packages/server/src/restore-wiring.ts'
import { audited, typesOf } from '../journal/audited.ts'
import { temporaryFolders } from '../temporary-folders.ts'
import { chat, clearLamps, type Inside, openInside, type PlayedEngine, playEngine, wholeAnswer } from './inside.ts'

const newFolder = temporaryFolders('licence-packs')

let engine: PlayedEngine | undefined
let inside: Inside | undefined
afterEach(async () => {
  await inside?.close()
  await engine?.close()
  inside = undefined
  engine = undefined
})

const { licence: _, ...otherLamps } = clearLamps
const use = {
  audience: 'staff',
  exposure: 'internal',
  commercial: true,
  purposes: ['general-office'],
  decisionMode: 'human-decides',
  placeOfUse: ['DE'],
  trainsOtherModelOnOutputs: false,
  redistributes: false,
  modelAsAService: false,
} as const

/** A company in Germany with a Llama 4, which its licence bars there, and a free model beside it. */
function facts(data: string, vkeys: readonly string[]): ConfigInput {
  return {
    data,
    operator: {
      country: 'DE',
      principalPlaceOfBusiness: 'DE',
      legalForm: 'company',
      competitorOf: [],
      groupAnnualRevenueUSD: 40_000_000,
      groupMAU: 0,
      groupMAUAtModelRelease: 0,
    },
    components: [
      { id: 'llama', kind: 'model', name: 'L4', modality: 'multimodal', licence: 'LicenseRef-llama-4-community' },
      { id: 'free', kind: 'model', name: 'M', modality: 'text', licence: 'MIT' },
    ],
    deployments: [
      { id: 'llama', model: 'l', upstream: 'a', component: 'llama' },
      { id: 'free', model: 'm', upstream: 'a', component: 'free' },
    ],
    useCases: [{ id: 'test', title: 'Test', state: 'active', deployments: ['llama', 'free'], lamps: otherLamps, use }],
    licences: { packs: { trusted: [...vkeys] } },
  }
}

const upstreamsOf = (played: PlayedEngine) => [{ id: 'a', kind: 'vllm', url: played.url }] as const

/** An installation with a publisher that it trusts, and packs of that publisher. */
class World {
  readonly folder = newFolder()
  readonly data = join(this.folder, 'data')
  readonly engine = playEngine(() => Response.json(wholeAnswer()))
  vkeys: readonly string[] = []
  now = Date.parse('2026-12-24T12:00:00Z')
  answer: string | undefined

  constructor() {
    engine = this.engine
  }

  config(vkeys = this.vkeys): ConfigInput {
    return { ...facts(this.data, vkeys), upstreams: [...upstreamsOf(this.engine)] }
  }

  async run(...words: readonly string[]) {
    // YAML 1.2 contains JSON.
    writeFileSync(join(this.folder, 'stellwerk.yaml'), JSON.stringify(this.config()))
    const [out, err]: [string[], string[]] = [[], []]
    const io = {
      stdout: { write: (text: string) => out.push(text) },
      stderr: { write: (text: string) => err.push(text) },
      env: {},
      cwd: this.folder,
    }
    // These commands use nothing else of the wiring.
    const wiring = {
      version: '0',
      now: () => this.now,
      licenceLamps,
      ask: async () => this.answer,
    } as unknown as CommandWiring
    const code = await runCommand(['licences', 'pack', ...words], io, wiring)
    return { code, out: out.join(''), err: err.join('') }
  }

  /** Signs entries as a pack, and trusts the key. */
  async make(name: string, entries: readonly LicenceTerms[], ...more: readonly string[]): Promise<string> {
    writeFileSync(join(this.folder, 'entries.json'), JSON.stringify(entries))
    const file = `${name}.stellwerk-licences`
    const signing = ['--key', 'publisher.key', '--new-key', '--name', 'licences.example/c', '--out', file]
    const day = more.includes('--on') ? [] : ['--on', '2026-12-20']
    const made = await this.run('make', ...signing, '--from', 'entries.json', ...day, '--json', ...more)
    assert.equal(made.code, 0, made.err + made.out)
    const { vkey } = JSON.parse(made.out) as { vkey: string } // Of our own program.
    this.vkeys = [vkey]
    return file
  }

  async open(vkeys = this.vkeys): Promise<Inside> {
    inside = await openInside(upstreamsOf(this.engine), this.config(vkeys))
    return inside
  }
}

function withChanges(change: (terms: LicenceTerms) => LicenceTerms): readonly LicenceTerms[] {
  return catalogue.map((terms) => {
    const changed = change(terms)
    return changed === terms ? terms : { ...changed, reading: { number: 2, on: '2026-12-20' } }
  })
}

/** The same catalogue, in which Llama 4 has no territory any more. */
const lifted = withChanges((terms) =>
  terms.id === 'LicenseRef-llama-4-community' ? { ...terms, territory: [] } : terms,
)

/** The same catalogue, in which MIT excludes the EU. The engine is under Apache-2.0. */
const barred = withChanges((terms) =>
  terms.id === 'MIT'
    ? {
        ...terms,
        territory: [
          {
            excludes: ['EU'],
            modality: 'any',
            tests: ['operator-seat'],
            sections: ['99.9'],
            takesAway: [],
            sparesThirdPartyProduct: false,
          },
        ],
      }
    : terms,
)

const digestOf = (out: string): string => /[0-9a-f]{64}/.exec(out)?.[0] ?? ''

/** Every file of a folder with a digest of its bytes. */
function bytesBelow(folder: string): Readonly<Record<string, string>> {
  if (!existsSync(folder)) return {}
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  )
  return Object.fromEntries(
    paths.toSorted().map((path) => [
      path,
      createHash('sha256')
        .update(readFileSync(join(folder, path)))
        .digest('hex'),
    ]),
  )
}

async function statusOf(at: Inside, model: string): Promise<number> {
  const answer = await at.post('/v1/chat/completions', { ...chat(), model })
  await answer.text()
  return answer.status
}

const catalogues = (entries: Awaited<ReturnType<typeof audited>>) =>
  entries.flatMap(({ draft }) => (draft.type === 'licenceCatalogue' ? [draft] : []))

test('packs: an import shows exactly the lamps that turn, with the section, and changes not one byte', async () => {
  const world = new World()
  const at = await world.open()
  await at.opened.stop()
  const file = await world.make('a', barred)
  const before = bytesBelow(world.data)
  const shown = await world.run('import', file)
  assert.equal(shown.code, 1)
  assert.match(shown.out, /test × free \(m\): clear → BLOCKED\n\s+MIT 99\.9: /)
  assert.doesNotMatch(shown.out, /test × llama/)
  assert.match(shown.out, /MIT: reading 1 \(.*\) → 2 \(2026-12-20\)/)
  assert.match(shown.err, new RegExp(`--confirm ${digestOf(shown.out)}`))
  const wrong = await world.run(
    'import',
    file,
    '--confirm',
    digestOf(shown.out).replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
  )
  assert.equal(wrong.code, 1)
  world.answer = 'no'
  assert.equal((await world.run('import', file)).code, 1)
  assert.deepEqual(bytesBelow(world.data), before)
})

test('packs: in both directions at once, for programs', async () => {
  const world = new World()
  const changed = lifted.map((terms) => barred.find(({ id }) => id === 'MIT' && id === terms.id) ?? terms)
  const { out, code } = await world.run('import', await world.make('a', changed), '--json')
  assert.equal(code, 1)
  const { turns } = JSON.parse(out) as { turns: { deployment: string; from: string; to: string }[] } // Of our own program.
  assert.deepEqual(turns.map(({ deployment, from, to }) => `${deployment}: ${from} → ${to}`).toSorted(), [
    'free: clear → blocked',
    'llama: blocked → caution',
  ])
})

test('packs: a running server records it, then judges by it, and by the old one again once it is removed', async () => {
  const world = new World()
  const file = await world.make('a', barred)
  const at = await world.open()
  assert.deepEqual([await statusOf(at, 'm'), await statusOf(at, 'l')], [200, 403])
  world.answer = 'yes'
  const imported = await world.run('import', file)
  assert.equal(imported.code, 0, imported.err)
  assert.match(imported.out, /on record and in force/)
  assert.equal(await statusOf(at, 'm'), 403)
  assert.equal((await world.run('import', file)).code, 0) // Already in force: nothing is recorded.
  const removed = await world.run('remove')
  assert.equal(removed.code, 0, removed.err)
  assert.match(removed.out, /test × free \(m\): BLOCKED → clear/)
  assert.equal(await statusOf(at, 'm'), 200)
  const entries = await audited(at)
  const own = builtInCatalogue().digest
  const [first, second, ...others] = catalogues(entries)
  assert.deepEqual([first?.previous, second?.digest, second?.previous, others], [own, own, first?.digest, []])
  assert.deepEqual(Object.keys(first?.commitments ?? {}), ['actor', 'reason'])
  // The lamps name the catalogue that they were judged by, which is on record before them.
  const told = entries.flatMap(({ draft }) =>
    draft.type === 'licenceLamp'
      ? [draft.catalogue]
      : draft.type === 'licenceCatalogue'
        ? [`in force: ${draft.digest}`]
        : [],
  )
  const imported1 = told.indexOf(`in force: ${first?.digest}`)
  assert.deepEqual([...new Set(told.slice(0, imported1))], [own])
  assert.equal(told[imported1 + 1], first?.digest)
})

test('packs: without a server the next start does it', async () => {
  const world = new World()
  const first = await world.open()
  await first.opened.stop()
  const file = await world.make('a', lifted)
  const { out } = await world.run('import', file)
  const done = await world.run('import', file, '--confirm', digestOf(out), '--reason', 'LEGAL-1')
  assert.equal(done.code, 0, done.err)
  assert.match(done.out, /the next start/)
  const at = await world.open()
  assert.equal(await statusOf(at, 'l'), 200)
  const entries = await audited(at)
  assert.equal(catalogues(entries).length, 1)
  const types = typesOf(entries)
  assert.ok(types.indexOf('licenceCatalogue') < types.lastIndexOf('licenceLamp'))
})

test('packs: nobody trusted, an older one, a changed one, and one of tomorrow are not taken', async () => {
  const world = new World()
  const second = await world.make('b', barred, '--serial', '2')
  const first = await world.make('a', lifted, '--serial', '1')
  const equal = await world.make('c', lifted, '--serial', '2')
  const ahead = await world.make('d', lifted, '--serial', '9', '--on', '2026-12-26')
  const older = await world.make('e', lifted, '--serial', '9', '--on', '2026-12-20')
  world.answer = 'yes'
  assert.equal((await world.run('import', second)).code, 0)
  const held = bytesBelow(world.data)
  const refusals: readonly [file: string, code: string][] = [
    [first, 'pack_older'],
    [equal, 'pack_older'],
    [ahead, 'pack_from_tomorrow'],
  ]
  for (const [file, code] of refusals) {
    const { out, code: exit } = await world.run('import', file, '--json')
    assert.deepEqual([exit, (JSON.parse(out) as { refused: { code: string } }).refused.code], [1, code], file) // Of our own program.
  }
  const bytes = readFileSync(join(world.folder, first))
  bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1
  writeFileSync(join(world.folder, 'x.stellwerk-licences'), bytes)
  assert.equal((await world.run('import', 'x.stellwerk-licences')).code, 1)
  assert.equal((await world.run('import', first, '--allow-older')).code, 2)
  const [trusted] = [world.vkeys]
  world.vkeys = []
  assert.match((await world.run('import', older)).err, /licences\.packs\.trusted/)
  assert.match((await world.run('show', older)).err, /licences\.packs\.trusted/)
  world.vkeys = trusted
  assert.deepEqual(bytesBelow(world.data), held)
  assert.equal((await world.run('import', first, '--allow-older', '--reason', 'back')).code, 0)
  // What was imported once is remembered after it was replaced.
  assert.equal((await world.run('import', equal)).code, 1)
  assert.equal((await world.run('import', older)).code, 0)
})

test('packs: one that is no longer trusted, gone or changed shuts every licence lamp, and doctor says so', async () => {
  const world = new World()
  const file = await world.make('a', lifted)
  world.answer = 'yes'
  assert.equal((await world.run('import', file)).code, 0)
  const path = join(world.data, 'licences', 'packs', readdirSync(join(world.data, 'licences', 'packs'))[0] ?? '')
  const bytes = readFileSync(path)
  const breaks: readonly [why: string, damage: () => void, vkeys: readonly string[]][] = [
    ['no longer trusted', () => undefined, []],
    ['gone', () => rmSync(path), world.vkeys],
    ['changed', () => writeFileSync(path, bytes.toString('latin1').replace('MIT', 'TIM'), 'latin1'), world.vkeys],
    ['another pack under its name', () => writeFileSync(path, bytes.subarray(1)), world.vkeys],
    ['choice unreadable', () => writeFileSync(join(world.data, 'licences', 'in-force'), '{'), world.vkeys],
  ]
  for (const [why, damage, vkeys] of breaks) {
    damage()
    const at = await world.open(vkeys)
    const refused = await at.post('/v1/chat/completions', { ...chat(), model: 'm' })
    assert.match(await refused.text(), /licence\.catalogue/, why)
    assert.equal(refused.status, 403, why)
    await at.opened.stop()
    const config = parseConfig(world.config(vkeys))
    const findings = await examine({ config, file: undefined }, { env: {}, now: world.now, isServed: false })
    assert.equal(findings.find(({ check }) => check === 'licenceCatalogue')?.state, 'problem', why)
  }
  writeFileSync(path, bytes)
  // Removing the choice of a person is a decision of a person.
  assert.equal((await world.run('remove')).code, 0)
  assert.equal(await statusOf(await world.open(), 'm'), 200)
})

test('packs: a key that is taken out of the file while the server runs ends trust within one look', async () => {
  const world = new World()
  const file = await world.make('a', lifted)
  world.answer = 'yes'
  assert.equal((await world.run('import', file)).code, 0)
  let vkeys = world.vkeys
  const path = join(world.folder, 'facts')
  writeFileSync(path, '1')
  const read = () => parseConfig(world.config(vkeys))
  const at = await openInside(upstreamsOf(world.engine), world.config(), {
    source: { file: path, read },
    licencesEveryMs: 20,
  })
  inside = at
  assert.equal(await statusOf(at, 'l'), 200)
  vkeys = []
  writeFileSync(path, '12')
  at.opened.renew()
  for (let tries = 0; tries < 100 && (await statusOf(at, 'l')) === 200; tries++) await Bun.sleep(10)
  assert.deepEqual([await statusOf(at, 'l'), await statusOf(at, 'm')], [403, 403])
})

test('packs: an old catalogue is a warning, and a newer one in the program another', async () => {
  const world = new World()
  const config = parseConfig(world.config())
  const states = async (now: string): Promise<readonly string[]> => {
    const findings = await examine({ config, file: undefined }, { env: {}, now: Date.parse(now), isServed: false })
    return findings.flatMap(({ check, state }) => (check === 'licenceCatalogue' ? [state] : []))
  }
  const { asOf } = builtInCatalogue().catalogue
  const after = (days: number): string => new Date(Date.parse(asOf) + days * 86_400_000).toISOString()
  assert.deepEqual(await states(after(180)), ['ok'])
  assert.deepEqual(await states(after(181)), ['warning'])
  world.now = Date.parse(after(181))
  assert.deepEqual((await world.run('status')).code, 1)
  world.now = Date.parse(after(180))
  assert.deepEqual((await world.run('status')).code, 0)
})

test('packs: a backup holds the one in force, and after a restore it is in force and on record', async () => {
  const world = new World()
  const file = await world.make('a', barred)
  world.answer = 'yes'
  assert.equal((await world.run('import', file)).code, 0)
  const first = await world.open()
  await first.opened.stop()
  const loaded = { config: parseConfig(world.config()), file: undefined }
  const [out, data] = [join(world.folder, 'backup'), join(world.folder, 'back')]
  const quiet = { version: '0.0.0', onProgress: () => undefined }
  const { office, close } = await openBackupOffice(loaded, quiet)
  const cut = await office.cut()
  assert.ok(cut.state === 'cut')
  await makeBackup(loaded, cut, { ...quiet, out, withKeys: true, withVaultKey: true })
  await close()
  const elsewhere = { ...loaded, config: { ...loaded.config, data } }
  await restoreBackup(elsewhere, { ...quiet, backup: out, keys: undefined, number: undefined })
  assert.equal((await chosenCatalogue(elsewhere.config)).state, 'pack')
  assert.equal(new LicencePackStore(data).governing(), undefined)
  inside = await openInside(upstreamsOf(world.engine), { ...world.config(), data })
  assert.equal(await statusOf(inside, 'm'), 403)
  // The journal of the backup ends somewhere, so what was told after that is told again.
  assert.equal(new LicencePackStore(data).governing()?.isPack, true)
})

// The process dies at a step of storing or recording. Then a start, and the whole journal.
const crashes: readonly [why: string, diesAt: string, when: 'before' | 'after', isNew: boolean, entries: number][] = [
  ['before the pack has its name', 'packs/', 'before', false, 0],
  ['after the pack has its name', 'packs/', 'after', false, 0],
  ['before the choice', 'in-force', 'before', false, 0],
  ['after the choice, before the journal', 'in-force', 'after', true, 1],
  ['after the entry, before our note of it', 'governing', 'before', true, 2],
  ['after our note of it', 'governing', 'after', true, 1],
]

class Died extends Error {}

for (const [why, diesAt, when, isNew, count] of crashes) {
  test(`packs: the process dies ${why}`, async () => {
    const world = new World()
    const first = await world.open()
    await first.opened.stop()
    const file = await world.make('a', barred)
    const config = parseConfig(world.config())
    const dying = new LicencePackStore(world.data, (path, bytes) => {
      const isHere = path.includes(diesAt)
      if (isHere && when === 'before') {
        writeFileSync(`${path}.unfinished`, bytes.subarray(0, 10))
        throw new Died()
      }
      replaceDurably(path, bytes)
      if (isHere) throw new Died()
    })
    const bytes = readFileSync(join(world.folder, file))
    const shown = await world.run('show', file)
    const confirmed = { by: 'user-1', reason: 'LEGAL-1' }
    try {
      dying.choose({ digest: digestOf(shown.out), confirmed }, bytes)
    } catch (error) {
      assert.ok(error instanceof Died)
    }
    if (diesAt === 'governing') {
      // A start that gets as far as the entry, and its journal as it was left.
      const start = await openInside(upstreamsOf(world.engine), world.config())
      await start.opened.stop()
      if (when === 'before') writeFileSync(join(world.data, 'licences', 'governing'), JSON.stringify(governingBefore()))
    }
    assert.equal((await chosenCatalogue(config)).state, isNew ? 'pack' : 'builtIn')
    const at = await world.open()
    assert.equal(await statusOf(at, 'm'), isNew ? 403 : 200)
    assert.equal(catalogues(await audited(at)).length, count)
  })
}

const governingBefore = () => {
  const { catalogue: own, digest } = builtInCatalogue()
  return { catalogue: digest, asOf: own.asOf, isPack: false }
}

test('packs: while the journal takes no entry, nothing new is in force', async () => {
  const world = new World()
  const file = await world.make('a', lifted)
  const config = parseConfig(world.config())
  const troubles: unknown[] = []
  let isTaking = true
  const append = (): Promise<unknown> => (isTaking ? Promise.resolve() : Promise.reject(new Error('disk full')))
  const keeper = await CatalogueKeeper.open(config, {
    append,
    now: () => world.now,
    onTrouble: (error) => troubles.push(error),
  })
  let changes = 0
  keeper.onChange(() => void changes++)
  isTaking = false
  world.answer = 'yes'
  assert.equal((await world.run('import', file)).code, 0)
  await assert.rejects(keeper.renew(), /disk full/)
  assert.deepEqual([keeper.inForce.digest, changes], [builtInCatalogue().digest, 0])
  // A start in that state has none in force: neither the old one, which was replaced, nor the new one, which is not on record.
  const started = await CatalogueKeeper.open(config, {
    append,
    now: () => world.now,
    onTrouble: (error) => troubles.push(error),
  })
  assert.equal(started.inForce.doubt?.name, 'licence.catalogue')
  isTaking = true
  assert.equal((await keeper.renew()).state, 'pack')
  assert.deepEqual([changes, troubles.length], [1, 1])
})
