import type { Catalogue } from '../catalogue-index.ts'
import type { Evaluation, Verdict } from '../verdict.ts'
import { verdicts } from '../verdict.ts'
import type { BomComponent, EvaluatedUse } from './input.ts'
import type { JsonObject } from './json.ts'
import type { Concluded } from './licensing.ts'
import type { Work } from './lineage.ts'

/** The uses of a component by id of the use case, and the strictest verdict over all of them. */
export function usesOf(known: BomComponent): readonly EvaluatedUse[] {
  return (known.uses ?? []).toSorted((left, right) => (left.useCase < right.useCase ? -1 : 1))
}

export function strictestOf(uses: readonly EvaluatedUse[]): Verdict | undefined {
  return uses
    .map(({ evaluation }) => evaluation.verdict)
    .reduce<Verdict | undefined>(
      (worst, verdict) =>
        worst === undefined || verdicts.indexOf(verdict) > verdicts.indexOf(worst) ? verdict : worst,
      undefined,
    )
}

/** An evaluation in short: what neither standard has a field for. */
export function evaluationJson({ useCase, evaluation }: EvaluatedUse): JsonObject {
  return {
    useCase,
    verdict: evaluation.verdict,
    reasons: reasonsJson(evaluation),
    obligations: obligationsJson(evaluation),
    missing: evaluation.missing.map(({ name }) => name),
    unknownPurposes: evaluation.unknownPurposes,
  }
}

export function reasonsJson(evaluation: Evaluation): readonly JsonObject[] {
  return evaluation.reasons.map(({ code, verdict, component, licence, section }) => ({
    code,
    verdict,
    component,
    licence,
    section,
  }))
}

export function obligationsJson(evaluation: Evaluation): readonly JsonObject[] {
  return evaluation.obligations.map(({ kind, trigger, who, fixedWords, sources }) => ({
    kind,
    trigger,
    who,
    fixedWords,
    sources: sources.map(({ component, licence, section }) => ({ component, licence, section })),
  }))
}

/** Where the licences of a work exclude somebody or somewhere, in a line each. */
export function territoriesOf(concluded: Concluded, catalogue: Catalogue): readonly string[] {
  const ids = new Set(concluded.parts.map(({ id }) => id))
  return catalogue.entries
    .filter(({ spdxExpression }) => ids.has(spdxExpression))
    .flatMap(({ spdxExpression, territory }) =>
      territory.map(
        ({ excludes, tests, modality, sections }) =>
          `${spdxExpression}: excludes ${excludes.join(', ')} by ${tests.join(', ')}, modality ${modality} (${sections.join(', ')})`,
      ),
    )
}

/** What nobody has stated of a component. Stated as unknown, so that a gap is not taken for a no. */
export function unknownOf(known: BomComponent, work: Work): readonly string[] {
  const { artefact, release, component } = known
  const isModel = component.kind === 'model' || component.kind === 'adapter'
  const gaps: readonly (readonly [name: string, isKnown: boolean])[] = [
    ['version', component.version !== undefined],
    ['sha256', artefact?.sha256 !== undefined || (artefact?.files ?? []).length > 0],
    ['licence text', (artefact?.texts ?? []).length > 0 || work.textSha256.length > 0],
    ['declared licence', work.declared !== undefined],
    ['supplier', release?.suppliedBy !== undefined],
    ['release time', release?.releasedAt !== undefined],
    ['download location', release?.downloadLocation !== undefined],
    ['modality', !isModel || component.modality !== undefined],
    ['lineage', !isModel || work.madeFrom.some(({ place }) => place === 'ancestor')],
    ['training data', !isModel || work.madeFrom.some(({ place }) => place === 'data')],
    ['test data', !isModel || work.madeFrom.some(({ place }) => place === 'test-data')],
  ]
  return gaps.filter(([, isKnown]) => !isKnown).map(([name]) => name)
}
