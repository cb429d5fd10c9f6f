// Goal: the licence lamp of a route from outside: what a licence forbids is refused with its section, a changed fact counts within one
// look and cuts what runs, and the journal tells all of it.
import { afterEach, test } from 'bun:test'
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { type Config, type ConfigInput, parseConfig } from '@stellwerk/contract/config'
import { ConfigInvalid } from '@stellwerk/contract/config-problem'
import type { LicenceDutyView, LicenceRouteView } from '@stellwerk/contract/licence-office'

import { askControl, controlSocketPath } from '../../packages/server/src/commands/control-client.ts'
import { audited, typesOf } from '../journal/audited.ts'
import { temporaryFolders } from '../temporary-folders.ts'
import {
  chat,
  chunk,
  clearLamps,
  events,
  type Inside,
  openInside,
  type PlayedEngine,
  playEngine,
  wholeAnswer,
} from './inside.ts'

const newFolder = temporaryFolders('licences')

let inside: Inside | undefined
let engine: PlayedEngine | undefined
afterEach(async () => {
  await inside?.close()
  await engine?.close()
  inside = undefined
})

const { licence: _, ...otherLamps } = clearLamps
const apache = { id: 'm', kind: 'model', name: 'M', modality: 'text', licence: 'Apache-2.0' } as const
const llama4 = {
  id: 'm',
  kind: 'model',
  name: 'L4',
  modality: 'multimodal',
  licence: 'LicenseRef-llama-4-community',
} as const
const abroad = { country: 'US', principalPlaceOfBusiness: 'US' }

type Component = NonNullable<ConfigInput['components']>[number]

function facts(component: Component, operator: NonNullable<ConfigInput['operator']> = {}): ConfigInput {
  return {
    operator: {
      country: 'DE',
      principalPlaceOfBusiness: 'DE',
      legalForm: 'company',
      competitorOf: [],
      groupAnnualRevenueUSD: 40_000_000,
      groupMAU: 0,
      groupMAUAtModelRelease: 0,
      ...operator,
    },
    components: [component],
    deployments: [{ id: 'a', model: 'm', upstream: 'a', component: 'm' }],
    useCases: [
      {
        id: 'test',
        title: 'Test',
        state: 'active',
        deployments: ['a'],
        lamps: otherLamps,
        use: {
          audience: 'staff',
          exposure: 'internal',
          commercial: true,
          purposes: ['general-office'],
          decisionMode: 'human-decides',
          placeOfUse: ['DE'],
          trainsOtherModelOnOutputs: false,
          redistributes: false,
          modelAsAService: false,
        },
      },
    ],
  }
}

/** A server over a file that the test writes; what the file says is `file.value`, or the error that reading it throws. */
async function open(first: ConfigInput, answer: Parameters<typeof playEngine>[0] = () => Response.json(wholeAnswer())) {
  const played = playEngine(answer)
  engine = played
  const upstreams = [{ id: 'a', kind: 'vllm', url: played.url }] as const
  const path = join(newFolder(), 'stellwerk.yaml')
  const file = { value: first as ConfigInput | Error, writes: 0 }
  const write = (value: ConfigInput | Error): void => {
    file.value = value
    writeFileSync(path, String(++file.writes))
  }
  write(first)
  const read = (): Config => {
    if (file.value instanceof Error) throw file.value
    return parseConfig({ listen: { port: 0 }, upstreams, ...file.value, data: inside?.data ?? '' })
  }
  const opened = await openInside(upstreams, first, { source: { file: path, read }, licencesEveryMs: 20 })
  inside = opened
  return { inside: opened, write }
}

async function control(at: Inside, method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
  const socketPath = controlSocketPath(at.data)
  return askControl({ socketPath, language: 'en', method, path: `/api/licences/${path}`, ...(body && { body }) })
}

/** Asks until the lamp is there; a look comes every 20 ms. */
async function untilStatus(at: Inside, status: number): Promise<Response> {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await at.post('/v1/chat/completions', chat())
    if (answer.status === status) return answer
    await answer.text()
    await Bun.sleep(10)
  }
  throw new Error(`never ${status}`)
}

/** The call that runs while the lamp goes dark is cut; the next one hears why. */
async function refusal(at: Inside): Promise<string> {
  await (await untilStatus(at, 403)).text()
  return (await at.post('/v1/chat/completions', chat())).text()
}

const lampsIn = (entries: Awaited<ReturnType<typeof audited>>): readonly string[] =>
  entries.flatMap(({ draft }) => (draft.type === 'licenceLamp' ? [`${draft.from ?? '-'} ${draft.to}`] : []))

test('licences: an Apache model passes, and its lamp is on record before the first call', async () => {
  const { inside: at } = await open(facts(apache))
  const answer = await at.post('/v1/chat/completions', chat())
  assert.equal(answer.status, 200)
  await answer.text()
  const entries = await audited(at)
  assert.deepEqual(typesOf(entries), ['start', 'licenceLamp', 'intent', 'outcome', 'stop'])
})

test('licences: a multimodal Llama 4 is refused in the EU, with its section and who can clear it', async () => {
  const { inside: at } = await open(facts(llama4))
  const answer = await at.post('/v1/chat/completions', chat())
  assert.equal(answer.status, 403)
  const { error } = (await answer.json()) as { error: { code: string; missing: Record<string, string>[] } } // Asserted below.
  assert.equal(error.code, 'lamps_shut')
  const [first] = error.missing
  assert.equal(first?.['lamp'], 'licence')
  assert.equal(first?.['code'], 'licence_territory_excluded')
  assert.match(first?.['source'] ?? '', /^LicenseRef-llama-4-community \S/)
  assert.equal(first?.['cleared_by'], 'legal department')
  const { routes } = (await control(at, 'GET', 'routes')) as { routes: LicenceRouteView[] } // Of our own program.
  assert.equal(routes[0]?.state, 'blocked')
  assert.ok(routes[0]?.reasons.some(({ code, section }) => code === 'territory_excluded' && section !== '-'))
  assert.deepEqual(lampsIn(await audited(at)), ['- blocked'])
})

test('licences: facts that change in the file count within one look, both ways', async () => {
  const { inside: at, write } = await open(facts(apache))
  await (await untilStatus(at, 200)).text()
  write(facts(llama4))
  await (await untilStatus(at, 403)).text()
  write(facts(apache))
  await (await untilStatus(at, 200)).text()
  assert.deepEqual(lampsIn(await audited(at)), ['- clear', 'clear blocked', 'blocked clear'])
  assert.match(at.log(), /licences\.read/)
})

test('licences: a running stream is cut when its lamp goes dark', async () => {
  const { inside: at, write } = await open(facts(apache), () =>
    events(
      Array.from({ length: 400 }, () => chunk('a')),
      20,
    ),
  )
  const answer = await at.post('/v1/chat/completions', chat('x', { stream: true }))
  assert.equal(answer.status, 200)
  write(facts(llama4))
  at.opened.renew()
  const text = await answer.text()
  assert.match(text, /"code":"permit_ended"/)
  const entries = await audited(at)
  const cut = entries.find(({ draft }) => draft.type === 'cut')
  assert.ok(cut?.draft.type === 'cut' && cut.draft.code === 'permit_ended')
})

test('licences: a file that cannot be used leaves the facts as they were, and says so', async () => {
  const { inside: at, write } = await open(facts(apache))
  write(new ConfigInvalid([{ path: 'operator.country', problem: { de: 'kein Land', en: 'no country' } }]))
  at.opened.renew()
  await (await untilStatus(at, 200)).text()
  const state = (await control(at, 'GET', 'state')) as { kept?: { en: string } } // Of our own program.
  assert.match(state.kept?.en ?? '', /operator\.country: no country/)
  write(facts(llama4))
  await (await untilStatus(at, 403)).text()
  assert.deepEqual(await control(at, 'GET', 'state'), { isRestartNeeded: false })
})

test('licences: what is no licence fact waits for a start, and says so', async () => {
  const { inside: at, write } = await open(facts(apache))
  write({ ...facts(llama4), language: 'de' })
  await (await untilStatus(at, 403)).text()
  assert.deepEqual(await control(at, 'GET', 'state'), { isRestartNeeded: true })
})

test('licences: a text that is exchanged in the folder of a component counts within one look', async () => {
  const folder = newFolder()
  const { inside: at } = await open(facts({ ...apache, folder }))
  await (await untilStatus(at, 200)).text()
  writeFileSync(join(folder, 'LICENSE'), 'All rights reserved. Nobody may use this.')
  await (await untilStatus(at, 403)).text()
  assert.deepEqual(lampsIn(await audited(at)).slice(0, 2), ['- clear', 'clear unknown'])
})

test('licences: a base that only the card names shuts the route until the configuration names it', async () => {
  const folder = newFolder()
  const { inside: at, write } = await open(facts({ ...apache, folder }))
  await (await untilStatus(at, 200)).text()
  writeFileSync(join(folder, 'README.md'), '---\nlicense: apache-2.0\nbase_model: someorg/base-7b\n---\n')
  assert.match(await refusal(at), /someorg\/base-7b/)
  const base = { relation: 'finetune', name: 'base-7b' } as const
  write(facts({ ...apache, folder, madeFrom: [{ ...base, licence: 'MIT' }] }))
  await (await untilStatus(at, 200)).text()
  write(facts({ ...apache, folder, madeFrom: [{ ...base, licence: 'LicenseRef-mistral-research-0.1' }] }))
  assert.match(await refusal(at), /LicenseRef-mistral-research-0.1/)
})

test('licences: weights that are not those that were looked at shut the route', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'model.gguf'), 'weights')
  const digest = new Bun.CryptoHasher('sha256').update('weights').digest('hex')
  const { inside: at } = await open(facts({ ...apache, folder, digest }))
  await (await untilStatus(at, 200)).text()
  writeFileSync(join(folder, 'model.gguf'), 'others')
  await (await untilStatus(at, 403)).text()
  writeFileSync(join(folder, 'model.gguf'), 'weights')
  await (await untilStatus(at, 200)).text()
})

test('licences: a duty is a task until an office shows that it is met', async () => {
  const { inside: at } = await open(facts(llama4, abroad))
  const { tasks } = (await control(at, 'GET', 'tasks')) as { tasks: LicenceDutyView[] } // Of our own program.
  assert.ok(tasks.length > 0)
  assert.ok(tasks.every(({ state, sources }) => state === 'open' && sources[0]?.section !== '-'))
  for (const { id } of tasks) {
    await control(at, 'POST', `tasks/${id}/done`, { evidence: 'file 12/26', office: 'Legal department' })
  }
  const again = (await control(at, 'GET', 'tasks')) as { tasks: LicenceDutyView[] } // Of our own program.
  assert.ok(again.tasks.every(({ state, done }) => state === 'done' && done?.by === 'Legal department'))
  const { routes } = (await control(at, 'GET', 'routes')) as { routes: LicenceRouteView[] } // Of our own program.
  assert.equal(routes[0]?.state, 'clear')
  await assert.rejects(
    control(at, 'POST', `tasks/${tasks[0]?.id}/done`, { evidence: 'x', office: 'y' }),
    /Legal department/,
  )
  await assert.rejects(control(at, 'POST', 'tasks/000000000000/done', { evidence: 'x', office: 'y' }), /Not found/)
  await assert.rejects(control(at, 'POST', `tasks/${tasks[0]?.id}/done`, { evidence: '', office: 'y' }), /evidence/)
  const entries = await audited(at)
  assert.equal(typesOf(entries).filter((type) => type === 'licenceDuty').length, tasks.length)
  const duty = entries.find(({ draft }) => draft.type === 'licenceDuty')?.draft
  assert.ok(duty?.type === 'licenceDuty')
  assert.deepEqual(Object.keys(duty.commitments), ['evidence', 'office'])
})

test('licences: a start compares with what the journal told last', async () => {
  const { inside: at } = await open(facts(apache))
  await at.opened.stop()
  const same = await at.again()
  await same.stop()
  const other = await at.again(facts(llama4))
  await other.stop()
  assert.deepEqual(lampsIn(await audited(at)), ['- clear', 'clear blocked'])
})

test('licences: without a journal nothing lights up', async () => {
  const { inside: at, write } = await open(facts(llama4))
  at.stopJournal()
  write(facts(apache))
  at.opened.renew()
  await Bun.sleep(50)
  const { routes } = (await control(at, 'GET', 'routes')) as { routes: LicenceRouteView[] } // Of our own program.
  assert.equal(routes[0]?.verdict, 'allowed')
  assert.equal(routes[0]?.state, 'unknown')
})
