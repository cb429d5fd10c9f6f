import { contextWords } from '../context-words.ts'
import { hasContext } from '../context.ts'
import type { PatternDetector } from '../detector.ts'
import { isWordPart } from './characters.ts'
import { eachShortDigitRun } from './digit-runs.ts'
import { reporter } from './report.ts'

// Registers of the German local courts: HRV (HRA, HRB), GenRegV (GnR), PRV (PR), VRV (VR), GesRV (GsR, since 1 January 2024). Numbers have
// no check. They are personal for sole traders and partnerships; which, the policy decides by the kind. Checked 2026-11-23.

const context = [
  'amtsgericht',
  'ag',
  'registergericht',
  'handelsregister*',
  'vereinsregister*',
  'partnerschaftsregister*',
  'genossenschaftsregister*',
  'register*',
  'eingetragen*',
  'commercial register',
  'local court',
]
const words = contextWords(context)

/** A register and what may stand between it and its number. */
const stretchMax = 16
const register = /(?<![\p{L}\p{N}_])(HR ?[AB]|G[ns]R|PR|VR)(?:[-. ]{0,2}(?:nr|nummer|no))?[.:# ]{0,3}$/iu

/** Where several courts were joined their letters stand behind the number: one letter, or the sign of the town in Schleswig-Holstein. */
const suffix = /^ ?(?:[A-Z]|FL|HL|KI|PI)(?![\p{L}\p{N}])/u

/** Finds numbers of the commercial register and its sisters. */
export const deHandelsregister: PatternDetector = {
  name: 'DE_HANDELSREGISTER',
  keys: { DE_HANDELSREGISTER: context },
  find: (reading, hints, add) => {
    const report = reporter('DE_HANDELSREGISTER', reading, add)
    const { text } = reading
    eachShortDigitRun(reading, 6, (digitsStart, digitsEnd) => {
      if (!mayFollowRegister(text, digitsStart)) return
      const match = register.exec(text.slice(Math.max(0, digitsStart - stretchMax), digitsStart))
      if (match === null) return
      const end = numberEnd(text, digitsEnd)
      if (end === undefined) return
      const start = digitsStart - match[0].length
      const isLikely =
        isTelling(match[1] ?? '', digitsEnd - digitsStart) || hasContext(reading, { start, end }, words, hints)
      report({ start, end, category: 'ID', kind: 'DE_HANDELSREGISTER', evidence: isLikely ? 'likely' : 'weak' })
    })
  },
}

/** Whether the last letter of a register, or of "Nr" or "No", stands before the digits. Spares the search behind all other digits. */
function mayFollowRegister(text: string, digitsStart: number): boolean {
  let at = digitsStart - 1
  while (at >= 0 && digitsStart - at <= 4 && ' .:#-'.includes(text.charAt(at))) at -= 1
  return at > 0 && 'abroABRO'.includes(text.charAt(at)) && ' rRnNsSpPvVeE'.includes(text.charAt(at - 1))
}

function numberEnd(text: string, digitsEnd: number): number | undefined {
  const end = digitsEnd + (suffix.exec(text.slice(digitsEnd, digitsEnd + 4))?.[0].length ?? 0)
  return isWordPart(text.charCodeAt(end)) || /^[.,/-][0-9]/.test(text.slice(end, end + 2)) ? undefined : end
}

/** HRA and HRB mean nothing else before so many digits (hardness after Rockwell has two or three); PR and VR mean much else. */
function isTelling(written: string, digitCount: number): boolean {
  const sign = written.replace(' ', '')
  return (/^HR[AB]$/.test(sign) && digitCount >= 4) || ((sign === 'GnR' || sign === 'GsR') && digitCount >= 2)
}
