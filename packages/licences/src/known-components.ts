import type { Text } from '@stellwerk/contract/language'

import type { ComponentKind } from './component.ts'
import type { LicenceId } from './terms.ts'
import { compareVersions } from './versions.ts'

/**
 * What is known about the licence of an engine, an interface or a store at one version. It helps a person to fill in a licence and
 * is a claim like any other: the text that came with the software decides. Nothing of the kind exists for models, see
 * {@link noteOnFamily}.
 */
export interface KnownLicence {
  readonly licence: LicenceId
  /** Where it was read, or `secondary` where somebody else reports it. */
  readonly source: { readonly repository: string; readonly path: string; readonly at: string } | 'secondary'
  readonly note?: Text
}

interface Known {
  readonly kind: ComponentKind
  /** Lower-case, words joined by hyphens. */
  readonly names: readonly [string, ...string[]]
  readonly ranges: readonly [Range, ...Range[]]
}

/** Versions from the first one on, up to but without the second; without either, all of them. */
interface Range extends KnownLicence {
  readonly from?: string
  readonly below?: string
}

const tgi = 'huggingface/text-generation-inference'
const tei = 'huggingface/text-embeddings-inference'

/** Licence files as they were read at tags of the repositories, checked 2026-11-23. */
const known: readonly Known[] = [
  { kind: 'engine', names: ['vllm'], ranges: [{ licence: 'Apache-2.0', source: 'secondary' }] },
  { kind: 'engine', names: ['sglang'], ranges: [{ licence: 'Apache-2.0', source: 'secondary' }] },
  { kind: 'engine', names: ['llama-cpp', 'llama-server'], ranges: [{ licence: 'MIT', source: 'secondary' }] },
  {
    kind: 'engine',
    names: ['ollama'],
    ranges: [
      {
        licence: 'MIT',
        source: { repository: 'ollama/ollama', path: 'LICENSE', at: 'fb30760' },
        note: {
          de: 'Über die Modelle, die damit geladen werden, sagt das nichts.',
          en: 'It says nothing about the models that are pulled with it.',
        },
      },
    ],
  },
  {
    kind: 'engine',
    names: ['text-generation-inference', 'tgi'],
    ranges: [
      { below: '1.0', licence: 'Apache-2.0', source: { repository: tgi, path: 'LICENSE', at: 'v0.9.4' } },
      {
        from: '1.0',
        below: '1.5',
        licence: 'LicenseRef-hfoil-1.0',
        source: { repository: tgi, path: 'LICENSE', at: 'v1.4.5' },
      },
      {
        from: '2.0',
        licence: 'Apache-2.0',
        source: { repository: tgi, path: 'LICENSE', at: 'v2.0.0' },
        note: { de: 'Seit PR #1714 vom 8. April 2024.', en: 'Since PR #1714 of 8 April 2024.' },
      },
    ],
  },
  {
    kind: 'engine',
    names: ['text-embeddings-inference', 'tei'],
    ranges: [
      { below: '1.2.1', licence: 'LicenseRef-hfoil-1.0', source: { repository: tei, path: 'LICENSE', at: 'v1.2.0' } },
      { from: '1.2.1', licence: 'Apache-2.0', source: { repository: tei, path: 'LICENSE', at: 'v1.2.1' } },
    ],
  },
  {
    kind: 'ui',
    names: ['open-webui'],
    ranges: [
      {
        below: '0.6.6',
        licence: 'BSD-3-Clause',
        source: 'secondary',
        note: {
          de: 'Nach Ziffer 6 der späteren Lizenz bleibt der frühere Code darunter; frühe Fassungen trugen einen MIT-Text.',
          en: 'By clause 6 of the later licence the earlier code stays under it; early versions carried an MIT text.',
        },
      },
      {
        from: '0.6.6',
        licence: 'LicenseRef-open-webui-2025',
        source: 'secondary',
        note: {
          de: 'Spätere Fassungen tragen einen umformulierten Text; der Fingerabdruck der Datei entscheidet.',
          en: 'Later versions carry a reworded text; the fingerprint of the file decides.',
        },
      },
    ],
  },
  {
    kind: 'store',
    names: ['redis'],
    ranges: [
      { below: '7.4', licence: 'BSD-3-Clause', source: { repository: 'redis/redis', path: 'COPYING', at: '7.2.4' } },
      {
        from: '7.4',
        below: '8.0',
        licence: 'SSPL-1.0',
        source: { repository: 'redis/redis', path: 'LICENSE.txt', at: '7.4.0' },
        note: {
          de: 'Oder nach Wahl die Redis Source Available License 2.0, die nicht umgesetzt ist.',
          en: 'Or at choice the Redis Source Available License 2.0, which has not been transcribed.',
        },
      },
    ],
  },
  {
    kind: 'store',
    names: ['elasticsearch'],
    ranges: [
      {
        from: '7.11',
        licence: 'Elastic-2.0',
        source: 'secondary',
        note: {
          de: 'Gilt für die ausgelieferten Fassungen. Der Quelltext steht zum großen Teil nach Wahl auch unter SSPL-1.0 und seit September 2024 unter AGPL-3.0.',
          en: 'Holds for the releases. Most of the source is at choice under SSPL-1.0 as well and, since September 2024, under AGPL-3.0.',
        },
      },
    ],
  },
  {
    kind: 'store',
    names: ['qdrant'],
    ranges: [{ licence: 'Apache-2.0', source: { repository: 'qdrant/qdrant', path: 'LICENSE', at: '74f3e85' } }],
  },
  {
    kind: 'store',
    names: ['pgvector'],
    ranges: [{ licence: 'PostgreSQL', source: { repository: 'pgvector/pgvector', path: 'LICENSE', at: 'e48241b' } }],
  },
  { kind: 'store', names: ['postgresql', 'postgres'], ranges: [{ licence: 'PostgreSQL', source: 'secondary' }] },
  {
    kind: 'library',
    names: ['cuda', 'cuda-runtime', 'cuda-toolkit'],
    ranges: [{ licence: 'LicenseRef-nvidia-cuda-eula', source: 'secondary' }],
  },
]

const byName = new Map(known.flatMap((component) => component.names.map((name) => [name, component])))

/**
 * Under which licence a well-known component comes at a version: `unknown version` where that depends on a version that is not
 * stated, cannot be read or was never looked at, `undefined` where the component is not known.
 *
 * @example licenceOfKnown('Open WebUI', '0.6.10') // { licence: 'LicenseRef-open-webui-2025', … }
 */
export function licenceOfKnown(name: string, version?: string): KnownLicence | 'unknown version' | undefined {
  const component = byName.get(spelt(name))
  if (component === undefined) return undefined
  return component.ranges.find((range) => contains(range, version)) ?? 'unknown version'
}

/** Which kind of thing a well-known component is. */
export function kindOfKnown(name: string): ComponentKind | undefined {
  return byName.get(spelt(name))?.kind
}

/** Names longer than this are nobody's. */
const nameLengthMax = 200

/** Without the organisation, in small letters, words joined by hyphens. */
function spelt(name: string): string {
  if (name.length > nameLengthMax) return ''
  return name
    .slice(name.lastIndexOf('/') + 1)
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_.]+/g, '-')
}

function contains({ from, below }: Range, version: string | undefined): boolean {
  if (from === undefined && below === undefined) return true
  if (version === undefined) return false
  const [afterFirst, beforeLast] = [
    from === undefined ? 0 : compareVersions(version, from),
    below === undefined ? -1 : compareVersions(version, below),
  ]
  return (afterFirst === 0 || afterFirst === 1) && beforeLast === -1
}

/** Families whose models stand under different licences, each with why its name does not tell which. */
const families: Readonly<Record<string, Text>> = {
  gemma: {
    de: 'Gemma 1 bis 3 stehen unter den Gemma Terms, Gemma 4 nach Berichten unter Apache-2.0.',
    en: 'Gemma 1 to 3 are under the Gemma Terms, Gemma 4 reportedly under Apache-2.0.',
  },
  llama: {
    de: 'Jede Fassung hat ihre eigene Lizenz; bei 3.2, 3.3 und 4 entscheidet zudem, ob das Modell mehr als Text verarbeitet.',
    en: 'Each version has its own licence; for 3.2, 3.3 and 4 it matters besides whether the model takes more than text.',
  },
  deepseek: {
    de: 'Die Gewichte von DeepSeek-V3 vom Dezember 2024 untersagen militärische Nutzung, DeepSeek-R1 steht unter MIT; destillierte Modelle tragen die Lizenz ihrer Grundlage mit.',
    en: 'The weights of DeepSeek-V3 of December 2024 bar military use, DeepSeek-R1 is MIT; distilled models carry the licence of their base as well.',
  },
  hunyuan: {
    de: 'A13B und 3D 2.0 haben fast gleiche Texte mit 100 Millionen und einer Million Nutzern als Schwelle; Hy3 steht nach Berichten unter Apache-2.0.',
    en: 'A13B and 3D 2.0 have nearly the same text with 100 million and one million users as threshold; Hy3 is reportedly under Apache-2.0.',
  },
  kimi: {
    de: 'Kimi K2 hat eine geänderte MIT-Lizenz, Kimi K3 eine eigene.',
    en: 'Kimi K2 has a modified MIT licence, Kimi K3 one of its own.',
  },
  glm: {
    de: 'Bis 5.2 nach Berichten MIT, GLM-5.3 eine eigene Lizenz vom 28. August 2026.',
    en: 'Reportedly MIT up to 5.2, for GLM-5.3 a licence of its own of 28 August 2026.',
  },
  minimax: {
    de: '01 und M2.5 stehen unter der Model License, M2.7 nach Berichten nicht gewerblich, M3 unter einer Community License, M2 und M2.1 ohne Lizenzdatei.',
    en: '01 and M2.5 use the Model License, M2.7 reportedly non-commercial terms, M3 a Community License, M2 and M2.1 have no licence file.',
  },
  yi: {
    de: 'Derselbe Pfad enthielt nacheinander drei Lizenzen: 1.0, 2.1 und seit dem 30. Mai 2024 Apache-2.0.',
    en: 'The same path held three licences in turn: 1.0, 2.1 and, since 30 May 2024, Apache-2.0.',
  },
  qwen: {
    de: 'Tongyi Qianwen 2023, Qwen 2024, Qwen Research und Apache-2.0 wechseln nach Größe und Fassung.',
    en: 'Tongyi Qianwen 2023, Qwen 2024, Qwen Research and Apache-2.0 change with size and version.',
  },
  mistral: {
    de: 'Neben Apache-2.0 gibt es Modelle nur für Forschung und nur für nicht produktive Nutzung.',
    en: 'Beside Apache-2.0 there are models for research only and for non-production use only.',
  },
}

/**
 * Why the name of a model does not tell its licence, where its family is known for that. The absence of a note says nothing: no name
 * decides, only the text that came with the weights.
 *
 * @example noteOnFamily('google/gemma-3-27b-it')?.en
 */
export function noteOnFamily(name: string): Text | undefined {
  const own = spelt(name)
  // The longest word that begins the name; `yi-34b` is Yi, `yield` is not.
  const family = Object.keys(families).find((word) => own === word || new RegExp(`^${word}[-0-9]`).test(own))
  return family === undefined ? undefined : families[family]
}
