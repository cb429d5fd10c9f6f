import type { Language } from '@stellwerk/contract/language'
import type { Catalogue } from '@stellwerk/licences/catalogue-index'
import { evaluate } from '@stellwerk/licences/evaluate'
import { LineageRefused } from '@stellwerk/licences/layers'
import { type CaseProblem, parseCase } from '@stellwerk/licences/parse-case'
import type { Evaluation } from '@stellwerk/licences/verdict'

import { type CommandCall, type CommandSpec, type ExitCode, say, UsageError } from './command.ts'
import { jsonInput } from './input.ts'
import { knownCatalogue } from './licences-source.ts'

export const evaluateCommand: CommandSpec = {
  words: 'licences evaluate',
  summary: { de: 'Fälle nach ihren Lizenzen beurteilen', en: 'Judge cases by their licences' },
  details: {
    de: 'Liest {"scenarios":[{"id","profile","component"}…]} von der Standardeingabe und schreibt {"results":[{"id","verdict","obligations","duties","reasons","missing"…}]}. Was in einem Fall nicht stimmt, gilt als nicht angegeben und steht unter "problems". Rückgabewert: 0 jeder Fall ist beurteilt, 1 in einem Fall stimmt etwas nicht, 2 die Eingabe ist nicht zu lesen.',
    en: 'Reads {"scenarios":[{"id","profile","component"}…]} from standard input and writes {"results":[{"id","verdict","obligations","duties","reasons","missing"…}]}. What is wrong in a case counts as not stated and stands under "problems". Exit status: 0 every case was judged, 1 something in a case is wrong, 2 the input cannot be read.',
  },
  options: [],
  run: judgeAll,
}

const example = 'stellwerk licences evaluate < cases.json'

async function judgeAll(call: CommandCall): Promise<ExitCode> {
  const input = await jsonInput(call, example)
  const scenarios = scenariosOf(input)
  const known = await knownCatalogue(call)
  const results = scenarios.map((scenario, at) => judged(scenario, at, known, call.language))
  say(call, JSON.stringify({ catalogue: known.asOf, results }, undefined, call.isJson ? undefined : 2))
  return results.some(({ problems }) => problems !== undefined) ? 1 : 0
}

/** @throws UsageError */
function scenariosOf(input: unknown): readonly unknown[] {
  const list = typeof input === 'object' && input !== null && 'scenarios' in input ? input.scenarios : undefined
  if (Array.isArray(list)) return list
  throw new UsageError({
    de: 'die Eingabe hat keine Liste "scenarios": {"scenarios":[{"id":"…","profile":{…},"component":{…}}]}',
    en: 'the input has no list "scenarios": {"scenarios":[{"id":"…","profile":{…},"component":{…}}]}',
  })
}

function judged(scenario: unknown, at: number, known: Catalogue, language: Language) {
  const id = idOf(scenario) ?? `#${at + 1}`
  const { profile, component, problems } = parseCase(scenario)
  try {
    const result = { id, ...shown(evaluate(profile, component, known), language) }
    if (problems.length === 0) return { ...result, problems: undefined }
    // What could not be read may have been what bars the use.
    const verdict = result.verdict === 'forbidden' ? result.verdict : 'needs-review'
    return { ...result, verdict, problems: problemsIn(problems, language) }
  } catch (error) {
    if (!(error instanceof LineageRefused)) throw error
    const refused = { path: 'component.lineage', code: error.code, problem: error.text[language] }
    return {
      id,
      verdict: 'needs-review',
      obligations: [],
      duties: [],
      reasons: [],
      problems: [...problemsIn(problems, language), refused],
    }
  }
}

function idOf(scenario: unknown): string | undefined {
  const id = typeof scenario === 'object' && scenario !== null && 'id' in scenario ? scenario.id : undefined
  return typeof id === 'string' ? id : undefined
}

function problemsIn(problems: readonly CaseProblem[], language: Language) {
  return problems.map(({ path, text }) => ({ path, problem: text[language] }))
}

function shown(evaluation: Evaluation, language: Language) {
  const { verdict, reasons, obligations, missing, unknownPurposes, concluded, readings } = evaluation
  return {
    verdict,
    obligations: [...new Set(obligations.map(({ kind }) => kind))],
    duties: obligations.map(({ kind, trigger, what, who, evidence, fixedWords, sources }) => ({
      kind,
      trigger,
      what: what[language],
      who,
      evidence: evidence[language],
      fixedWords,
      sources,
    })),
    reasons: reasons.map(({ text, ...reason }) => ({ ...reason, text: text[language] })),
    missing: missing.map(({ name, text }) => ({ name, text: text[language] })),
    unknownPurposes,
    concluded,
    readings,
  }
}
