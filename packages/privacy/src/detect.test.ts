// Goal: what stands in the field of a name is a name and whatever else it is; what a key calls a name is one. All values are invented.
import assert from 'node:assert/strict'
import { test } from 'bun:test'

import type { PrivacyPreset } from '@stellwerk/contract/personal-data'

import { Detection, type Segment } from './detect.ts'
import { policyOf } from './presets.ts'

const detection = new Detection(undefined)

function kindsIn(segment: Segment, preset: PrivacyPreset): readonly string[] {
  const policy = policyOf({ preset, treatment: {}, kinds: {}, sensitivity: {}, mode: 'typed' })
  return (detection.together([segment], [detection.own(segment, policy)], policy)[0] ?? []).map(({ kind }) => kind)
}

const iban = 'DE89370400440532013000'
const cases: readonly [why: string, segment: Segment, preset: PrivacyPreset, kinds: readonly string[]][] = [
  ['a name', { text: 'anna_w', form: 'name', isName: true }, 'office', ['PERSON']],
  ['an account as a name', { text: iban, form: 'name', isName: true }, 'office', ['PERSON']],
  ['an account as a name, where names pass', { text: iban, form: 'name', isName: true }, 'code', ['IBAN']],
  ['a name, where names pass', { text: 'anna_w', form: 'name', isName: true }, 'code', ['PERSON']],
  ['what a key calls a name', { text: 'weber', form: 'text', label: 'nachname' }, 'office', ['PERSON']],
  ['what no key calls one', { text: 'weber', form: 'text', label: 'beruf' }, 'office', []],
]
for (const [why, segment, preset, kinds] of cases)
  test(`detection: ${why} (${preset})`, () => assert.deepEqual(kindsIn(segment, preset), kinds))
