import type { Catalogue } from '../catalogue-index.ts'
import type { LicenceId, LicenceText } from '../terms.ts'
import { parseSketch, type Sketch } from './sketch.ts'
import { signatures, type TextSignature } from './signatures.ts'
import { type TextWithoutEntry, textsWithoutEntry } from './texts-without-entry.ts'
import { type Template, templates } from './templates.ts'

/** A text that can be recognised. */
export interface RecognisedText {
  readonly id: string
  readonly role: LicenceText['role']
  /** The licences that it belongs to; none where it is known and nobody has stated what it says. */
  readonly entries: readonly LicenceId[]
  readonly wordSha256: string
  readonly proseSha256: string
  /** False where it was read inside another work only. Then it is shown, and identifies nothing. */
  readonly isHashUsable: boolean
  readonly numbersSha256: string | undefined
  readonly sketch: Sketch | undefined
}

/** Everything that texts are recognised by. Made once; asking costs a look-up. */
export interface TextIndex {
  readonly byWords: ReadonlyMap<string, RecognisedText>
  /** Copies of one text can have the same prose and number it differently. */
  readonly byProse: ReadonlyMap<string, readonly RecognisedText[]>
  readonly templates: readonly Template[]
  readonly hasEntry: (licence: LicenceId) => boolean
}

/** What the product carries about texts besides its catalogue. */
export interface TextData {
  readonly signatures: readonly TextSignature[]
  readonly withoutEntry: readonly TextWithoutEntry[]
  readonly templates: readonly Template[]
}

const carried: TextData = { signatures, withoutEntry: textsWithoutEntry, templates }

/**
 * @example identify(bytes, indexTexts(indexCatalogue(catalogue)), sha256).licence // 'Apache-2.0'
 */
export function indexTexts(
  { entries, byId }: Pick<Catalogue, 'entries' | 'byId'>,
  data: TextData = carried,
): TextIndex {
  const signed = new Map(data.signatures.map((signature) => [signature.wordSha256, signature]))
  const byWords = new Map<string, RecognisedText>()
  const add = (text: LicenceText | TextWithoutEntry, owner?: LicenceId): void => {
    // A policy can belong to several versions of a licence.
    const known = byWords.get(text.wordSha256)
    const owners = [...(known?.entries ?? []), ...(owner === undefined ? [] : [owner])]
    byWords.set(text.wordSha256, recognised(text, owners, signed.get(text.wordSha256)))
  }
  for (const terms of entries) for (const text of terms.texts) add(text, terms.id)
  for (const text of data.withoutEntry) if (!byWords.has(text.wordSha256)) add(text)
  const byProse = Map.groupBy(byWords.values(), ({ proseSha256 }) => proseSha256)
  return { byWords, byProse, templates: data.templates, hasEntry: (licence) => byId.has(licence) }
}

function recognised(
  { id, wordSha256, proseSha256, ...text }: LicenceText | TextWithoutEntry,
  entries: readonly LicenceId[],
  signature: TextSignature | undefined,
): RecognisedText {
  return {
    id,
    role: 'role' in text ? text.role : 'licence',
    entries,
    wordSha256,
    proseSha256,
    isHashUsable: 'isHashUsable' in text ? text.isHashUsable : true,
    numbersSha256: signature?.numbersSha256,
    sketch: signature === undefined ? undefined : parseSketch(signature.sketch),
  }
}
