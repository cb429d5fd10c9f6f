import type { Label } from '../pseudonym/label.ts'
import type { ScopeDigest } from '../pseudonym/mapping.ts'
import { folded } from '../pseudonym/identity.ts'
import { Choice } from './choice.ts'
import { bankAccount, card, internetAddress, mailAddress, telephone } from './numbers.ts'
import { type Language, NameSurrogates, type Replaced } from './name-surrogates.ts'

/** Longer ones are not restored: no more than 40 characters are ever held back, an ending and its border included. */
const lengthMax = 32

/**
 * Realistic values in the place of real ones, for one request. Only where a value can be made that is nobody's: reserved
 * numbers, reserved addresses, common names. Everything else, and whatever the lists are too short for, stays with a typed pseudonym.
 *
 * Who appears first is served first: as long as a conversation only grows, everybody keeps the name.
 */
export class Surrogates {
  readonly #choice: Choice
  readonly #names: NameSurrogates
  readonly #byValue = new Map<string, string | undefined>()
  /** What each surrogate stands for. */
  readonly #written = new Map<string, string>()

  constructor(what: { digest: ScopeDigest; texts: readonly string[]; language: Language }) {
    this.#choice = new Choice(what.digest, what.texts)
    this.#names = new NameSurrogates(this.#choice, what.language)
  }

  of(label: Label, written: string): string | undefined {
    const key = `${label}\n${written}`
    if (!this.#byValue.has(key)) this.#byValue.set(key, this.#free(label, written))
    return this.#byValue.get(key)
  }

  /** Parts of names that a model may use by themselves: who reads "Peter Krause" may write "Krause". */
  get parts(): readonly Replaced[] {
    return this.#names.parts.filter(({ surrogate }) => !this.#written.has(surrogate))
  }

  #free(label: Label, written: string): string | undefined {
    const surrogate = this.#made(label, written)
    if (surrogate === undefined || surrogate.length > lengthMax) return undefined
    if (!/^[\x20-\x7E]+$/u.test(surrogate)) return undefined
    if (this.#written.has(surrogate)) return undefined
    this.#written.set(surrogate, written)
    return surrogate
  }

  #made(label: Label, written: string): string | undefined {
    switch (label) {
      case 'PERSON':
        return this.#names.person(written)
      case 'LOCATION':
        return this.#names.place(written)
      case 'ORG':
        return this.#names.company(written)
      case 'EMAIL':
        return folded(written) === written ? mailAddress(this.#choice, written) : undefined
      case 'PHONE':
        return telephone(this.#choice, written)
      case 'IP':
        return internetAddress(this.#choice, written)
      case 'IBAN':
        return bankAccount(this.#choice, written)
      case 'CARD':
        return card(this.#choice, written)
      default:
        return undefined
    }
  }
}
