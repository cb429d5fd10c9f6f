/**
 * Whether a date is that of a birth: what stands before it (`geb.`, `geboren am`, `*`, `born`, `DOB`, `Fecha de nacimiento`, the key
 * `birthDate`), behind it (`12.03.1956 geboren`), or over it as a label. The words are those of the languages whose identifiers we find.
 */
import { before, isAmongWordsBefore, isSpace } from './characters.ts'
import { wordSet } from './words.ts'

/** How sure it is that a date is one of birth. */
type BirthEvidence = 'certain' | 'likely' | undefined

const birthWord = String.raw`(?:geb(?:\.|oren(?:er|e|es)?|oren am)?|geb\.?[\s_-]?dat(?:um|\.)?|geburts?[\s_-]?(?:datum|tag|dat\.?)|geburt|birth[\s_-]?(?:date|day)|date[\s_-]?of[\s_-]?birth|dob|d\.o\.b\.?|born|fecha[\s_-]?(?:de[\s_-])?nac(?:imiento|\.)?|f\.?\s?nac\.?|fec(?:ha)?nac\w{0,8}|nacid[oa]|née?|date[\s_-]?de[\s_-]?naissance|naissance|nat[oa]|data[\s_-]?di[\s_-]?nascita|geboortedatum|geb\.datum|data[\s_-]?de[\s_-]?nascimento|nascid[oa]|data[\s_-]?urodzenia|ur\.|urodzon[ya]|födelsedatum|född|fødselsdato|født|fødselsdag|syntymäaika|data[\s_-]?na[sș]terii|datum[\s_-]?narozen[ií]|nar\.|jahrgang|jg\.?)`
const beforeDate = new RegExp(
  String.raw`(?:^|[^\p{L}])${birthWord}[\s.:=,;"'\\„“|()[\]>-]{0,8}(?:(?:is|ist|war|was|lautet|on file)[\s:"']{1,3})?(?:(?:am|an|op|el|el día|le|il|the|on|den|dem|in|im|em|dnia|den)\s{1,2})?(?:ist\s)?$`,
  'u',
)
/** "geboren in Köln am", "born in Springfield, Ohio, on". */
const beforeDateWithPlace =
  /(?:^|[^\p{L}])(?:geb(?:\.|oren(?:er|e)?)|born|nacid[oa]|née?|nat[oa])\s(?:in|en|à|a|zu)\s[\p{L} .,()/-]{2,30}[\s,](?:am|on|el|le|il)\s$/u
const behindDate = /^(?:\s{1,2}(?:in|zu)\s[\p{L}-]{2,24})?[\s,]{1,2}\(?(?:geb(?:\.|oren)|born)(?![\p{L}])/u
/** `*12.03.1956`, `(* 12. März 1956`; not the bullet of a list and not bold type. */
const starBefore = /(?:(?:^|[^*\n\r])\*|[^\s*][^\S\n\r]{0,2}\*[^\S\n\r]{1,2})$/
/** The last words of all of these; most dates have none of them near, and no expression is asked. */
const birthWords = wordSet(`
  geb geboren geborener geborene geborenes datum dat gebdat gebdatum geburtsdatum geburtstag geburtsdat geburt birthdate birthday date day birth dob
  b born nac nacimiento fecnac fecnacimiento fechanacimiento fechanac nacido nacida né née ne nee naissance nato nata nascita geboortedatum
  nascimento nascido nascida urodzenia ur urodzony urodzona födelsedatum född fødselsdato født fødselsdag syntymäaika nasterii nașterii narození
  narozeni nar jahrgang jg`)
const birthLabel =
  /birth|geburt|geb[_. -]?dat|^geb|\bdob\b|nacimiento|naissance|nascita|nascimento|geboorte|urodzenia|f[öø]d(?:el)?se?ls?/i

/** What the surroundings of a date say. */
export function birthEvidence(
  text: string,
  place: { readonly start: number; readonly end: number },
  label: string | undefined,
): BirthEvidence {
  if (label !== undefined && birthLabel.test(label)) return 'certain'
  if (isBehindStar(text, place.start)) return 'certain'
  if (isAmongWordsBefore(text, place.start, birthWords, { count: 7, gap: 8 })) {
    const left = before(text, place.start, 64)
    if (beforeDate.test(left)) return 'certain'
    if (beforeDateWithPlace.test(left)) return 'likely'
  }
  const right = text.slice(place.end, place.end + 40)
  return (right.includes('geb') || right.includes('born')) && behindDate.test(right.toLowerCase())
    ? 'likely'
    : undefined
}

function isBehindStar(text: string, start: number): boolean {
  const near = isSpace(text.charCodeAt(start - 1)) ? 2 : 1
  return text.charCodeAt(start - near) === 42 && starBefore.test(text.slice(Math.max(0, start - 6), start))
}
