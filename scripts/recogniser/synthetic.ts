// Texts made of our own templates with names of @faker-js/faker (MIT), places of GeoNames and organisations put together here.
import type { Sample } from './corpora.ts'
import { namesByLocale, placesOfGeoNames } from './gazetteer.ts'
import { englishTemplates } from './templates-english.ts'
import { germanTemplates } from './templates-german.ts'
import { pick, surnameFrom, transliterated } from './made-names.ts'

type Random = () => number

/** How often a person's name comes from a locale: German is where this runs, and people in Germany come from everywhere. */
const localesOfGerman =
  'de de de de de de de_AT de_CH tr tr pl pl hr it es fr ro nl cs_CZ en vi sr_RS_latin made made other'.split(' ')
const localesOfEnglish =
  'en en en en en en_US en_GB en_IN es es_MX fr de pl it nl vi tr id_ID pt_BR made made other'.split(' ')

const names = namesByLocale()
const german = names.get('de')!
const cities = placesOfGeoNames()
const germanCities = cities.filter(({ country }) => country === 'DE' || country === 'AT' || country === 'CH')
const bigCities = cities.filter(({ population }) => population > 250_000)

interface Person {
  readonly given: string
  readonly surname: string
}

function personOf(language: 'de' | 'en', random: Random): Person {
  const locale = pick(language === 'de' ? localesOfGerman : localesOfEnglish, random)
  if (locale === 'other') return transliterated(random)
  const local = names.get(locale) ?? (language === 'de' ? german : names.get('en')!)
  const given = pick(local.given.length > 0 ? local.given : german.given, random)
  const surnames = local.surnames.length > 0 ? local.surnames : german.surnames
  const surname = locale === 'made' || random() < 0.15 ? surnameFrom(surnames, random) : pick(surnames, random)
  return { given: doubled(given, local.given, random), surname: doubled(surname, surnames, random) }
}

/** Karl-Heinz, Müller-Weber: one in sixteen. */
function doubled(name: string, from: readonly string[], random: Random): string {
  return random() < 0.06 && from.length > 0 ? `${name}-${pick(from, random)}` : name
}

function wholeName({ given, surname }: Person, random: Random): string {
  const chance = random()
  if (chance < 0.05) return `${given.charAt(0)}. ${surname}`
  if (chance < 0.09) return `${given} ${String.fromCharCode(65 + Math.floor(random() * 26))}. ${surname}`
  if (chance < 0.11) return `${given} von ${surname}`
  return `${given} ${surname}`
}

function placeOf(language: 'de' | 'en', random: Random): string {
  const from = language === 'de' && random() < 0.85 ? germanCities : bigCities
  // The larger of three, so that towns that people live in come more often than villages.
  const chosen = [pick(from, random), pick(from, random), pick(from, random)].sort(
    (one, other) => other.population - one.population,
  )
  return chosen[random() < 0.6 ? 0 : 1]!.name
}

const germanHeads =
  'Stadtwerke Klinikum Universitätsklinikum Universität Amtsgericht Landgericht Sparkasse Volksbank Finanzamt Jobcenter Landratsamt Volkshochschule Hochschule Sozialgericht Kreiskrankenhaus'.split(
    ' ',
  )
const germanForms = ['GmbH', 'GmbH', 'GmbH', 'AG', 'GmbH & Co. KG', 'KG', 'OHG', 'UG', 'SE', 'e. V.', 'e.V.', 'eG']
const germanTrades =
  'Bau Technik Logistik Metallbau Pflegedienst Immobilien Software Elektro Maschinenbau Consulting Spedition Druck Systeme Verlag Medien Energie Gartenbau'.split(
    ' ',
  )
const germanHouses = [
  'AOK',
  'AOK Plus',
  'Barmer',
  'Techniker Krankenkasse',
  'DAK-Gesundheit',
  'Deutsche Rentenversicherung',
  'Bundesagentur für Arbeit',
  'Deutsche Post',
  'Deutsche Bahn',
  'Rotes Kreuz',
  'Caritas',
  'Diakonie',
  'Charité',
  'Siemens',
  'Bosch',
  'Allianz',
  'Telekom',
  'Bundesamt für Migration und Flüchtlinge',
  'Stadtverwaltung',
]
const englishForms = [
  'Inc.',
  'Inc',
  'Ltd',
  'Ltd.',
  'LLC',
  'Corp.',
  'Group',
  'plc',
  '& Sons',
  '& Co',
  'Partners',
  'Holdings',
]
const englishHouses = [
  'Microsoft',
  'Google',
  'Amazon',
  'the FBI',
  'NATO',
  'UNICEF',
  'the BBC',
  'IBM',
  'Enron',
  'the Red Cross',
  'NHS',
  'CNN',
  'Apple',
  'the Senate',
]

function organisationOf(language: 'de' | 'en', random: Random): string {
  const { surname } = personOf(language, random)
  const chance = random()
  if (language === 'en') {
    if (chance < 0.35) return `${surname} ${pick(englishForms, random)}`
    if (chance < 0.5) return `University of ${placeOf('en', random)}`
    if (chance < 0.6)
      return `${placeOf('en', random)} ${pick(['University', 'General Hospital', 'City Council', 'Police Department', 'Times', 'School District'], random)}`
    return chance < 0.75
      ? `${surname}, ${personOf('en', random).surname} & ${personOf('en', random).surname}`
      : pick(englishHouses, random).replace('the ', '')
  }
  if (chance < 0.3) return `${surname} ${pick(germanForms, random)}`
  if (chance < 0.45) return `${surname} ${pick(germanTrades, random)} ${pick(germanForms, random)}`
  if (chance < 0.7) return `${pick(germanHeads, random)} ${placeOf('de', random)}`
  return chance < 0.78 ? `Kanzlei ${surname} & Partner` : pick(germanHouses, random)
}

function streetOf(language: 'de' | 'en', random: Random): string {
  const number = `${1 + Math.floor(random() * 180)}${random() < 0.15 ? pick(['a', 'b', 'c'], random) : ''}`
  const { surname } = personOf(language, random)
  if (language === 'en')
    return `${number} ${surname} ${pick(['Street', 'St', 'Road', 'Avenue', 'Ave', 'Lane', 'Drive', 'Close'], random)}`
  const chance = random()
  if (chance < 0.5)
    return `${surname}${pick(['straße', 'straße', 'str.', 'weg', 'allee', 'gasse', 'platz', 'ring'], random)} ${number}`
  if (chance < 0.7)
    return `${placeOf('de', random)}er ${pick(['Straße', 'Str.', 'Weg', 'Allee', 'Landstraße'], random)} ${number}`
  return `${pick(['Am', 'An der', 'Im', 'Auf dem', 'Zum'], random)} ${pick(['Bahnhof', 'Mühle', 'Anger', 'Kirchberg', 'Graben', 'Markt', 'Park', 'Rathaus', 'Hang'], random)} ${number}`
}

function digits(count: number, random: Random): string {
  return Array.from({ length: count }, () => Math.floor(random() * 10)).join('')
}

function dateOf(language: 'de' | 'en', random: Random): string {
  const day = 1 + Math.floor(random() * 28)
  const month = Math.floor(random() * 12)
  const year = 1940 + Math.floor(random() * 86)
  const two = (value: number) => String(value).padStart(2, '0')
  const chance = random()
  if (chance < 0.2) return `${year}-${two(month + 1)}-${two(day)}`
  if (language === 'en')
    return `${pick('January February March April May June July August September October November December'.split(' '), random)} ${day}, ${year}`
  if (chance < 0.4)
    return `${day}. ${'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ')[month]!} ${year}`
  return `${two(day)}.${two(month + 1)}.${year}`
}

const professions = {
  de: 'Ingenieurin Buchhalter Krankenschwester Lehrerin Sachbearbeiter Elektriker Projektleiterin Maurer Erzieherin Verkäufer Rentner Ärztin Richter Landwirt Polizistin'.split(
    ' ',
  ),
  en: [
    'engineer',
    'nurse',
    'teacher',
    'accountant',
    'Director',
    'Sales Manager',
    'plumber',
    'Vice President',
    'attorney',
    'clerk',
    'farmer',
  ],
}
const titles = ['Dr.', 'Dr.', 'Dr. med.', 'Prof. Dr.', 'Prof.', 'PD Dr.', 'Dipl.-Ing.', 'Prof. Dr. med.']

type Label = Sample['spans'][number]['label']

function filled(slot: string, language: 'de' | 'en', random: Random): { text: string; label?: Label } {
  switch (slot) {
    case 'P':
      return { text: wholeName(personOf(language, random), random), label: 'PERSON' }
    case 'S':
    case 'SG': {
      const { surname } = personOf(language, random)
      // The gold of German corpora holds the genitive -s inside; so do we, and it is taken off later.
      return { text: slot === 'SG' && language === 'de' ? genitive(surname) : surname, label: 'PERSON' }
    }
    case 'G':
      return { text: personOf(language, random).given, label: 'PERSON' }
    case 'F': {
      const { given, surname } = personOf(language, random)
      return { text: `${surname}, ${given}`, label: 'PERSON' }
    }
    case 'O':
      return { text: organisationOf(language, random), label: 'ORG' }
    case 'L':
      return { text: placeOf(language, random), label: 'LOCATION' }
    case 'A':
      return { text: streetOf(language, random), label: 'ADDRESS' }
    default:
      return { text: plain(slot, language, random) }
  }
}

function genitive(name: string): string {
  return /(s|ß|x|z|ce)$/.test(name) ? name : `${name}s`
}

function plain(slot: string, language: 'de' | 'en', random: Random): string {
  if (slot === 'D') return dateOf(language, random)
  if (slot === 'N') return digits(2 + Math.floor(random() * 7), random)
  if (slot === 'Z') return digits(5, random)
  if (slot === 'J') return pick(professions[language], random)
  if (slot === 'T') return pick(language === 'de' ? titles : ['Dr.', 'Prof.'], random)
  if (slot === 'E')
    return `${personOf(language, random)
      .surname.toLowerCase()
      .replaceAll(/[^a-z]/g, '')}@example.org`
  return pick(language === 'de' ? ['Herr', 'Frau', 'Herrn'] : ['Mr.', 'Mrs.', 'Ms.', 'Mr', 'Ms', 'Dr.'], random)
}

function sampleFrom(template: string, language: 'de' | 'en', random: Random): Sample {
  let text = ''
  const spans: { start: number; end: number; label: Label }[] = []
  for (const part of template.split(/(\{[A-Z]+\})/)) {
    if (!/^\{[A-Z]+\}$/.test(part)) {
      text += part
      continue
    }
    const { text: written, label } = filled(part.slice(1, -1), language, random)
    if (label !== undefined) spans.push({ start: text.length, end: text.length + written.length, label })
    text += written
  }
  return { text, spans, language, corpus: 'synthetic' }
}

export function syntheticSamples(count: number, random: Random): Sample[] {
  return Array.from({ length: count }, (_, index) => {
    const language = index % 5 < 3 ? 'de' : 'en'
    return sampleFrom(pick(language === 'de' ? germanTemplates : englishTemplates, random), language, random)
  })
}

/** Copies of samples in which every name of a person is another one: the context stays, the names are no longer to be learnt by heart. */
export function renamed(sample: Sample, random: Random): Sample {
  let text = ''
  let at = 0
  const language = sample.language === 'de' ? 'de' : 'en'
  const spans = sample.spans.map((span) => {
    const written = sample.text.slice(span.start, span.end)
    text += sample.text.slice(at, span.start)
    const start = text.length
    text += span.label === 'PERSON' ? likeName(written, language, random) : written
    at = span.end
    return { ...span, start, end: text.length }
  })
  text += sample.text.slice(at)
  return { ...sample, text, spans, corpus: 'synthetic' }
}

/** As many words as before; other forms (handles, initials, small letters) stay as they are. */
function likeName(written: string, language: 'de' | 'en', random: Random): string {
  const words = written.split(' ')
  const { given, surname } = personOf(language, random)
  if (!words.every((word) => /^\p{Lu}\p{Ll}/u.test(word)) || words.length > 2) return written
  if (words.length === 2) return `${given} ${surname}`
  return random() < 0.7 ? surname : given
}

/** Headings, lists and beginnings of sentences of words that name nobody, so that a capital at the beginning of a line is no name yet. */
export function namelessSamples(count: number, nouns: readonly string[], random: Random): Sample[] {
  const noun = () => {
    const word = pick(nouns, random)
    return random() < 0.3
      ? pick(nouns, random).charAt(0).toUpperCase() + pick(nouns, random).slice(1) + word
      : word.charAt(0).toUpperCase() + word.slice(1)
  }
  const forms: readonly (() => string)[] = [
    () => `${noun()}\n${noun()} und ${noun()}\n${noun()}`,
    () => `- ${noun()}\n- ${noun()}\n- ${noun()} für ${noun()}`,
    () => `${noun()}: ${noun()}, ${noun()}\n${noun()}: ${noun()}`,
    () => `${noun()} | ${noun()} | ${noun()}\n${noun()} | ${noun()} | ${noun()}`,
    () => `1. ${noun()}\n2. ${noun()}\n3. ${noun()}`,
    () => `${noun()} ohne ${noun()}? Mehr ${noun()}! Neue ${noun()} in der ${noun()}, sagt der ${noun()}.`,
    () => `Die ${noun()} wird vom ${noun()} geprüft. ${noun()} und ${noun()} sind bei der ${noun()} anzugeben.`,
    () => `"${noun()}", ${noun()}, (${noun()})\n\n${noun()} ${noun()}\n`,
    () =>
      `${noun()} bleibt ${noun()}. ${noun()} fehlt, ${noun()} steigt, ${noun()} sinkt. Mit ${noun()} gegen ${noun()}.`,
    () => `{"${noun()}": "${noun()}", "typ": "${noun()}"}`,
  ]
  return Array.from({ length: count }, () => ({
    text: pick(forms, random)(),
    spans: [],
    language: 'de' as const,
    corpus: 'nameless',
  }))
}
