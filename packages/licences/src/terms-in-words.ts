// What an entry says, as short phrases for tables and pages.
import type { Language, Text } from '@stellwerk/contract/language'

import { matrixWords, thresholdWords } from './matrix/matrix-words.ts'
import type { Ban, Clause, Duty, GoverningLaw, Right, Territory, Threshold } from './terms.ts'
import {
  banStrengths,
  banTags,
  dutyKinds,
  limits,
  outputRules,
  type Source,
  thresholdEffects,
  triggers,
} from './vocabulary.ts'

/** Nobody has written down what the text says about it. */
const notTranscribed = '·'
/** Nobody has read the text. */
export const notRead = '?'

/** Whether a list that is empty means that there is nothing, or that nobody knows. */
export function isReadInFull(source: Source): boolean {
  return source === 'official-file' || source === 'collection-file' || source === 'secondary-copy'
}

/** @example rightPhrase({ value: 'conditional', sections: ['1.b.i'] }, 'official-file', 'en') // 'conditional [1.b.i]' */
export function rightPhrase(right: Right, source: Source, language: Language): string {
  const rule = right.rule === undefined || right.rule === 'silent' ? [] : [outputRules[right.rule][language]]
  switch (right.value) {
    case 'unverified':
      return isReadInFull(source) ? notTranscribed : notRead
    case 'silent':
      return matrixWords.silent[language]
    case 'yes':
    case 'no':
      return withSections([matrixWords[right.value][language], ...rule], right.sections)
    case 'conditional': {
      const only = (right.limits ?? []).map((limit) => limits[limit][language])
      return withSections([matrixWords.conditional[language], ...only, ...rule], right.sections)
    }
  }
}

export function banPhrase({ tag, strength, sections }: Ban, language: Language): string {
  return withSections([banTags[tag][language], banStrengths[strength][language]], sections)
}

/** @example thresholdPhrase(threshold, 'en') // 'monthly users (group) > 700,000,000, once, at 2025-04-05 → no rights until … [2]' */
export function thresholdPhrase(threshold: Threshold, language: Language): string {
  const effect = thresholdEffects[threshold.effect][language]
  const bound = `${metricPhrase(threshold, language)}${boundPhrase(threshold, language)}`
  return withSections([bound, `${measuredPhrase(threshold, language)} → ${effect}`], threshold.sections)
}

export function metricPhrase({ metric, of }: Threshold, language: Language): string {
  return `${thresholdWords.metric[metric][language]} (${thresholdWords.of[of][language]})`
}

/** Empty for a threshold that is no figure. */
export function boundPhrase({ above, unit }: Threshold, language: Language): string {
  return unit === 'flag' ? '' : ` > ${figure(above, language)}${unit === 'users' ? '' : ` ${unit}`}`
}

export function measuredPhrase({ measured }: Threshold, language: Language): string {
  return measured.rule === 'continuous'
    ? matrixWords.continuously[language]
    : `${matrixWords.onceAtRelease[language]} ${measured.referenceOn}`
}

export function territoryPhrase({ excludes, modality, sections }: Territory, language: Language): string {
  const places = `${matrixWords.without[language]} ${excludes.join(', ')}`
  return withSections([places, ...(modality === 'multimodal' ? [matrixWords.multimodalOnly[language]] : [])], sections)
}

/** @example dutyPhrase(duty, 'en') // 'show the prescribed badge (hosted service for others) "Built with Llama" [1.b.i]' */
export function dutyPhrase({ kind, triggers: when, fixedWords, sections }: Duty, language: Language): string {
  const occasions = when.map((trigger) => triggers[trigger][language]).join(', ')
  const words = fixedWords === undefined ? '' : ` "${fixedWords.join('" / "')}"`
  return withSections([`${dutyKinds[kind][language]} (${occasions})${words}`], sections)
}

/** A clause that was not transcribed is not one that is not there. */
export function clausePhrase(clause: Clause | undefined, language: Language): string {
  if (clause === undefined) return notTranscribed
  return clause.found ? withSections([clause.says[language]], clause.sections) : matrixWords.nothing[language]
}

export function lawPhrase(governing: GoverningLaw | undefined, language: Language): string {
  if (governing === undefined) return notTranscribed
  const { law, forum, isCisgExcluded, sections } = governing
  const cisg = { de: 'ohne UN-Kaufrecht', en: 'CISG excluded' }[language]
  return withSections(
    [law, ...(forum === undefined ? [] : [forum]), ...(isCisgExcluded === true ? [cisg] : [])],
    sections,
  )
}

/** @example figure(700_000_000, 'de') // '700.000.000' */
export function figure(value: number, language: Language): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, language === 'de' ? '.' : ',')
}

/** Where it stands, as every phrase ends. */
export function placesOf(sections: readonly string[]): string {
  return sections.length === 0 ? '' : ` [${sections.join('; ')}]`
}

export function withSections(parts: readonly string[], sections: readonly string[]): string {
  const places = sections.filter((section) => section !== '-')
  return `${parts.join(', ')}${placesOf(places)}`
}

export function inBoth(phrase: (language: Language) => string): Text {
  return { de: phrase('de'), en: phrase('en') }
}
