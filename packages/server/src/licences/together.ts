import type { Evaluation, LicenceObligation } from '@stellwerk/licences/verdict'
import { verdicts } from '@stellwerk/licences/verdict'

/** The evaluations of everything behind a route as one: the strictest verdict, all reasons, equal duties once. */
export function evaluationOfAll(all: readonly Evaluation[]): Evaluation {
  const worst = Math.max(0, ...all.map(({ verdict }) => verdicts.indexOf(verdict)))
  return {
    verdict: verdicts[worst] ?? 'forbidden',
    reasons: all.flatMap(({ reasons }) => reasons),
    obligations: obligationsOfAll(all.flatMap(({ obligations }) => obligations)),
    missing: [...new Map(all.flatMap(({ missing }) => missing).map((fact) => [fact.name, fact])).values()],
    unknownPurposes: [...new Set(all.flatMap(({ unknownPurposes }) => unknownPurposes))],
    concluded: [...new Set(all.map(({ concluded }) => concluded))].join(' AND '),
    readings: Object.fromEntries(all.flatMap(({ readings }) => Object.entries(readings))),
  }
}

/** The same duty of several components is one with several sources; different words are different duties. */
function obligationsOfAll(obligations: readonly LicenceObligation[]): readonly LicenceObligation[] {
  const merged = new Map<string, LicenceObligation>()
  for (const obligation of obligations) {
    const key = `${obligation.kind}\0${obligation.fixedWords?.join('\0') ?? ''}`
    const known = merged.get(key)
    merged.set(key, known === undefined ? obligation : { ...known, sources: [...known.sources, ...obligation.sources] })
  }
  return [...merged.values()]
}
