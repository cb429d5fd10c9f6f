import { isDigitAt, isIn, setOf, tokenCharacter } from './character-sets.ts'
import { endOfLabel, type LabelClass, labelWords } from './secret-label.ts'
import type { Secret, SecretRule } from './secret-rule.ts'
import { connectedValue, type Value, valueAt } from './secret-sentence.ts'
import {
  entropyOf,
  isPlaceholder,
  isPublicForm,
  isReference,
  isWholly,
  mixtureOf,
  secretCharactersMax,
} from './secret-value.ts'

/**
 * Secrets beside a word that names them: `password=…`, `"apiKey": "…"`, `--password …`, "Das Kennwort lautet: …", "mein Passwort
 * ist …", "the password is …". The value has to look like one; talk about passwords has none. A word of letters only is a secret where
 * it is quoted or follows "lautet", else its finding is weak.
 */
export const wordRules: readonly SecretRule[] = labelWords.map((word) => ({
  needle: word.needle,
  ignoreCase: word.ignoreCase,
  read: (text, at) => {
    const end = endOfLabel(text, at, word)
    return end === -1 ? undefined : beside(word.class, text, at, end)
  },
}))

function beside(label: LabelClass, text: string, at: number, labelEnd: number): Secret | undefined {
  const assigned = assignedAt(text, labelEnd)
  if (assigned !== -1) return secretIn(label, text, valueAt(text, assigned, cutsAtAmpersand(text, at)), 'assigned')
  if (label === 'short') return undefined
  if (text.startsWith('--', at - 2) && text.charAt(labelEnd) === ' ') {
    return secretIn(label, text, valueAt(text, labelEnd + 1, false), 'assigned')
  }
  const value = connectedValue(text, labelEnd)
  return value === undefined ? undefined : secretIn(label, text, value, value.tie)
}

const closers = setOf('"\'`\\])* ')

/** Where a value may begin behind `=`, `:`, `=>`, `:=`, `">`, `|`; -1 where nothing is assigned. */
function assignedAt(text: string, labelEnd: number): number {
  let place = labelEnd
  while (place < labelEnd + 6 && isIn(closers, text, place)) place += 1
  if (text.charAt(place) === '(') place = behindBracket(text, place)
  const sign = text.charAt(place)
  if (sign === '|') return text.charAt(place - 1) === ' ' ? place + 1 : -1
  if (sign !== '=' && sign !== ':' && sign !== '>') return -1
  const next = text.charAt(place + 1)
  if (sign === '=' && next === '=') return -1
  if (sign === ':' && next === ':') return -1
  return next === '=' || next === '>' ? place + 2 : place + 1
}

/** "Passwort (neu): …" */
function behindBracket(text: string, open: number): number {
  const close = text.slice(open, open + 40).indexOf(')')
  const behind = close === -1 ? open : open + close + 1
  return text.charAt(behind) === ' ' ? behind + 1 : behind
}

/** In a query (`?password=…&page=2`) the value ends at the next parameter. */
function cutsAtAmpersand(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 40), at)
  return /[?&][\w.-]*$/.test(before)
}

/** How the value is tied to its word. */
export type Tie = 'assigned' | 'said' | 'stated'

function secretIn(label: LabelClass, text: string, value: Value | undefined, tie: Tie): Secret | undefined {
  if (value === undefined) return undefined
  const written = text.slice(value.start, value.end)
  if (isReference(written) || isPlaceholder(written)) return undefined
  const evidence = evidenceOf(label, written, value.isQuoted, value.endsLine, tie)
  return evidence === undefined ? undefined : { start: value.start, end: value.end, kind: kindOf[label], evidence }
}

/** Of a value that stands alone under a label: JSON key, column header. */
export function labelledSecret(label: string, text: string): Secret | undefined {
  if (text.length === 0 || text.length > secretCharactersMax || /\s/.test(text)) return undefined
  const lower = label.toLowerCase()
  for (const word of labelWords) {
    const at = word.ignoreCase ? lower.indexOf(word.needle) : label.indexOf(word.needle)
    if (at === -1 || endOfLabel(label, at, word) !== label.length) continue
    const found = secretIn(word.class, text, { start: 0, end: text.length, isQuoted: true, endsLine: true }, 'assigned')
    if (found !== undefined) return found
  }
  return undefined
}

const kindOf: Readonly<Record<LabelClass, string>> = {
  password: 'PASSWORD',
  short: 'PASSWORD',
  token: 'TOKEN',
  key: 'SECRET_KEY',
  pin: 'PIN',
}

function evidenceOf(
  label: LabelClass,
  written: string,
  isQuoted: boolean,
  endsLine: boolean,
  tie: Tie,
): 'likely' | 'weak' | undefined {
  switch (label) {
    case 'pin':
      return written.length >= 3 && written.length <= 8 && isDigits(written) ? 'likely' : undefined
    case 'token':
      return isToken(written) && !isPublicForm(written) ? 'likely' : undefined
    case 'key':
      return isKey(written, tie) ? 'likely' : undefined
    case 'password':
    case 'short':
      return passwordEvidence(written, isQuoted, endsLine, tie)
  }
}

function isDigits(written: string): boolean {
  for (let place = 0; place < written.length; place += 1) if (!isDigitAt(written, place)) return false
  return true
}

function isToken(written: string): boolean {
  const mixed = mixtureOf(written)
  if (written.length < 16 || !mixed.digits || !mixed.letters) return false
  return isWholly(tokenCharacter, written) && entropyOf(written) >= 3
}

function isKey(written: string, tie: Tie): boolean {
  if (isToken(written))
    return !/^[A-Z]{2}\d{20}$/.test(written) && !written.startsWith('sha512-') && !written.startsWith('sha256-')
  const mixed = mixtureOf(written)
  return (
    tie === 'assigned' && written.length >= 8 && mixed.digits && mixed.letters && (mixed.signs || mixed.innerCapital)
  )
}

/** Words that stand beside "Passwort:" without being one. */
const noPasswords = new Set(
  `string str text none null nil undefined true false required optional password passwort kennwort bitte siehe see vergessen
    forgotten mindestens falsch wrong unbekannt unknown geheim leer empty nicht not kein keine wird wurde input prompt varchar
    char bytes hidden secret pflichtfeld abgelaufen expired geändert changed neu new alt old ja nein yes no ok any object
    encrypted verschlüsselt hashed gesperrt locked sicher unsicher safe unsafe weak strong stark schwach kompromittiert bekannt
    falsche richtig korrekt correct invalid ungültig anonymous inherit default integer number boolean folgt folgend folgendes
    weak masked user username benutzername`.split(/\s+/),
)

/** Names of algorithms, formats and products with digits in them: no passwords. */
const withDigitsButNone = [
  /^(?:sha|md|aes|rsa|bcrypt|argon|pbkdf|base|utf|oauth|http|tls|ssl|win|windows|office|ms|ipv|v)-?[0-9][\w./-]*$/i,
  /^[\d.,:/-]+(?:[a-z]{1,2})?$/i,
  /^\d+[-–]?(?:mal|fach|stellig\w*|zeichen|character\w*|char\w*|bit|tage?|days?|\w{1,3})$/i,
]

function passwordEvidence(
  written: string,
  isQuoted: boolean,
  endsLine: boolean,
  tie: Tie,
): 'likely' | 'weak' | undefined {
  if (noPasswords.has(written.toLowerCase()) || written.length < 4) return undefined
  if (isDigits(written)) return tie === 'assigned' && written.length <= 16 ? 'likely' : undefined
  const mixed = mixtureOf(written)
  const isMixed = mixed.digits ? mixed.letters || mixed.signs : mixed.letters && (mixed.signs || mixed.disorder)
  if (isMixed && written.length >= (tie === 'assigned' ? 5 : 6))
    return withDigitsButNone.some((form) => form.test(written)) || isAnEmail(written) ? undefined : 'likely'
  if (isQuoted) return 'likely'
  if (!endsLine || !mixed.letters) return undefined
  return tie === 'stated' && written.length >= 6 ? 'likely' : 'weak'
}

const email = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/

function isAnEmail(written: string): boolean {
  return email.test(written)
}
