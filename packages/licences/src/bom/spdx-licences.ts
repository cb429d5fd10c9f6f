import type { Catalogue } from '../catalogue-index.ts'
import type { BomComponent, Conclusion } from './input.ts'
import type { JsonObject } from './json.ts'
import { containedExpression, operandsOf, type Concluded, type Declared } from './licensing.ts'
import type { Work } from './lineage.ts'
import { licenceListVersion, listedId } from './spdx-ids.ts'
import type { Elements } from './spdx-elements.ts'

/** Somebody looked and there is none. */
const none = 'expandedlicensing_NoneLicense'
/** It cannot be decided, or nobody has looked. */
const noAssertion = 'expandedlicensing_NoAssertionLicense'

/** Licences of packages: exactly one relationship of each kind from each package, as the AI and Dataset profiles want it. */
export class SpdxLicences {
  readonly #elements: Elements
  readonly #catalogue: Catalogue

  constructor(elements: Elements, catalogue: Catalogue) {
    this.#elements = elements
    this.#catalogue = catalogue
  }

  /**
   * What the artefact itself contains (SPDX 3.0.1, `hasDeclaredLicense`). A label on the page it is offered on is no part of it, and a claim
   * of which nobody has said where it stands may be one.
   */
  declare(from: string, declared: Declared, known: BomComponent | undefined): void {
    const { to, comment } = this.#declared(declared, known)
    this.#elements.relate(from, 'hasDeclaredLicense', to, { comment })
  }

  #declared(declared: Declared, known: BomComponent | undefined): { readonly to: string; readonly comment?: string } {
    if (declared.state === 'none') return { to: none, comment: 'Nothing is declared.' }
    const foundIn = known?.claim?.foundIn
    const isContained = foundIn === 'card' || foundIn === 'text' || foundIn === 'file-header'
    if (declared.state !== 'unknown' && isContained)
      return { to: this.#claim(declared), comment: `Declared in: ${foundIn}.` }
    const texts = containedExpression(known?.artefact?.texts ?? [], this.#catalogue)
    const claim =
      declared.state === 'unknown'
        ? undefined
        : `Claimed as "${declared.raw}" (${foundIn ?? 'where is not known'}), which need not be in the artefact.`
    if (texts !== undefined) {
      const comment = ['By the licence texts in the artefact.', claim].filter((line) => line !== undefined).join(' ')
      return { to: this.#expression(texts), comment }
    }
    return claim === undefined ? { to: noAssertion } : { to: noAssertion, comment: claim }
  }

  /** A claim in the words of the artefact; a name that SPDX does not list becomes a reference with what is known of it. */
  #claim(declared: Exclude<Declared, { readonly state: 'none' | 'unknown' }>): string {
    if (declared.state === 'id') return this.#expression(declared.id)
    if (declared.state === 'expression') return this.#expression(declared.expression)
    const { raw } = declared
    const name = raw.replaceAll(/[^A-Za-z0-9.-]+/g, '-').slice(0, 60)
    // Names that differ only in signs that no reference may hold are told apart by the id of the text.
    const text = this.#elements.add('simplelicensing_SimpleLicensingText', `declared ${raw}`, {
      name: raw,
      simplelicensing_licenseText: `No text: the artefact declares "${raw}" and nothing more.`,
    })
    const id = `LicenseRef-declared-${name}`
    return this.#expression(id, { key: `declared ${raw}`, texts: new Map([[id, text]]) })
  }

  conclude(
    from: string,
    work: Work,
    concluded: Concluded,
    why: { readonly difference: string | undefined; readonly conclusion: Conclusion | undefined },
  ): void {
    const { difference, conclusion } = why
    const by =
      conclusion === undefined
        ? undefined
        : `Concluded by ${conclusion.by} at ${conclusion.at}: ${conclusion.reason}${conclusion.source === undefined ? '' : ` (${conclusion.source})`}`
    const leftOut =
      concluded.state === 'known' && concluded.leftOut.length > 0
        ? `Not part of it, because what a data set's licence means for weights is unsettled: ${concluded.leftOut.join(', ')}.`
        : undefined
    const lines = [difference, by, leftOut].filter((line) => line !== undefined)
    const comment = lines.length === 0 ? undefined : lines.join(' ')
    this.#elements.relate(from, 'hasConcludedLicense', this.#concluded(work, concluded), { comment })
  }

  #concluded(work: Work, concluded: Concluded): string {
    if (concluded.state === 'known') return this.#expression(concluded.expression)
    // None is a finding: somebody looked for a text and for a claim, and the work is made from nothing else.
    const isNone = work.licence === 'NO-LICENCE' && work.declared === null && work.madeFrom.length === 0
    return isNone ? none : noAssertion
  }

  #expression(expression: string, own?: { readonly key: string; readonly texts: ReadonlyMap<string, string> }): string {
    const references = operandsOf(expression).filter((id) => listedId(id) !== id)
    const customIdToUri = references.map((key): JsonObject => ({
      type: 'DictionaryEntry',
      key,
      value: own?.texts.get(key) ?? this.#text(key),
    }))
    return this.#elements.add('simplelicensing_LicenseExpression', own?.key ?? expression, {
      simplelicensing_licenseExpression: expression,
      simplelicensing_licenseListVersion: licenceListVersion,
      simplelicensing_customIdToUri: customIdToUri.length === 0 ? undefined : customIdToUri,
    })
  }

  /** Where the words are and how to know them; the words themselves belong to the steward. */
  #text(id: string): string {
    const terms = this.#catalogue.entries.find(({ spdxExpression }) => spdxExpression === id)
    const texts = (terms?.texts ?? []).map(({ id: text, wordSha256, found }) => {
      const place = found === undefined ? '' : `, read at ${found.repository}@${found.commit} ${found.path}`
      return `${text}: SHA-256 of its words ${wordSha256}${place}`
    })
    const lines = texts.length === 0 ? ['No text of it was read.'] : ['The text is not repeated here.', ...texts]
    return this.#elements.add('simplelicensing_SimpleLicensingText', id, {
      name: terms?.name ?? id,
      simplelicensing_licenseText: lines.join('\n'),
    })
  }
}
