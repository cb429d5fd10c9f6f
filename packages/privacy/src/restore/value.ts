import { encoded, type Form } from '../pseudonym/form.ts'
import type { Context } from './context.ts'
import { isCapitalLine, isNameCategory } from './grammar.ts'
import type { Whole } from './met.ts'

/** What kind of text an answer is: prose, a JSON document that arrives in pieces, or an address. */
export type RestoreForm = Exclude<Form, 'code'>

interface Where {
  readonly form: RestoreForm
  readonly context: Context
}

/** A value as it has to be written where its pseudonym stood. */
export function valueOf(met: Whole, where: Where): string {
  // Inside an address a value is percent-encoded, in prose and in JSON alike; so is one whose brackets the model encoded.
  const form = where.context.isAddress || met.dress === 'percent' ? 'url' : where.form
  const { raw } = met.live
  // In prose only what was quoted with escapes of JSON is raw, and is right within JSON as it is.
  if (raw !== undefined && (raw.form === form || (raw.form === 'text' && form === 'json'))) return raw.text
  const value = form === 'text' ? inCase(met, where.context) : met.live.written
  return encoded(met.dress === 'html' ? encoded(value, 'html') : value, form)
}

function inCase({ live, casing }: Whole, context: Context): string {
  if (!isNameCategory(live.finding.category)) return live.written
  if (casing === 'lower') return live.written.toLocaleLowerCase('de')
  const isUpper = casing === 'upper' || (casing === 'capital' && isCapitalLine(context.before))
  return isUpper ? live.written.toLocaleUpperCase('de') : live.written
}
