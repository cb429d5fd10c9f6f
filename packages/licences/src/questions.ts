import type { Text } from '@stellwerk/contract/language'

import { FactRefused, type Nearest, readFigure } from './settable-facts.ts'

/** A question that people ask, as the facts it changes. */
interface Question {
  /** What stands for its value; absent where it takes none. */
  readonly value?: Text
  readonly asks: Text
  /** Undefined where the value is none. */
  readonly facts: (value: string) => readonly string[] | undefined
}

/** Thresholds are exceeded above their value: who asks about 700 million users asks what happens past them. */
function past(value: string, ...names: readonly string[]): readonly string[] | undefined {
  const figure = readFigure(value)
  return figure === undefined ? undefined : names.map((name) => `${name}=${Math.floor(figure) + 1}`)
}

const number: Text = { de: 'ZAHL', en: 'NUMBER' }
const country: Text = { de: 'STAAT', en: 'COUNTRY' }

const questions: Readonly<Record<string, Question>> = {
  users: {
    value: number,
    asks: { de: 'mehr als so viele Nutzer im Monat, jetzt', en: 'more than so many monthly users, now' },
    facts: (value) => past(value, 'productMAU', 'groupMAU'),
  },
  'users-at-release': {
    value: number,
    asks: {
      de: 'mehr als so viele Nutzer im Monat, bevor das Modell erschien',
      en: 'more than so many monthly users before the model was released',
    },
    facts: (value) => past(value, 'groupMAUAtModelRelease'),
  },
  revenue: {
    value: number,
    asks: {
      de: 'mehr als so viele US-Dollar Jahresumsatz der Gruppe',
      en: 'more than so many US dollars of yearly group revenue',
    },
    facts: (value) => past(value, 'groupAnnualRevenueUSD'),
  },
  'moves-to': {
    value: country,
    asks: { de: 'der Betreiber zieht um', en: 'the operator moves' },
    facts: (value) => [`operator.country=${value}`, `operator.principalPlaceOfBusiness=${value}`],
  },
  'used-in': {
    value: country,
    asks: { de: 'Nutzung und Ausgaben in diesen Staaten', en: 'use and output in these countries' },
    facts: (value) => [`placeOfUse=${value}`, `placeOfOutputUse=${value}`],
  },
  'offered-to-customers': {
    asks: { de: 'Dienst für Kunden', en: 'offered to customers as a service' },
    facts: () => ['audience=customers', 'exposure=hosted-service'],
  },
  commercial: { asks: { de: 'gewerbliche Nutzung', en: 'commercial use' }, facts: () => ['commercial=true'] },
  'not-commercial': {
    asks: { de: 'keine gewerbliche Nutzung', en: 'no commercial use' },
    facts: () => ['commercial=false'],
  },
  'fully-automated': {
    asks: { de: 'niemand entscheidet mehr selbst', en: 'nobody decides any more' },
    facts: () => ['decisionMode=fully-automated'],
  },
  'trains-models': {
    asks: { de: 'Ausgaben trainieren ein anderes Modell', en: 'outputs train another model' },
    facts: () => ['trainsOtherModelOnOutputs=true'],
  },
  published: {
    asks: { de: 'das Modell wird weitergegeben', en: 'the model is passed on' },
    facts: () => ['redistributes=true'],
  },
}

/** The questions as a person types them, with what they ask. */
export const questionWords: readonly (readonly [form: Text, asks: Text])[] = Object.entries(questions).map(
  ([name, { value, asks }]) => [
    { de: value === undefined ? name : `${name}=${value.de}`, en: value === undefined ? name : `${name}=${value.en}` },
    asks,
  ],
)

/**
 * The facts that a named question changes, for {@link import('./settable-facts.ts').withFacts}.
 *
 * @throws FactRefused with the nearest match
 * @example factsAsked('users=700M', nearest) // ['productMAU=700000001', 'groupMAU=700000001']
 */
export function factsAsked(text: string, nearest: Nearest): readonly string[] {
  const [name = '', ...rest] = text.split('=')
  const question = Object.hasOwn(questions, name) ? questions[name] : undefined
  if (question === undefined) throw unknownQuestion(name, nearest)
  const value = rest.join('=')
  if (question.value === undefined && rest.length > 0) {
    throw new FactRefused({ de: `${name} nimmt keinen Wert`, en: `${name} takes no value` })
  }
  const facts = question.value !== undefined && value === '' ? undefined : question.facts(value)
  if (facts !== undefined) return facts
  throw new FactRefused({
    de: `${name} verlangt ${question.value?.de ?? ''}, etwa ${name}=${question.value === number ? '700M' : 'US'}`,
    en: `${name} wants ${question.value?.en ?? ''}, such as ${name}=${question.value === number ? '700M' : 'US'}`,
  })
}

function unknownQuestion(name: string, nearest: Nearest): FactRefused {
  const names = Object.keys(questions)
  const shown = name.length > 80 ? `${name.slice(0, 80)}…` : name
  const meant = nearest(name, names)
  const hint =
    meant === undefined
      ? { de: ` Bekannt sind: ${names.join(', ')}.`, en: ` Known are: ${names.join(', ')}.` }
      : { de: ` Gemeint ${meant}?`, en: ` Did you mean ${meant}?` }
  return new FactRefused({ de: `unbekannte Frage „${shown}“.${hint.de}`, en: `unknown question "${shown}".${hint.en}` })
}
