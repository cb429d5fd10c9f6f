import type { Language } from '@stellwerk/contract/language'
import { nearest } from '@stellwerk/contract/nearest'
import type { Sheet } from '@stellwerk/licences/matrix/document'
import { verdictWords } from '@stellwerk/licences/matrix/matrix-words'
import { decidingReasons } from '@stellwerk/licences/matrix/portfolio'
import { terminalLines } from '@stellwerk/licences/matrix/terminal'
import { type LicenceCase, withFacts } from '@stellwerk/licences/settable-facts'
import { licencesAsComponents, suggest, type Suggestion, whyFirst } from '@stellwerk/licences/suggest'
import { dutyKinds } from '@stellwerk/licences/vocabulary'

import { type CommandCall, type CommandSpec, type ExitCode, optionText, optionTexts, say } from './command.ts'
import {
  caseOf,
  chosenUseCase,
  catalogueLine,
  dayOf,
  knownCatalogue,
  type NamedComponent,
  portfolioOf,
  stdinOption,
  windowWidth,
} from './licences-source.ts'
import { setOption, understood } from './licences-what-if.ts'

export const suggestCommand: CommandSpec = {
  words: 'licences suggest',
  summary: {
    de: 'Modelle und Lizenzen nach Ergebnis und Pflichten für einen Anwendungsfall ordnen',
    en: 'Sort models and licences by verdict and duties for a use case',
  },
  details: {
    de: 'Nimmt Angaben aus stellwerk.yaml (--use-case), aus --set oder aus beidem. Zuerst die Modelle aus stellwerk.yaml, dann jede Lizenz des Katalogs, als stünde ein Modell ohne Abstammung darunter; dessen Art nennt --set component.modality=multimodal, sonst Text. Das Gewicht einer Pflicht ist unser Urteil, kein Text.',
    en: 'Takes facts from stellwerk.yaml (--use-case), from --set, or from both. First the models of stellwerk.yaml, then each licence of the catalogue as if a model without lineage came under it; its kind is told by --set component.modality=multimodal, otherwise text. The weight of a duty is our judgement, no text.',
  },
  options: [{ name: 'use-case', value: 'ID', help: { de: 'Anwendungsfall', en: 'Use case' } }, setOption, stdinOption],
  run: showOrder,
}

async function showOrder(call: CommandCall): Promise<ExitCode> {
  const known = await knownCatalogue(call)
  const portfolio = await portfolioOf(call)
  const useCase = optionText(call, 'use-case')
  const useCaseId = useCase === undefined ? undefined : chosenUseCase(portfolio, useCase)
  const onDay = dayOf(call)
  const changes = optionTexts(call, 'set')
  const stated = (named: NamedComponent): LicenceCase =>
    useCaseId === undefined
      ? { component: named.component, profile: {} }
      : caseOf(portfolio, named, { useCaseId, onDay })
  const changed = (before: LicenceCase, facts: readonly string[]) => understood(() => withFacts(before, facts, nearest))
  // What is said of a component is meant for the one that each licence is tried on.
  const ofTheUse = changes.filter((fact) => !fact.startsWith('component.'))
  const models = portfolio.components
    .filter(({ component: { kind } }) => kind === 'model' || kind === 'adapter')
    .map((named) => changed(stated(named), ofTheUse))
  const tried = changed(stated({ id: '', component: { kind: 'model', name: 'model', modality: 'text' } }), changes)
  const modality = tried.component.modality === 'text' ? 'text' : 'multimodal'
  const licences = licencesAsComponents(known, modality).map((component) => ({ component, profile: tried.profile }))
  const lists = { models: suggest(models, known), licences: suggest(licences, known) }
  const { language } = call
  if (call.isJson) {
    const told = (list: readonly Suggestion[]) => ({ why: whyFirst(list)?.[language], order: list.map(recordOf) })
    say(call, JSON.stringify({ catalogue: known.asOf, models: told(lists.models), licences: told(lists.licences) }))
    return 0
  }
  if (models.length > 0) sayList(call, { de: 'Modelle', en: 'Models' }[language], lists.models)
  sayList(call, { de: 'Lizenzen', en: 'Licences' }[language], lists.licences)
  say(call, catalogueLine(call, known))
  return 0
}

function recordOf({ component, evaluation, weight }: Suggestion) {
  const [deciding] = decidingReasons(evaluation)
  return {
    name: component.name,
    licence: component.licence ?? null,
    verdict: evaluation.verdict,
    weight,
    obligations: evaluation.obligations.map(({ kind }) => kind),
    missing: evaluation.missing.map(({ name }) => name),
    deciding:
      deciding === undefined ? null : { licence: deciding.licence, section: deciding.section, code: deciding.code },
  }
}

function sayList(call: CommandCall, title: string, list: readonly Suggestion[]): void {
  const { language } = call
  say(call, `${title}\n${terminalLines(sheetOf(title, list, language), { width: windowWidth(call) }).join('\n')}\n`)
  const why = whyFirst(list)
  if (why !== undefined) say(call, `${why[language]}\n`)
}

const words = {
  place: { de: 'Platz', en: 'Place' },
  name: { de: 'Name', en: 'Name' },
  verdict: { de: 'Ergebnis', en: 'Verdict' },
  weight: { de: 'Gewicht', en: 'Weight' },
  duties: { de: 'Pflichten, oder was dagegen steht', en: 'Duties, or what stands against it' },
} as const

function sheetOf(title: string, list: readonly Suggestion[], language: Language): Sheet {
  return {
    key: 'portfolio',
    title,
    caption: title,
    // The names above are the columns.
    columns: (Object.keys(words) as readonly (keyof typeof words)[]).map((key) => ({
      key,
      title: words[key][language],
      width: 20,
    })),
    rows: list.map(({ component, evaluation, weight }, index) => {
      const { mark, text } = verdictWords[evaluation.verdict]
      return [
        `${index + 1}`,
        component.name,
        `${mark} ${text[language]}`,
        isGranted(evaluation) && evaluation.obligations.length > 0 ? `${weight}` : '',
        dutiesOrBar(evaluation, language),
      ].map((cell) => ({ text: cell }))
    }),
  }
}

function isGranted({ verdict }: Suggestion['evaluation']): boolean {
  return verdict === 'allowed' || verdict === 'allowed-with-obligations'
}

function dutiesOrBar(evaluation: Suggestion['evaluation'], language: Language): string {
  if (isGranted(evaluation)) {
    return evaluation.obligations.map(({ kind }) => dutyKinds[kind][language]).join('; ')
  }
  const [reason] = decidingReasons(evaluation)
  return reason === undefined ? '' : `${reason.licence} ${reason.section}: ${reason.text[language]}`
}
