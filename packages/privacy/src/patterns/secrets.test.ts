import { strict as assert } from 'node:assert'
import { test } from 'bun:test'
import type { Hints } from '../detector.ts'
import type { Finding } from '../finding.ts'
import { readingAsIs } from '../reading.ts'
import { secrets } from './secrets.ts'

// Goal: what gives access is found and nothing but the value is covered; talk about passwords, digests, identifiers and placeholders
// stay. All values are drawn here with a printed seed and were never issued.

const seed = 20_261_123
const hints: Hints = { region: 'DE' }

function found(text: string, with_: Hints = hints): readonly Finding[] {
  const findings: Finding[] = []
  secrets.find(readingAsIs(text), with_, (finding) => findings.push(finding))
  return findings
}

function masked(text: string, with_: Hints = hints): readonly string[] {
  return found(text, with_)
    .filter((finding) => finding.evidence !== 'weak')
    .map((finding) => text.slice(finding.start, finding.end))
}

/** Linear congruential generator (Numerical Recipes): the same texts on every run. */
function dice(start: number): (sides: number) => number {
  let state = start
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

const digits = '0123456789'
const small = 'abcdefghijklmnopqrstuvwxyz'
const capital = small.toUpperCase()
const base62 = digits + small + capital
const hex = `${digits}abcdef`

function random(roll: (sides: number) => number, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(roll(alphabet.length))).join('')
}

type Maker = (draw: (alphabet: string, length: number) => string) => string

const prefixed: Readonly<Record<string, Maker>> = {
  AWS_ACCESS_KEY: (draw) => `AKIA${draw(`${capital}234567`, 16)}`,
  AGE_SECRET_KEY: (draw) => `AGE-SECRET-KEY-1${draw('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58)}`,
  ANTHROPIC_KEY: (draw) => `sk-ant-api03-${draw(`${base62}_-`, 93)}AA`,
  OPENAI_KEY: (draw) => `sk-proj-${draw(base62, 48)}`,
  GITHUB_TOKEN: (draw) => `ghp_${draw(base62, 36)}`,
  GITLAB_TOKEN: (draw) => `glpat-${draw(base62, 20)}`,
  GOOGLE_API_KEY: (draw) => `AIza${draw(base62, 35)}`,
  HUGGINGFACE_TOKEN: (draw) => `hf_${draw(small + capital, 34)}`,
  NPM_TOKEN: (draw) => `npm_${draw(digits + small, 36)}`,
  SLACK_TOKEN: (draw) => `xoxb-${draw(digits, 11)}-${draw(digits, 12)}-${draw(base62, 24)}`,
  STRIPE_KEY: (draw) => `sk_live_${draw(base62, 24)}`,
  SENDGRID_KEY: (draw) => `SG.${draw(base62, 22)}.${draw(base62, 43)}`,
  VAULT_TOKEN: (draw) => `hvs.${draw(base62, 95)}`,
  TELEGRAM_TOKEN: (draw) => `7${draw(digits, 9)}:AA${draw(base62, 33)}`,
  AZURE_CLIENT_SECRET: (draw) => `${draw(base62, 3)}8Q~${draw(base62, 34)}`,
  TERRAFORM_TOKEN: (draw) => `${draw(base62, 14)}.atlasv1.${draw(base62, 67)}`,
  STELLWERK_KEY: (draw) => `swk_live_${draw(base62, 38)}`,
  DIGITALOCEAN_TOKEN: (draw) => `dop_v1_${draw(hex, 64)}`,
}

const structured: Readonly<Record<string, Maker>> = {
  JWT: (draw) => `eyJhbGciOiJIUzI1NiJ9.eyJ${draw(base62, 40)}.${draw(`${base62}_-`, 43)}`,
  PRIVATE_KEY: (draw) => {
    const lines = [draw(base62, 64), draw(`${base62}+/`, 64), draw(base62, 30)].join('\n')
    return `-----BEGIN EC PRIVATE KEY-----\n${lines}\n-----END EC PRIVATE KEY-----`
  },
  URL_PASSWORD: (draw) => `mysql://shop:${draw(base62, 14)}@db.example.org/shop`,
  BASIC_CREDENTIALS: (draw) => `Authorization: Basic ${btoa(`anna:${draw(base62, 12)}`)}`,
  BEARER_TOKEN: (draw) => `authorization: bearer ${draw(base62, 40)}`,
}

const carriers: readonly ((secret: string) => string)[] = [
  (secret) => `Warum bekomme ich mit „${secret}“ einen 403?`,
  (secret) => `Ich habe aus Versehen ${secret} ins Ticket kopiert.`,
  (secret) => `Is ${secret}? still valid`,
  (secret) => `{"config":{"value":"${secret.replaceAll('\n', '\\n')}"}}`,
  (secret) => `const client = connect('${secret}')`,
  (secret) => `| Schlüssel | ${secret} |`,
  (secret) => `Zeile eins\\n${secret.replaceAll('\n', '\\n')}\\nZeile drei`,
  (secret) => `(${secret}), please rotate`,
]

for (const [name, makers, share] of [
  ['prefixed', prefixed, 0.98],
  ['structured', structured, 0.9],
] as const) {
  test(`at least ${share * 100} % of ${name} secrets in sentences of our own, seed ${seed}`, () => {
    const roll = dice(seed)
    const missed: string[] = []
    let count = 0
    for (const [kind, make] of Object.entries(makers)) {
      for (const carrier of carriers) {
        const text = carrier(make((alphabet, length) => random(roll, alphabet, length)))
        count += 1
        if (!found(text).some((finding) => finding.kind === kind && finding.evidence === 'certain')) missed.push(text)
      }
    }
    assert.ok(count - missed.length >= share * count, missed.join('\n'))
  })
}

const sentences: readonly ((password: string) => string)[] = [
  (password) => `Das Kennwort für den Drucker lautet: ${password}`,
  (password) => `mein Passwort ist ${password}, bitte setz es zurück`,
  (password) => `Anmelden kannst du dich mit dem Passwort ${password}.`,
  (password) => `Passwort: ${password}\nBenutzer: anna`,
  (password) => `Ich habe das Passwort gestern auf ${password} geändert.`,
  (password) => `Das WLAN-Passwort heißt „${password}“.`,
  (password) => `The password is ${password}. Can you log in?`,
  (password) => `The admin password was set to ${password} last week`,
  (password) => `My password for the portal is currently "${password}"`,
  (password) => `DB_PASSWORD=${password}`,
  (password) => `{"user":"anna","password":"${password}"}`,
  (password) => `{"arguments":"{\\"password\\":\\"${password}\\"}"}`,
  (password) => `Server=db;User Id=sa;Password=${password};Encrypt=True`,
  (password) => `spring.datasource.password: ${password}`,
  (password) => `mysql --user root --password ${password} shop`,
  (password) => `Login: anna, PW: ${password}`,
]

const passwords: readonly Maker[] = [
  (draw) => draw(base62, 12),
  (draw) => `Sommer${draw(digits, 4)}!`,
  (draw) => `${draw(small, 7)}${draw(digits, 2)}`,
  (draw) => `${draw(small, 4)}-${draw(capital, 3)}-${draw(digits, 3)}`,
  (draw) => `${draw(small + capital, 5)}$${draw(base62, 6)}#${draw(digits, 2)}`,
]

test(`at least 70 % of passwords in sentences of our own, seed ${seed}`, () => {
  const roll = dice(seed)
  const missed: string[] = []
  let count = 0
  for (const sentence of sentences) {
    for (const make of passwords) {
      const password = make((alphabet, length) => random(roll, alphabet, length))
      const text = sentence(password)
      count += 1
      if (!masked(text).some((value) => value === password || value === `${password}.`))
        missed.push(`${text} → ${masked(text).join()}`)
    }
  }
  assert.ok(count - missed.length >= 0.7 * count, missed.join('\n'))
  // What is reached today; a change that loses some shows here.
  assert.ok(missed.length <= 2, missed.join('\n'))
})

const rows: readonly (readonly [why: string, text: string, values: readonly string[]])[] = [
  ['only the value of a sentence', 'Das Kennwort lautet: hT7-kkw9Qa', ['hT7-kkw9Qa']],
  ['German quotation marks end it', 'Das Passwort ist „hT7-kkw9Qa“, klar?', ['hT7-kkw9Qa']],
  ['letters only, quoted', 'password = "sonnenschein"', ['sonnenschein']],
  ['letters only, stated', 'Das Kennwort lautet sonnenschein.', ['sonnenschein']],
  ['letters only, after "is"', 'mein Passwort ist kompliziert', []],
  ['PIN', 'Meine PIN lautet 4711.', ['4711']],
  ['PIN of an area code', 'PIN-Eingabe 4711', []],
  ['markdown', '**Passwort:** `hT7kkw9Qa!`', ['hT7kkw9Qa!']],
  ['table cell', '| Passwort | hT7kkw9Qa! |', ['hT7kkw9Qa!']],
  ['XML', '<password>hT7kkw9Qa</password>', ['hT7kkw9Qa']],
  ['query ends at the ampersand', 'https://example.org/?user=a&password=hT7kkw9Qa&page=2', ['hT7kkw9Qa']],
  ['capitals of a compound', 'PASSWORTRICHTLINIE: B7x9k2L0', []],
  ['policy', 'Passwort: mindestens 12 Zeichen, siehe Richtlinie.', []],
  ['talk', 'Das Kennwort lautet bitte nie wie der Benutzername.', []],
  ['question', 'Wo ändere ich mein Passwort?', []],
  ['date', 'Mein Passwort ist seit 03.02.2024 abgelaufen.', []],
  ['number of characters', 'The password is 8-16 characters long.', []],
  ['algorithm', 'Das Passwort ist mit SHA-256 gehasht, password: bcrypt2', []],
  ['type in code', 'password: string; readonly token: string', []],
  ['reference in code', 'password = process.env.DB_PASSWORD', []],
  ['reference in a shell', 'export PASSWORD=${DB_PASSWORD}', []],
  ['call in code', 'password = getpass.getpass()', []],
  ['comparison', 'if (password == "abc") {', []],
  ['name about passwords', 'password_reset_url = "https://example.org/r1"', []],
  ['count of tokens', '"max_tokens": 4096, "total_tokens":12345678901234567890', []],
  ['token that is a digest', 'token: 9b74c9897bac770ffc029102a200c5de', []],
  ['token that is a UUID', 'TOKEN="be175b82-427e-9286-ee6d-e657dec2609b"', []],
  ['key that is hexadecimal', 'api_key: 9b74c9897bac770ffc029102a200c5de', ['9b74c9897bac770ffc029102a200c5de']],
  ['placeholder of AWS', 'AKIAIOSFODNN7EXAMPLE', []],
  ['placeholder of GitHub', `ghp_${'x'.repeat(36)}`, []],
  ['placeholder in a URL', 'postgres://user:password@localhost/db', []],
  ['variable in a URL', 'postgres://app:${DB_PASSWORD}@localhost/db', []],
  ['address with a port is no login', 'https://example.org:8080/path@v2', []],
  ['Basic as a word', 'Use Basic authentication or Visual Basic here', []],
  ['Bearer as a word', 'Send a Bearer token with each request', []],
  ['certificate', '-----BEGIN CERTIFICATE-----\nMIIB8TCCAZegAwIBAgIUYk\n-----END CERTIFICATE-----', []],
  ['public key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIT3YMDA2JaYLKTju9V57bsdQWG3g nutzer@rechner', []],
  ['commit', 'commit 5945621666a1c69d4ba949c561848c58c69c658f', []],
  ['SRI', 'sha512-DhEs3NzHi9dlpHZ569fU9EhCSuC5MDkZ5rKPF54DgO91/WKa6UGVApSCGL6qUlr7VkJsr1qs5b6YHtsoVpRMDw==', []],
  ['image', `data:image/png;base64,${'iVBORw0KGgo2hYMQgrhwYlqh24Rw341u2VVICQUekGuy6'.repeat(3)}`, []],
  ['task-', 'task-1234567890abcdef1234567890abcdef12345678', []],
  ['short word in a sentence', 'das pw ist Sonne2024', ['Sonne2024']],
  ['short password in brackets', 'ssh root@example.org (Passwort: t00r!)', ['t00r!']],
  [
    'URL with a login, whole',
    'siehe amqp://anna:hT7kkw9Qa@mq.example.org:5672/a.',
    ['amqp://anna:hT7kkw9Qa@mq.example.org:5672/a'],
  ],
  ['login of curl', 'curl -s -u anna:hT7kkw9Qa https://example.org', ['anna:hT7kkw9Qa']],
]
for (const [why, text, values] of rows) {
  test(`secret: ${why}`, () => assert.deepEqual(masked(text), values))
}

test('one character short or long of a fixed length is no token', () => {
  const key = `AKIA${random(dice(seed), capital, 17)}`
  assert.deepEqual(masked(key.slice(0, 20)), [key.slice(0, 20)])
  assert.deepEqual(masked(key.slice(0, 19)), [])
  assert.deepEqual(masked(key), [])
})

test('a private key that was cut off ends where its lines end', () => {
  const line = random(dice(seed), base62, 64)
  const text = `-----BEGIN PRIVATE KEY-----\n${line}\n${line}\nDer Rest fehlt leider.`
  assert.deepEqual(masked(text), [`-----BEGIN PRIVATE KEY-----\n${line}\n${line}`])
})

test('a value under a key that names it is found by its label', () => {
  assert.deepEqual(masked('sonnenschein', { region: 'DE', label: 'password' }), ['sonnenschein'])
  assert.deepEqual(masked('sonnenschein', { region: 'DE', label: 'passwordHint' }), [])
  assert.deepEqual(masked('hT7kkw9QahT7kkw9Qa', { region: 'DE', label: 'clientSecret' }), ['hT7kkw9QahT7kkw9Qa'])
})

test('places are those of the text as written', () => {
  const original = 'x\u200b Passwort: hT7kkw9Qa!'
  const reading = {
    original,
    text: original.replace('\u200b', ''),
    originalAt: (place: number) => (place > 0 ? place + 1 : 0),
  }
  const findings: Finding[] = []
  secrets.find(reading, hints, (finding) => findings.push(finding))
  assert.deepEqual(
    findings.map((finding) => original.slice(finding.start, finding.end)),
    ['hT7kkw9Qa!'],
  )
})
