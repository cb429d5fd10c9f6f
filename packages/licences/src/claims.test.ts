// Goal: what a tag says and what a version is known for is held against what was found, layer by layer.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { catalogue } from './catalogue/catalogue.ts'
import { indexCatalogue } from './catalogue-index.ts'
import type { Component } from './component.ts'
import { evaluate } from './evaluate.ts'

const known = indexCatalogue(catalogue)
const llama = 'LicenseRef-llama-3.1-community'
const base = [{ relation: 'finetune', parent: 'base', licence: llama }] as const

const claims: readonly [why: string, Component, differing: string[]][] = [
  ['no tag claims nothing', { kind: 'model', name: 'm', licence: 'MIT', lineage: base }, []],
  ['the tag of the text', { kind: 'model', name: 'm', licence: 'MIT', declaredLicence: 'mit' }, []],
  ['in capitals', { kind: 'model', name: 'm', licence: 'Apache-2.0', declaredLicence: 'APACHE-2.0' }, []],
  ['a tag of several versions', { kind: 'model', name: 'm', licence: llama, declaredLicence: 'llama3.1' }, []],
  ['another tag', { kind: 'model', name: 'm', licence: llama, declaredLicence: 'mit' }, ['m']],
  [
    'a tag of the own layer only',
    { kind: 'model', name: 'm', licence: 'MIT', declaredLicence: 'mit', lineage: base },
    ['base'],
  ],
  ['other says nothing', { kind: 'model', name: 'm', licence: llama, declaredLicence: 'other', lineage: base }, []],
  ['a tag that nobody knows', { kind: 'model', name: 'm', licence: 'MIT', declaredLicence: 'my-own' }, ['m']],
  [
    'an engine beside it is no base',
    {
      kind: 'model',
      name: 'm',
      licence: 'MIT',
      declaredLicence: 'mit',
      lineage: [{ relation: 'served-by', parent: 'vllm', licence: 'Apache-2.0' }],
    },
    [],
  ],
]
for (const [why, component, differing] of claims) {
  test(`claim: ${why}`, () => {
    const { reasons } = evaluate({}, component, known)
    const named = reasons.filter(({ code }) => code === 'declared_differs_from_base')
    assert.deepEqual([...new Set(named.map((reason) => reason.component))], differing)
    assert.ok(named.every(({ verdict }) => verdict === 'allowed'))
  })
}

const versions: readonly [name: string, version: string | undefined, licence: string, isConflict: boolean][] = [
  ['text-generation-inference', '0.9.4', 'Apache-2.0', false],
  ['text-generation-inference', '1.0.0', 'Apache-2.0', true],
  ['text-generation-inference', '1.4.5', 'LicenseRef-hfoil-1.0', false],
  ['text-generation-inference', '2.0.0', 'LicenseRef-hfoil-1.0', true],
  ['text-generation-inference', '2.0.0', 'Apache-2.0', false],
  ['text-generation-inference', undefined, 'Apache-2.0', false],
  ['vllm', '0.11.0', 'MIT', true],
  ['Open WebUI', '0.6.5', 'LicenseRef-open-webui-2025', false],
  ['Open WebUI', '0.6.6', 'BSD-3-Clause', true],
  ['some-engine', '1.0.0', 'MIT', false],
]
for (const [name, version, licence, isConflict] of versions) {
  test(`version: ${name} ${version ?? 'of any version'} under ${licence}`, () => {
    const component: Component = { kind: 'engine', name, licence, ...(version === undefined ? {} : { version }) }
    const { reasons } = evaluate({}, component, known)
    assert.equal(
      reasons.some(({ code }) => code === 'licence_conflicts_with_version'),
      isConflict,
    )
  })
}
