import { type TermsDocument, termsDocument, termsText } from '@stellwerk/licences/terms-document'

import type { FoundOfComponent, LicenceFindings, OfferedModel } from './findings.ts'

/** The text that callers of a model accept. */
export interface TermsOfModel extends OfferedModel {
  readonly document: TermsDocument
  readonly text: string
  /** SHA-256 of the text in UTF-8, hex. */
  readonly digest: string
}

/** What holds since the licences were last evaluated. */
interface Held {
  readonly generation: number
  /** By use case, then by model. */
  readonly byModel: ReadonlyMap<string, ReadonlyMap<string, TermsOfModel>>
  /** By use case, then by deployment. */
  readonly byDeployment: ReadonlyMap<string, ReadonlyMap<string, TermsOfModel>>
  readonly digests: ReadonlySet<string>
}

/**
 * Which routes want their callers bound, and to which text. Worked out when the licences were evaluated anew, so that a request
 * costs a look-up, and one for a use case without terms next to nothing.
 */
export class TermsInForce {
  readonly #findings: LicenceFindings
  readonly #offered: readonly OfferedModel[]
  readonly #digestOf: (text: string) => string
  #held: Held | undefined

  constructor(what: {
    readonly findings: LicenceFindings
    readonly offered: readonly OfferedModel[]
    readonly digestOf: (text: string) => string
  }) {
    this.#findings = what.findings
    this.#offered = what.offered
    this.#digestOf = what.digestOf
  }

  /** What calls of this route are bound to. */
  neededFor({ useCaseId, deploymentId }: { readonly useCaseId: string; readonly deploymentId: string }) {
    return this.#now().byDeployment.get(useCaseId)?.get(deploymentId)
  }

  ofModel(useCaseId: string, model: string): TermsOfModel | undefined {
    return this.#now().byModel.get(useCaseId)?.get(model)
  }

  all(): readonly TermsOfModel[] {
    return [...this.#now().byModel.values()].flatMap((models) => [...models.values()])
  }

  /** Whether some route wants exactly this text. */
  isInForce(digest: string): boolean {
    return this.#now().digests.has(digest)
  }

  #now(): Held {
    const generation = this.#findings.generation()
    if (this.#held?.generation === generation) return this.#held
    this.#held = this.#workOut(generation)
    return this.#held
  }

  #workOut(generation: number): Held {
    const byModel = new Map<string, Map<string, TermsOfModel>>()
    const byDeployment = new Map<string, Map<string, TermsOfModel>>()
    for (const { useCaseId, model } of this.#offered) {
      const found = this.#findings.evaluationsFor(useCaseId, model)
      const document = termsDocument(found, this.#findings.catalogue())
      if (document === undefined) continue
      const text = termsText(document)
      const terms = { useCaseId, model, document, text, digest: this.#digestOf(text) }
      entryOf(byModel, useCaseId).set(model, terms)
      for (const deploymentId of this.#bindingOf(found)) entryOf(byDeployment, useCaseId).set(deploymentId, terms)
    }
    const digests = new Set([...byModel.values()].flatMap((models) => [...models.values()].map(({ digest }) => digest)))
    return { generation, byModel, byDeployment, digests }
  }

  /** Of several deployments behind one name, those that alone would want terms. */
  #bindingOf(found: readonly FoundOfComponent[]): readonly string[] {
    const catalogue = this.#findings.catalogue()
    return [...Map.groupBy(found, ({ deploymentId }) => deploymentId)]
      .filter(([, uses]) => termsDocument(uses, catalogue) !== undefined)
      .map(([deploymentId]) => deploymentId)
  }
}

function entryOf<T>(map: Map<string, Map<string, T>>, key: string): Map<string, T> {
  const known = map.get(key) ?? new Map<string, T>()
  map.set(key, known)
  return known
}
