// Goal: what differs between two licences is told once, with both sections and the direction; what only stands elsewhere is not.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { catalogue } from './catalogue/catalogue.ts'
import { indexCatalogue } from './catalogue-index.ts'
import { diffTerms, type TermsChange } from './diff.ts'
import type { LicenceTerms } from './terms.ts'

const known = indexCatalogue(catalogue)

function terms(id: string): LicenceTerms {
  const found = known.byId.get(id)
  assert.ok(found, id)
  return found
}

/** The published look-alikes of reference § 3.1, and what tells them apart. */
const pairs: readonly [
  a: string,
  b: string,
  topic: TermsChange['topic'],
  subject: string,
  direction: TermsChange['direction'],
  sections: TermsChange['sections'],
][] = [
  [
    'LicenseRef-tongyi-qianwen',
    'LicenseRef-qwen-2024',
    'right',
    'outputsTrainOtherModels',
    'milder',
    { a: ['5.b'], b: ['5.b'] },
  ],
  ['CC-BY-4.0', 'CC-BY-NC-4.0', 'ban', 'commercial', 'stricter', { a: [], b: ['2(a)(1)'] }],
  [
    'LicenseRef-hunyuan-a13b-community',
    'LicenseRef-hunyuan-3d-2.0-community',
    'threshold',
    'monthly-active-users',
    'stricter',
    { a: ['4'], b: ['4'] },
  ],
  ['MIT', 'LicenseRef-kimi-k2-modified-mit', 'duty', 'badge', 'stricter', { a: [], b: ['added paragraph'] }],
  ['Apache-2.0', 'LicenseRef-jamba-open-model', 'right', 'commercialUse', 'unclear', { a: ['2'], b: [] }],
]
for (const [a, b, topic, subject, direction, sections] of pairs) {
  test(`${a} and ${b}: ${topic} ${subject}`, () => {
    const found = diffTerms(terms(a), terms(b)).filter((change) => change.topic === topic && change.subject === subject)
    assert.equal(found.length, 1)
    assert.equal(found[0]?.direction, direction)
    assert.ok(sections.a.length === (found[0]?.sections.a.length ?? 0) || sections.a.length > 0)
    for (const side of ['a', 'b'] as const) {
      assert.equal(
        found[0]?.sections[side].length === 0,
        sections[side].length === 0,
        JSON.stringify(found[0]?.sections),
      )
    }
    assert.ok(
      found[0]?.text.en.includes(a.replace('LicenseRef-', '')) &&
        found[0].text.en.includes(b.replace('LicenseRef-', '')),
    )
  })
}

test('a licence does not differ from itself', () => {
  for (const entry of catalogue) assert.deepEqual(diffTerms(entry, entry), [])
})

test('the other way round each change has the opposite direction and the sections swapped', () => {
  const opposite = { stricter: 'milder', milder: 'stricter', other: 'other', unclear: 'unclear' } as const
  const [a, b] = [terms('LicenseRef-gemma-tou-2024-04-01'), terms('LicenseRef-llama-4-community')]
  const turned = new Map(diffTerms(b, a).map((change) => [`${change.topic} ${change.subject}`, change]))
  const there = diffTerms(a, b)
  assert.equal(turned.size, there.length)
  for (const { topic, subject, direction, sections } of there) {
    const back = turned.get(`${topic} ${subject}`)
    assert.equal(back?.direction, opposite[direction])
    assert.deepEqual(back.sections, { a: sections.b, b: sections.a })
  }
})

test('the same words in another section are no difference', () => {
  const mit = terms('MIT')
  const moved: LicenceTerms = {
    ...mit,
    rights: { ...mit.rights, commercialUse: { ...mit.rights.commercialUse, sections: ['99'] } as never },
    duties: mit.duties.map((duty) => ({ ...duty, sections: ['99'] as const })),
  }
  assert.deepEqual(diffTerms(mit, moved), [])
})

test('every change of every pair is told in both languages', () => {
  const apache = terms('Apache-2.0')
  for (const entry of catalogue) {
    for (const { text } of diffTerms(apache, entry)) {
      assert.ok(text.de.endsWith('.') && text.en.endsWith('.'))
      assert.doesNotMatch(text.de + text.en, /undefined|TODO/)
    }
  }
})
