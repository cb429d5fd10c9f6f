/**
 * Words of the calendar in German, English, Spanish, French, Italian, Dutch and Portuguese: dates are found in the languages whose
 * identifiers are.
 */
import { wordSet } from './words.ts'

const monthNames = `
  januar jänner jaenner jan februar feber feb märz maerz mär mrz april apr mai juni jun juli jul august aug september sept sep
  oktober okt november nov dezember dez
  january february march mar may june july october oct december dec
  enero ene febrero marzo abril abr mayo junio julio agosto ago septiembre setiembre octubre noviembre diciembre dic
  janvier janv février fevrier fév févr fevr mars avril avr juin juillet juil août aout septembre octobre novembre décembre decembre déc
  gennaio gen febbraio aprile maggio mag giugno giu luglio lug settembre set ottobre ott dicembre
  januari februari maart mei augustus
  janeiro fevereiro março marco maio junho julho setembro outubro novembro dezembro`

/** Also ordinary words or abbreviations: a month only with one capital letter, or with a year behind. */
const doubtfulNames = 'may march mar mars set mag gen ago marco ott lug giu dic jun jul jan sep ene abr dec mei'

const weekdayNames = `
  montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
  montags dienstags mittwochs donnerstags freitags samstags sonntags
  monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
  lunes martes miércoles miercoles jueves viernes sábado sabado domingo
  lundi mardi mercredi jeudi vendredi samedi dimanche
  lunedì martedì mercoledì giovedì venerdì sabato domenica
  maandag dinsdag woensdag donderdag vrijdag zaterdag zondag`

const months = wordSet(monthNames)
const doubtful = wordSet(doubtfulNames)
const weekdays = wordSet(weekdayNames)

/** Length of the longest name of a month: "septiembre". */
export const monthLettersMax = 10

/** Whether the word in `[start, end)` is the name of a month, and whether it may be something else. */
export function monthAt(text: string, start: number, end: number): 'clear' | 'doubtful' | undefined {
  if (end - start < 3 || end - start > monthLettersMax || !months.hasAt(text, start, end)) return undefined
  const written = text.slice(start, end)
  const word = written.toLowerCase()
  // "may" is a verb and "ABR" a register of a court; "May" and "Abr" are months.
  const isTitle = word !== written && written.slice(1) === word.slice(1)
  return doubtful.has(word) && !isTitle ? 'doubtful' : 'clear'
}

/** In lower case. */
export function isWeekday(word: string): boolean {
  return weekdays.has(word)
}

/** Days that a month may have, whichever it is; what is wrong by less is an error of typing and still a date. */
export function isDay(day: number): boolean {
  return day >= 1 && day <= 31
}

export function isMonthNumber(month: number): boolean {
  return month >= 1 && month <= 12
}

/** Years that letters speak of. */
export function isYear(year: number): boolean {
  return year >= 1500 && year <= 2199
}

/** Years that a living memory reaches, and those that are planned for: what may be a year without saying so. */
export function isYearOfOurs(year: number): boolean {
  return year >= 1900 && year <= 2049
}

const firstLetters = new Uint8Array(128)
for (const name of monthNames.trim().split(/\s+/)) firstLetters[name.charCodeAt(0)] = 1

/** The cheap look: whether a word that begins with this letter, small or capital, may be a month. */
export function beginsMonth(code: number): boolean {
  return code < 128 && firstLetters[code | 32] === 1
}
