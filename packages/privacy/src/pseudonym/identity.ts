import type { Label } from './label.ts'

/** What makes a value this value, whatever way it is written, and what it shares with values that belong to it. */
export interface Identity {
  /** The same for all written forms of one value. */
  readonly value: string
  /** The same for what belongs together: "Hans Müller" and "Müller", "Nordwind GmbH" and "Nordwind". */
  readonly link: string
}

/** @example identityOf('EMAIL', 'Anna.Weber@Example.org').value === 'anna.weber@example.org' */
export function identityOf(label: Label, written: string): Identity {
  switch (label) {
    case 'PERSON':
      return personIdentity(written)
    case 'ORG':
      return organisationIdentity(written)
    case 'IBAN':
    case 'CARD':
    case 'ID':
      return alone(folded(written).replace(/[^\p{L}\p{N}]+/gu, ''), written)
    case 'PHONE':
      return alone(phoneIdentity(written), written)
    case 'SECRET':
    case 'URL':
    case 'TEXT':
      return alone(written, written)
    case 'EMAIL':
    case 'IP':
    case 'ADDRESS':
    case 'ZIP':
    case 'LOCATION':
    case 'DATE':
    case 'TIME':
    case 'AGE':
    case 'PROFESSION':
    case 'NRP':
    case 'TITLE':
      return alone(folded(written), written)
  }
}

/** A value of which nothing is left is itself. */
function alone(value: string, written: string): Identity {
  const own = value === '' ? written : value
  return { value: own, link: own }
}

/** Without case, without differences of Unicode and of blanks. */
export function folded(written: string): string {
  return written.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim()
}

/** 0049, +49 and +49 (0) are one country code; what a national number belongs to is not known here. */
function phoneIdentity(written: string): string {
  const digits = written.replace(/\(0\)/gu, '').replace(/[^\d+]+/gu, '')
  return digits.startsWith('00') ? `+${digits.slice(2)}` : digits
}

const titles: ReadonlySet<string> = new Set(
  'herr herrn frau hr fr dr prof med jur phil rer nat ing dipl mag mr mrs ms miss sir dame'.split(' '),
)
const generations: ReadonlySet<string> = new Set(['jr', 'sr', 'jun', 'sen', 'ii', 'iii', 'iv'])

/** The words of a name without titles, in the order in which it is spoken: "Müller, Hans" is "Hans Müller". */
function nameWords(written: string): string[] {
  const parts = folded(written).split(',')
  const spoken = parts.length === 2 ? `${parts[1]} ${parts[0]}` : parts.join(' ')
  const words = spoken.split(/[\s.]+/u).filter((word) => word !== '')
  const named = words.filter((word) => !titles.has(word))
  return named.length === 0 ? words : named
}

function personIdentity(written: string): Identity {
  const words = nameWords(written)
  const family = words.findLast((word) => !generations.has(word)) ?? written
  return { value: words.join(' ') || written, link: family }
}

const legalForms: ReadonlySet<string> = new Set(
  'gmbh mbh ag kg kgaa ohg gbr ug se ev eg co inc ltd llc llp plc corp sa sarl srl bv nv ab oy as aps'.split(' '),
)

function organisationIdentity(written: string): Identity {
  const value = folded(written)
  const words = value.split(/[\s.,&]+/u).filter((word) => word !== '' && !legalForms.has(word))
  return { value: value || written, link: words.join(' ') || value || written }
}
