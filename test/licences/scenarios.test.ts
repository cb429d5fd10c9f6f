// Goal: the published cases come out as they were read by hand, with duties and sections, and no refusal comes out as an allow.
import { strict as assert } from 'node:assert'
import { describe, test } from 'bun:test'

import { catalogue } from '@stellwerk/licences/catalogue/catalogue'
import { indexCatalogue } from '@stellwerk/licences/catalogue-index'
import { evaluate } from '@stellwerk/licences/evaluate'
import { parseCase } from '@stellwerk/licences/parse-case'
import { type Verdict, verdicts } from '@stellwerk/licences/verdict'

import file from './scenarios.json'

const known = indexCatalogue(catalogue)
const judged = file.scenarios.map((scenario) => {
  const { profile, component, problems } = parseCase(scenario)
  return { scenario, problems, evaluation: evaluate(profile, component, known) }
})

describe('licence scenarios', () => {
  for (const { scenario, problems, evaluation } of judged) {
    const { expected } = scenario
    const { verdict, reasons, obligations } = evaluation
    test(`${scenario.id}: ${scenario.title}`, () => {
      assert.deepEqual(problems, [])
      const right: readonly string[] = [expected.verdict, ...expected.acceptable]
      assert.ok(right.includes(verdict), `${verdict}, expected ${right.join(' or ')}`)
      for (const duty of expected.obligations)
        assert.ok(
          obligations.some(({ kind }) => kind === duty),
          duty,
        )
      for (const cite of expected.mustCite) {
        const hit = reasons.some(({ licence, section }) => licence === cite.licence && isWithin(section, cite.section))
        assert.ok(hit, `${cite.licence} ${cite.section}`)
      }
    })
  }

  test('recall of each verdict is whole, and no refusal comes out as an allow', () => {
    const confusion: Record<string, Record<string, number>> = Object.fromEntries(
      verdicts.map((verdict) => [verdict, {}]),
    )
    for (const { scenario, evaluation } of judged) {
      const row = confusion[scenario.expected.verdict] ?? {}
      row[evaluation.verdict] = (row[evaluation.verdict] ?? 0) + 1
    }
    assert.deepEqual(confusion, {
      allowed: { allowed: 1 },
      'allowed-with-obligations': { 'allowed-with-obligations': 6 },
      'needs-review': { 'needs-review': 1 },
      forbidden: { forbidden: 7 },
    } satisfies Record<Verdict, Partial<Record<Verdict, number>>>)
  })
})

/** A cited section, or one below it: `5(i)` is below `5`, `50` is not. */
function isWithin(section: string, cited: string): boolean {
  return section === cited || (section.startsWith(cited) && !/^[\p{L}\p{N}]/u.test(section.slice(cited.length)))
}
