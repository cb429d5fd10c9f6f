// What licences say about answers as training data, beside answers that leave in an evidence bundle.
import type { EntryDraft } from '@stellwerk/contract/journal/entry'

import type { CommandCall } from './command.ts'
import type { BundleContent } from './journal-bundle-writer.ts'

/** Fields of an entry that hold what a model said. */
const answers: ReadonlySet<string> = new Set(['response', 'deliveredResponse'])

const path = 'output-rules.json'

/**
 * Collects whose answers are disclosed. Whoever gets a bundle may not know otherwise that a licence bars training with what lies
 * in it.
 */
export class OutputRules {
  /** By use case, the deployments that answered. */
  readonly #routes = new Map<string, Set<string>>()
  readonly #isNeeded: boolean

  /** @param fields that are disclosed */
  constructor(fields: readonly string[]) {
    this.#isNeeded = fields.some((field) => answers.has(field))
  }

  note(draft: EntryDraft): void {
    if (!this.#isNeeded || (draft.type !== 'outcome' && draft.type !== 'cut')) return
    const deployments = this.#routes.get(draft.useCase) ?? new Set()
    this.#routes.set(draft.useCase, deployments.add(draft.deployment))
  }

  /** The rules as they stand when the bundle is made; nothing where no answer is disclosed. */
  async contents(call: CommandCall): Promise<readonly BundleContent[]> {
    if (this.#routes.size === 0) return []
    const rules = [...this.#routes].map(([useCase, deployments]) => rulesOf(call, useCase, deployments))
    const outputs = (await Promise.all(rules)).flat()
    const bytes = new TextEncoder().encode(`${JSON.stringify({ outputs }, undefined, 2)}\n`)
    return [{ path, read: () => bytes }]
  }
}

/** A deployment that is gone, or behind which no work is on file, is told as well: nobody knows what holds for its answers. */
async function rulesOf(
  call: CommandCall,
  useCase: string,
  deployments: ReadonlySet<string>,
): Promise<readonly object[]> {
  const rulings = (await call.wiring.outputRulings(call.loadConfig(), useCase)) ?? []
  const known = new Map(rulings.map((one) => [one.deploymentId, one]))
  return [...deployments].sort().map((deployment) => {
    const { model, component } = known.get(deployment) ?? {}
    return {
      useCase,
      deployment,
      model: model ?? null,
      component: component?.name ?? null,
      outcome: component?.ruling.outcome ?? 'unclear',
      rules: (component?.ruling.rules ?? []).map(({ licence, sections, rule, text }) => ({
        licence,
        sections,
        rule,
        text,
      })),
    }
  })
}
