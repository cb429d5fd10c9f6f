import { endOfRun, isEscapedBreak, isIn, letterOrDigit, startOfRun } from './character-sets.ts'
import { entropyFloor, type MiddleForm, middleForms, type PrefixedForm, prefixedForms } from './secret-forms.ts'
import { beginsToken, type Secret, type SecretRule } from './secret-rule.ts'
import { entropyOf, isPlaceholder } from './secret-value.ts'

/** Rules for tokens that say who issued them. The prefix is unmistakable, so what passes the length and the entropy is certain. */
export const tokenRules: readonly SecretRule[] = [
  ...prefixedForms.flatMap((form) =>
    form.prefixes.map((prefix) => ({
      needle: prefix,
      read: (text: string, at: number) => prefixed(form, prefix, text, at),
    })),
  ),
  ...middleForms.map((form) => ({ needle: form.sign, read: (text: string, at: number) => around(form, text, at) })),
]

function prefixed(form: PrefixedForm, prefix: string, text: string, at: number): Secret | undefined {
  const body = at + prefix.length
  const end = endOfBody(form, text, body)
  if (end - body < form.min || !(beginsToken(text, at) || text.charCodeAt(at - 1) === slash)) return undefined
  return isRandom(text.slice(body, end)) ? { start: at, end, kind: form.kind, evidence: 'certain' } : undefined
}

const slash = 0x2f

/** A full stop behind the token is the sentence's, and so is what stands behind the last place a token of this length can have. */
function endOfBody(form: Pick<PrefixedForm, 'alphabet' | 'max'>, text: string, body: number): number {
  let end = endOfRun(form.alphabet, text, body, form.max + 1)
  if (end - body > form.max) end = isIn(letterOrDigit, text, end - 1) ? body : end - 1
  while (end > body && text.charAt(end - 1) === '.') end -= 1
  return end
}

function around(form: MiddleForm, text: string, at: number): Secret | undefined {
  const body = at + form.sign.length
  const run = startOfRun(form.before.alphabet, text, at, form.before.max + 1)
  const start = isEscapedBreak(text, run) ? run + 1 : run
  const end = endOfBody({ alphabet: form.after.alphabet, max: form.after.max }, text, body)
  const before = at - start
  if (before < form.before.min || before > form.before.max || end - body < form.after.min) return undefined
  const isInside = isIn(letterOrDigit, text, start - 1) && !isEscapedBreak(text, start - 1)
  if (isInside || isIn(letterOrDigit, text, end)) return undefined
  return isRandom(text.slice(start, end)) ? { start, end, kind: form.kind, evidence: 'certain' } : undefined
}

function isRandom(body: string): boolean {
  return !isPlaceholder(body) && entropyOf(body) >= entropyFloor
}
