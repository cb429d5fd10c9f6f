/** Prompts of office work in German and English, no two of them alike. Own sentences, invented values. */
import type { Random } from '../../test/privacy/random.ts'
import {
  adjectives,
  englishMonths,
  englishSentences,
  familyNames,
  firstHalves,
  germanSentences,
  givenNames,
  months,
  nouns,
  secondHalves,
  towns,
} from './office-words.ts'

export type PromptLanguage = 'de' | 'en' | 'mixed'

/** A prompt of so many UTF-8 bytes, at least, and less than a sentence more. */
export function promptOf(random: Random, bytes: number, language: PromptLanguage): string {
  const german = new Deck(random, germanSentences)
  const english = new Deck(random, englishSentences)
  let text = ''
  let size = 0
  while (size < bytes) {
    const isGerman = language === 'de' || (language === 'mixed' && size < bytes * germanShare)
    const deck = isGerman ? german : english
    const sentences = Array.from({ length: random.between(2, 4) }, () => filled(random, deck.next(), isGerman))
    const paragraph = `${sentences.join(' ')}\n\n`
    text += paragraph
    size += Buffer.byteLength(paragraph)
  }
  return text
}

const germanShare = 0.6

/** Sentences in any order, none again before all have been there. */
class Deck {
  readonly #random: Random
  readonly #all: readonly string[]
  #left: string[] = []

  constructor(random: Random, all: readonly string[]) {
    this.#random = random
    this.#all = all
  }

  next(): string {
    if (this.#left.length === 0) this.#left = [...this.#all]
    return this.#left.splice(this.#random.below(this.#left.length), 1)[0] ?? ''
  }
}

function filled(random: Random, sentence: string, isGerman: boolean): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, slot: string) => slots[slot]?.(random, isGerman) ?? '')
}

const person = (random: Random): string => `${random.pick(givenNames)} ${familyName(random)}`
const familyName = (random: Random): string =>
  random.below(6) === 0 ? `${random.pick(familyNames)}-${random.pick(familyNames)}` : random.pick(familyNames)

const slots: Readonly<Record<string, (random: Random, isGerman: boolean) => string>> = {
  person,
  compound: (random) => random.pick(firstHalves) + random.pick(secondHalves),
  adjective: (random) => random.pick(adjectives),
  noun: (random) => random.pick(nouns),
  town: (random) => random.pick(towns),
  month: (random, isGerman) => random.pick(isGerman ? months : englishMonths),
  date: (random, isGerman) =>
    isGerman
      ? `${random.between(1, 28)}.${random.between(1, 12)}.2026`
      : `${random.between(1, 28)} ${random.pick(englishMonths)} 2026`,
  company: (random, isGerman) => `${random.pick(familyNames)} ${isGerman ? 'GmbH' : 'Ltd'}`,
  amount: (random, isGerman) =>
    `${random.between(1, 90)}${isGerman ? '.' : ','}${String(random.below(1_000)).padStart(3, '0')}`,
  count: (random) => String(random.between(3, 96)),
  number: (random) => `${random.between(1, 9)}${random.digits(7)}`,
  phone: (random, isGerman) =>
    isGerman ? `0${random.between(201, 899)} ${random.digits(6)}` : `+44 20 7946 ${random.digits(4)}`,
  email: (random) => `${random.pick(givenNames).toLowerCase()}.${random.pick(familyNames).toLowerCase()}@example.org`,
  iban: (random) => ibanOf(random.digits(18)),
}

/** ISO 13616: the number with its check behind, DE as 1314, leaves 1 by 97. */
function ibanOf(account: string): string {
  const check = 98 - Number(BigInt(`${account}131400`) % 97n)
  return `DE${String(check).padStart(2, '0')}${account}`.replaceAll(/(.{4})(?=.)/g, '$1 ')
}
