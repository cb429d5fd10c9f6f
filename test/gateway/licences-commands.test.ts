// Goal: an operator reads lamps and tasks on the command line and reports that a duty is met; the running server reads its file again.
import { test } from 'bun:test'
import assert from 'node:assert/strict'

import type { ConfigInput } from '@stellwerk/contract/config'
import type { LicenceDutyView } from '@stellwerk/contract/licence-office'

import { startStellwerk, type Ran } from '../stellwerk.ts'
import { clearLamps } from './inside.ts'

const { licence: _, ...otherLamps } = clearLamps
const component = { kind: 'model', name: 'Model-1', modality: 'text' } as const

const config: ConfigInput = {
  operator: { country: 'DE', principalPlaceOfBusiness: 'DE', legalForm: 'company', competitorOf: [] },
  components: [{ id: 'weights', ...component, licence: 'LicenseRef-gemma-tou-2025-03-24' }],
  upstreams: [{ id: 'u', kind: 'vllm', url: 'http://127.0.0.1:9' }],
  deployments: [
    { id: 'd', model: 'model-1', upstream: 'u', component: 'weights' },
    { id: 'bare', model: 'model-2', upstream: 'u' },
  ],
  useCases: [
    {
      id: 'test',
      title: 'Test',
      state: 'active',
      deployments: ['d', 'bare'],
      lamps: otherLamps,
      use: {
        audience: 'staff',
        exposure: 'internal',
        commercial: true,
        modelAsAService: false,
        purposes: ['general-office'],
        decisionMode: 'human-decides',
        placeOfUse: ['DE'],
        trainsOtherModelOnOutputs: false,
        redistributes: false,
      },
    },
  ],
}

// The other end is our own program.
const tasksIn = ({ stdout }: Ran) => (JSON.parse(stdout) as { tasks: readonly LicenceDutyView[] }).tasks // As said above.

test('licences on the command line: routes, tasks and what is done, through the running server', async () => {
  const { run, stop } = await startStellwerk(config)
  try {
    const shown = await run('licences', 'routes')
    assert.equal(shown.code, 1, shown.stderr)
    assert.match(shown.stdout, /^unknown: test → bare[^]*^caution: test → d/m)
    assert.match(shown.stdout, /LicenseRef-gemma-tou-2025-03-24 \S/)
    const tasks = tasksIn(await run('licences', 'tasks', '--json'))
    const [first] = tasks
    assert.ok(first !== undefined)
    assert.equal((await run('licences', 'done', 'nothing', '--evidence', 'file 1', '--office', 'Legal')).code, 1)
    const done = await run('licences', 'done', first.id, '--evidence', 'file 1', '--office', 'Legal', '--json')
    assert.equal(done.code, 0, done.stderr)
    const view = JSON.parse(done.stdout) as LicenceDutyView // As said above.
    assert.deepEqual([view.id, view.state, view.done?.evidence, view.done?.by], [first.id, 'done', 'file 1', 'Legal'])
    const german = await run('licences', 'tasks', '--lang', 'de')
    assert.match(german.stdout, /Aufgabe .*Nachweis[^]*erledigt[^]*file 1 \(Legal, /)
    assert.match((await run('doctor')).stdout, /ok +licences: 2 route\(s\), 1 of them shut/)
  } finally {
    await stop()
  }
}, 60_000)
