import { menDe, menEn, menInS, womenDe, womenEn, womenInS } from './names.ts'

export type Gender = 'female' | 'male'

const byName: ReadonlyMap<string, Gender> = (() => {
  const names = new Map<string, Gender>()
  for (const name of [...womenDe, ...womenEn, ...womenInS]) names.set(name.toLowerCase(), 'female')
  for (const name of [...menDe, ...menEn, ...menInS]) {
    // Given to both: says nothing.
    if (names.get(name.toLowerCase()) === 'female') names.delete(name.toLowerCase())
    else names.set(name.toLowerCase(), 'male')
  }
  return names
})()

/** Whose given name this is; nothing for one that is in no list or given to both. */
export function genderOf(givenName: string): Gender | undefined {
  return byName.get(givenName.normalize('NFC').toLowerCase())
}
