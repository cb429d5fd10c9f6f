import type { BomComponent } from '@stellwerk/licences/bom/input'
import type { Descended } from '@stellwerk/licences/component'

/** A release whose label says one thing and whose layers say another, as published (docs/ai-bom.md names the places). */
export interface PublishedConflict {
  readonly known: BomComponent
  /** What the bill has to conclude; `NOASSERTION` where a layer's licence is not in the catalogue. */
  readonly concluded: string
}

const conflict = (
  name: string,
  declaredLicence: string,
  is: { readonly own?: string; readonly madeFrom: readonly Descended[]; readonly concluded: string },
): PublishedConflict => ({
  known: {
    id: name,
    component: {
      kind: 'model',
      name,
      declaredLicence,
      ...(is.own === undefined ? {} : { licence: is.own }),
      lineage: is.madeFrom,
    },
    claim: { foundIn: 'card' },
  },
  concluded: is.concluded,
})

const llama31 = 'LicenseRef-llama-3.1-community'
const apache = 'Apache-2.0'

export const publishedConflicts: readonly PublishedConflict[] = [
  conflict('deepseek-ai/DeepSeek-R1-Distill-Llama-8B', 'mit', {
    own: 'MIT',
    madeFrom: [
      { relation: 'finetune', parent: 'meta-llama/Llama-3.1-8B', licence: llama31 },
      { relation: 'distilled-on-outputs', parent: 'deepseek-ai/DeepSeek-R1', licence: 'MIT' },
    ],
    concluded: `MIT AND ${llama31}`,
  }),
  conflict('vidore/colqwen2.5-v0.2', 'apache-2.0', {
    own: apache,
    madeFrom: [{ relation: 'finetune', parent: 'Qwen/Qwen2.5-VL-3B-Instruct', licence: 'LicenseRef-qwen-research' }],
    concluded: `${apache} AND LicenseRef-qwen-research`,
  }),
  conflict('RedHatAI/Pixtral-Large-Instruct-quantized.w4a16', 'apache-2.0', {
    own: apache,
    madeFrom: [
      {
        relation: 'quantized',
        parent: 'mistralai/Pixtral-Large-Instruct',
        licence: 'LicenseRef-mistral-research-0.1',
      },
    ],
    concluded: `${apache} AND LicenseRef-mistral-research-0.1`,
  }),
  conflict('sesame/csm-1b', 'apache-2.0', {
    own: apache,
    madeFrom: [
      { relation: 'embeds-component', parent: 'meta-llama/Llama-3.2-1B', licence: 'LicenseRef-llama-3.2-community' },
    ],
    concluded: `${apache} AND LicenseRef-llama-3.2-community`,
  }),
  conflict('PKU-YuanGroup/UltraShape-1.0', 'apache-2.0', {
    own: apache,
    // The licence of 2.1 was not read; that of 2.0 was. Reading one for the other would be a guess.
    madeFrom: [{ relation: 'finetune', parent: 'tencent/Hunyuan3D-2.1', declaredLicence: 'other' }],
    concluded: 'NOASSERTION',
  }),
  conflict('ollama/minicpm-v', 'Apache-2.0', {
    own: apache,
    madeFrom: [
      { relation: 'format-conversion', parent: 'openbmb/MiniCPM-V', declaredLicence: 'MiniCPM Model License' },
    ],
    concluded: 'NOASSERTION',
  }),
  conflict('AMAImedia/Kimi-K3-MXFP-GGUF', 'apache-2.0', {
    own: apache,
    madeFrom: [{ relation: 'quantized', parent: 'moonshotai/Kimi-K3', licence: 'LicenseRef-kimi-k3' }],
    concluded: `${apache} AND LicenseRef-kimi-k3`,
  }),
  {
    known: {
      id: 'XiaomiMiMo/MiMo-V2-Flash',
      component: { kind: 'model', name: 'XiaomiMiMo/MiMo-V2-Flash', declaredLicence: 'Apache-2.0 AND MIT' },
      claim: { foundIn: 'card' },
      conclusion: {
        licence: 'MIT',
        by: 'legal',
        at: '2026-11-20T09:00:00Z',
        reason: 'The maintainer said so in public; there is no licence file.',
        source: 'MiMo-V2-Flash#2',
      },
    },
    concluded: 'MIT',
  },
]
