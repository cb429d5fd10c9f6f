import { luhn, mod97 } from '../check-digits.ts'
import type { Choice } from './choice.ts'
import { familiesDe } from './names.ts'

/** The domains that RFC 2606 § 3 keeps free for examples. Checked 2026-11-23. */
const mailDomains = ['example.org', 'example.com', 'example.net']

/** A mail address that nobody can have. */
export function mailAddress(choice: Choice, written: string): string | undefined {
  return choice.once('mail', written, (number) => {
    const family = familiesDe[number % familiesDe.length]?.toLowerCase()
    const initial = String.fromCharCode(97 + ((number >>> 8) % 26))
    return `${initial}.${family}${padded(number >>> 13, 4)}@${mailDomains[(number >>> 5) % 3]}`
  })
}

/**
 * Numbers for films and books that no subscriber ever gets: Bundesnetzagentur, Mitteilung 148/2021, Amtsblatt 7/2021. A thousand in each
 * of five towns. Checked 2026-11-23.
 */
const telephones = ['30 23125', '69 90009', '40 66969', '221 4710', '89 99998']

/** A German number that nobody has; for numbers of other countries there is none here. */
export function telephone(choice: Choice, written: string): string | undefined {
  const isInternational = /^(?:\+|00)49/u.test(written)
  if (!isInternational && !/^\(?0[1-9]/u.test(written)) return undefined
  const national = choice.once('telephone', written, (number) => {
    return `${telephones[number % telephones.length]}${padded(number >>> 8, 3)}`
  })
  return national === undefined ? undefined : isInternational ? `+49 ${national}` : `0${national}`
}

/** Networks for documentation: RFC 5737 (IPv4) and RFC 3849 (IPv6). Checked 2026-11-23. */
const networks = ['192.0.2', '198.51.100', '203.0.113']

/** An address of a network that is nobody's. */
export function internetAddress(choice: Choice, written: string): string | undefined {
  if (/^[\d.]+$/u.test(written)) {
    return choice.once('ip', written, (number) => `${networks[number % 3]}.${1 + ((number >>> 8) % 254)}`)
  }
  if (!/^[\da-f:]+$/u.test(written)) return undefined
  return choice.once('ip', written, (number) => {
    return `2001:db8::${hexadecimal(number >>> 16)}:${hexadecimal(number)}`
  })
}

function hexadecimal(number: number): string {
  // No zero in front: that would be another spelling of the same address.
  return (0x1000 + (number & 0x0fff)).toString(16)
}

/**
 * A German account with valid check digits at the bank 00000000. Bank codes begin with the digit of their clearing area, 1 to 8
 * (Deutsche Bundesbank, Bankleitzahlen), so there is no such bank. Accounts of other countries have other inner checks.
 */
export function bankAccount(choice: Choice, written: string): string | undefined {
  const compact = compactOf(written)
  if (!/^DE\d{20}$/u.test(compact)) return undefined
  const surrogate = choice.once('iban', compact, (number) => {
    const account = `00000000${padded(number, 10)}`
    const check = 98 - mod97(`${account}DE00`)
    return `DE${padded(check, 2)}${account}`
  })
  return surrogate === undefined ? undefined : inLayoutOf(written, surrogate)
}

/**
 * A number of the same length with a valid check digit that begins with 0: no payment card does (ISO/IEC 7812-1: 0 is left to
 * others than issuers of cards). Checked 2026-11-23.
 */
export function card(choice: Choice, written: string): string | undefined {
  const compact = compactOf(written)
  if (!/^\d{13,19}$/u.test(compact)) return undefined
  const surrogate = choice.once('card', compact, (number) => {
    const body = `0${padded(number, compact.length - 2)}`
    return [...'0123456789'].map((digit) => body + digit).find(luhn) ?? body
  })
  return surrogate === undefined ? undefined : inLayoutOf(written, surrogate)
}

function padded(number: number, length: number): string {
  return String(number).padStart(length, '0').slice(-length)
}

function compactOf(written: string): string {
  return written.replace(/[^A-Za-z0-9]+/gu, '').toUpperCase()
}

/** With blanks and hyphens, and letters in the case, of what is replaced. */
function inLayoutOf(written: string, compact: string): string {
  let at = 0
  return written.replace(/[A-Za-z0-9]/gu, (one) => {
    const next = compact.charAt(at)
    at += 1
    return one === one.toUpperCase() ? next : next.toLowerCase()
  })
}
