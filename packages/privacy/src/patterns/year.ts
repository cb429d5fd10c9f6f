/**
 * Years by themselves. Four digits are a year where a word says so ("seit 2019", "im Jahr 2012", "in 2012"), beside another year that is one
 * ("2010 bis 2012"), at the beginning of a line as in a medical history, or behind a word for something that is done to people once
 * ("Appendektomie 2008"). Any other number from 1900 to 2049 that stands alone is `weak`.
 */
import { isYearOfOurs } from './calendar.ts'
import {
  before,
  digitsEnd,
  isDigit,
  isLetter,
  isUpper,
  isWordPart,
  lettersStart,
  numberIn,
  spacesStart,
  wordAfter,
  wordBefore,
} from './characters.ts'
import { mayBegin, type DatePlace } from './date-numeric.ts'
import { wordSet } from './words.ts'

/** Before a year. */
const cues = wordSet(`
  jahr jahre jahres jahren jahrgang jg anno seit ab bis von vor nach um ca circa etwa gegen im anfang mitte ende sommer herbst winter frühjahr
  frühling spätsommer spätherbst frühsommer saison ostern weihnachten pfingsten erstmals zuletzt schon bereits noch wurde stand vom zum
  ed em erstdiagnose op opd pce entlassung geburt unfall
  in since until till from during year years by before after early late mid summer spring autumn fall winter season circa around about
  en desde hasta año años anos verano otoño invierno primavera mediados finales principios
  depuis année années été hiver printemps automne nel dal fino anni estate inverno sinds tot jaar zomer najaar voorjaar ano desde`)
const cueEnds = [
  'jahr',
  'jahre',
  'jahres',
  'jahren',
  'semester',
  'quartal',
  'quartals',
  'saison',
  'season',
  'quarter',
  'monat',
  'trimester',
]

/** Behind a number that counts or measures something. */
const units = wordSet(`
  euro eur usd dollar chf dm mark pfund mg ml g kg km m cm mm l liter meter metern stück patienten patientinnen personen menschen mitarbeiter
  mitarbeitern mitarbeitende einwohner einwohnern teilnehmer teilnehmern fälle fällen stunden minuten sekunden tage tagen wochen monate monaten
  kcal kj ie iu units people patients cases users employees items rows bytes kb mb gb tb mio millionen tsd tonnen watt kw kwh mw volt hz khz mhz upm
  rpm punkte punkten seiten zeichen wörter wörtern token tokens mal prozent ppm lux euros pts qm ha days hours minutes seconds miles feet times
  pesetas personas pacientes casos gramos metros horas días cc u ui px ms kilo kilometer quadratmeter hektar exemplare arbeitsplätze`)

/** Before a number that is called something else. */
const numbered = wordSet(`
  nr nummer no número din iso iec rfc port zeile line seite page windows office version v art artikel art § abs raum zimmer postfach pf code plz id
  az aktenzeichen kto konto blz error fehler model modell typ type level hz exchange server dragon`)

/** They belong to the date: "im Jahr 2012" keeps its grammar as "im …". */
const yearWords = wordSet('jahr jahre jahres año años year years année années')

/** Endings of words for what is done to people, or happens to them, once. */
const historyEnds = wordSet(`
  tomie ektomie plastik skopie graphie grafie infarkt insult apoplex operation implantation transplantation bestrahlung therapie fraktur bypass
  stent thrombose embolie resektion amputation sectio geburt abort unfall karzinom carcinom itis prothese tep acvb ptca pci mrt erstdiagnose
  umschulung abitur studium promotion heirat scheidung einschulung entbindung partus surgery diagnosis ectomy plasty birth graduation wedding
  divorce`)
/** The same, where they are whole words. */
const historyWords = wordSet('op ca ct ekg echo ed em mri')
const sides = wordSet('li re links rechts bds beidseits left right')
/** "Zustand nach", and what is left of it in letters. */
const stateAfter = /(?:\bz\.\s?n\.|\bst\.\s?[np]\.|zustand nach)[^.;\n]{1,30}[\s,(:]{1,3}$/

/** A year whose digits begin at `start`. */
export function yearAlone(text: string, start: number): DatePlace | undefined {
  const end = digitsEnd(text, start, 5)
  if (end - start !== 4 || !isYearOfOurs(numberIn(text, start, end))) return undefined
  if (!mayBegin(text, start) || !mayEnd(text, end) || units.has(wordAfter(text, end).word)) return undefined
  const left = wordBefore(text, start, '.,:("')
  if (numbered.has(left.word)) return undefined
  const from = yearWords.has(left.word) ? left.start : start
  const stop = rangeEnd(text, end)
  const isMeant =
    isCue(left.word) ||
    isInSentence(text, start, end) ||
    isAtLineStart(text, start) ||
    isBesideYear(text, start) ||
    text.slice(Math.max(0, start - 2), start).includes('†') ||
    isInHistory(text, start)
  return { start: periodStart(text, from), end: stop, evidence: isMeant ? 'likely' : 'weak', hasDay: false }
}

function isInHistory(text: string, start: number): boolean {
  let left = wordBefore(text, start, '.,(:')
  if (sides.has(left.word)) left = wordBefore(text, left.start)
  if (historyWords.has(left.word)) return true
  for (let length = 3; length <= Math.min(15, left.word.length); length++) {
    if (historyEnds.has(left.word.slice(-length))) return true
  }
  const sentence = before(text, start, 44)
  return (sentence.includes('n.') || sentence.includes('p.') || sentence.includes('nach')) && stateAfter.test(sentence)
}

function isCue(word: string): boolean {
  return word !== '' && (cues.has(word) || cueEnds.some((ending) => word.endsWith(ending)))
}

/**
 * "wurde 2016 operiert", "schloss 1992 an der": between an ordinary word and what does not count, German and English prose has a year. Round
 * thousands are numbers as often.
 */
function isInSentence(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(start - 1) !== 32 || text.slice(start, end) === '2000') return false
  const first = lettersStart(text, start - 1)
  if (start - 1 - first < 2 || isUpper(text.charCodeAt(first)) || isWordPart(text.charCodeAt(first - 1))) return false
  const next = text.charCodeAt(end)
  return next === 32 ? isLetter(text.charCodeAt(end + 1)) : next === 46 || next === 44 || next === 59 || next === 41
}

function mayEnd(text: string, end: number): boolean {
  const next = text.charCodeAt(end)
  if (isWordPart(next) || next === 37 || next === 0x20ac || next === 36) return false
  const isJoint = next === 46 || next === 44 || next === 58 || next === 45 || next === 47
  if (!isJoint || !isWordPart(text.charCodeAt(end + 1))) return true
  return rangeEnd(text, end) > end || next === 58
}

/** Behind the second year of `2013/14`, `2013-2014`, `2013–2014`. */
function rangeEnd(text: string, end: number): number {
  const sign = text.charCodeAt(end)
  if (sign !== 47 && sign !== 45 && sign !== 0x2013) return end
  const second = digitsEnd(text, end + 1, 5)
  const next = text.charCodeAt(second)
  if (isWordPart(next) || ((next === 46 || next === 45 || next === 47) && isDigit(text.charCodeAt(second + 1))))
    return end
  if (second - end === 5) return isYearOfOurs(numberIn(text, end + 1, second)) ? second : end
  const isNext = second - end === 3 && numberIn(text, end + 1, second) === (numberIn(text, end - 2, end) + 1) % 100
  return isNext ? second : end
}

/** As in a list of what happened when: "2008: …", "2008 Appendektomie". */
function isAtLineStart(text: string, start: number): boolean {
  const edge = spacesStart(text, start, 4)
  const mark = text.charAt(edge - 1)
  const isStart = edge === 0 || /[\n\r]/.test(text.slice(edge, start))
  return (
    (isStart || (/[-•*·–]/.test(mark) && /(?:^|[\n\r])\s{0,4}$/.test(text.slice(Math.max(0, edge - 6), edge - 1)))) &&
    /^:? {1,2}[\p{L}(]/u.test(text.slice(start + 4, start + 8))
  )
}

/** "2010 bis 2012", "1983 und 1991", "2003, 2005": the one before decides, at most three times. */
function isBesideYear(text: string, start: number, depth = 0): boolean {
  const joint = /(\d{4})\s?(?:bis|und|u\.|oder|sowie|and|to|or|a|al|y|e|et|à|tot|en|[-–/,])\s{0,2}$/.exec(
    text.slice(Math.max(0, start - 16), start),
  )
  if (joint === null) return false
  const other = start - joint[0].length
  if (!isYearOfOurs(numberIn(text, other, other + 4)) || !mayBegin(text, other)) return false
  return (
    isCue(wordBefore(text, other, '.,:("').word) ||
    isAtLineStart(text, other) ||
    isInHistory(text, other) ||
    (depth < 3 && isBesideYear(text, other, depth + 1))
  )
}

const parts = wordSet(
  'anfang mitte ende early late mid frühjahr sommer herbst winter frühling spätherbst spätsommer frühsommer spring summer autumn',
)

/** "Ende 2012", "Anfang Mai 2015": from the part of the year on. */
export function periodStart(text: string, start: number): number {
  const { word, start: wordStart, end } = wordBefore(text, start, '-')
  return end > wordStart && parts.has(word) ? wordStart : start
}
