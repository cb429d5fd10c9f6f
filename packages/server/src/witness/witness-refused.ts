import type { Text } from '@stellwerk/contract/language'

/**
 * `in_use`: another process runs on the folder; `damaged`: a file in it is not what this witness wrote; `smaller`: the
 * state is older than what the witness has shown to people; `key`: the key is missing, open to others or of another name;
 * `log`: a trusted log is misspelled; `address`: nobody can listen there.
 */
export type WitnessRefusal = 'in_use' | 'damaged' | 'smaller' | 'key' | 'log' | 'address'

/** The witness does not start. A witness in doubt signs nothing. */
export class WitnessRefused extends Error {
  override readonly name = 'WitnessRefused'
  readonly code: WitnessRefusal
  readonly text: Text

  constructor(what: { readonly code: WitnessRefusal; readonly text: Text }, options?: ErrorOptions) {
    super(what.text.en, options)
    this.code = what.code
    this.text = what.text
  }
}

export function damaged(path: string, options?: ErrorOptions): WitnessRefused {
  const text = {
    de: `${path} ist beschädigt. Dieser Zeuge darf so nicht weiter unterschreiben; bitte den Ordner aufheben und einen neuen Zeugen mit neuem Schlüssel in einem leeren Ordner anfangen.`,
    en: `${path} is damaged. This witness must not go on signing; please keep the folder and begin a new witness with a new key in an empty folder.`,
  }
  return new WitnessRefused({ code: 'damaged', text }, options)
}
