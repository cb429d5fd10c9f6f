import { nearest } from '@stellwerk/contract/nearest'
import type { Catalogue } from '@stellwerk/licences/catalogue-index'
import { LineageRefused } from '@stellwerk/licences/layers'
import { parseCase } from '@stellwerk/licences/parse-case'
import { factsAsked, questionWords } from '@stellwerk/licences/questions'
import { FactRefused, type LicenceCase, withFacts } from '@stellwerk/licences/settable-facts'
import { type WhatIf, whatIf } from '@stellwerk/licences/what-if'

import {
  type CommandCall,
  type CommandSpec,
  type ExitCode,
  note,
  optionText,
  optionTexts,
  say,
  UsageError,
} from './command.ts'
import { jsonInput } from './input.ts'
import {
  caseOf,
  chosenComponent,
  chosenLicence,
  chosenUseCase,
  catalogueLine,
  dayOf,
  knownCatalogue,
  listIn,
  memberOf,
  portfolioOf,
  stdinOption,
  textIn,
} from './licences-source.ts'

export const setOption = {
  name: 'set',
  value: 'FACT=VALUE',
  isRepeatable: true,
  help: {
    de: 'Andere Angabe, etwa exposure=hosted-service; mehrfach; ohne Wert: nicht angegeben',
    en: 'Another fact, such as exposure=hosted-service; repeatable; without value: not stated',
  },
} as const

export const whatIfCommand: CommandSpec = {
  words: 'licences what-if',
  summary: {
    de: 'Was andere Angaben ändern würden: Ergebnis, Gründe, Pflichten',
    en: 'What other facts would change: verdict, reasons, duties',
  },
  details: {
    de: `Komponente und Anwendungsfall stehen in stellwerk.yaml, oder mit --stdin {"scenarios":[{"id","profile","component"}…]}.\nFragen für --if: ${questionsText('de')}`,
    en: `Component and use case stand in stellwerk.yaml, or with --stdin {"scenarios":[{"id","profile","component"}…]}.\nQuestions for --if: ${questionsText('en')}`,
  },
  options: [
    { name: 'component', value: 'ID', isRepeatable: true, help: { de: 'Komponente', en: 'Component' } },
    { name: 'use-case', value: 'ID', isRepeatable: true, help: { de: 'Anwendungsfall', en: 'Use case' } },
    setOption,
    {
      name: 'if',
      value: 'QUESTION',
      isRepeatable: true,
      help: {
        de: 'Benannte Frage, etwa users=700M, moves-to=US, offered-to-customers; mehrfach',
        en: 'Named question, such as users=700M, moves-to=US, offered-to-customers; repeatable',
      },
    },
    stdinOption,
  ],
  run: answer,
}

function questionsText(language: 'de' | 'en'): string {
  return questionWords.map(([form, asks]) => `${form[language]} (${asks[language]})`).join(', ')
}

async function answer(call: CommandCall): Promise<ExitCode> {
  const known = await knownCatalogue(call)
  const changes = changesOf(call)
  const { cases, hasProblems } = await casesOf(call)
  const answers = cases.map(({ id, before }) => ({ id, ...answered(before, changes, known) }))
  if (call.isJson) {
    say(call, JSON.stringify({ catalogue: known.asOf, results: answers.map((one) => recordOf(one, call)) }))
  } else {
    for (const one of answers) say(call, textOf(one, call))
    say(call, catalogueLine(call, known))
  }
  return hasProblems || answers.some(({ refused }) => refused !== undefined) ? 1 : 0
}

/** @throws UsageError when nothing changes */
function changesOf(call: CommandCall): readonly string[] {
  const asked = optionTexts(call, 'if').flatMap((question) => understood(() => factsAsked(question, nearest)))
  const changes = [...asked, ...optionTexts(call, 'set')]
  if (changes.length > 0) return changes
  throw new UsageError({
    de: 'was soll anders sein? --set exposure=hosted-service oder --if moves-to=US',
    en: 'what is to be different? --set exposure=hosted-service or --if moves-to=US',
  })
}

/** A fact that cannot be is a slip of whoever typed it. */
export function understood<Value>(read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    if (error instanceof FactRefused) throw new UsageError(error.text)
    throw error
  }
}

interface NamedCase {
  readonly id: string
  readonly before: LicenceCase
}

async function casesOf(
  call: CommandCall,
): Promise<{ readonly cases: readonly NamedCase[]; readonly hasProblems: boolean }> {
  if (call.options.has('stdin')) return scenariosOf(call)
  const [component, useCase] = [optionText(call, 'component'), optionText(call, 'use-case')]
  if (component === undefined || useCase === undefined) {
    throw new UsageError({
      de: 'wovon? --component ID --use-case ID aus stellwerk.yaml, oder --stdin mit {"scenarios":[…]}',
      en: 'of what? --component ID --use-case ID of stellwerk.yaml, or --stdin with {"scenarios":[…]}',
    })
  }
  const portfolio = await portfolioOf(call)
  const components = optionTexts(call, 'component').map((wanted) => chosenComponent(portfolio, wanted))
  const useCases = optionTexts(call, 'use-case').map((wanted) => chosenUseCase(portfolio, wanted))
  const onDay = dayOf(call)
  const cases = components.flatMap((named) =>
    useCases.map((useCaseId) => ({
      id: `${named.id} × ${useCaseId}`,
      before: caseOf(portfolio, named, { useCaseId, onDay }),
    })),
  )
  return { cases, hasProblems: false }
}

async function scenariosOf(
  call: CommandCall,
): Promise<{ readonly cases: readonly NamedCase[]; readonly hasProblems: boolean }> {
  const input = await jsonInput(call, 'stellwerk licences what-if --stdin --if moves-to=US < cases.json')
  const scenarios = listIn(input, 'scenarios') ?? (memberOf(input, 'component') === undefined ? undefined : [input])
  if (scenarios === undefined) {
    throw new UsageError({
      de: 'die Eingabe hat keine Liste "scenarios": {"scenarios":[{"id":"…","profile":{…},"component":{…}}]}',
      en: 'the input has no list "scenarios": {"scenarios":[{"id":"…","profile":{…},"component":{…}}]}',
    })
  }
  let hasProblems = false
  const cases = scenarios.map((scenario, index): NamedCase => {
    const id = textIn(scenario, 'id') ?? `#${index + 1}`
    const { profile, component, problems } = parseCase(scenario)
    for (const { path, text } of problems) note(call, `${id}: ${path}: ${text[call.language]}`)
    hasProblems ||= problems.length > 0
    return { id, before: { profile, component } }
  })
  return { cases, hasProblems }
}

type Answer =
  | { readonly told: WhatIf; readonly refused?: never }
  | { readonly told?: never; readonly refused: LineageRefused }

function answered(before: LicenceCase, changes: readonly string[], known: Catalogue): Answer {
  const changed = understood(() => withFacts(before, changes, nearest))
  const { licence } = changed.component
  // A licence that is not in the catalogue would only be judged as none.
  if (licence !== undefined && licence !== before.component.licence) chosenLicence(known, licence)
  try {
    return { told: whatIf(before, changed, known) }
  } catch (error) {
    if (error instanceof LineageRefused) return { refused: error }
    throw error
  }
}

function textOf({ id, told, refused }: Answer & { readonly id: string }, { language }: CommandCall): string {
  if (refused !== undefined) return `${id}\n${refused.text[language]}\n`
  const nothing = { de: 'nicht angegeben', en: 'not stated' }[language]
  const facts = told.facts.map(({ name, from = nothing, to = nothing }) => `  ${name}: ${from} → ${to}`)
  return [id, ...facts, '', ...told.sentences.map((sentence) => sentence[language]), ''].join('\n')
}

function recordOf({ id, told, refused }: Answer & { readonly id: string }, { language }: CommandCall) {
  if (refused !== undefined) return { id, error: { code: refused.code, message: refused.text[language] } }
  const kinds = (list: WhatIf['obligations']['added']) => list.map(({ kind }) => kind)
  const places = (list: WhatIf['reasons']['added']) =>
    list.map(({ text, ...reason }) => ({ ...reason, text: text[language] }))
  return {
    id,
    facts: told.facts,
    before: told.before.verdict,
    after: told.after.verdict,
    effect: told.effect,
    reasons: { added: places(told.reasons.added), gone: places(told.reasons.gone) },
    obligations: { added: kinds(told.obligations.added), gone: kinds(told.obligations.gone) },
    missing: {
      added: told.missing.added.map(({ name }) => name),
      gone: told.missing.gone.map(({ name }) => name),
    },
    sentences: told.sentences.map((sentence) => sentence[language]),
  }
}
