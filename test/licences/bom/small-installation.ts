import { createHash } from 'node:crypto'

import type { BomInput } from '@stellwerk/licences/bom/input'
import { catalogue } from '@stellwerk/licences/catalogue/catalogue'
import { indexCatalogue } from '@stellwerk/licences/catalogue-index'
import { evaluate } from '@stellwerk/licences/evaluate'
import { office } from '../entry-cases.ts'
import { publishedConflicts } from './published-conflicts.ts'

export const known = indexCatalogue(catalogue)

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

const hashOf = (name: string): string => digestOf(name)

/** Everything that a bill can hold, on a few components. All of it is invented, the names of licences aside. */
export function smallInstallation(): BomInput {
  const model = {
    kind: 'model',
    name: 'some-org/letters-8b',
    version: '1.2',
    modality: 'text',
    declaredLicence: 'mit',
    licence: 'MIT',
    textSha256: [hashOf('words of a text')],
    lineage: [
      {
        relation: 'finetune',
        parent: 'meta-llama/Llama-3.1-8B',
        licence: 'LicenseRef-llama-3.1-community',
        declaredLicence: 'llama3.1',
        kind: 'model',
        modality: 'text',
      },
      { relation: 'distilled-on-outputs', parent: 'some-teacher', licence: 'LicenseRef-gemma-tou-2025-03-24' },
      { relation: 'trained-on', parent: 'letters-corpus', licence: 'CC-BY-SA-4.0', declaredLicence: 'cc-by-sa-4.0' },
      { relation: 'tested-on', parent: 'letters-benchmark', declaredLicence: null },
      { relation: 'embeds-component', parent: 'some-tokenizer', licence: 'Apache-2.0', kind: 'library' },
      {
        relation: 'served-by',
        parent: 'llama.cpp',
        kind: 'engine',
        version: 'b9000',
        licence: 'MIT',
        declaredLicence: 'MIT',
      },
      { relation: 'shown-in', parent: 'Open WebUI', version: '0.6.10', licence: 'LicenseRef-open-webui-2025' },
      { relation: 'soup-of', parent: 'nobody-knows', licence: 'Apache-2.0' },
    ],
  } as const
  const scout = {
    kind: 'model',
    name: 'Llama-4-Scout-17B-16E-Instruct',
    modality: 'multimodal',
    declaredLicence: 'llama4',
    licence: 'LicenseRef-llama-4-community',
  } as const
  return {
    subject: 'town-gateway',
    createdAt: '2026-11-23T08:30:00Z',
    createdBy: 'Example Town',
    tool: { name: 'Stellwerk', version: '0.1.0' },
    components: [
      {
        id: 'letters',
        component: model,
        claim: { foundIn: 'card', at: '2026-11-20T10:00:00Z', source: 'README.md' },
        artefact: {
          known: { kind: 'measured', at: '2026-11-21T07:00:00Z' },
          sha256: hashOf('weights'),
          files: [
            { path: 'model-00001-of-00002.safetensors', sha256: hashOf('first') },
            { path: 'model-00002-of-00002.safetensors', sha256: hashOf('second') },
          ],
          texts: [
            { path: 'LICENSE', licence: 'MIT', wordSha256: hashOf('words of a text'), sha256: hashOf('file') },
            { path: 'NOTICE', licence: null, wordSha256: hashOf('other words') },
            { path: 'USE_POLICY.md', licence: 'LicenseRef-llama-3.1-community', wordSha256: hashOf('policy') },
          ],
        },
        release: {
          suppliedBy: 'Some Org',
          originatedBy: 'Some Org',
          releasedAt: '2026-05-01T00:00:00Z',
          downloadLocation: 'https://models.example/letters-8b',
          homePage: 'https://models.example/',
          limitations: ['Knows no law after 2025.'],
        },
        uses: [
          { useCase: 'letters', evaluation: evaluate(office, model, known) },
          { useCase: 'hr', evaluation: evaluate({ ...office, purposes: ['employment-decision'] }, model, known) },
        ],
      },
      { id: 'scout', component: scout, uses: [{ useCase: 'letters', evaluation: evaluate(office, scout, known) }] },
      {
        id: 'engine',
        component: { kind: 'engine', name: 'llama.cpp', version: 'b9000', licence: 'MIT', declaredLicence: 'MIT' },
      },
      {
        id: 'corpus',
        component: { kind: 'dataset', name: 'town-corpus', licence: 'CC-BY-4.0', declaredLicence: 'cc-by-4.0' },
        claim: { foundIn: 'hub-label' },
        artefact: { known: { kind: 'declared', by: 'data office' }, sha256: hashOf('corpus') },
        release: {
          originatedBy: 'Example Town',
          releasedAt: '2026-04-01T00:00:00Z',
          builtAt: '2026-03-01T00:00:00Z',
          downloadLocation: 'https://data.example/corpus',
          datasetTypes: ['text'],
        },
      },
      {
        id: 'lora',
        component: {
          kind: 'adapter',
          name: 'town-lora',
          version: '3',
          lineage: [{ relation: 'adapter', parent: 'some-base', licence: 'Apache-2.0' }],
        },
      },
      { id: 'image', component: { kind: 'container', name: 'runtime-image', declaredLicence: 'other' } },
      { id: 'templates', component: { kind: 'prompt-template', name: 'letter-template', declaredLicence: null } },
      {
        id: 'store',
        component: {
          kind: 'store',
          name: 'search-store',
          licence: 'SSPL-1.0',
          declaredLicence: 'SSPL-1.0',
          deliveredAs: 'hosted by somebody else',
        },
      },
      ...publishedConflicts.map((conflict) => conflict.known),
    ],
  }
}
