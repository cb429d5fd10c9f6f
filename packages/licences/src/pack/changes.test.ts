// Goal: nothing that differs between two catalogues is left out, and what somebody should look at twice is named as such.
import { strict as assert } from 'node:assert'

import { test } from 'bun:test'

import { llama4Community } from '../catalogue/llama-4-community.ts'
import { mit } from '../catalogue/mit.ts'
import { minimaxCommunityM3 } from '../catalogue/minimax-community-m3.ts'
import type { LicenceTerms } from '../terms.ts'
import { catalogueChanges } from './changes.ts'

const next = { number: 2, on: '2027-01-10' } as const

function onlyChange(before: LicenceTerms, after: LicenceTerms) {
  const changes = catalogueChanges([before], [after])
  assert.equal(changes.length, 1)
  const [change] = changes
  assert.ok(change?.kind === 'changed')
  return change
}

test('the same catalogue changes nothing', () => {
  assert.deepEqual(catalogueChanges([mit, llama4Community], [llama4Community, mit]), [])
})

test('what comes and what goes', () => {
  assert.deepEqual(catalogueChanges([mit], [llama4Community]), [
    { kind: 'added', id: 'LicenseRef-llama-4-community', source: 'official-file' },
    { kind: 'removed', id: 'MIT' },
  ])
})

test('a territory that is widened is told with its sections', () => {
  const [territory] = llama4Community.territory
  assert.ok(territory !== undefined)
  const wider = { ...llama4Community, reading: next, territory: [{ ...territory, modality: 'any' as const }] }
  const { points, isSilent, source } = onlyChange(llama4Community, wider)
  assert.deepEqual(
    points.map(({ topic }) => topic),
    ['territory'],
  )
  assert.ok((points[0]?.sections.b.length ?? 0) > 0)
  assert.equal(isSilent, false)
  assert.equal(source, undefined)
})

test('a source that is rated higher is never silent', () => {
  const raised = { ...minimaxCommunityM3, source: 'secondary-copy' as const }
  const { source, isSilent } = onlyChange(minimaxCommunityM3, raised)
  assert.deepEqual(source, { from: 'secondary-report', to: 'secondary-copy', isRaised: true })
  assert.equal(isSilent, true)
  assert.equal(onlyChange(raised, minimaxCommunityM3).source?.isRaised, false)
})

const beside: readonly [why: string, after: LicenceTerms, members: readonly string[]][] = [
  ['a tag of hubs', { ...mit, hubTags: ['mit', 'expat'] }, ['hubTags']],
  ['a fingerprint', { ...mit, texts: mit.texts.map((text) => ({ ...text, sha256: '0'.repeat(64) })) }, ['texts']],
  ['a note', { ...mit, notes: [] }, ['notes']],
]
for (const [why, after, members] of beside) {
  test(`told besides: ${why}`, () => assert.deepEqual(onlyChange(mit, after).beside, members))
}
