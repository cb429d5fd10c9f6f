// Goal: an operator reads, accepts, lists and withdraws terms on the command line, with a server running and without one.
import { test } from 'bun:test'
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'

import type { ConfigInput } from '@stellwerk/contract/config'
import type { AcceptanceView } from '@stellwerk/contract/terms-office'

import { openTermsOffice } from '../../packages/server/src/terms-wiring.ts'
import { parseConfig } from '@stellwerk/contract/config'
import { startStellwerk, type Ran } from '../stellwerk.ts'
import { clearLamps, openInside } from './inside.ts'

const licence = 'LicenseRef-gemma-tou-2025-03-24'

const config: ConfigInput = {
  operator: { country: 'DE', principalPlaceOfBusiness: 'DE', legalForm: 'company', competitorOf: [] },
  components: [{ id: 'weights', kind: 'model', name: 'Model-1', modality: 'text', licence, declaredLicence: licence }],
  upstreams: [{ id: 'u', kind: 'vllm', url: 'http://127.0.0.1:9' }],
  deployments: [{ id: 'd', model: 'org/model-1', upstream: 'u', component: 'weights' }],
  useCases: [
    {
      id: 'test',
      title: 'Test',
      state: 'active',
      deployments: ['d'],
      lamps: clearLamps,
      use: {
        audience: 'customers',
        exposure: 'hosted-service',
        commercial: true,
        modelAsAService: false,
        purposes: ['general-office'],
        decisionMode: 'human-decides',
        placeOfUse: ['DE'],
        trainsOtherModelOnOutputs: false,
        redistributes: false,
        changes: [],
      },
    },
  ],
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

function acceptancesIn({ stdout }: Ran): readonly AcceptanceView[] {
  return (JSON.parse(stdout) as { acceptances: readonly AcceptanceView[] }).acceptances // Our own program.
}

test('terms on the command line: shown, accepted, listed and withdrawn through the running server', async () => {
  const { run, key, stop } = await startStellwerk(config)
  const keyId = key.slice('swk_live_'.length, 'swk_live_'.length + 8)
  const accept = (...more: string[]) => run('terms', 'accept', '--key', keyId, '--model', 'org/model-1', ...more)
  try {
    const shown = await run('terms', 'show', '--model', 'org/model-1')
    assert.equal(shown.code, 0, shown.stderr)
    const digest = sha256(shown.stdout)
    assert.match(shown.stderr, new RegExp(`SHA-256 ${digest} \\(test\\)`))

    const stale = await accept('--digest', '0'.repeat(64), '--by', 'Legal department')
    assert.equal(stale.code, 1)
    assert.match(stale.stderr, new RegExp(digest.slice(0, 12)))
    assert.equal((await accept()).code, 2)

    const accepted = await accept('--digest', digest, '--by', 'Legal department')
    assert.equal(accepted.code, 0, accepted.stderr)
    const [view] = acceptancesIn(await run('terms', 'list', '--json'))
    assert.deepEqual(
      [view?.keyId, view?.digest, view?.by, view?.how, view?.useCaseId, view?.isInForce],
      [keyId, digest, 'Legal department', 'cli', 'test', true],
    )
    assert.match((await run('terms', 'list', '--lang', 'de')).stdout, /gilt/)
    assert.equal((await run('terms', 'show', '--digest', digest)).stdout, shown.stdout)

    const withdrawn = await run('terms', 'withdraw', '--key', keyId, '--by', 'Legal department')
    assert.equal(withdrawn.code, 0, withdrawn.stderr)
    assert.equal(acceptancesIn(await run('terms', 'list', '--json'))[0]?.withdrawnBy, 'Legal department')
    assert.equal((await run('terms', 'withdraw', '--key', keyId, '--by', 'Legal department')).code, 1)
    assert.match((await run('terms', 'show', '--model', 'other')).stdout, /no use restrictions/)
  } finally {
    await stop()
  }
}, 60_000)

test('terms without a server: what is accepted then holds when it starts', async () => {
  const inside = await openInside([{ id: 'u', kind: 'vllm', url: 'http://127.0.0.1:9' }], config)
  try {
    await inside.opened.stop()
    const { office, close } = await openTermsOffice(parseConfig({ ...config, data: inside.data }), { version: '0.0.0' })
    const accepted = await office.accept({
      key: inside.keyId,
      model: 'org/model-1',
      by: 'Legal department',
      how: 'cli',
    })
    await assert.rejects(office.accept({ key: 'abcdefgh', model: 'org/model-1', by: 'x' }), /not_found/)
    await close()
    const again = await inside.again()
    const answer = await fetch(`${again.publicUrl}/v1/models/org/model-1/terms`, {
      headers: { authorization: `Bearer ${inside.key}` },
    })
    const { digest, accepted: isAccepted } = (await answer.json()) as { digest: string; accepted: boolean } // Our own answer.
    assert.deepEqual([digest, isAccepted], [accepted.digest, true])
    await again.stop()
  } finally {
    await inside.close()
  }
})
