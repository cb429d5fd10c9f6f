import type { Text } from '@stellwerk/contract/language'

import type { Catalogue } from './catalogue-index.ts'
import { evaluate } from './evaluate.ts'
import { verdictWords } from './matrix/matrix-words.ts'
import { type LicenceCase, settableFactNames, statedFact } from './settable-facts.ts'
import { inBoth } from './terms-in-words.ts'
import {
  type Evaluation,
  type LicenceObligation,
  type MissingProfileFact,
  verdicts,
  type VerdictReason,
} from './verdict.ts'

/** How a verdict differs when facts do. */
export interface WhatIf {
  readonly facts: readonly ChangedFact[]
  readonly before: Evaluation
  readonly after: Evaluation
  readonly effect: 'same' | 'stricter' | 'milder'
  readonly reasons: Change<VerdictReason>
  readonly obligations: Change<LicenceObligation>
  readonly missing: Change<MissingProfileFact>
  /** What does not change although one might think so. */
  readonly remarks: readonly Text[]
  /** Everything above, in sentences. */
  readonly sentences: readonly Text[]
}

interface Change<Item> {
  readonly gone: readonly Item[]
  readonly added: readonly Item[]
}

export interface ChangedFact {
  readonly name: string
  /** Undefined where it was not or is no longer stated. */
  readonly from: string | undefined
  readonly to: string | undefined
}

/** Judges both cases and says what the changed facts change, and why. */
export function whatIf(known: LicenceCase, changed: LicenceCase, catalogue: Catalogue): WhatIf {
  const before = evaluate(known.profile, known.component, catalogue)
  const after = evaluate(changed.profile, changed.component, catalogue)
  const facts = changedFacts(known, changed)
  const told = {
    facts,
    before,
    after,
    effect: effectOf(before, after),
    reasons: changeOf(before.reasons, after.reasons, reasonKey),
    obligations: changeOf(before.obligations, after.obligations, obligationKey),
    missing: changeOf(before.missing, after.missing, ({ name }) => name),
    remarks: releaseRemarks(facts, after, catalogue),
  } as const
  return { ...told, sentences: sentencesOf(told) }
}

function changedFacts(known: LicenceCase, changed: LicenceCase): readonly ChangedFact[] {
  return settableFactNames
    .map((name) => ({ name, from: statedFact(known, name), to: statedFact(changed, name) }))
    .filter(({ from, to }) => from !== to)
}

function effectOf(before: Evaluation, after: Evaluation): WhatIf['effect'] {
  const step = verdicts.indexOf(after.verdict) - verdicts.indexOf(before.verdict)
  if (step === 0) return 'same'
  return step > 0 ? 'stricter' : 'milder'
}

function changeOf<Item>(before: readonly Item[], after: readonly Item[], key: (item: Item) => string): Change<Item> {
  const [beforeKeys, afterKeys] = [new Set(before.map(key)), new Set(after.map(key))]
  return {
    gone: before.filter((item) => !afterKeys.has(key(item))),
    added: after.filter((item) => !beforeKeys.has(key(item))),
  }
}

/** The fact may differ and the reason be the same: a figure that is below a threshold either way. */
function reasonKey({ code, verdict, component, licence, section }: VerdictReason): string {
  return [code, verdict, component, licence, section].join('\0')
}

function obligationKey({ kind, fixedWords }: LicenceObligation): string {
  return [kind, ...(fixedWords ?? [])].join('\0')
}

/** Licences that count users once, at the release of the model, do not care how many there are later. */
function releaseRemarks(facts: readonly ChangedFact[], after: Evaluation, catalogue: Catalogue): readonly Text[] {
  const changes = new Set(facts.map(({ name }) => name))
  const hasMoreUsers = (changes.has('productMAU') || changes.has('groupMAU')) && !changes.has('groupMAUAtModelRelease')
  if (!hasMoreUsers) return []
  return Object.keys(after.readings).flatMap((id) =>
    (catalogue.byId.get(id)?.thresholds ?? []).flatMap(({ measured, metric, sections }) => {
      if (measured.rule !== 'once-at-release' || metric !== 'monthly-active-users') return []
      const place = `${id} ${sections.join('; ')}`
      return [
        {
          de: `${place} zählt die Nutzer einmal, zum ${measured.referenceOn}: spätere Nutzer ändern daran nichts. Für ein Modell, das danach erscheint, gilt groupMAUAtModelRelease.`,
          en: `${place} counts users once, at ${measured.referenceOn}: users that come later change nothing there. For a model released after them, groupMAUAtModelRelease counts.`,
        },
      ]
    }),
  )
}

function sentencesOf(told: Omit<WhatIf, 'sentences'>): readonly Text[] {
  const { before, after, reasons, obligations, missing } = told
  const word = ({ verdict }: Evaluation) => verdictWords[verdict].text
  const verdictSentence =
    told.effect === 'same'
      ? { de: `Es bleibt: ${word(after).de}.`, en: `It stays: ${word(after).en}.` }
      : {
          de: `Statt „${word(before).de}“: ${word(after).de}.`,
          en: `Instead of "${word(before).en}": ${word(after).en}.`,
        }
  const placed = (reason: VerdictReason, language: 'de' | 'en'): string => {
    const place = reason.section === '-' ? reason.licence : `${reason.licence} ${reason.section}`
    const fact = reason.fact === undefined ? '' : ` [${reason.fact}]`
    return `${reason.component}, ${place}: ${reason.text[language]}${fact}`
  }
  return [
    verdictSentence,
    ...reasons.added.map((reason) => inBoth((in_) => `+ ${placed(reason, in_)}`)),
    ...reasons.gone.map((reason) => inBoth((in_) => `− ${placed(reason, in_)}`)),
    ...obligations.added.map(({ what }) => ({ de: `+ Pflicht: ${what.de}`, en: `+ duty: ${what.en}` })),
    ...obligations.gone.map(({ what }) => ({ de: `− Pflicht: ${what.de}`, en: `− duty: ${what.en}` })),
    ...missing.added.map(({ name, text }) => ({
      de: `+ fehlt: ${name} (${text.de})`,
      en: `+ missing: ${name} (${text.en})`,
    })),
    ...missing.gone.map(({ name, text }) => ({
      de: `− fehlt nicht mehr: ${name} (${text.de})`,
      en: `− no longer missing: ${name} (${text.en})`,
    })),
    ...told.remarks,
  ]
}
