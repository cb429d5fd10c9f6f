// Where a bill of materials takes its components from: those of the other commands about licences, with what a bill can say beyond them.
import type { Catalogue } from '@stellwerk/licences/catalogue-index'
import type { Component } from '@stellwerk/licences/component'
import type { CaseProblem } from '@stellwerk/licences/parse-case'

import type { CommandCall } from './command.ts'
import { jsonInput } from './input.ts'
import { builtInComponents } from './licences-bom-built-in.ts'
import { bomFacts, configuredFacts, type NamedBomComponent, unnamedModel } from './licences-bom-facts.ts'
import { readFolder } from './licences-bom-folder.ts'
import {
  type LicencePortfolio,
  listIn,
  memberOf,
  portfolioFromConfig,
  portfolioFromJson,
  textIn,
} from './licences-source.ts'

export interface BomSource extends LicencePortfolio {
  /** What the bill is of. */
  readonly subject: string
  readonly components: readonly NamedBomComponent[]
}

export interface BomReading {
  readonly catalogue: Catalogue
  /** Moment of the bill (RFC 3339, UTC). Opinions count while they are in force; folders are measured now. */
  readonly at: string
  /** Hashes of weights take as long as reading all of them does. */
  readonly withDigests: boolean
}

const subjectDefault = 'stellwerk'

/** @throws UsageError */
export async function bomSource(call: CommandCall, reading: BomReading): Promise<BomSource> {
  return call.options.has('stdin') ? fromJson(await jsonInput(call, example)) : fromConfig(call, reading)
}

const example = 'stellwerk licences bom --stdin < components.json'

const nothingFound = { licences: [], textSha256: [], claimedBases: [], doubts: [] } as const

async function fromConfig(call: CommandCall, { catalogue, at, withDigests }: BomReading): Promise<BomSource> {
  const { config } = call.loadConfig()
  // The bill reads the folders itself, and more of them than a lamp needs.
  const found = portfolioFromConfig(config, () => nothingFound)
  const components: NamedBomComponent[] = []
  const problems: CaseProblem[] = []
  for (const { id, component } of found.components) {
    const facts = configuredFacts(config, id, { day: at.slice(0, 10), catalogue })
    const folder = config.components.find((one) => one.id === id)?.folder
    if (folder === undefined) {
      components.push({ id, component, facts })
      continue
    }
    const { component: read, unread, ...measured } = await readFolder(component, folder, { catalogue, withDigests, at })
    components.push({ id, component: read, facts: { ...facts, ...measured } })
    problems.push(...unread.map(({ path, text }) => ({ path: `${id}: ${path}`, text })))
  }
  const subject = config.publicUrl === undefined ? subjectDefault : new URL(config.publicUrl).host
  const own = [...builtInComponents(at), ...unnamedModel(config)]
  const isOwn = (id: string | undefined): boolean => own.some((one) => one.id === id)
  return {
    ...found,
    subject,
    components: [...components, ...own],
    // What comes with the program, and what no component was named for, no office has stated anything about.
    useOf: (useCase, id) => found.useOf(useCase, isOwn(id) ? undefined : id),
    problems,
  }
}

function fromJson(input: unknown): BomSource {
  const stated = listIn(input, 'components') ?? []
  // A bill needs no use cases; the other commands do.
  const hasUseCases = memberOf(input, 'useCases') !== undefined
  const found = portfolioFromJson(hasUseCases ? input : { components: memberOf(input, 'components'), useCases: [] })
  return {
    ...found,
    subject: textIn(input, 'subject') ?? subjectDefault,
    components: found.components.map(({ id, component }, index) => ({
      id,
      component: asDeclared(component, stated[index]),
      facts: bomFacts(stated[index], `components[${index}]`),
    })),
  }
}

/** To a verdict it is the same whether nothing is claimed or nobody has said what is; to a bill it is not. */
function asDeclared(component: Component, stated: unknown): Component {
  return memberOf(stated, 'declaredLicence') === null ? { ...component, declaredLicence: null } : component
}
