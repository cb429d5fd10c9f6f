/**
 * URLs (RFC 3986, read on 2026-11-23) that carry a person: user information, a mail address, a profile or user path, a parameter that
 * names somebody or opens a session. Those are `likely`, or `certain` with user information or a credential. Every other URL is `weak`:
 * nothing masks it by default, but a corpus or a policy that counts URLs as a class gets all of them.
 *
 * The whole URL is the finding: a URL with a hole in its middle helps nobody, and its parts explain each other.
 */
import type { PatternDetector } from '../detector.ts'
import type { Evidence } from '../finding.ts'
import { isLetter, isWordPart } from './characters.ts'
import { domainEnd } from './email.ts'
import { reporter } from './report.ts'

/** Longest URL that is read. Practice ends near 2,000 characters; what is longer is cut there and found as far as it is read. */
const urlMax = 2048
const schemeMax = 12

const schemes = new Set([
  'http',
  'https',
  'ftp',
  'ftps',
  'sftp',
  'ssh',
  'ldap',
  'ldaps',
  'ws',
  'wss',
  'smb',
  'rtsp',
  'postgres',
  'postgresql',
  'mysql',
  'mongodb',
  'redis',
  'amqp',
  'jdbc',
  'imap',
  'smtp',
  'webdav',
  'webcal',
  'sip',
  'git',
])

export const url: PatternDetector = {
  name: 'url',
  find: (reading, _hints, add) => {
    const { text } = reading
    const report = reporter('url', reading, add)
    const found = (start: number, body: number): number => {
      const end = urlEnd(text, body)
      if (end <= body) return body
      report({ start, end, category: 'URL', kind: 'URL', evidence: evidenceOf(text.slice(body, end)) })
      return end
    }
    for (let at = text.indexOf('://'); at >= 0;) {
      const start = schemeStart(text, at)
      const next = start === undefined ? at + 3 : found(start, at + 3)
      at = text.indexOf('://', next)
    }
    for (let at = text.indexOf('www.'); at >= 0;) {
      const isStart = !isInsideUrl(text.charCodeAt(at - 1)) && domainEnd(text, at) !== undefined
      at = text.indexOf('www.', isStart ? found(at, at) : at + 4)
    }
    for (let at = text.indexOf('/'); at >= 0; at = text.indexOf('/', at + 1)) {
      const host = profileHostWith(text, at)
      if (host !== undefined) found(host, host)
    }
  },
}

/** Where profiles of persons are; people write these without a scheme. */
const profileHosts = [
  'linkedin.com/in/',
  'xing.com/profile/',
  'facebook.com/',
  'instagram.com/',
  'twitter.com/',
  't.me/',
  'tiktok.com/@',
  'orcid.org/',
  'researchgate.net/profile/',
  'github.com/',
  'youtube.com/@',
]

/** Where a host of profiles begins whose first slash stands here. */
function profileHostWith(text: string, slash: number): number | undefined {
  // All of them end in a dot and two or three letters, so most slashes need no comparison.
  if (text.charCodeAt(slash - 4) !== dot && text.charCodeAt(slash - 3) !== dot) return undefined
  for (const host of profileHosts) {
    const start = slash - host.indexOf('/')
    const isHost = text.startsWith(host, start) && !isInsideUrl(text.charCodeAt(start - 1))
    if (isHost && isWordPart(text.charCodeAt(start + host.length))) return start
  }
  return undefined
}

const dot = 46

/** A letter, a digit, a dot, a slash, a hyphen or a sign before: the place lies inside another address. */
function isInsideUrl(code: number): boolean {
  return isWordPart(code) || code === 46 || code === 47 || code === 45 || code === 64
}

function schemeStart(text: string, colon: number): number | undefined {
  let start = colon
  while (start > 0 && colon - start < schemeMax && isLetter(text.charCodeAt(start - 1))) start--
  return schemes.has(text.slice(start, colon).toLowerCase()) ? start : undefined
}

/** Where a URL ends: at a space, a quotation mark or an angle bracket, less the punctuation of the sentence around it. */
function urlEnd(text: string, start: number): number {
  const stop = Math.min(text.length, start + urlMax)
  let end = start
  while (end < stop && isUrlCharacter(text.charCodeAt(end))) end++
  return withoutPunctuation(text, start, end)
}

function isUrlCharacter(code: number): boolean {
  if (code < 128)
    return (
      code > 32 &&
      code !== 34 &&
      code !== 60 &&
      code !== 62 &&
      code !== 92 &&
      code !== 94 &&
      code !== 96 &&
      code !== 124
    )
  return isLetter(code)
}

function withoutPunctuation(text: string, start: number, end: number): number {
  const written = text.slice(start, end)
  let opened = 0
  for (const character of written)
    if (character === '(') opened++
    else if (character === ')') opened--
  let last = end
  for (; last > start; last--) {
    const character = text.charAt(last - 1)
    if (character === ')' && opened < 0) opened++
    else if (!".,;:!?'*]}_".includes(character)) break
  }
  return last
}

const credentialParameter =
  /[?&#;](?:(?:access|refresh|id|auth|api|csrf|reset|invite|session)?[_-]?(?:token|key|secret)|sig(?:nature)?|session(?:id)?|sid|jsessionid|phpsessid|auth|pass(?:word|wd)?|pwd|code|ticket|jwt|otp)=[^&\s]{4}/i
const personParameter =
  /[?&#;](?:e-?mail|mail|to|name|(?:first|last|full|sur|given|family|user|nick)[_-]?name|vorname|nachname|user(?:id)?|login|account|uid|person|patient(?:id|_id)?|customer(?:id|_id)?|kunde\w{0,6}|phone|tel(?:efon)?|mobile|dob|birth\w{0,6}|geburts\w{0,6}|iban|address|adresse|plz|zip|lat|lon|lng)=[^&\s]/i
const mailAddress = /[\w.+-](?:@|%40)[\w-]+\.\w/i
/** `/users/anna`, `/~anna`, `/@anna`, `/profile/anna`; not `/users`, `/users/sign_in` or `/user/settings`. */
const personPath =
  /\/(?:(?:users?|u|people|persons?|profiles?|members?|accounts?|patients?|customers?|employees?|mitarbeiter(?:innen)?|kunden|patienten|personen|authors?|autor|home)\/(?!(?:sign|log|new|edit|me|self|settings?|all|list|search|register|index|delete|\{|:|\$|<)[\w-]*\b)[\w%.@-]{2}|[~@][\w-]{2})/i
const profilePath =
  /^(?:[\w-]{1,20}\.)?(?:linkedin\.com\/in\/|xing\.com\/(?:profile|people)\/|(?:facebook|instagram|twitter|x)\.com\/(?!(?:home|login|share|sharer|intent|search|explore|hashtag|help|about|events|groups|watch|policies|i|p|reel)\b)|t\.me\/|tiktok\.com\/@|youtube\.com\/@|orcid\.org\/\d|researchgate\.net\/profile\/|github\.com\/[\w-]+\/?$)[\w%.@-]/i

/** What the part behind the scheme says. At most 2,048 characters, and none of the expressions can go back over what it has read. */
function evidenceOf(rest: string): Evidence {
  const authority = /^[^/?#]{0,255}/.exec(rest)?.[0] ?? ''
  const sign = authority.lastIndexOf('@')
  // `git@host` and `ssh://git@host` name an account of a machine.
  if (sign > 0 && !/^(?:git|hg|svn|anonymous|guest)@/i.test(authority)) return 'certain'
  if (credentialParameter.test(rest)) return 'certain'
  const names =
    profilePath.test(rest) ||
    personParameter.test(rest) ||
    personPath.test(rest) ||
    mailAddress.test(rest.slice(sign + 1))
  return names ? 'likely' : 'weak'
}
