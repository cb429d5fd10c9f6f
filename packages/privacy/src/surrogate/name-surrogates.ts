import { takesApostrophe } from '../restore/grammar.ts'
import type { Choice } from './choice.ts'
import { genderOf } from './gender.ts'
import * as names from './names.ts'

/** A part of a name and what stands in its place. */
export interface Replaced {
  readonly surrogate: string
  readonly written: string
}

export type Language = 'de' | 'en'

type Role = 'women' | 'men' | 'families' | 'places' | 'companies'

/** Words that belong to a name and say nothing of who it is. */
const kept: ReadonlySet<string> = new Set(
  (
    'von van vom de del della der den dem des di da du la le zu zum zur und and of ' +
    'herr herrn frau fr hr familie mr mrs ms miss sir dr prof med jur phil rer nat ing dipl mag jr sr jun sen ii iii iv ' +
    'gmbh mbh ag kg kgaa ohg gbr ug se ev eg co inc ltd llc llp plc corp sa sarl srl bv nv ab oy as aps'
  ).split(' '),
)

const word = /[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*/gu
/** Anything else in a name makes it one that we do not understand. */
const plain = /^[\p{L}\p{M}\s.,&'’-]+$/u

/** Replaces names word by word, so that "Müller" is still part of what "Hans Müller" became. */
export class NameSurrogates {
  readonly #choice: Choice
  readonly #language: Language
  readonly #byWord = new Map<string, string | undefined>()
  /** Which role a word had in a name of several words. */
  readonly #roles = new Map<string, Role>()
  readonly #parts = new Map<string, string>()

  constructor(choice: Choice, language: Language) {
    this.#choice = choice
    this.#language = language
  }

  get parts(): readonly Replaced[] {
    return [...this.#parts].map(([surrogate, written]) => ({ surrogate, written }))
  }

  person(written: string): string | undefined {
    const words = ownWords(written)
    const family = written.includes(',') ? words[0] : words.at(-1)
    return this.#replaced(written, (one) => {
      const role =
        words.length === 1
          ? (this.#roles.get(one.toLowerCase()) ?? roleOf(one))
          : one === family
            ? 'families'
            : givenRole(one)
      if (words.length > 1) this.#roles.set(one.toLowerCase(), role)
      return role
    })
  }

  place(written: string): string | undefined {
    return ownWords(written).length === 1 ? this.#replaced(written, () => 'places') : undefined
  }

  company(written: string): string | undefined {
    return ownWords(written).length === 1 ? this.#replaced(written, () => 'companies') : undefined
  }

  #replaced(written: string, roleFor: (one: string) => Role): string | undefined {
    const words = ownWords(written)
    // An initial would become a whole name.
    if (!plain.test(written) || words.length === 0 || words.some((one) => one.length === 1)) return undefined
    let isWhole = true
    const surrogate = written.replace(word, (one) => {
      if (kept.has(one.toLowerCase())) return one
      const found = this.#wordFor(one, roleFor(one))
      if (found === undefined) isWhole = false
      else this.#parts.set(found, one)
      return found ?? one
    })
    return isWhole ? surrogate : undefined
  }

  #wordFor(one: string, role: Role): string | undefined {
    const casing = casingOf(one)
    const key = `${role}\n${casing === 'mixed' ? one : one.toLowerCase()}`
    if (!this.#byWord.has(key)) this.#byWord.set(key, this.#choice.oneOf(this.#listFor(role, one), role, key))
    const chosen = this.#byWord.get(key)
    return casing === 'upper' ? chosen?.toUpperCase() : casing === 'lower' ? chosen?.toLowerCase() : chosen
  }

  #listFor(role: Role, one: string): readonly string[] {
    const isGerman = this.#language === 'de'
    const isInS = takesApostrophe(one)
    switch (role) {
      case 'women':
        return isInS ? names.womenInS : isGerman ? names.womenDe : names.womenEn
      case 'men':
        return isInS ? names.menInS : isGerman ? names.menDe : names.menEn
      case 'families':
        if (isInS) return isGerman ? names.familiesInSDe : names.familiesInSEn
        return isGerman ? names.familiesDe : names.familiesEn
      case 'places':
        return isInS ? names.placesInS : names.places
      case 'companies':
        return isInS ? names.companiesInS : names.companies
    }
  }
}

function ownWords(written: string): string[] {
  return [...written.matchAll(word)].map(([one]) => one).filter((one) => !kept.has(one.toLowerCase()))
}

/** A word alone is a given name where it is known as one, otherwise a family name. */
function roleOf(one: string): Role {
  return genderOf(one) === undefined ? 'families' : givenRole(one)
}

/** Unknown given names in a are mostly those of women. */
function givenRole(one: string): Role {
  const gender = genderOf(one) ?? (/[ae]$/iu.test(one) ? 'female' : 'male')
  return gender === 'female' ? 'women' : 'men'
}

function casingOf(one: string): 'title' | 'upper' | 'lower' | 'mixed' {
  if (one.normalize('NFC') !== one) return 'mixed'
  if (one === one.toLowerCase()) return 'lower'
  if (one.length > 1 && one === one.toUpperCase()) return 'upper'
  return one === one.charAt(0).toUpperCase() + one.slice(1).toLowerCase() ? 'title' : 'mixed'
}
