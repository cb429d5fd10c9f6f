import { type Form, encoded } from '../pseudonym/form.ts'
import type { Live } from '../pseudonym/mapping.ts'
import type { Context } from './context.ts'
import { isCapitalLine, isNameCategory } from './grammar.ts'
import type { Dress } from './shape.ts'

/** What kind of text an answer is: prose, a JSON document that arrives in pieces, or an address. */
export type RestoreForm = Exclude<Form, 'code'>

interface Where {
  readonly form: RestoreForm
  readonly shape: { readonly dress: Dress; readonly isCapital: boolean }
  readonly context: Context
}

/** A value as it has to be written where its pseudonym stood. */
export function valueOf(live: Live, where: Where): string {
  const form = formAt(where)
  if (live.raw?.form === form) return live.raw.text
  const isCapital =
    where.shape.isCapital &&
    form === 'text' &&
    isNameCategory(live.finding.category) &&
    isCapitalLine(where.context.before)
  const value = isCapital ? live.written.toLocaleUpperCase('de') : live.written
  return encoded(where.shape.dress === 'html' ? encoded(value, 'html') : value, form)
}

/** Inside an address a value is percent-encoded, in prose and in JSON alike; so is one whose brackets the model encoded. */
function formAt(where: Where): RestoreForm {
  return where.context.isAddress || where.shape.dress === 'percent' ? 'url' : where.form
}
