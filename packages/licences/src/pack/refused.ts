import type { Text } from '@stellwerk/contract/language'

/** Why a pack is not taken. Each calls for another act of whoever holds it. */
export type PackRefusal =
  /** More bytes, levels or entries than a catalogue can have. */
  | 'pack_too_large'
  /** Not built like a pack of this format: cut off, of another version, spelled in another way. */
  | 'pack_malformed'
  /** Nobody who is trusted here signed it, or it is not what was signed. */
  | 'pack_untrusted'
  /** An entry says something that this program does not know, or says it in a form that does not hold. */
  | 'pack_entry_malformed'
  /** Older than what is in force, or than what once was. */
  | 'pack_older'
  /** Dated after today. */
  | 'pack_from_tomorrow'

/** A pack is not taken. Nothing has changed. */
export class PackRefused extends Error {
  override readonly name = 'PackRefused'
  readonly code: PackRefusal
  /** What is wrong, where, and what to do next. */
  readonly text: Text

  constructor(code: PackRefusal, text: Text, options?: ErrorOptions) {
    super(text.en, options)
    this.code = code
    this.text = text
  }
}

/** An entry that cannot be used, and the field of it that is at fault. */
export class EntryMalformed extends PackRefused {
  /** Id of the entry as it calls itself, or its place in the list as `#3`. */
  readonly entry: string
  /** For example `duties[2].triggers`. */
  readonly field: string
  readonly problem: Text

  constructor(what: { readonly entry: string; readonly field: string; readonly problem: Text }) {
    const { entry, field, problem } = what
    super('pack_entry_malformed', {
      de: `Eintrag ${entry}, ${field}: ${problem.de}. Ist das Paket für ein neueres Programm, zuerst dieses aktualisieren; sonst muss der Herausgeber es berichtigen.`,
      en: `entry ${entry}, ${field}: ${problem.en}. If the pack is for a newer program, update that first; otherwise its publisher has to correct it.`,
    })
    this.entry = entry
    this.field = field
    this.problem = problem
  }
}
