import { endOfRun, isCapitalAt, isDigitAt, isIn, isLetterAt, letterOrDigit, wordCharacter } from './character-sets.ts'

/**
 * What a word says of the value beside it. `password`: anything a person would choose. `short`: asks for a sign of assignment, because
 * the word is short or common. `token`: long and random. `key`: like a token, hexadecimal as well. `pin`: digits.
 */
export type LabelClass = 'password' | 'short' | 'token' | 'key' | 'pin'

interface LabelWord {
  readonly needle: string
  readonly class: LabelClass
  readonly ignoreCase: boolean
}

const anyCase: readonly (readonly [LabelClass, string])[] = [
  [
    'password',
    `password passwort passwd kennwort losungswort zugangswort geheimwort passphrase passcode zugangscode pwd contraseña
      wachtwoord`,
  ],
  ['token', 'token'],
  [
    'key',
    `secret api-key api_key apikey api-schlüssel api_schluessel access-key access_key accesskey accountkey private_key
      signing_key signingkey encryption_key master_key masterkey auth_key authkey zugriffsschlüssel zugangsschlüssel credential`,
  ],
  ['pin', 'geheimzahl'],
]

const asWritten: readonly (readonly [LabelClass, string])[] = [
  ['password', 'PW Pw pw'],
  ['short', 'PASS Pass pass'],
  ['key', '_KEY'],
  ['pin', 'PIN TAN PUK CVV CVC'],
]

const spaced: readonly LabelWord[] = [
  { needle: 'api key', class: 'key', ignoreCase: true },
  { needle: 'access key', class: 'key', ignoreCase: true },
  { needle: 'mot de passe', class: 'password', ignoreCase: true },
]

/** Words beside which a secret may stand. */
export const labelWords: readonly LabelWord[] = [...wordsOf(anyCase, true), ...wordsOf(asWritten, false), ...spaced]

function wordsOf(table: readonly (readonly [LabelClass, string])[], ignoreCase: boolean): LabelWord[] {
  return table.flatMap(([label, words]) => words.split(/\s+/).map((needle) => ({ needle, class: label, ignoreCase })))
}

/** Longest name of a variable behind the word. */
const nameCharactersMax = 40

/** A name with one of these tells about the secret instead of holding it: `password_reset_url`, `passwordHash`, `token_count`. */
const aboutSecrets = new RegExp(
  [
    'hash|digest|polic|reset|length|laenge|länge|min|max|field|feld|label|ur[li]|file|datei|path|pfad|type|typ|expir',
    'ablauf|hint|regel|richtlinie|strength|count|_id|Id$|name|required|changed|enabled|valid|manager|prompt|limit',
    'usage|budget|endpoint|ttl|arn|version|provider|class|column|input|mask|format|check|list|error',
  ].join('|'),
  'i',
)

/**
 * Place behind the name that the word is part of (`DB_PASSWORD_PROD`, `clientSecret`, "Kennwortes"), or -1 where the word is part of
 * another one ("Passwortrichtlinie", `passwordHash`, "secretary").
 */
export function endOfLabel(text: string, at: number, word: LabelWord): number {
  const wordEnd = at + word.needle.length
  if (!word.ignoreCase && word.needle !== '_KEY' && isIn(letterOrDigit, text, at - 1)) return -1
  const inflected = endOfInflection(text, wordEnd)
  const tailEnd = endOfRun(wordCharacter, text, inflected, nameCharactersMax)
  if (tailEnd === inflected) return isLetterAt(text, inflected) || isCompound(text, inflected) ? -1 : inflected
  const beginsPart = text.charAt(inflected) === '_' || isDigitAt(text, inflected) || isCapitalAt(text, inflected)
  if (!beginsPart || isLetterAt(text, tailEnd) || isCompound(text, tailEnd)) return -1
  // "PASSWORTRICHTLINIE" in capitals is a word, `passwordProd` is a name.
  if (isCapitalAt(text, inflected) && isCapitalAt(text, inflected - 1)) return -1
  return aboutSecrets.test(text.slice(inflected, tailEnd)) ? -1 : tailEnd
}

const inflections: readonly string[] = ['es', 'e', 's']

function endOfInflection(text: string, wordEnd: number): number {
  for (const ending of inflections) {
    const end = wordEnd + ending.length
    if (text.startsWith(ending, wordEnd) && !isLetterAt(text, end)) return end
  }
  return wordEnd
}

/** "Passwort-Richtlinie": a hyphen and a word. `token-2` is a name. */
function isCompound(text: string, place: number): boolean {
  return text.charAt(place) === '-' && isLetterAt(text, place + 1)
}
