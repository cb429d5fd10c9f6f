import { createHash } from 'node:crypto'

import type { Random } from './random.ts'

/**
 * Makes valid identifiers from a seed, reckoned here again and differently from the detectors, so that both can be wrong but hardly in
 * the same way. Nobody is issued these numbers on purpose; that one exists by chance cannot be excluded.
 */
export interface GeneratedKind {
  readonly kind: string
  /** What people call it, in front of the number. */
  readonly label: string
  /** A key in a program. */
  readonly key: string
  readonly make: (random: Random) => string
  /** Ways of writing what was made; the first one is as it was made. */
  readonly forms?: readonly ((compact: string) => string)[]
  /** Whether its check notices every single wrong digit. */
  readonly noticesDigit?: boolean
}

/** The same with one digit one higher or lower, at any place. */
export function offByOne(random: Random, value: string): string {
  const places = [...value.matchAll(/[0-9]/g)].map(({ index }) => index)
  const place = random.pick(places)
  const digit = (Number(value.charAt(place)) + random.pick([1, 9])) % 10
  return value.slice(0, place) + String(digit) + value.slice(place + 1)
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const alphanumeric = `0123456789${letters}`
/** Of German documents: no vowels, nothing that looks like something else. */
const documentCharacters = '0123456789CFGHJKLMNPRTVWXYZ'

const two = (number: number): string => String(number).padStart(2, '0')
const spell = (text: string): string => [...text].map((character) => Number.parseInt(character, 36)).join('')
const inGroups =
  (size: number, sign = ' ') =>
  (text: string): string =>
    (text.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).join(sign)
const cut =
  (...places: readonly (number | string)[]) =>
  (text: string): string => {
    let rest = text
    return (
      places
        .map((place) => {
          if (typeof place === 'string') return place
          const piece = rest.slice(0, place)
          rest = rest.slice(place)
          return piece
        })
        .join('') + rest
    )
  }
const sum = (digits: string, weights: readonly number[]): number =>
  [...digits].reduce((total, digit, index) => total + Number(digit) * (weights[index] ?? 0), 0)

/** Digits that make the remainder by 97 one. */
const check97 = (body: string): string => two(98 - Number(BigInt(`${spell(body)}00`) % 97n))

function luhnDigit(body: string): string {
  const total = [...body].toReversed().reduce((sofar, digit, index) => {
    const product = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return sofar + Math.floor(product / 10) + (product % 10)
  }, 0)
  return String((10 - (total % 10)) % 10)
}

function hybridDigit(body: string): string {
  const product = [...body].reduce((before, digit) => {
    const inner = (before + Number(digit)) % 10 || 10
    return (inner * 2) % 11
  }, 10)
  return String((11 - product) % 10)
}

const day = (random: Random): { day: string; month: string; year: string } => ({
  day: two(random.between(1, 28)),
  month: two(random.between(1, 12)),
  year: two(random.between(40, 99)),
})

/** Tries until the check can be written as one digit. */
function until(random: Random, make: (random: Random) => string | undefined): string {
  for (let tries = 0; tries < 1000; tries += 1) {
    const made = make(random)
    if (made !== undefined) return made
  }
  throw new Error('no number with such a check digit in a thousand tries')
}

const ibanBodies: Readonly<Record<string, (random: Random) => string>> = {
  DE: (random) => random.digits(18),
  AT: (random) => random.digits(16),
  CH: (random) => random.digits(17),
  NL: (random) => random.from(letters, 4) + random.digits(10),
  GB: (random) => random.from(letters, 4) + random.digits(14),
  FR: (random) => random.digits(10) + random.from(alphanumeric, 11) + random.digits(2),
  NO: (random) => random.digits(11),
  MT: (random) => random.from(letters, 4) + random.digits(5) + random.from(alphanumeric, 18),
  RU: (random) => random.digits(14) + random.from(alphanumeric, 15),
}

function iban(random: Random): string {
  const country = random.pick(Object.keys(ibanBodies))
  const body = ibanBodies[country]?.(random) ?? ''
  return country + check97(body + country) + body
}

function card(random: Random): string {
  const [prefix, length] = random.pick<readonly [prefix: string, length: number]>([
    ['4', 16],
    ['5' + random.from('12345', 1), 16],
    ['37', 15],
    ['6011', 16],
    ['3530', 16],
    ['36', 14],
  ])
  const body = prefix + random.digits(length - prefix.length - 1)
  return body + luhnDigit(body)
}

function steuerId(random: Random): string {
  // Ten digits out of nine different ones: one occurs twice.
  const different = random.shuffled('0123456789').slice(0, 9)
  const body = random.shuffled(different + random.pick([...different]))
  return body.startsWith('0') ? steuerId(random) : body + hybridDigit(body)
}

function rvnr(random: Random): string {
  const { day: dd, month, year } = day(random)
  const body =
    random.pick(['02', '08', '12', '13', '15', '65']) + dd + month + year + random.from(letters, 1) + random.digits(2)
  const digits = body.replace(/[A-Z]/, (letter) => two(letters.indexOf(letter) + 1))
  return body + String(crossSum(digits, [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]) % 10)
}

const crossSum = (digits: string, weights: readonly number[]): number =>
  [...digits].reduce((total, digit, index) => {
    const product = Number(digit) * (weights[index] ?? 0)
    return total + Math.floor(product / 10) + (product % 10)
  }, 0)

function kvnr(random: Random): string {
  const letter = random.from(letters, 1)
  const body = random.digits(8)
  return letter + body + String(crossSum(two(letters.indexOf(letter) + 1) + body, [1, 2, 1, 2, 1, 2, 1, 2, 1, 2]) % 10)
}

function mrzDigit(body: string): string {
  const total = [...body].reduce(
    (sofar, character, index) => sofar + Number.parseInt(character, 36) * ([7, 3, 1][index % 3] ?? 0),
    0,
  )
  return String(total % 10)
}

/** A document with its tenth place, the check digit. */
const document =
  (first: string) =>
  (random: Random): string => {
    const body = random.from(first, 1) + random.from(documentCharacters, 8)
    return /[0-9]/.test(body) ? body + mrzDigit(body) : document(first)(random)
  }

function lanr(random: Random): string {
  const body = random.between(1, 9) + random.digits(5)
  return body + String((10 - (sum(body, [4, 9, 4, 9, 4, 9]) % 10)) % 10) + random.digits(2)
}

const svnr = (random: Random): string =>
  until(random, () => {
    const { day: dd, month, year } = day(random)
    const serial = String(random.between(100, 999))
    const check = sum(serial + dd + month + year, [3, 7, 9, 5, 8, 4, 2, 1, 6]) % 11
    return check === 10 ? undefined : serial + String(check) + dd + month + year
  })

function ahv(random: Random): string {
  const body = `756${random.digits(9)}`
  return body + String((10 - (sum(body, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10)
}

const bsn = (random: Random): string =>
  until(random, () => {
    const body = random.between(1, 9) + random.digits(7)
    const check = sum(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11
    return check === 10 ? undefined : body + String(check)
  })

function nir(random: Random): string {
  const { month, year } = day(random)
  const body = random.pick(['1', '2']) + year + month + two(random.between(1, 95)) + random.digits(6)
  return body + two(97 - Number(BigInt(body) % 97n))
}

const dniLetters = 'TRWAGMYFPDXBNJZSQVHLCKE'

function dni(random: Random): string {
  const body = random.digits(8)
  return body + dniLetters.charAt(Number(body) % 23)
}

function nie(random: Random): string {
  const first = random.below(3)
  const body = random.digits(7)
  return 'XYZ'.charAt(first) + body + dniLetters.charAt(Number(String(first) + body) % 23)
}

const oddValues = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]

function codiceFiscale(random: Random): string {
  const consonants = 'BCDFGLMNPRSTVZ'
  const { day: dd, year } = day(random)
  const date = year + random.from('ABCDEHLMPRST', 1) + two(Number(dd) + random.pick([0, 40]))
  const body = random.from(consonants, 6) + date + random.from('ABCDEFGHIL', 1) + random.digits(3)
  const total = [...body].reduce((sofar, character, index) => {
    const value = /[0-9]/.test(character) ? Number(character) : letters.indexOf(character)
    return sofar + (index % 2 === 0 ? (oddValues[value] ?? 0) : value)
  }, 0)
  return body + letters.charAt(total % 26)
}

function pesel(random: Random): string {
  const { day: dd, month, year } = day(random)
  const body = year + month + dd + random.digits(4)
  return body + String((10 - (sum(body, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10)
}

function personnummer(random: Random): string {
  const { day: dd, month, year } = day(random)
  const body = year + month + dd + random.digits(3)
  return body + luhnDigit(body)
}

const cpr = (random: Random): string =>
  until(random, () => {
    const { day: dd, month, year } = day(random)
    const body = dd + month + year + random.digits(3)
    const check = (11 - (sum(body, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11
    return check === 10 ? undefined : body + String(check)
  })

function cnp(random: Random): string {
  const { day: dd, month, year } = day(random)
  const body =
    random.pick(['1', '2']) + year + month + dd + two(random.between(1, 46)) + String(random.between(100, 999))
  const check = sum(body, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11
  return body + String(check === 10 ? 1 : check)
}

function nationalNumber(random: Random): string {
  const { day: dd, month, year } = day(random)
  const body = year + month + dd + String(random.between(1, 997)).padStart(3, '0')
  return body + two(97 - (Number(body) % 97))
}

function hetu(random: Random): string {
  const { day: dd, month, year } = day(random)
  const serial = String(random.between(2, 899)).padStart(3, '0')
  return `${dd}${month}${year}-${serial}${'0123456789ABCDEFHJKLMNPRSTUVWXY'.charAt(Number(dd + month + year + serial) % 31)}`
}

function bitcoin(random: Random): string {
  const payload = Buffer.from([0, ...Array.from({ length: 20 }, () => random.below(256))])
  const twice = createHash('sha256').update(createHash('sha256').update(payload).digest()).digest()
  let number = BigInt(`0x${Buffer.concat([payload, twice.subarray(0, 4)]).toString('hex')}`)
  let written = ''
  for (; number > 0n; number /= 58n) {
    written = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'.charAt(Number(number % 58n)) + written
  }
  // Leading zero bytes are written as ones; the version is one, and the hash begins with others one time in 256.
  return '1'.repeat(payload.findIndex((byte) => byte !== 0)) + written
}

const pairs =
  (sign: string) =>
  (random: Random): string =>
    inGroups(2, sign)(`a${random.digits(1)}${random.from('0123456789abcdef', 10)}`)

/** Every kind that is generated. Authors of detectors add theirs. */
export const kinds: readonly GeneratedKind[] = [
  { kind: 'IBAN', label: 'IBAN', key: 'iban', make: iban, forms: [String, inGroups(4)], noticesDigit: true },
  { kind: 'CREDIT_CARD', label: 'Kreditkarte', key: 'cardNumber', make: card, forms: [String], noticesDigit: true },
  {
    kind: 'LEI',
    label: 'LEI',
    key: 'lei',
    make: (random) => {
      const body = random.from(letters, 2) + random.from(alphanumeric, 16)
      return body + check97(body)
    },
    noticesDigit: true,
  },
  {
    kind: 'BIC',
    label: 'BIC',
    key: 'bic',
    make: (random) =>
      random.from(letters, 4) +
      random.pick(['DE', 'AT', 'FR']) +
      random.from('ABDFGH', 2) +
      random.pick(['', 'XXX', '500']),
  },
  { kind: 'MAC', label: 'MAC-Adresse', key: 'mac', make: (random) => pairs(random.pick([':', '-']))(random) },
  { kind: 'BTC', label: 'Bitcoin', key: 'wallet', make: bitcoin, noticesDigit: true },
  { kind: 'ETH', label: 'Wallet', key: 'eth_address', make: (random) => `0x${random.from('0123456789abcdef', 40)}` },
  {
    kind: 'DE_STEUER_ID',
    label: 'Steuer-ID',
    key: 'steuerId',
    make: steuerId,
    forms: [String, cut(2, ' ', 3, ' ', 3, ' ')],
    noticesDigit: true,
  },
  {
    kind: 'DE_RVNR',
    label: 'Rentenversicherungsnummer',
    key: 'rvnr',
    make: rvnr,
    forms: [String, cut(2, ' ', 6, ' ', 1, ' ')],
    noticesDigit: true,
  },
  { kind: 'DE_KVNR', label: 'Versichertennummer', key: 'kvnr', make: kvnr, noticesDigit: true },
  {
    kind: 'DE_PERSONALAUSWEIS',
    label: 'Personalausweis',
    key: 'ausweisnummer',
    make: document('LMNPRTVWXY'),
    noticesDigit: true,
  },
  { kind: 'DE_REISEPASS', label: 'Reisepass', key: 'passport_no', make: document('CFGHJK'), noticesDigit: true },
  { kind: 'DE_LANR', label: 'LANR', key: 'lanr', make: lanr },
  {
    kind: 'DE_UST_ID',
    label: 'USt-IdNr.',
    key: 'ust_id',
    make: (random) => {
      const body = random.between(1, 9) + random.digits(7)
      return `DE${body}${hybridDigit(body)}`
    },
    forms: [String, cut(2, ' ', 3, ' ', 3, ' ')],
    noticesDigit: true,
  },
  { kind: 'AT_SVNR', label: 'SVNR', key: 'svnr', make: svnr, forms: [String, cut(4, ' ')], noticesDigit: true },
  {
    kind: 'CH_AHV',
    label: 'AHV-Nr.',
    key: 'ahv',
    make: ahv,
    forms: [String, cut(3, '.', 4, '.', 4, '.')],
    noticesDigit: true,
  },
  { kind: 'NL_BSN', label: 'BSN', key: 'bsn', make: bsn, noticesDigit: true },
  {
    kind: 'BE_NATIONAL_NUMBER',
    label: 'Rijksregisternummer',
    key: 'rijksregisternummer',
    make: nationalNumber,
    forms: [String, cut(2, '.', 2, '.', 2, '-', 3, '.')],
    noticesDigit: true,
  },
  {
    kind: 'FR_NIR',
    label: 'NIR',
    key: 'nir',
    make: nir,
    forms: [String, cut(1, ' ', 2, ' ', 2, ' ', 2, ' ', 3, ' ', 3, ' ')],
    noticesDigit: true,
  },
  { kind: 'IT_CF', label: 'Codice fiscale', key: 'codice_fiscale', make: codiceFiscale },
  { kind: 'ES_DNI', label: 'DNI', key: 'dni', make: dni, forms: [String, cut(8, '-')] },
  { kind: 'ES_NIE', label: 'NIE', key: 'nie', make: nie, noticesDigit: true },
  { kind: 'PL_PESEL', label: 'PESEL', key: 'pesel', make: pesel, noticesDigit: true },
  {
    kind: 'SE_PERSONNUMMER',
    label: 'Personnummer',
    key: 'personnummer',
    make: personnummer,
    forms: [String, cut(6, '-')],
    noticesDigit: true,
  },
  { kind: 'DK_CPR', label: 'CPR-nummer', key: 'cpr', make: cpr, forms: [String, cut(6, '-')], noticesDigit: true },
  { kind: 'FI_HETU', label: 'Henkilötunnus', key: 'hetu', make: hetu, noticesDigit: true },
  { kind: 'RO_CNP', label: 'CNP', key: 'cnp', make: cnp },
]
