// What `stellwerk models scan` measured on the files of models, as it is carried from a machine with weights to one with a register.
// The digest is over what was found alone, so that two machines with the same files come to the same one.
import { z } from 'zod'

import { date, line, list, section } from './config-shapes.ts'
import { canonicalJson } from './journal/canonical.ts'
import { componentKinds, componentModalities, componentRelations } from './licence-words.ts'
import { artefactFormats } from './register/machines.ts'
import { sha256, shortLine } from './register/stated.ts'

/** Says what a file is, and of which version. */
export const modelFactsFormat = 'stellwerk-model-facts-1'

/** Bytes of a facts file. Ten thousand files of weights take two million. */
export const modelFactsBytesMax = 67_108_864

/** Characters of a path. */
const pathCharactersMax = 1_024

/** In the folder that was scanned, with `/`: never absolute and never upwards. */
const path = z
  .string()
  .min(1)
  .max(pathCharactersMax)
  .refine((value) => !value.startsWith('/') && !value.split('/').includes('..'), { error: 'other' })

const both = section({ de: line, en: line })
const count = z.int().min(0)

const chatTemplate = section({
  path: path.describe('File that has it.'),
  name: z.string().max(200).describe('Its name; empty for the one that is used without asking.'),
  sha256: sha256.describe('Digest of its text in UTF-8.'),
})

const artefact = section({
  name: shortLine.describe('Name of the files without number and ending.'),
  paths: list(path).describe('Its files, in the order of their paths.'),
  digest: sha256.describe('Of one file its own, of several that of the lines that sha256sum writes of them.'),
  bytes: count,
  format: z.enum(artefactFormats),
  architecture: shortLine.exactOptional(),
  quantisation: shortLine.exactOptional(),
  contextTokens: z.int().min(1).exactOptional(),
  parameters: z.int().min(1).exactOptional(),
  chatTemplate: sha256.exactOptional().describe('The one that is used without asking, where all sources agree.'),
  chatTemplates: list(chatTemplate),
})

const licenceText = section({
  path,
  sha256,
  licence: shortLine.nullable().describe('As its words show; null where no known text has these words.'),
})

const base = section({
  name: shortLine,
  relation: z.enum(componentRelations),
  claimedIn: list(path).describe('Files that say so.'),
  model: shortLine.exactOptional().describe('Name of the model in the same scan that it is.'),
})

/** Why a file is not taken for weights. */
export const refusals = ['pickle', 'unreadableHeader', 'partsMissing', 'notItsDigest'] as const

const model = section({
  name: shortLine,
  folder: z.string().max(pathCharactersMax).describe('Where it lies in what was scanned; empty for all of it.'),
  revision: shortLine.exactOptional().describe('Revision of the repository, where a cache names it.'),
  refs: list(shortLine).describe('Names of that revision.'),
  kind: z.enum(componentKinds),
  modality: z.enum(componentModalities).exactOptional(),
  artefacts: list(artefact),
  files: list(section({ path, sha256, bytes: count })),
  licenceTexts: list(licenceText),
  concluded: section({
    licence: shortLine.exactOptional().describe('Exactly one licence is shown by the texts.'),
    beside: list(shortLine).describe('Policies that bind beside it.'),
    why: shortLine.exactOptional().describe('Why none is shown.'),
  }),
  declared: list(section({ licence: shortLine, path })),
  bases: list(base),
  conflicts: list(both),
  refused: list(section({ path, why: z.enum(refusals), text: both })),
  code: list(path).describe('Python files that a loader would run when it is told to trust them.'),
  unread: list(section({ path, why: both })),
})

/** What was found, without who looked and when. */
export const modelFacts = section({
  catalogue: sha256.describe('Digest of the licence catalogue under which texts were identified.'),
  models: list(model),
})

export const modelFactsFile = section({
  format: z.literal(modelFactsFormat),
  by: shortLine.describe('The program that measured.'),
  on: date.describe('Day of the measurement (ISO date, UTC).'),
  digest: sha256.describe('SHA-256 of the canonical JSON (RFC 8785) of facts.'),
  facts: modelFacts,
})

export type ModelFactsFile = z.output<typeof modelFactsFile>
export type ModelFacts = z.output<typeof modelFacts>
export type ModelFact = ModelFacts['models'][number]
export type ArtefactFact = ModelFact['artefacts'][number]
export type Refusal = (typeof refusals)[number]

/**
 * The text whose SHA-256 is the digest of a facts file.
 *
 * @example digestedFacts({ catalogue, models: [] })
 */
export function digestedFacts(value: ModelFacts): string {
  return canonicalJson(value)
}
