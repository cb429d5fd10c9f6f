// Goal: every policy that came with this program says in both languages what it does, rests on something, and shows nothing as law
// whose text nobody has checked.
import { describe, test } from 'bun:test'
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { factNames } from '../../packages/policy/src/facts.ts'
import { lamps } from '../../packages/policy/src/lamps.ts'
import { openLampJudges } from '../../packages/server/src/cedar-wiring.ts'

const judges = openLampJudges()

/** Entries of the catalogue of obligations on which policies rest: whether somebody has read the provision, and since when it applies. */
const catalogue: Readonly<Record<string, readonly [isRead: boolean, appliesFrom: string]>> = {
  'AIA-003': [true, '2025-02-02'],
  'AIA-004': [true, '2025-02-02'],
  'AIA-005': [true, '2025-02-02'],
  'AIA-006': [true, '2027-12-02'],
  'AIA-011': [true, '2027-12-02'],
  'AIA-014': [true, '2027-12-02'],
  'AIA-025-4': [true, '2027-12-02'],
  'AIA-050-1': [true, '2026-08-02'],
  'AIA-050-2': [true, '2026-08-02'],
  'AIA-053': [true, '2025-08-02'],
  'GDPR-5-1E': [false, '2018-05-25'],
  'GDPR-6': [false, '2018-05-25'],
  'GDPR-13': [true, '2018-05-25'],
  'GDPR-30': [false, '2018-05-25'],
  'GDPR-35': [false, '2018-05-25'],
  'GDPR-36': [false, '2018-05-25'],
  'GDPR-37': [false, '2018-05-25'],
  'GDPR-44': [true, '2018-05-25'],
  'DP-DSK-TOM': [true, '2025-06'],
  'BV-87-6': [true, '1972'],
  'BPERS-80': [true, '2021-06-15'],
  'BSIG-28': [true, '2025-12-06'],
  'BSIG-30': [true, '2025-12-06'],
  'BSI-ZT': [true, '2025'],
  'URH-16': [true, '1965'],
}

const checkedOn = '2026-11-24'

for (const lamp of lamps) {
  describe(`policies of ${lamp}`, () => {
    for (const policy of judges[lamp].forbids)
      test(policy.id, () => {
        assert.ok(policy.id.startsWith(`${lamp}.`))
        assert.notEqual(policy.text.de, policy.text.en)
        assert.ok(policy.fact === 'verdict' || (factNames[lamp] as readonly string[]).includes(policy.fact ?? ''))
        const rests = policy.law.map((id) => catalogue[id] ?? assert.fail(`${id} is not in the table`))
        if (rests.some(([isRead]) => !isRead)) {
          assert.notEqual(policy.basis, 'statute')
          assert.match(policy.source, /: to be checked$/)
        }
        if (policy.basis === 'statute') {
          assert.ok(rests.length > 0)
          for (const [, from] of rests)
            assert.ok(from <= (policy.appliesFrom ?? checkedOn), `${policy.id} from ${from}`)
        }
      })
    test('each fact has a policy', () => {
      const about = new Set(judges[lamp].forbids.map(({ fact }) => fact))
      // A decision on an opinion is only asked for beside a negative one.
      for (const name of factNames[lamp]) assert.ok(about.has(name) || name === 'decisionOnOpinion', name)
    })
  })
}

const file = join(import.meta.dirname, '../../../shared/obligations.json')
if (existsSync(file)) {
  test('the marks are those of the catalogue', () => {
    const { obligations } = JSON.parse(readFileSync(file, 'utf8')) as {
      obligations: readonly { id: string; verified: string; in_force_from: string }[]
    }
    for (const [id, [isRead, from]] of Object.entries(catalogue)) {
      const entry = obligations.find((one) => one.id === id)
      assert.equal(!entry?.verified.startsWith('UNVERIFIED'), isRead, id)
      assert.equal(entry?.in_force_from.slice(0, from.length), from, id)
    }
  })
} else
  console.log(
    'policies: the catalogue of obligations is not beside the checkout, so the marks are not compared with it',
  )
