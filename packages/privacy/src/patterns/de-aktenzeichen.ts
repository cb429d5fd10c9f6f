import { contextWords } from '../context-words.ts'
import { hasContext } from '../context.ts'
import type { PatternDetector } from '../detector.ts'
import { digitsEnd, isDigit, isWordPart } from './characters.ts'
import { isFileNumberSign, signsWithoutChamber } from './file-number-signs.ts'
import { figuresOf } from './figures.ts'
import { reporter } from './report.ts'

// File numbers of courts and prosecutors: chamber or senate, register sign, number, slash, year (Aktenordnungen of the states; § 4 AktO
// and its sisters): 3 C 123/24, 1 BvR 16/13, III ZR 205/22, B 12 KR 3/18 R, 123 Js 4567/23. The administrative courts divide number and
// year by a full stop (6 C 12.20), the Court of Justice of the EU begins with the court (C-311/18). Whoever has one finds the parties.
// Numbers of authorities have no common form; they are found behind their cue (`labelled-number.ts`). Checked 2026-11-23.

const words = contextWords([
  'az',
  'aktenzeichen',
  'geschaeftszeichen',
  'gz',
  'beschluss*',
  'urteil*',
  'verfahren*',
  'klage*',
  'gericht*',
  'rechtssache*',
  'rs',
  'eugh',
  'eug',
  'bverwg',
  'vgh',
  'ovg',
  'vg',
  'docket',
  'case',
])

/** Looked at before the number: "VGH 12 Ss (OWi) " and the like. */
const stretchMax = 32

/** Court of the branch, chamber, sign of one or two parts, what further narrows it in brackets. */
const numbered =
  /(?<![\p{L}\p{N}_/.-])(?:([BLS]) )?((?:\([0-9]{1,2}\) ?)?(?!(?:19|20)[0-9]{2} (?:[IVX]{1,5}[a-z]? [A-Z]|GrS))(?:[0-9]{1,2}[a-z]?\/)?(?:(?:[0-9]{1,2}|I{1,3}|IV|VI{0,3})-)?[0-9]{1,4}[a-z]?|[IVX]{1,5}[a-z]?(?:-[0-9]{1,2})?) ?([A-ZÜ][A-Za-z]{0,5})([ -][A-Z][A-Za-z]{0,4})?(?: ?\([A-Za-z]{1,5}\))? $/u
const withoutChamber = /(?<![\p{L}\p{N}_/.-])([A-Z][A-Za-z]{2,6}(?:-OGB)?)(?: ?\([A-Za-z]{1,5}\))? $/u
const ofTheUnion = /(?<![\p{L}\p{N}_/.-])[CTF] ?[-–‑] ?$/u

/** Behind the year: kind of appeal or summary proceedings, in capitals, or in brackets. */
const suffix =
  /^(?:\.(?:A|NC|PVL|PVB|WB|D)(?![\p{L}\p{N}])| (?:B ER|B PKH|B|R|BH|C|ER|WA|KL|GS|S|PKH|NZB|eA|e|P|D|VGH)(?![\p{L}\p{N}])(?!\.? [0-9])|[ -]?\((?:Kart|Brfg|PKH|B|R|S|E|Verg|OWi)\)| ?P(?:KH)?(?![\p{L}\p{N}]))/u

const slash = 47
const fullStop = 46

interface Serial {
  /** Where the number begins, in front of slash or full stop. */
  readonly start: number
  /** Behind the year, or behind what stands there instead. */
  readonly end: number
  readonly division: '/' | '.'
}

/** Finds file numbers of German courts, prosecutors and of the Court of Justice of the EU. */
export const deAktenzeichen: PatternDetector = {
  name: 'DE_AKTENZEICHEN',
  find: (reading, hints, add) => {
    const report = reporter('DE_AKTENZEICHEN', reading, add)
    const { text } = reading
    const visit = (at: number, division: Serial['division']): void => {
      const serial = serialAround(text, at, division)
      const before = serial === undefined ? undefined : beginning(text, serial)
      if (serial === undefined || before === undefined) return
      const start = before.start
      const end = serial.end + (suffix.exec(text.slice(serial.end, serial.end + 9))?.[0].length ?? 0)
      const isLikely = before.isTelling || hasContext(reading, { start, end }, words, hints)
      report({ start, end, category: 'ID', kind: 'DE_AKTENZEICHEN', evidence: isLikely ? 'likely' : 'weak' })
    }
    const { hexJoints } = figuresOf(reading)
    for (const at of hexJoints) if (text.charCodeAt(at) === slash) visit(at, '/')
    for (const at of hexJoints) if (text.charCodeAt(at) === fullStop) visit(at, '.')
  },
}

/** One to six digits, the division, and two or four of the year; in Bavaria the year comes first: 10 ZB 20.1234. */
function serialAround(text: string, at: number, division: Serial['division']): Serial | undefined {
  let start = at
  while (at - start <= 6 && isDigit(text.charCodeAt(start - 1))) start -= 1
  const end = digitsEnd(text, at + 1, 7)
  const [before, after] = [at - start, end - at - 1]
  if (before < 1 || before > 6 || isWordPart(text.charCodeAt(end)) || /^[./-][0-9]/.test(text.slice(end, end + 2)))
    return undefined
  const isYearLast = after === 2 || (after === 4 && /^(?:19|20)/.test(text.slice(at + 1, end)))
  const isYearFirst = division === '.' && before === 2 && after >= 2 && after <= 6
  return isYearLast || isYearFirst ? { start, end, division } : undefined
}

interface Beginning {
  readonly start: number
  readonly isTelling: boolean
}

function beginning(text: string, { start, division }: Serial): Beginning | undefined {
  const last = text.charAt(start - 1)
  const stretch = text.slice(Math.max(0, start - stretchMax), start)
  const court = division === '/' ? ofTheUnion.exec(stretch) : null
  if (court !== null) return { start: start - court[0].length, isTelling: false }
  if (last !== ' ') return undefined
  const match = numbered.exec(stretch)
  if (match !== null && isSign(match[3] ?? '', match[4])) {
    return { start: start - match[0].length, isTelling: division === '/' || isOfAdministration(match[3] ?? '') }
  }
  const bare = division === '/' ? withoutChamber.exec(stretch) : null
  return bare !== null && signsWithoutChamber.has(bare[1] ?? '')
    ? { start: start - bare[0].length, isTelling: true }
    : undefined
}

function isSign(first: string, second: string | undefined): boolean {
  return isFileNumberSign(first) && (second === undefined || isFileNumberSign(second.slice(1)))
}

/** With a full stop, as in an amount, only signs of more than one letter are telling by themselves. */
function isOfAdministration(sign: string): boolean {
  return sign.length > 1
}
