import type { Candidate, Grade, IdentifierDetector } from '../detector.ts'
import * as checks from './eu-vat-checks.ts'

// EU: VAT identification numbers. Council Directive 2006/112/EC art. 215; forms as VIES describes them per state.
// Checks as the tax administrations apply them; of most states they are known and not enacted. Results compared with
// python-stdnum 2.2 on 2026-11-23. Germany stands in `de-ust-id.ts`. Northern Ireland is XI (Protocol, art. 8), Great
// Britain GB.

interface State {
  /** Of what stands behind the prefix. */
  readonly shape: RegExp
  readonly hasCheck: (number: string) => boolean
  /** `certain` where prefix, shape and check let at most one in 97 pass. */
  readonly evidence: 'certain' | 'likely'
}

const states: Readonly<Record<string, State>> = {
  // The U behind the prefix belongs to no other number.
  AT: { shape: /^U[0-9]{8}$/, hasCheck: checks.at, evidence: 'certain' },
  BE: { shape: /^[01][0-9]{9}$/, hasCheck: checks.be, evidence: 'certain' },
  BG: { shape: /^[0-9]{9,10}$/, hasCheck: checks.bg, evidence: 'likely' },
  CY: { shape: /^[0-9]{8}[A-Z]$/, hasCheck: checks.cy, evidence: 'likely' },
  CZ: { shape: /^[0-9]{8,10}$/, hasCheck: checks.cz, evidence: 'likely' },
  DK: { shape: /^[1-9][0-9]{7}$/, hasCheck: checks.dk, evidence: 'likely' },
  EE: { shape: /^[0-9]{9}$/, hasCheck: checks.ee, evidence: 'likely' },
  EL: { shape: /^[0-9]{9}$/, hasCheck: checks.el, evidence: 'likely' },
  ES: { shape: /^[A-Z0-9][0-9]{7}[A-Z0-9]$/, hasCheck: checks.es, evidence: 'likely' },
  FI: { shape: /^[0-9]{8}$/, hasCheck: checks.fi, evidence: 'likely' },
  FR: { shape: /^[0-9A-HJ-NP-Z]{2}[0-9]{9}$/, hasCheck: checks.fr, evidence: 'certain' },
  GB: { shape: /^[0-9]{9}(?:[0-9]{3})?$/, hasCheck: checks.gb, evidence: 'likely' },
  HR: { shape: /^[0-9]{11}$/, hasCheck: checks.hr, evidence: 'likely' },
  HU: { shape: /^[0-9]{8}$/, hasCheck: checks.hu, evidence: 'likely' },
  IE: { shape: /^[0-9](?:[0-9]|[A-Z])[0-9]{5}[A-W][A-IW]?$/, hasCheck: checks.ie, evidence: 'likely' },
  IT: { shape: /^[0-9]{11}$/, hasCheck: checks.it, evidence: 'likely' },
  LT: { shape: /^(?:[0-9]{7}1[0-9]|[0-9]{10}1[0-9])$/, hasCheck: checks.lt, evidence: 'certain' },
  LU: { shape: /^[0-9]{8}$/, hasCheck: checks.lu, evidence: 'likely' },
  LV: { shape: /^[0-9]{11}$/, hasCheck: checks.lv, evidence: 'likely' },
  MT: { shape: /^[1-9][0-9]{7}$/, hasCheck: checks.mt, evidence: 'likely' },
  NL: { shape: /^[0-9]{9}B[0-9]{2}$/, hasCheck: checks.nl, evidence: 'certain' },
  PL: { shape: /^[0-9]{10}$/, hasCheck: checks.pl, evidence: 'likely' },
  PT: { shape: /^[1-9][0-9]{8}$/, hasCheck: checks.pt, evidence: 'likely' },
  RO: { shape: /^[1-9][0-9]{3,12}$/, hasCheck: checks.ro, evidence: 'likely' },
  // The number of the organisation or person, then 01.
  SE: { shape: /^[0-9]{10}01$/, hasCheck: checks.se, evidence: 'certain' },
  SI: { shape: /^[1-9][0-9]{7}$/, hasCheck: checks.si, evidence: 'likely' },
  SK: { shape: /^[0-9]{10}$/, hasCheck: checks.sk, evidence: 'likely' },
  XI: { shape: /^[0-9]{9}(?:[0-9]{3})?$/, hasCheck: checks.gb, evidence: 'likely' },
}

/** VAT number with its prefix: of the states of the Union, Northern Ireland, Great Britain. Persons in business have one. */
export const euVat: IdentifierDetector = {
  kind: 'EU_VAT',
  category: 'ID',
  lengths: [6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  startsWith: 'letter',
  separators: '.',
  context: [
    'vat',
    'vat id',
    'vat no',
    'vat number',
    'vat reg',
    'vatin',
    'eu vat',
    'ust id',
    'ustid',
    'ust idnr',
    'uid',
    'uid nr',
    'uid nummer',
    'umsatzsteuer*',
    'umsatzsteuer-id',
    'btw',
    'btw nr',
    'btw nummer',
    'tva',
    'n° tva',
    'numéro de tva',
    'iva',
    'p iva',
    'partita iva',
    'nif iva',
    'nif',
    'cif',
    'nipc',
    'moms',
    'momsnr',
    'moms nr',
    'momsregistreringsnummer',
    'vat-nummer',
    'se-nr',
    'alv',
    'alv-numero',
    'alv nro',
    'kmkr',
    'pvn',
    'pvm',
    'pvm kodas',
    'dič',
    'ič dph',
    'nip',
    'adószám',
    'közösségi adószám',
    'ддс',
    'zdds',
    'αφμ',
    'afm',
    'φπα',
    'fpa',
    'cui',
    'cod fiscal',
    'pdv',
    'oib',
    'ddv',
    'id za ddv',
    'id št za ddv',
  ],
  grade: ({ compact }: Candidate): Grade => {
    // Greece has the prefix EL and is often written GR.
    const prefix = compact.slice(0, 2)
    const state = states[prefix === 'GR' ? 'EL' : prefix]
    const number = compact.slice(2)
    return state?.shape.test(number) && state.hasCheck(number) ? state.evidence : undefined
  },
}
