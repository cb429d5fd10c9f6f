import type { Alphabet } from './shape.ts'

/*
 * Character classes as a table, because a look-up per code unit costs less than a regular expression on hot strings.
 */
const idUnit = 1
const wordUnit = 2

const unitClass = new Uint8Array(128)
for (const unit of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:-') {
  unitClass[unit.charCodeAt(0)] = idUnit | wordUnit
}
for (const unit of '/+@') unitClass[unit.charCodeAt(0)] = wordUnit

/** What the alphabets contain, for messages. */
export const alphabetSays: Readonly<Record<Alphabet, string>> = {
  any: '',
  id: 'A-Z a-z 0-9 _ . : -',
  word: 'A-Z a-z 0-9 _ . : - / + @',
}

/** Whether every character of the text is in the alphabet. The empty text is. */
export function isWrittenIn(text: string, alphabet: Alphabet): boolean {
  if (alphabet === 'any') return true
  const wanted = alphabet === 'id' ? idUnit : wordUnit
  for (let i = 0; i < text.length; i += 1) {
    // Beyond the table the look-up gives undefined, which is in no alphabet.
    if (((unitClass[text.charCodeAt(i)] ?? 0) & wanted) === 0) return false
  }
  return true
}
