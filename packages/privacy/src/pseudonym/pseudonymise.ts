import { Context } from '../restore/context.ts'
import { Restorer } from '../restore/restorer.ts'
import { closings, openings } from '../restore/shape.ts'
import { isWordCode } from '../restore/words.ts'
import { endings } from '../surrogate/endings.ts'
import type { PseudonymMode } from '../treatment.ts'
import { decoded, encoded, type Form } from './form.ts'
import { KnownNames } from './genitive.ts'
import { Issued, type Manner } from './issued.ts'
import type { Value } from './issued-codes.ts'
import { labelOf } from './label.ts'
import type { Mapping } from './mapping.ts'
import { type MaskedText, type Place, placesOf } from './places.ts'

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
  const issued = new Issued(how, texts)
  const places = texts.map((text) => placesOf(text, how.policy, names))
  const masked = texts.map((text, index) => new Masking(text, issued, how.policy.mode).of(places[index] ?? []))
  const mapping = { live: issued.live }
  if (how.policy.mode === 'typed') return { masked: masked.map((one) => one.masked), mapping }
  // Surrogates are words among words, so whether they come back is tried out. A text in which one would not (a name in an odd
  // mixture of cases beside another) gets typed pseudonyms.
  const restorer = new Restorer(mapping)
  const tried = texts.map((text, index) => {
    const one = masked[index] ?? { masked: '', restored: text.text }
    const isSame = restorer.whole(one.masked, text.form === 'code' ? 'text' : text.form) === one.restored
    return isSame ? one.masked : new Masking(text, issued, 'typed').of(places[index] ?? []).masked
  })
  return { masked: tried, mapping: { live: issued.live } }
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
  readonly #issued: Issued
  readonly #mode: PseudonymMode
  /** The same as the restorer will see, so that both take the same places for addresses. */
  readonly #context = new Context()

  constructor(of: MaskedText, issued: Issued, mode: PseudonymMode) {
    this.#of = of
    this.#issued = issued
    this.#mode = mode
  }

  /** The text as it goes out, and as it is to come back: what is made anonymous stays so. */
  of(places: readonly Place[]): { masked: string; restored: string } {
    let masked = ''
    let restored = ''
    let from = 0
    for (const [index, place] of places.entries()) {
      const literal = this.#of.text.slice(from, place.start)
      this.#context.literal(literal)
      const next = places[index + 1]
      const isFree = this.#isFree(place, { isAfterPlace: from > 0 && literal === '', next })
      const isAnonymous = place.treatment === 'anonymise'
      const replaced = isAnonymous ? this.#anonymous(place, isFree) : this.#pseudonym(place, isFree, next)
      masked += literal + replaced
      restored += literal + (isAnonymous ? replaced : this.#of.text.slice(place.start, place.end))
      from = place.end
    }
    const rest = this.#of.text.slice(from)
    return { masked: masked + rest, restored: restored + rest }
  }

  #pseudonym(place: Place, isFree: boolean, next: Place | undefined): string {
    const value = { ...this.#valueAt(place), finding: place.finding }
    const mayBeSurrogate = this.#mode === 'surrogate' && this.#formHere !== 'url' && this.#isWord(place, next)
    const surrogate = mayBeSurrogate ? this.#issued.surrogate(value) : undefined
    const pseudonym = surrogate ?? this.#issued.typed(value, (bare) => this.#dressed(bare, isFree))
    this.#context.value()
    return pseudonym
  }

  /** Without a code: nobody can say any more what stood here, not even that it was the same as elsewhere. */
  #anonymous(place: Place, isFree: boolean): string {
    const label = labelOf(place.finding.category)
    const text = isFree ? `${label}_X` : this.#dressed(label, false)
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
    if (isFree) return bare
    return this.#formHere === 'url' ? `%E2%9F%A6${bare}%E2%9F%A7` : `⟦${bare}⟧`
  }

  /** Whether a surrogate is recognised here: as a word by itself, or with an ending. */
  #isWord(place: Place, next: Place | undefined): boolean {
    const { text } = this.#of
    if (place.start > 0 && isWordCode(text.charCodeAt(place.start - 1))) return false
    let end = place.end
    while (end < text.length && end - place.end <= endingMax && isWordCode(text.charCodeAt(end))) end += 1
    const ending = text.slice(place.end, end)
    return (ending === '' || endings.includes(ending)) && (next === undefined || next.start > place.end)
  }

  /** Whether a pseudonym is to have no brackets here, and is recognised without them. */
  #isFree(place: Place, beside: { isAfterPlace: boolean; next: Place | undefined }): boolean {
    if (!this.#isBare) return false
    const { text } = this.#of
    if (beside.isAfterPlace || beside.next?.start === place.end) return false
    if (place.start > 0 && isWordCode(text.charCodeAt(place.start - 1))) return false
    const after = text.slice(place.end, place.end + closingMax).toLowerCase()
    if (isWordCode(text.charCodeAt(place.end)) || closings.some((closing) => after.startsWith(closing))) return false
    const before = this.#context.before.toLowerCase()
    return !openings.some((opening) => before.includes(opening))
  }
}

const endingMax = Math.max(...endings.map(({ length }) => length))

const closingMax = Math.max(...closings.map(({ length }) => length))
