import type { Text } from '@stellwerk/contract/language'

/** An artefact cannot be read: it ends too early, it contradicts its format, or it is larger than what is read. */
export class ArtefactUnreadable extends Error {
  override readonly name = 'ArtefactUnreadable'
  readonly code: `artefact_${'truncated' | 'malformed' | 'too_large'}`
  /** What is wrong: the part, and where there is one the bound. */
  readonly part: string
  readonly text: Text

  constructor(what: { readonly code: ArtefactUnreadable['code']; readonly part: string }, options?: ErrorOptions) {
    const text = says[what.code](what.part)
    super(text.en, options)
    this.code = what.code
    this.part = what.part
    this.text = text
  }
}

const says: Readonly<Record<ArtefactUnreadable['code'], (part: string) => Text>> = {
  artefact_truncated: (part) => ({
    de: `die Datei endet mitten in: ${part}. Laden Sie sie erneut.`,
    en: `the file ends within: ${part}. Download it again.`,
  }),
  artefact_malformed: (part) => ({
    de: `die Datei widerspricht ihrem Format: ${part}. Was sie angibt, zählt nicht.`,
    en: `the file contradicts its format: ${part}. What it claims does not count.`,
  }),
  artefact_too_large: (part) => ({
    de: `zu groß zum Lesen: ${part}. Was sie angibt, zählt nicht.`,
    en: `too large to be read: ${part}. What it claims does not count.`,
  }),
}

export function malformed(part: string, cause?: unknown): ArtefactUnreadable {
  return new ArtefactUnreadable({ code: 'artefact_malformed', part }, { cause })
}

export function tooLarge(part: string): ArtefactUnreadable {
  return new ArtefactUnreadable({ code: 'artefact_too_large', part })
}

export function truncated(part: string): ArtefactUnreadable {
  return new ArtefactUnreadable({ code: 'artefact_truncated', part })
}
