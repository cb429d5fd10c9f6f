import type { Random } from '../random.ts'
import type { UnseenKind } from './kinds.ts'

/** A value that goes into a document. */
export interface Filling {
  readonly of: UnseenKind
  /** What stands before it. Undefined where nothing says what it is. */
  readonly word: string | undefined
  readonly key: string
}

export type CarrierLanguage = 'de' | 'en'

/** Templates of texts. `«0»` stands for the first value. */
export interface Carrier {
  readonly name: 'prose' | 'json' | 'tool_call' | 'code' | 'table' | 'log'
  /** How many values it takes at most. */
  readonly valuesMax: number
  /** Whether a value may stand in it without a word for it. */
  readonly takesUnnamed: boolean
  readonly write: (fillings: readonly Filling[], random: Random, language: CarrierLanguage) => string
}

const openings: Readonly<Record<CarrierLanguage, readonly string[]>> = {
  de: [
    'Guten Morgen, könnten Sie mir bei der folgenden Sache behilflich sein?',
    'Ich habe den Antrag heute ausgefüllt und bitte um kurze Durchsicht.',
    'Zu Ihrem Schreiben vom letzten Monat trage ich Folgendes nach.',
    'Schreib mir bitte eine freundliche Antwort auf diese Nachricht.',
    'Für die Akte halten wir fest, was am Telefon besprochen wurde.',
  ],
  en: [
    'Good morning, could you help me with the following matter?',
    'I filled in the form today and would like you to check it.',
    'Please draft a polite reply to the message below.',
    'For the record, this is what we were told on the phone.',
    'Following up on your letter of last month:',
  ],
}

const closings: Readonly<Record<CarrierLanguage, readonly string[]>> = {
  de: ['Vielen Dank im Voraus.', 'Eine Rückmeldung bis Freitag wäre schön.', 'Mit besten Grüßen', ''],
  en: ['Thanks in advance.', 'A reply by Friday would be great.', 'Best wishes', ''],
}

/** Sentences around a value with its word, `{}`; the last of each language take a bare value as well. */
const sentences: Readonly<Record<CarrierLanguage, readonly string[]>> = {
  de: [
    'Bei uns ist {} hinterlegt.',
    'Tragen Sie bitte {} ein.',
    'Laut Vorgang gilt {}, das wurde schon bestätigt.',
    'Es hat sich geändert: {} (bisher nicht erfasst).',
    '- {}',
    'Bitte prüfen: {}.',
    'Gemeldet wurde {}; mehr ist nicht bekannt.',
  ],
  en: [
    'On file we have {}.',
    'Please update {} in the system.',
    'According to the form it is {}, which was confirmed.',
    'It has changed: {} (not recorded before).',
    '- {}',
    'Please check {}.',
    'Reported was {}; nothing else is known.',
  ],
}

const joints = [': ', ' ', ' = ', ' – ', ' ist ', ' lautet ']
const englishJoints = [': ', ' ', ' = ', ' – ', ' is ', ' reads ']

function prose(fillings: readonly Filling[], random: Random, language: CarrierLanguage): string {
  const joint = random.pick(language === 'de' ? joints : englishJoints)
  const lines = fillings.map(({ word }, index) => {
    const what = word === undefined ? `«${index}»` : `${word}${joint}«${index}»`
    return random.pick(sentences[language]).replace('{}', what)
  })
  return [random.pick(openings[language]), ...lines, random.pick(closings[language])].join(
    random.pick([' ', '\n', '\n\n']),
  )
}

const keyed = (fillings: readonly Filling[]): Readonly<Record<string, string>> =>
  Object.fromEntries(fillings.map(({ key, word }, index) => [word === undefined ? `v${index}` : key, `«${index}»`]))

/** Kinds of texts as they reach a gateway. */
export const carriers: readonly Carrier[] = [
  { name: 'prose', valuesMax: 3, takesUnnamed: true, write: prose },
  {
    name: 'json',
    valuesMax: 4,
    takesUnnamed: true,
    write: (fillings, random) =>
      JSON.stringify(
        random.pick([
          () => ({ id: random.below(9_000), active: true, record: keyed(fillings), build: `2.${random.below(30)}.1` }),
          () => ({
            items: [{ ...keyed(fillings), quantity: random.below(40) }],
            checksum: random.from('0123456789abcdef', 40),
          }),
        ])(),
        undefined,
        random.pick([0, 2]),
      ),
  },
  {
    name: 'tool_call',
    valuesMax: 3,
    takesUnnamed: true,
    write: (fillings, random) =>
      JSON.stringify({
        name: random.pick(['update_record', 'send_letter', 'find_customer']),
        arguments: JSON.stringify({ ...keyed(fillings), retries: random.below(5) }),
      }),
  },
  {
    name: 'code',
    valuesMax: 3,
    takesUnnamed: false,
    write: (fillings, random) =>
      random.pick([
        () =>
          `\`\`\`ts\nconst attempts = ${random.below(90)}\nexport const sample = {\n${fillings.map(({ key }, index) => `  ${key}: '«${index}»',`).join('\n')}\n}\n\`\`\``,
        () =>
          `\`\`\`python\nimport json\n\ndef build():\n${fillings.map(({ key }, index) => `    ${key} = "«${index}»"`).join('\n')}\n    return ${random.below(1_000)}\n\`\`\``,
        () =>
          `\`\`\`yaml\nversion: 1.${random.below(40)}\n${fillings.map(({ key }, index) => `${key}: "«${index}»"`).join('\n')}\n\`\`\``,
      ])(),
  },
  {
    name: 'table',
    valuesMax: 3,
    takesUnnamed: false,
    write: (fillings, random) => {
      const heads = fillings.map(({ word, key }) => word ?? key)
      const values = fillings.map((_, index) => `«${index}»`)
      return random.pick([
        () =>
          `| Nr | ${heads.join(' | ')} |\n|---|${heads.map(() => '---|').join('')}\n| ${random.below(90)} | ${values.join(' | ')} |\n`,
        () => `Nr;${heads.join(';')}\n${random.below(90)};${values.join(';')}\n`,
        () => `Nr\t${heads.join('\t')}\n${random.below(90)}\t${values.join('\t')}\n`,
      ])()
    },
  },
  {
    name: 'log',
    valuesMax: 2,
    takesUnnamed: false,
    write: (fillings, random) =>
      `2026-0${random.between(1, 9)}-1${random.below(9)}T0${random.below(9)}:1${random.below(9)}:42.${random.digits(3)}Z INFO [pool-${random.below(9)}] ${fillings.map(({ key }, index) => `${key}="«${index}»"`).join(' ')} status=${random.pick([200, 204, 404])} took=${random.below(900)}ms`,
  },
]

/** Texts with figures that are nobody's. */
export function harmlessText(random: Random): string {
  const digits = (count: number): string => String(random.between(1, 9)) + random.digits(count - 1)
  const hex = (count: number): string => random.from('0123456789abcdef', count)
  return random.pick<() => string>([
    () =>
      `Der Auftrag ${digits(10)} ist abgeschlossen; die Ware (${digits(3)} Stück) liegt im Lager ${random.below(30)}.`,
    () => `Order ${digits(9)} was shipped with parcel number ${digits(14)}.`,
    () => `Gesamtsumme netto ${digits(2)}.${digits(3)},${digits(2)} EUR, zahlbar in ${random.between(7, 60)} Tagen.`,
    () => `The total comes to ${digits(2)},${digits(3)}.${digits(2)} USD for invoice ${digits(7)}.`,
    () => `Merge commit ${hex(40)} into release-${random.below(20)}.${random.below(20)}`,
    () =>
      `"left-pad": "^${random.below(9)}.${random.below(20)}.${random.below(30)}", "integrity": "sha512-${random.from(letters, 86)}=="`,
    () => `request ${hex(8)}-${hex(4)}-4${hex(3)}-9${hex(3)}-${hex(12)} finished in ${digits(4)} ms`,
    () => `for (let i = 0; i < ${digits(6)}; i++) total += samples[i] * 0.${digits(9)}`,
    () => `UPDATE stock SET amount = ${digits(5)} WHERE part = ${digits(8)}`,
    () => `Nach § ${digits(3)} Abs. ${random.between(1, 6)} BGB beträgt die Frist ${random.between(2, 12)} Wochen.`,
    () => `Sensor ${random.below(60)}: ${random.below(40)}.${digits(3)} °C, ${digits(4)} hPa, Messung ${digits(6)}`,
    () => `ISBN 978-3-${digits(3)}-${digits(5)}-${random.below(10)}, ${digits(3)} Seiten`,
    () => `GET /static/app.${hex(20)}.js HTTP/1.1 200 ${digits(6)}`,
    () => `Die Matrix lautet [${digits(9)}, ${digits(10)}, ${digits(11)}, ${digits(12)}].`,
    () =>
      `Kundenzahl: ${digits(2)} ${random.digits(3)} ${random.digits(3)}; Umsatz je Kunde ${digits(2)},${digits(2)} Euro`,
    () => `version=${random.below(9)}.${random.below(99)}.${random.below(99)} build=${digits(9)} epoch=${digits(13)}`,
  ])()
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/'
