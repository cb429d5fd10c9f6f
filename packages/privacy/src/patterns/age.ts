/**
 * Ages of people: `53-jährig`, `53 Jahre alt`, `im Alter von 53 Jahren`, `aged 53`, `53-year-old`, `53 y/o`, `varón de 53 años`, `dreijährig`,
 * `Alter: 53`. Not how long something lasts: `10 Jahre Garantie`, `25-jähriges Jubiläum`, `hace 3 años`.
 */
import type { Hints, PatternDetector } from '../detector.ts'
import {
  before,
  isAmongWordsBefore,
  isDigit,
  isLetter,
  isWordPart,
  lettersEnd,
  lettersStart,
  numberIn,
  spacesEnd,
} from './characters.ts'
import { eachFreeDigitRun } from './figures.ts'
import { reporter } from './report.ts'
import { wordSet } from './words.ts'

const ageMax = 125

/** Behind the number: words that make it an age whatever stands before. */
const behindCertain =
  /^(?:[\s-]{0,2}jährig(?:e[nrsm]?)?(?![a-zäöüß])|\s?(?:j\.|jahre?n?|lebensjahre?n?|monate?n?|wochen?|tage?n?)\s(?:und \d{1,2} (?:monate?n?|wochen?|tage?n?)\s)?(?:alt|jung)(?:e[nrsm]?)?(?![a-zäöüß])|\.\s?lebensjahr\w{0,2}|(?:\.\s?|\s)lj\.?(?![a-z])|[\s-]{0,2}(?:years?|yrs?|months?|weeks?|days?)[\s-]old|\s?y\/o|\s?y\.\s?o\.|\s?yo(?![a-z])|\s(?:years?|yrs?|months?) of age|[\s-]?jarige?n?(?![a-z])|\sjaar oud|\s?(?:años|meses|días|dias|anos|ans|anni|mesi|mois)(?: y (?:medio|\d{1,2} meses))?\s(?:de (?:edad|vida|idade)|d['’]âge|di età))/
/** Behind the number: units that make it an age where something before says so. */
const behindUnit =
  /^\s{0,2}(?:jahre?n?|j\.?|monate?n?|years?|yrs?|y|años?(?: y (?:medio|\d{1,2} meses))?|a(?![a-z])|meses|mes|días|dias|anos|ans|anni|mesi|jaar)(?![a-zäöüß])\.?/
/** Before the number: words of an age, after which a bare number is enough. */
const ageLabelBefore =
  /(?:^|[^a-zäöü])(?:alter|lebensalter|pat(?:ienten)?alter|age|aged|edad|idade|età|eta|âge|âgée?(?: de)?|leeftijd|ålder|alder|wiek|vârsta|im alter von|at (?:the )?age(?: of)?|age of|(?:a|con) la edad de)[\s"'\\]{0,3}[:=]?[\s"'\\]{0,3}(?:ca\. |circa |about |über |etwa |is |ist )?$/
/** Before the number: people, after whom a number of years is an age. */
const personBefore =
  /(?:pat(?:ient(?:in)?|iente)?\.?|herr|frau|mann|junge|mädchen|kind|säugling|neugeborene[sr]?|tochter|sohn|mutter|vater|schwester|bruder|proband(?:in)?|male|female|man|woman|boy|girl|mit|w|m|weiblich|männlich|var[oó]n|mujer|hombre|niñ[oa]|señora?|paciente|masculino|femenino|femenina|gestante|chic[oa]|joven|lactante|beb[eé]|nacido|adolescente|caucasiana?|negroide|sexo|raza \w{1,12}|herman[oa]|padre|madre|hij[oa]|homme|femme|garçon|fille|uomo|donna|bambin[oa]|vrouw|jongen|meisje)[,:(]?\s(?:\(|de |von |di |d['’])?$/
/** A number of years in brackets, before or behind sex: "(53 Jahre, männlich)". */
const sexBehind =
  /^\s{0,2}(?:(?:jahre?|j\.?|years?|yrs?)[,;/\s]{1,3}[mwf♂♀]|(?:jahre?|j\.?|years?|yrs?)?[,;/\s]{1,3}(?:männlich|weiblich|male|female))(?![a-zäöüß])/
const spanishAge = /(?:a los|con|de|hasta los|desde los|los)\s$/
const spanishLapse =
  /(?:hace|durante|últimos|cada|tras|dentro de|seguimiento de|evolución de|supervivencia de|más de|periodo de|largo de|antes|después de)\s(?:los |unos |aproximadamente )?$/
const lapseBehind =
  /^\s(?:años?|meses|mes|días)(?: y medio)? (?:de (?!edad|vida|raza|nacional|sexo|profes)|del |después|previos|antes|anteriores|más tarde)/
/** What is so many years old or long and is no person. */
const thingBehind =
  /^[\s-]{0,2}jährig\w{0,2}\s(?:\p{L}{0,20}(?:garantie|jubiläum|verspätung|unterbrechung|arbeit|kampf|suche|sperre|wartezeit|karriere|amt|herrschaft|regierung\p{L}*|ausbildung|bestehen|laufzeit|überleben\p{L}*|vertr[aä]g\p{L}*|frist|bindung|erfahrung|anleihen?|studie|amtszeit|haft\p{L}*|strafe|verlauf|beobachtung|follow|krieg\p{L}*|planung|zeitraum|dauer|prognose|risiko|rate|mitgliedschaft|betriebszugehörigkeit|tradition|geschichte|ehe|partnerschaft|beziehung|studium|förderung|projekt|programm|pause|abstinenz|nikotin\p{L}*|anamnese|intervall|turnus|rhythmus|plan|abo\p{L}*|lehre|weiterbildung|aufenthalt|abwesenheit|turnier|rennen))(?!\p{L})/u

export const age: PatternDetector = {
  name: 'age',
  find: (reading, hints, add) => {
    const { text } = reading
    const report = reporter('age', reading, add)
    const found = (start: number, end: number): void =>
      report({ start, end, category: 'AGE', kind: 'AGE', evidence: 'likely' })
    eachFreeDigitRun(reading, (start, run) => {
      const end = run - start <= 3 && mayBegin(text, start) ? ageEnd(text, start, run, hints) : undefined
      if (end !== undefined) found(start, end)
      return end ?? 0
    })
    for (const place of agesInWords(text)) found(place.start, place.end)
    for (let at = text.indexOf('ährig'); at >= 0; at = text.indexOf('ährig', at + 5)) {
      const place = writtenAge(text, at - 1)
      if (place !== undefined) found(place.start, place.end)
    }
  },
}

function mayBegin(text: string, start: number): boolean {
  const previous = text.charCodeAt(start - 1)
  if (isWordPart(previous)) return false
  const isJoint = previous === 46 || previous === 44 || previous === 47 || previous === 45
  return !isJoint || !isDigit(text.charCodeAt(start - 2))
}

/** First words behind a number that is an age: of units, and of sex. */
const unitWords = wordSet(`
  jahr jahre jahren jahres j lj lebensjahr lebensjahre lebensjahres monat monate monaten woche wochen tag tage tagen year years yr yrs month months
  week weeks day days y yo jarige jarig jarigen jaar años año meses mes días dias anos ano ans anni mesi mois a männlich weiblich male female m w f`)
/** Last words before the number of an age. */
const labelWords = wordSet(`
  alter lebensalter patientenalter patalter age aged edad idade età eta âge âgé âgée leeftijd ålder alder wiek vârsta von of ca circa about über etwa
  is ist de`)

/** The cheap look: most numbers have neither such a word behind them nor such a one before. */
function mayBeAge(text: string, start: number, run: number, hints: Hints): boolean {
  if (hints.label !== undefined) return true
  let at = spacesEnd(text, run, 2)
  const mark = text.charCodeAt(at)
  // "53-jährig", "53. Lebensjahr", "53, m", "(53/w"
  if (mark === 45 || mark === 46 || mark === 44 || mark === 59 || mark === 47) at = spacesEnd(text, at + 1, 1)
  const end = lettersEnd(text, at)
  if (unitWords.hasAt(text, at, end) || ((text.charCodeAt(at) | 32) === 106 && /^jährig/i.test(text.slice(at, end))))
    return true
  return isAmongWordsBefore(text, start, labelWords, { count: 1, gap: 6 })
}

/** Where an age ends whose number stands in `[start, run)`. */
function ageEnd(text: string, start: number, run: number, hints: Hints): number | undefined {
  if (numberIn(text, start, run) > ageMax) return undefined
  const next = text.charCodeAt(run)
  if (!mayBeAge(text, start, run, hints)) return undefined
  const right = text.slice(run, run + 48).toLowerCase()
  const sure = behindCertain.exec(right)
  if (sure !== null) return thingBehind.test(right) ? undefined : run + sure[0].trimEnd().length
  const left = before(text, start, 40)
  const unit = behindUnit.exec(right)
  const isLabel =
    ageLabelBefore.test(left) ||
    (hints.label !== undefined && /^(?:age|alter|edad|lebensalter)$|[^a-z]age$|Age$/.test(hints.label))
  if (isLabel && !isWordPart(next) && !(next === 46 && isDigit(text.charCodeAt(run + 1))))
    return run + (unit?.[0].length ?? 0)
  if (isLabel && unit !== null) return run + unit[0].length
  if (unit !== null && !lapseBehind.test(right) && isPersonal(left, unit[0])) return run + unit[0].trimEnd().length
  return sexBehind.test(right) ? run + (unit?.[0].length ?? 0) : undefined
}

function isPersonal(left: string, unit: string): boolean {
  if (spanishLapse.test(left)) return false
  if (personBefore.test(left)) return !/^\s?(?:a|y)$/.test(unit)
  return /^\s{0,2}(?:años?)/.test(unit) && spanishAge.test(left)
}

/** Parts of German numbers to 99, as they stand before "jährig". */
const numberWords =
  /^(?:(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und)?(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig|hundert)(?:einhalb)?$/

/** `dreijährige`, `Fünfzigjähriger`. */
function writtenAge(text: string, at: number): { readonly start: number; readonly end: number } | undefined {
  if ((text.charCodeAt(at) | 32) !== 106) return undefined
  const start = lettersStart(text, at)
  if (start === at || !numberWords.test(text.slice(start, at).toLowerCase())) return undefined
  let end = at + 6
  while (end < at + 8 && isLetter(text.charCodeAt(end))) end++
  if (isLetter(text.charCodeAt(end))) return undefined
  return thingBehind.test(text.slice(at, at + 48).toLowerCase()) ? undefined : { start, end }
}

/** Units before which a number may be written as a word, by a part of them that is rare. */
const wordUnits = [
  { rare: 'ño', unit: /^ años?(?!\p{L})/u },
  { rare: 'meses', unit: /^ meses(?!\p{L})/u },
  { rare: 'ahre alt', unit: /^ Jahre alt(?!\p{L})/u },
  { rare: 'year', unit: /^(?: years old|-year-old| years of age)/ },
]

const spanishNumber =
  /(?:^|[^\p{L}])((?:(?:treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)(?: y (?:uno?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve))?|veinti\p{L}{3,6}|veinte|dieci\p{L}{4,5}|diez|once|doce|trece|catorce|quince|uno?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve))$/u
const germanOrEnglishNumber =
  /(?:^|[^\p{L}])((?:(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und)?(?:zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig)|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)$/u

/** "niña de tres años", "fünfzig Jahre alt", "three-year-old": the place of the number with its unit. */
function agesInWords(text: string): { readonly start: number; readonly end: number }[] {
  const places: { readonly start: number; readonly end: number }[] = []
  for (const { rare, unit } of wordUnits) {
    for (let found = text.indexOf(rare); found >= 0; found = text.indexOf(rare, found + rare.length)) {
      const at = found - (rare === 'ño' ? 2 : rare === 'ahre alt' ? 2 : 1)
      const written = unit.exec(text.slice(at, at + 20))?.[0]
      const place = written === undefined ? undefined : numberInWords(text, at, written)
      if (place !== undefined) places.push(place)
    }
  }
  return places
}

function numberInWords(
  text: string,
  at: number,
  unit: string,
): { readonly start: number; readonly end: number } | undefined {
  const isSpanish = unit.startsWith(' a') || unit === ' meses'
  const number = (isSpanish ? spanishNumber : germanOrEnglishNumber).exec(before(text, at, 32))?.[1]
  if (number === undefined) return undefined
  const start = at - number.length
  const end = at + unit.length
  if (!isSpanish) return { start, end }
  const right = text.slice(at, at + 48).toLowerCase()
  const isMeant = behindCertain.test(right) || (!lapseBehind.test(right) && isPersonal(before(text, start, 40), unit))
  const half = /^ y (?:medio|\p{L}{3,7} meses)/u.exec(text.slice(end, end + 20))?.[0].length ?? 0
  return isMeant ? { start, end: end + half } : undefined
}
