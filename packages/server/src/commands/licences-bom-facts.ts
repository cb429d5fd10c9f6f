// What a bill of materials can say of a component beyond its licence, as it stands beside the component on standard input.
import { basename } from 'node:path'

import type { Config } from '@stellwerk/contract/config'
import { type BomComponent, datasetTypes } from '@stellwerk/licences/bom/input'
import { expressionOf } from '@stellwerk/licences/bom/licensing'
import type { Catalogue } from '@stellwerk/licences/catalogue-index'
import { z } from 'zod'

import { UsageError } from './command.ts'
import type { NamedComponent } from './licences-source.ts'

/** What is known of a component, without the component. */
export type BomFacts = Omit<BomComponent, 'id' | 'component' | 'uses'>

/** A component of a bill, with what is known of it. */
export interface NamedBomComponent extends NamedComponent {
  readonly facts: BomFacts
}

/** Longest line of a fact, in characters. */
const lineCharactersMax = 2_000
const linesMax = 100
/** A model in many shards has hundreds of files. */
const filesMax = 10_000

const line = z.string().min(1).max(lineCharactersMax)

const facts = z.object({
  claim: z
    .strictObject({
      foundIn: z.enum(['text', 'card', 'file-header', 'hub-label', 'statement']),
      at: line.exactOptional(),
      source: line.exactOptional(),
    })
    .exactOptional(),
  conclusion: z
    .strictObject({ licence: line, by: line, at: line, reason: line, source: line.exactOptional() })
    .exactOptional(),
  artefact: z
    .strictObject({
      known: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('measured'), at: line, by: line.exactOptional() }),
        z.strictObject({ kind: z.literal('declared'), at: line.exactOptional(), by: line.exactOptional() }),
      ]),
      sha256: line.exactOptional(),
      files: z
        .array(z.strictObject({ path: line, sha256: line }))
        .max(filesMax)
        .exactOptional(),
      texts: z
        .array(
          z.strictObject({
            path: line,
            licence: line.nullable(),
            wordSha256: line.exactOptional(),
            sha256: line.exactOptional(),
          }),
        )
        .max(filesMax)
        .exactOptional(),
    })
    .exactOptional(),
  release: z
    .strictObject({
      suppliedBy: line.exactOptional(),
      originatedBy: line.exactOptional(),
      releasedAt: line.exactOptional(),
      builtAt: line.exactOptional(),
      downloadLocation: line.exactOptional(),
      homePage: line.exactOptional(),
      datasetTypes: z.array(z.enum(datasetTypes)).max(datasetTypes.length).exactOptional(),
      limitations: z.array(line).max(linesMax).exactOptional(),
    })
    .exactOptional(),
})

/**
 * The facts beside a component. Unlike what a verdict is made from, nothing of them is left out when it is wrong: a bill without the
 * supplier that somebody named would say that nobody has.
 *
 * @throws UsageError naming the field
 */
export function bomFacts(component: unknown, path: string): BomFacts {
  const read = facts.safeParse(component)
  if (read.success) return read.data
  const [problem] = read.error.issues
  const where = [path, ...(problem?.path ?? []).map(String)].join('.')
  const what = problem?.message ?? ''
  throw new UsageError({
    de: `${where}: so nicht zu verwenden (${what}). Die Felder stehen in docs/de/ai-stueckliste.md.`,
    en: `${where}: of no use like this (${what}). The fields are in docs/ai-bom.md.`,
  })
}

/** The facts that a configuration states of a component. A digest in it was written down, not measured. */
export function configuredFacts(
  { components, opinions, privacy }: Pick<Config, 'components' | 'opinions' | 'privacy'>,
  id: string,
  on: {
    /** ISO date. An opinion counts while it is in force. */
    readonly day: string
    readonly catalogue: Catalogue
  },
): BomFacts {
  const component = components.find((one) => one.id === id)
  // Of a folder it is a digest over several files, which no field for the hash of an artefact may hold.
  const stated = component?.folder === undefined ? component?.digest : undefined
  // What finds personal data is pinned where it is used, and starts with no other file.
  const digest = privacy.model?.component === id ? privacy.model.sha256 : stated
  const opinion = opinions.find(
    ({ component: about, licence, useCases, givenOn, validUntil }) =>
      about === id && licence !== undefined && useCases === undefined && givenOn <= on.day && on.day <= validUntil,
  )
  const licence = opinion?.licence === undefined ? undefined : expressionOf(opinion.licence, on.catalogue)
  return {
    ...(digest === undefined ? {} : { artefact: { known: { kind: 'declared' }, sha256: digest } }),
    ...(opinion === undefined || licence === undefined
      ? {}
      : {
          conclusion: {
            licence,
            by: opinion.statedBy,
            at: `${opinion.givenOn}T00:00:00Z`,
            reason: opinion.reason.en,
            source: opinion.source,
          },
        }),
  }
}

/** Id in a bill of a model that the configuration names no component for. */
const unnamedModelId = 'stellwerk-privacy-model'

/** The operator's model for personal data where nobody has said which component it is: a bill that left it out would be short of a model. */
export function unnamedModel({ privacy: { model } }: Pick<Config, 'privacy'>): readonly NamedBomComponent[] {
  if (model === undefined || model.component !== undefined) return []
  return [
    {
      id: unnamedModelId,
      component: { kind: 'model', name: basename(model.path), modality: 'text' },
      facts: { artefact: { known: { kind: 'declared' }, sha256: model.sha256 } },
    },
  ]
}
