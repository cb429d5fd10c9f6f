import { Context } from '../restore/context.ts'
import { openings } from '../restore/shape.ts'
import { isWordCode } from '../restore/words.ts'
import type { PrivacyPolicy } from '../treatment.ts'
import { decoded, encoded, type Form } from './form.ts'
import { KnownNames } from './genitive.ts'
import { IssuedCodes, type Value } from './issued-codes.ts'
import { attributeOf } from './attribute.ts'
import { type Label, labelOf } from './label.ts'
import type { Live, Mapping, ScopeDigest } from './mapping.ts'
import { type MaskedText, type Place, placesOf } from './places.ts'

/** What it takes to replace values: the key of the scope, and what the use case wants. */
export interface Manner {
  readonly digest: ScopeDigest
  readonly policy: PrivacyPolicy
  readonly language?: 'de' | 'en'
}

/**
 * Replaces what was found in the texts of one request. The same value gets the same pseudonym in every request of its scope,
 * without anything being stored.
 *
 * @example
 * const { masked, mapping } = pseudonymise([{ text: 'Frau Weber', findings, form: 'text' }], { digest, policy })
 * masked[0] // 'Frau ⟦PERSON_7kq2fx4dm8wc⟧'
 * new Restorer(mapping).whole(masked[0], 'text') // 'Frau Weber'
 */
export function pseudonymise(
  texts: readonly MaskedText[],
  how: Manner,
): { masked: readonly string[]; mapping: Mapping } {
  const names = namesIn(texts)
  const codes = new IssuedCodes(how.digest)
  const live = new Map<string, Live>()
  const masked = texts.map((text) => new Masking(text, codes, live).of(placesOf(text, how.policy, names)))
  return { masked, mapping: { live: [...live.values()] } }
}

function namesIn(texts: readonly MaskedText[]): KnownNames {
  const names = new KnownNames()
  for (const { text, findings } of texts) {
    for (const one of findings) if (one.category === 'PERSON') names.add(text.slice(one.start, one.end))
  }
  return names
}

/** One text. */
class Masking {
  readonly #of: MaskedText
  readonly #codes: IssuedCodes
  readonly #live: Map<string, Live>
  /** The same as the restorer will see, so that both take the same places for addresses. */
  readonly #context = new Context()

  constructor(of: MaskedText, codes: IssuedCodes, live: Map<string, Live>) {
    this.#of = of
    this.#codes = codes
    this.#live = live
  }

  of(places: readonly Place[]): string {
    let out = ''
    let from = 0
    for (const [index, place] of places.entries()) {
      const literal = this.#of.text.slice(from, place.start)
      this.#context.literal(literal)
      const isFree = this.#isFree(place, { isAfterPlace: from > 0 && literal === '', next: places[index + 1] })
      out +=
        literal + (place.treatment === 'anonymise' ? this.#anonymous(place, isFree) : this.#pseudonym(place, isFree))
      from = place.end
    }
    return out + this.#of.text.slice(from)
  }

  #pseudonym(place: Place, isFree: boolean): string {
    const value = this.#valueAt(place)
    const label = labelAt(place)
    const code = this.#codes.of(label, value)
    const attribute = label === 'PERSON' ? attributeOf(value.written) : undefined
    const bare = attribute === undefined ? `${label}_${code}` : `${label}_${attribute}_${code}`
    const pseudonym = this.#dressed(bare, isFree)
    this.#context.value()
    const { category, kind } = place.finding
    if (!this.#live.has(bare)) this.#live.set(bare, { pseudonym, ...value, finding: { category, kind } })
    return pseudonym
  }

  /** Without a code: nobody can say any more what stood here, not even that it was the same as elsewhere. */
  #anonymous(place: Place, isFree: boolean): string {
    const label = labelAt(place)
    const text = this.#isBare && isFree ? `${label}_X` : this.#dressed(label, false)
    this.#context.literal(text)
    return text
  }

  #valueAt(place: Place): Value {
    const form = this.#formHere
    const slice = this.#of.text.slice(place.start, place.end)
    const written = decoded(slice, form)
    return encoded(written, form) === slice ? { written } : { written, raw: { form, text: slice } }
  }

  /** Addresses within prose, code and JSON are addresses first. */
  get #formHere(): Exclude<Form, 'code'> {
    if (this.#context.isAddress) return 'url'
    return this.#of.form === 'code' ? 'text' : this.#of.form
  }

  /** Without brackets it is a name in every programming language, and needs no encoding in an address. */
  get #isBare(): boolean {
    return this.#of.form === 'code' || this.#formHere === 'url'
  }

  #dressed(bare: string, isFree: boolean): string {
    if (this.#isBare && isFree) return bare
    return this.#formHere === 'url' ? `%E2%9F%A6${bare}%E2%9F%A7` : `⟦${bare}⟧`
  }

  /** Whether a pseudonym is recognised here without brackets. */
  #isFree(place: Place, beside: { isAfterPlace: boolean; next: Place | undefined }): boolean {
    const { text } = this.#of
    if (beside.isAfterPlace || beside.next?.start === place.end) return false
    if (place.start > 0 && isWordCode(text.charCodeAt(place.start - 1))) return false
    if (place.end < text.length && !isFreeBefore(text.charCodeAt(place.end))) return false
    const before = this.#context.before.toLowerCase()
    return !openings.some((opening) => before.includes(opening))
  }
}

/** A letter, or what could be read as a closing bracket. */
function isFreeBefore(code: number): boolean {
  return !isWordCode(code) && !'⟧&%\\'.includes(String.fromCharCode(code))
}

function labelAt(place: Place): Label {
  return place.finding.category === 'TEXT' ? 'TEXT' : labelOf(place.finding.category)
}
