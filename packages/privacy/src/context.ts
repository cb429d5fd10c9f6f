import type { Hints } from './detector.ts'
import { headerOver } from './column.ts'
import { type ContextWords, contextWords } from './context-words.ts'
import { beginsAt, type Folded, folded, holdsAt, lettersOf, placeAt } from './fold.ts'
import { labelBefore } from './label.ts'
import type { Reading } from './reading.ts'

/** How far a word of context may be away from what it explains, in characters. Reference § 2. */
const distanceMax = 60

/** A word behind a value explains it less often than one before it: as if it stood so much further away. */
const behindPenalty = 20

/** A place in `reading.text`. */
export interface Place {
  readonly start: number
  /** Behind the last character. */
  readonly end: number
}

/**
 * Whether one of the words stands within 60 characters of the place, or as its label: JSON key, column header, label of a form.
 * It costs about a microsecond: ask last, for few candidates.
 */
export function hasContext(reading: Reading, place: Place, words: ContextWords, hints: Hints): boolean {
  return new Context(reading, place, hints).distanceOf(words) !== undefined
}

/** Whether a label is, or holds, one of the words. */
export function holds(label: string, words: ContextWords): boolean {
  return words.firstIn(folded(label)) !== undefined
}

/** A label that says nothing, so that the words around it say more: `"value": "…", "type": "PESEL"`. */
const emptyLabels = new Set(
  (
    'id ref reference referenz value wert number nummer no nr text content inhalt field feld data daten key name ' +
    'note notiz input code identifier f v x'
  ).split(' '),
)

/** What names something else whose numbers look the same. Only as the label of the value itself. */
const deterrents = contextWords(
  (
    'bestell*, auftrag*, order*, purchase*, ticket*, rechnung*, invoice*, artikel*, article*, sku, ean, gtin, upc, isbn, issn, doi, ' +
    'asin, version*, build*, commit*, hash*, sha, sha1, sha256, md5, crc, checksum, uuid, guid, request, trace*, span, ' +
    'session, port, pid, timestamp*, epoch, seed, sendung*, tracking*, paket*, lieferschein*, charge, chargen*, batch*, ' +
    'serien*, serial*, zähler*, inventar*, material*, teile*, part, modell*, model*, betrag, summe, preis, amount, price, ' +
    'total, sum, count, anzahl, offset, bytes, size, lot, parcel*, consignment*, shipment*, item*, product*, produkt*, pedido, ' +
    'commande, factura, facture'
  ).split(', '),
)

/** What stands between a word and its number: "Bestellnummer", "order no.", "Ticket-ID". */
const numberWords = ['nummer', 'number', 'nr', 'no', 'num', 'id', 'kennung']

function endWithoutNumberWords(before: Folded): number {
  let end = before.length
  for (;;) {
    const word = numberWords.find((one) => holdsAt(before, end - one.length, one))
    if (word === undefined) return end
    end -= word.length
  }
}

/** What stands around one candidate. Everything is read when first asked for. */
export class Context {
  readonly #reading: Reading
  readonly #place: Place
  readonly #hints: Hints
  #labels: readonly Folded[] | undefined
  #isNamed = false
  #isOther: boolean | undefined
  #before: Folded | undefined
  #behind: Folded | undefined

  constructor(reading: Reading, place: Place, hints: Hints) {
    this.#reading = reading
    this.#place = place
    this.#hints = hints
  }

  /** How far away the nearest of the words is; 0 for a label; undefined where there is none within reach. */
  distanceOf(words: ContextWords): number | undefined {
    if (this.isLabelled(words)) return 0
    if (this.isDeterred()) return undefined
    const before = this.#distanceBefore(words)
    // What has a name of its own is not explained by what follows, unless in brackets: it is the name of the next value.
    return this.#isNamed && !this.#isBracketBehind() ? before : (before ?? this.#distanceBehind(words))
  }

  /** Whether the label of the value itself is, or holds, one of the words. */
  isLabelled(words: ContextWords): boolean {
    return this.#labelsOf().some((label) => words.firstIn(label) !== undefined)
  }

  /** Whether the value itself is called something else: an order, an amount, a hash. */
  isDeterred(): boolean {
    // Several detectors ask about the same place.
    this.#isOther ??=
      this.#labelsOf().some((label) => deterrents.firstIn(label) !== undefined) || this.#isDeterredBeside()
    return this.#isOther
  }

  #labelsOf(): readonly Folded[] {
    if (this.#labels !== undefined) return this.#labels
    const { text } = this.#reading
    const own = [labelBefore(text, this.#place.start), headerOver(this.#reading, this.#place.start)]
    const labels = [...own, this.#hints.label].filter((label) => label !== undefined).map((label) => folded(label))
    this.#isNamed = labels.some((label) => !emptyLabels.has(lettersOf(label).replaceAll(/[0-9]/g, '')))
    this.#labels = labels
    return labels
  }

  /** "Bestellung 4711", "Order no. 4711", "Ticket #4711": the word right before the number. */
  #isDeterredBeside(): boolean {
    const before = this.#textBefore()
    const end = endWithoutNumberWords(before)
    let begin = end - 1
    while (begin > 0 && !beginsAt(before, begin)) begin -= 1
    return begin >= 0 && deterrents.areWordOf(before, begin, end)
  }

  #textBefore(): Folded {
    this.#before ??= folded(this.#reading.text, Math.max(0, this.#place.start - distanceMax), this.#place.start)
    return this.#before
  }

  #isBracketBehind(): boolean {
    return /^["'»“]? ?[([]/.test(this.#reading.text.slice(this.#place.end, this.#place.end + 3))
  }

  /** Up to the end of the line, or of the brackets. */
  #textBehind(): Folded {
    const { text } = this.#reading
    const end = Math.min(text.length, this.#place.end + distanceMax)
    const length = text.slice(this.#place.end, end).search(this.#isBracketBehind() ? /[)\]\n]/ : /\n/)
    this.#behind ??= folded(text, this.#place.end, length < 0 ? end : this.#place.end + length)
    return this.#behind
  }

  #distanceBefore(words: ContextWords): number | undefined {
    const before = this.#textBefore()
    const at = words.lastIn(before)
    return at === undefined ? undefined : Math.min(distanceMax, this.#place.start) - placeAt(before, at)
  }

  #distanceBehind(words: ContextWords): number | undefined {
    const behind = this.#textBehind()
    const at = words.firstIn(behind)
    return at === undefined ? undefined : placeAt(behind, at) + behindPenalty
  }
}
