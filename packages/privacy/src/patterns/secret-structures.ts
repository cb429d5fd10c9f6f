import { base64, endOfRun, isIn, letterOrDigit, setOf, startOfRun, tokenCharacter, urlSafe } from './character-sets.ts'
import { beginsToken, type Secret, type SecretRule } from './secret-rule.ts'
import { entropyOf, isBase64Login, isPlaceholder, isReference, mixtureOf, secretCharactersMax } from './secret-value.ts'

/** A private key in PEM form has at most about 13 kB (RSA with 16,384 bits). */
const pemCharactersMax = 16_384
const jwtPartCharactersMax = 4096

/** Base64, line breaks also as written in JSON. */
const cutKeyCharacter = setOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n\\')
const notInLogin = setOf(' \t\r\n"\'`<>\\/?#')
const behindUrl = setOf(' \t\r\n"\'`<>\\|')
const schemeCharacter = setOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+.-')
const plainName = setOf('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ')

/**
 * Secrets that show by their structure: private keys (RFC 7468, RFC 4716), JSON Web Tokens (RFC 7519), passwords in URLs
 * (RFC 3986 § 3.2.1), Basic (RFC 7617) and Bearer (RFC 6750) credentials, logins in base64 as in a Docker configuration, and
 * `curl -u name:password`.
 */
export const structureRules: readonly SecretRule[] = [
  { needle: '-----BEGIN ', read: privateKey },
  { needle: 'eyJ', read: jsonWebToken },
  { needle: '://', read: urlLogin },
  { needle: 'basic ', ignoreCase: true, read: basicCredentials },
  { needle: 'bearer ', ignoreCase: true, read: bearerToken },
  { needle: 'auth"', read: base64Login },
  { needle: 'auth\\"', read: base64Login },
  { needle: 'curl ', read: curlLogin },
]

const labelEnd = '-----'

/** From the opening line to the closing one; without a closing line as far as the key goes. */
function privateKey(text: string, at: number): Secret | undefined {
  const nameAt = at + '-----BEGIN '.length
  const bodyAt = endOfRun(plainName, text, nameAt, 64)
  if (!text.slice(nameAt, bodyAt).includes('PRIVATE KEY') || !text.startsWith(labelEnd, bodyAt)) return undefined
  const end = endOfKey(text, bodyAt + labelEnd.length)
  if (end - bodyAt < 40 || isPlaceholder(text.slice(bodyAt, Math.min(end, bodyAt + 80)))) return undefined
  return { start: at, end, kind: 'PRIVATE_KEY', evidence: 'certain' }
}

function endOfKey(text: string, bodyAt: number): number {
  const body = text.slice(bodyAt, bodyAt + pemCharactersMax)
  const closing = body.indexOf(labelEnd)
  if (closing === -1 || !body.startsWith('-----END ', closing))
    return bodyAt + endOfCutKey(body.slice(0, closing === -1 ? body.length : closing))
  const nameEnd = endOfRun(plainName, text, bodyAt + closing + '-----END '.length, 64)
  return text.startsWith(labelEnd, nameEnd) ? nameEnd + labelEnd.length : nameEnd
}

/** A key without its closing line goes on as long as lines are wholly base64. */
function endOfCutKey(body: string): number {
  const run = endOfRun(cutKeyCharacter, body, 0, body.length)
  const lastLine = Math.max(body.lastIndexOf('\n', run - 1), body.lastIndexOf('\\', run - 1))
  return run < body.length && run - lastLine < 40 ? Math.max(lastLine, 0) : run
}

function jsonWebToken(text: string, at: number): Secret | undefined {
  if (!beginsToken(text, at) || text.charAt(at - 1) === '.') return undefined
  const header = endOfRun(urlSafe, text, at, jwtPartCharactersMax)
  if (header - at < 12 || text.charAt(header) !== '.') return undefined
  const payload = endOfRun(urlSafe, text, header + 1, jwtPartCharactersMax)
  if (payload - header < 12 || text.charAt(payload) !== '.') return undefined
  let end = endOfRun(urlSafe, text, payload + 1, jwtPartCharactersMax)
  while (text.charAt(end) === '=') end += 1
  return isPlaceholder(text.slice(at, at + 40)) ? undefined : { start: at, end, kind: 'JWT', evidence: 'certain' }
}

const loginCharactersMax = 256
const placeholderPasswords = new Set(
  'pass password passwort pw pwd passwd kennwort secret geheim user token key'.split(' '),
)

/**
 * A URL with `name:password` between `://` and `@`, covered whole: host and database say as much about a house as the name does. The
 * last `@` counts, because people do not encode theirs.
 */
function urlLogin(text: string, at: number): Secret | undefined {
  const start = at + 3
  const bound = Math.min(text.length, start + loginCharactersMax)
  let colon = -1
  let at_ = -1
  for (let place = start; place < bound && !isIn(notInLogin, text, place); place += 1) {
    const sign = text.charCodeAt(place)
    if (sign === 0x3a && colon === -1) colon = place
    if (sign === 0x40) at_ = place
  }
  if (colon === -1 || at_ <= colon + 1) return undefined
  const password = text.slice(colon + 1, at_)
  if (isPlaceholder(password) || isReference(password) || placeholderPasswords.has(password.toLowerCase()))
    return undefined
  const end = endOfUrl(text, at_)
  return { start: startOfRun(schemeCharacter, text, at, 20), end, kind: 'URL_PASSWORD', evidence: 'certain' }
}

/** Behind host, port and path; punctuation of the sentence stays. */
function endOfUrl(text: string, at: number): number {
  const bound = Math.min(text.length, at + loginCharactersMax)
  let end = at + 1
  while (end < bound && !isIn(behindUrl, text, end) && text.charCodeAt(end) < 0x2000) end += 1
  while ('.,;:!?)]}'.includes(text.charAt(end - 1))) end -= 1
  return end
}

function basicCredentials(text: string, at: number): Secret | undefined {
  const start = at + 'basic '.length
  const end = endOfRun(base64, text, start, secretCharactersMax)
  if (end - start < 8 || isIn(letterOrDigit, text, at - 1) || !isBase64Login(text.slice(start, end))) return undefined
  return { start, end, kind: 'BASIC_CREDENTIALS', evidence: 'certain' }
}

function bearerToken(text: string, at: number): Secret | undefined {
  const start = at + 'bearer '.length
  let end = endOfRun(tokenCharacter, text, start, 4096)
  while (end > start && text.charAt(end - 1) === '.') end -= 1
  const token = text.slice(start, Math.min(end, start + secretCharactersMax))
  if (token.length < 16 || isIn(letterOrDigit, text, at - 1) || isPlaceholder(token) || isReference(token))
    return undefined
  const mixed = mixtureOf(token)
  if (!mixed.digits || !mixed.letters || entropyOf(token) < 3) return undefined
  return { start, end, kind: 'BEARER_TOKEN', evidence: 'certain' }
}

const quoteOrSpace = setOf(' \t:"\\=')

/** `"auth": "bmFtZTpwYXNzd29ydA=="` */
function base64Login(text: string, at: number): Secret | undefined {
  const start = endOfRun(quoteOrSpace, text, at + 'auth'.length, 12)
  const end = endOfRun(base64, text, start, secretCharactersMax)
  if (end - start < 8 || text.charAt(end) === ' ' || !isBase64Login(text.slice(start, end))) return undefined
  return { start, end, kind: 'BASIC_CREDENTIALS', evidence: 'certain' }
}

const curlOption = / (?:-u|--user)[ =]?["']?([^\s"':]{1,64}:[^\s"']{3,128})/

function curlLogin(text: string, at: number): Secret | undefined {
  const command = text.slice(at, at + 256)
  const option = curlOption.exec(command)
  const login = option?.[1]
  if (option === null || login === undefined) return undefined
  const password = login.slice(login.indexOf(':') + 1)
  if (isPlaceholder(password) || isReference(password) || placeholderPasswords.has(password.toLowerCase()))
    return undefined
  const start = at + option.index + option[0].length - login.length
  return { start, end: start + login.length, kind: 'BASIC_CREDENTIALS', evidence: 'certain' }
}
