import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { parseConfig } from '@stellwerk/contract/config'
import { categories, privacyPresets } from '@stellwerk/contract/personal-data'
import { placeClassOf, placeOf } from '@stellwerk/policy/place'
import { policyOf } from '@stellwerk/privacy/presets'

import { readPage } from './markdown.ts'

// Goal: the pages on personal data say what the presets do, and their example is a configuration that passes.
const now = Date.parse('2026-11-23T12:00:00Z')
const policies = privacyPresets.map((preset) =>
  policyOf({ preset, treatment: {}, kinds: {}, sensitivity: {}, mode: 'typed' }),
)

/** The kinds with a treatment of their own, in the order of the page. */
const kinds: readonly [names: readonly string[], category: string][] = [
  [['DATE_OF_BIRTH'], 'DATE'],
  [['HEALTH'], 'NRP'],
  [['RELIGION', 'ETHNIC_ORIGIN', 'POLITICAL_OPINION', 'TRADE_UNION', 'GENETIC_BIOMETRIC', 'SEXUAL_LIFE'], 'NRP'],
  [['NATIONALITY'], 'NRP'],
  [['PROFESSIONAL_SECRET'], 'NRP'],
  [['LEI', 'BIC'], 'ID'],
  [['MAC'], 'ID'],
]

for (const [path, as] of [
  ['docs/personal-data.md', 'as'],
  ['docs/de/personenbezogene-daten.md', 'wie'],
] as const) {
  const page = readPage(path)

  test(`${path}: every category of every preset`, () => {
    for (const category of categories) {
      const row = `| \`${category}\` | ${policies.map(({ treatment }) => treatment[category]).join(' | ')} |`
      assert.ok(page.text.includes(row), row)
    }
  })

  test(`${path}: every kind with a treatment of its own`, () => {
    for (const [names, category] of kinds) {
      const cells = policies.map((policy) => policy.kinds[names[0] ?? ''] ?? `${as} \`${category}\``)
      const row = `| ${names.map((name) => `\`${name}\``).join(', ')} | ${cells.join(' | ')} |`
      assert.ok(page.text.includes(row), row)
    }
    const told = new Set(kinds.flatMap(([names]) => names))
    for (const kind of policies.flatMap((policy) => Object.keys(policy.kinds))) assert.ok(told.has(kind), kind)
  })

  test(`${path}: the example is valid, and its server a processor with a parent elsewhere`, () => {
    const [block] = page.blocks.filter(({ language }) => language === 'yaml')
    const [upstream] = parseConfig(Bun.YAML.parse(block?.text ?? '')).upstreams
    assert.ok(upstream !== undefined)
    assert.equal(placeClassOf(placeOf(upstream), now), 'euProcessorWithThirdCountryParent')
  })
}
