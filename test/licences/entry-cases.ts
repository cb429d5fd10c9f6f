// Goal: a table per licence, with rows at both sides of each threshold and ban. Each row changes a fact of one plain use.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { catalogue } from '@stellwerk/licences/catalogue/catalogue'
import { indexCatalogue } from '@stellwerk/licences/catalogue-index'
import type { Component } from '@stellwerk/licences/component'
import { evaluate } from '@stellwerk/licences/evaluate'
import type { Profile } from '@stellwerk/licences/profile'
import type { Verdict } from '@stellwerk/licences/verdict'

const known = indexCatalogue(catalogue)

/** A German company lets its staff write letters with a text model; nothing leaves the house. */
export const office: Profile = {
  operator: { country: 'DE', principalPlaceOfBusiness: 'DE', legalForm: 'company' },
  groupAnnualRevenueUSD: 40_000_000,
  productMAU: 0,
  groupMAUAtModelRelease: 0,
  audience: 'staff',
  exposure: 'internal',
  commercial: true,
  purposes: ['general-office'],
  decisionMode: 'human-decides',
  placeOfUse: ['DE'],
  trainsOtherModelOnOutputs: false,
  redistributes: false,
  modelAsAService: false,
}

export interface Use extends Profile {
  /** What is different about the component; by default a text model without lineage. */
  readonly component?: Partial<Component>
  /** Facts that nobody has stated. */
  readonly unstated?: readonly (keyof Profile)[]
}

/** `cites`: sections that reasons must name. `bars`: sections that must forbid by a ban of their own. `duties`: kinds that must be among the obligations. */
export type Row = readonly [
  why: string,
  use: Use,
  verdict: Verdict,
  expected?: {
    readonly cites?: readonly string[]
    readonly bars?: readonly string[]
    readonly duties?: readonly string[]
    readonly noDuties?: readonly string[]
  },
]

export function entryCases(licence: string, rows: readonly Row[]): void {
  for (const [why, { component, unstated, ...facts }, verdict, expected = {}] of rows) {
    test(`${licence}: ${why}`, () => {
      const judged = evaluate(
        stated({ ...office, ...facts }, unstated),
        { kind: 'model', name: 'some-model', modality: 'text', licence, ...component },
        known,
      )
      const said = judged.reasons.map(({ code, section }) => `${code} ${section}`).join('; ')
      assert.equal(judged.verdict, verdict, said)
      const cited = judged.reasons.filter((reason) => reason.licence === licence).map(({ section }) => section)
      for (const section of expected.cites ?? []) assert.ok(cited.includes(section), `${section} is not in: ${said}`)
      const barred = judged.reasons.filter((reason) => reason.licence === licence && reason.code === 'use_banned')
      for (const section of expected.bars ?? [])
        assert.ok(
          barred.some((reason) => reason.section === section),
          `${section} bars nothing in: ${said}`,
        )
      const kinds: readonly string[] = judged.obligations.map(({ kind }) => kind)
      for (const duty of expected.duties ?? []) assert.ok(kinds.includes(duty), `${duty} is not in: ${kinds.join(' ')}`)
      for (const duty of expected.noDuties ?? []) assert.ok(!kinds.includes(duty), `${duty} is in: ${kinds.join(' ')}`)
    })
  }
}

function stated(profile: Profile, unstated: readonly string[] = []): Profile {
  return Object.fromEntries(Object.entries(profile).filter(([name]) => !unstated.includes(name)))
}
