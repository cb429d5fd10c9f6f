import type { PatternDetector } from '../detector.ts'
import { salutations } from './salutations.ts'
import { eachSighting } from './sightings.ts'

/*
 * "Frau von der Heide", "Herr Kollege Özdemir", "Mrs O'Neill": whoever is addressed has a name, and it is the next word. The recogniser
 * learns this too; here it is certain to be found, whatever the name. Only the family name is taken; a longer name is the recogniser's to
 * find. Salutation and titles stay (reference of the German letter, DIN 5008; checked 2026-11-23).
 */

/** What may stand between a salutation and a name: titles, also as words of their own ("Herr Doktor", "Frau Kollegin"). */
const titles: ReadonlySet<string> = new Set(
  (
    'Dr. Dres. Prof. PD Priv.-Doz. Dipl.-Ing. Dipl.-Kfm. Dipl.-Psych. Dr.-Ing. Mag. Ing. med. jur. phil. rer. nat. h.c. h. c. dent. vet. ' +
    'Doktor Professor Professorin Kollege Kollegin Kollegen Rechtsanwalt Rechtsanwältin Notar Notarin Richter Richterin Staatsanwalt ' +
    'Staatsanwältin Bürgermeister Bürgermeisterin Oberbürgermeister Oberbürgermeisterin Präsident Präsidentin Minister Ministerin ' +
    'Direktor Direktorin Pfarrer Pfarrerin Pastor Pastorin Oberarzt Oberärztin Chefarzt Chefärztin Ministerialrat Ministerialrätin ' +
    'Vorsitzender Vorsitzende Abgeordneter Abgeordnete Senator Senatorin Landrat Landrätin Graf Gräfin Freiherr Freifrau Justice President'
  ).split(' '),
)

const particles: ReadonlySet<string> = new Set(
  "von vom zu zum zur van der den dem de del della di da dos du la le ten ter af al el bin ibn mac y d'".split(' '),
)

/** Behind these it is a woman or a gentleman of whom the text speaks, and the next word may be any noun. */
const articles: ReadonlySet<string> = new Set(
  'der die eine einer keine keiner meine meiner seine seiner ihre ihrer unsere unserer jede jeder diese dieser zur dem den ein mein sein ihr a the'.split(
    ' ',
  ),
)

/** Words that follow a salutation and are no name. */
const noNames: ReadonlySet<string> = new Set(
  'Und Oder Ich Sie Wir Er Es Der Die Das Vorname Nachname Name Titel Mutter Vater Gott Mitte Anfang Ende Bitte Hallo And Or I You The Chair Speaker'.split(
    ' ',
  ),
)

/** Words between a salutation and the name. "Herrn Prof. Dr. med. Dr. h. c. von der" has eight. */
const wordsMax = 10

export const addressedPerson: PatternDetector = {
  name: 'addressed-person',
  find(reading, _hints, add) {
    const { text, originalAt } = reading
    let from = 0
    eachSighting(reading, 'salutation', (_written, place) => {
      if (place < from || isPartOfWord(text.charCodeAt(place - 1))) return
      // "Herrn" is seen as "Herr" as well.
      from = place + 1
      const name = nameBehind(text, place)
      if (name === undefined) return
      from = name.end
      add({
        start: originalAt(name.start),
        end: originalAt(name.end),
        category: 'PERSON',
        kind: 'PERSON',
        score: 0.8,
        evidence: 'likely',
        detector: 'addressed-person',
      })
    })
  },
}

interface Name {
  readonly start: number
  readonly end: number
}

/** The name behind the salutation that begins here, if one does. */
function nameBehind(text: string, place: number): Name | undefined {
  const end = endOfWord(text, place)
  const isAddress = salutations.has(text.slice(place, end)) && !articles.has(wordBefore(text, place))
  return isAddress ? nameAfter(text, end) : undefined
}

function isPartOfWord(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code > 191
}

/** Longest word that is looked at. */
const wordCharactersMax = 40

/** A word with its hyphens, apostrophes and the full stop of an abbreviation. */
function endOfWord(text: string, start: number): number {
  let end = start
  while (end < text.length && end - start < wordCharactersMax) {
    const code = text.charCodeAt(end)
    const isJoint = code === 45 || code === 39 || code === 0x2019 || code === 46
    if (!isPartOfWord(code) && !(isJoint && isPartOfWord(text.charCodeAt(end + 1)))) break
    end++
  }
  const word = text.slice(start, end + 1)
  return titles.has(word) || salutations.has(word) ? end + 1 : end
}

function wordBefore(text: string, place: number): string {
  let end = place
  while (end > 0 && text.charCodeAt(end - 1) === 32 && place - end < 2) end--
  let start = end
  while (start > 0 && end - start < wordCharactersMax && isPartOfWord(text.charCodeAt(start - 1))) start--
  return text.slice(start, end).toLowerCase()
}

/** The name behind a salutation, on the same line: past titles, with the particles before it. */
function nameAfter(text: string, from: number): Name | undefined {
  let place = from
  let start: number | undefined
  for (let count = 0; count < wordsMax; count++) {
    if (text.charCodeAt(place) !== 32) return undefined
    place++
    const end = endOfWord(text, place)
    const word = text.slice(place, end)
    if (word === '') return undefined
    if (particles.has(word)) start ??= place
    else if (!titles.has(word) || start !== undefined) return isName(word) ? { start: start ?? place, end } : undefined
    place = end
  }
  return undefined
}

/** Capitalised, and not all of it: "Frau ABC" is a heading, "Frau McAllister" is not. */
function isName(word: string): boolean {
  if (noNames.has(word) || salutations.has(word) || word.length < 2) return false
  const first = word.charAt(0)
  const isCapital = first !== first.toLowerCase()
  return isCapital && !/[0-9]/.test(word) && !word.endsWith('.')
}
