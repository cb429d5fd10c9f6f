import { Surrogates } from '../surrogate/surrogates.ts'
import type { PrivacyPolicy } from '../treatment.ts'
import { attributeOf } from './attribute.ts'
import { encoded } from './form.ts'
import { IssuedCodes } from './issued-codes.ts'
import { labelOf } from './label.ts'
import type { Live, ScopeDigest } from './mapping.ts'

/** What it takes to replace values: the key of the scope, and what the use case wants. */
export interface Manner {
  readonly digest: ScopeDigest
  readonly policy: PrivacyPolicy
  /** In which language names stand in for others; German where nothing is said. */
  readonly language?: 'de' | 'en'
}

/** A value without its pseudonym. */
type Unnamed = Omit<Live, 'pseudonym'>

/** What was issued in one request, for all its texts. */
export class Issued {
  readonly #codes: IssuedCodes
  readonly #surrogates: Surrogates | undefined
  readonly #live = new Map<string, Live>()

  constructor(how: Manner, texts: readonly { readonly text: string }[]) {
    this.#codes = new IssuedCodes(how.digest)
    if (how.policy.mode === 'typed') return
    const all = texts.map(({ text }) => text)
    this.#surrogates = new Surrogates({ digest: how.digest, texts: all, language: how.language ?? 'de' })
  }

  /** Everything that may be put back: what was put into the texts, and what a model may make of it. */
  get live(): readonly Live[] {
    return [...this.#live.values(), ...this.#parts()]
  }

  /** A pseudonym that says what it stands for; `dressed` puts its brackets on. */
  typed(value: Unnamed, dressed: (bare: string) => string): string {
    const label = labelOf(value.finding.category)
    const attribute = label === 'PERSON' ? attributeOf(value.written) : undefined
    const head = attribute === undefined ? label : `${label}_${attribute}`
    const bare = `${head}_${this.#codes.of(label, value)}`
    const pseudonym = dressed(bare)
    if (!this.#live.has(bare)) this.#live.set(bare, livingAs(pseudonym, value))
    return pseudonym
  }

  /** Another realistic value; nothing where there is none that is nobody's, or where this mode is not wanted. */
  surrogate(value: Unnamed): string | undefined {
    if (value.raw !== undefined) return undefined
    const surrogate = this.#surrogates?.of(labelOf(value.finding.category), value.written)
    if (surrogate === undefined) return undefined
    if (!this.#live.has(surrogate)) this.#live.set(surrogate, livingAs(surrogate, value))
    return surrogate
  }

  /** Of names of several words: each word, and the whole as it stands in addresses. */
  #parts(): Live[] {
    if (this.#surrogates === undefined) return []
    const parts = this.#surrogates.parts.filter(({ surrogate }) => !this.#live.has(surrogate))
    const words = parts.map(({ surrogate, written }) => ({ pseudonym: surrogate, written, finding: person }))
    const spaced = [...this.#live.values()].filter((one) => isSpacedSurrogate(one.pseudonym))
    const encodedOnes = spaced.map(({ pseudonym, written, finding }) => {
      const text = encoded(written, 'url')
      return { pseudonym: encoded(pseudonym, 'url'), written: text, raw: { form: 'url' as const, text }, finding }
    })
    return [...words, ...encodedOnes]
  }
}

const person: Live['finding'] = { category: 'PERSON', kind: 'PERSON' }

function isSpacedSurrogate(pseudonym: string): boolean {
  return /^[A-Za-z][A-Za-z. ]* [A-Za-z. ]+$/u.test(pseudonym)
}

function livingAs(pseudonym: string, { written, raw, finding }: Unnamed): Live {
  const { category, kind } = finding
  return { pseudonym, written, ...(raw === undefined ? {} : { raw }), finding: { category, kind } }
}
