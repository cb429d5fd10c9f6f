import { codeOf } from './code.ts'
import { identityOf } from './identity.ts'
import type { Label } from './label.ts'
import type { Live, ScopeDigest } from './mapping.ts'

/** What a value is and how exactly it stands in the text. */
export type Value = Pick<Live, 'written' | 'raw'>

/** More than one attempt is rare, more than a few are a programmer's error. */
const attemptsMax = 1000

/**
 * The codes of one request. Codes come from the keyed digest alone; only where two values of one request would get the same, the
 * one that appears later gets another.
 */
export class IssuedCodes {
  readonly #digest: ScopeDigest
  readonly #digests = new Map<string, Uint8Array>()
  readonly #codes = new Map<string, string>()
  readonly #taken = new Set<string>()

  constructor(digest: ScopeDigest) {
    this.#digest = digest
  }

  of(label: Label, value: Value): string {
    const { written, raw } = value
    // Mostly there is no raw form, and the label needs no escapes; this is the same text.
    const exact =
      raw === undefined
        ? `["${label}",${JSON.stringify(written)},null,null]`
        : JSON.stringify([label, written, raw.form, raw.text])
    const known = this.#codes.get(exact)
    if (known !== undefined) return known
    const code = this.#free(label, value.written, exact)
    this.#codes.set(exact, code)
    this.#taken.add(code)
    return code
  }

  #free(label: Label, written: string, exact: string): string {
    const identity = identityOf(label, written)
    const link = this.#digestOf('value', label, identity.link)
    for (let attempt = 0; attempt < attemptsMax; attempt++) {
      const salt = attempt === 0 ? '' : ` ${attempt}`
      const value = this.#digestOf(`value${salt}`, label, identity.value)
      const code = codeOf({ link, value, form: this.#digestOf(`form${salt}`, label, exact) })
      if (!this.#taken.has(code)) return code
    }
    throw new Error(`no free code for a value after ${attemptsMax} attempts`)
  }

  #digestOf(part: string, label: Label, text: string): Uint8Array {
    const input = `pseudonym 1\n${part}\n${label}\n${text}`
    let digest = this.#digests.get(input)
    if (digest === undefined) {
      digest = this.#digest(input)
      this.#digests.set(input, digest)
    }
    return digest
  }
}
