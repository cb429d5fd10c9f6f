// Signing in on a terminal (RFC 8628): a code is shown here and confirmed in a browser, and the token that comes back lies in a file of
// whoever called.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'

import { publicUrlOf } from '@stellwerk/contract/config-listen'
import { withoutClosingSlash } from '@stellwerk/contract/config-shapes'

import type { CommandCall, CommandSpec, ExitCode } from './command.ts'
import { note, optionNumber, say, UsageError } from './command.ts'
import { ControlRefused } from './control-client.ts'
import { writePrivateFile } from './private-file.ts'
import { sessionFile, type TerminalSession } from './terminal-session.ts'

/** Milliseconds for one answer. */
const answerMs = 10_000

export const loginCommands: readonly CommandSpec[] = [
  {
    words: 'login',
    argument: 'URL',
    isArgumentOptional: true,
    summary: { de: 'Dieses Terminal anmelden', en: 'Sign this terminal in' },
    details: {
      de: 'Zeigt einen Code, der im Browser bestätigt wird. Das Token gilt höchstens 12 Stunden und liegt in ~/.config/stellwerk/session (nur für Sie lesbar). Ohne URL der Server der Konfiguration.',
      en: 'Shows a code that is confirmed in a browser. The token is good for 12 hours at most and lies in ~/.config/stellwerk/session (readable to you alone). Without URL, the server of the configuration.',
    },
    options: [],
    run: login,
  },
  {
    words: 'logout',
    summary: { de: 'Das Token dieses Terminals löschen', en: 'Delete the token of this terminal' },
    options: [],
    run: logout,
  },
  {
    words: 'keys own',
    argument: 'USECASE',
    summary: {
      de: 'Sich selbst einen Schlüssel holen (nach stellwerk login)',
      en: 'Fetch a key for oneself (after stellwerk login)',
    },
    details: {
      de: 'Für einen Anwendungsfall, der eine Ihrer Gruppen nennt (useCases[].groups). Gilt 7 Tage, höchstens 30.',
      en: 'For a use case that names one of your groups (useCases[].groups). Good for 7 days, 30 at most.',
    },
    options: [
      { name: 'days', value: 'N', help: { de: 'Tage (sonst 7, höchstens 30)', en: 'Days (otherwise 7, at most 30)' } },
    ],
    run: ownKey,
  },
]

interface Started {
  readonly device_code: string
  readonly user_code: string
  readonly verification_uri: string
  readonly verification_uri_complete: string
  readonly expires_in: number
  readonly interval: number
}

async function login(call: CommandCall): Promise<ExitCode> {
  const url = addressOf(call)
  const started = (await ask(`${url}/sign-in/device/start`, new URLSearchParams())).body as unknown as Started // Of our own server.
  const shown = { de: 'Im Browser öffnen und bestätigen', en: 'Open in a browser and confirm' }[call.language]
  note(call, `${shown}: ${started.verification_uri_complete}\n${started.user_code}`)
  const token = await tokenFor(url, started)
  if (token === undefined) {
    note(
      call,
      { de: 'Nicht angemeldet: abgelehnt oder zu spät.', en: 'Not signed in: denied, or too late.' }[call.language],
    )
    return 1
  }
  const file = sessionFile(call.io.env)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const session: TerminalSession = { url, token }
  writePrivateFile(file, `${JSON.stringify(session)}\n`, file)
  say(
    call,
    call.isJson ? JSON.stringify({ url, file }) : `${{ de: 'Angemeldet', en: 'Signed in' }[call.language]}: ${file}`,
  )
  return 0
}

async function tokenFor(url: string, started: Started): Promise<string | undefined> {
  const form = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code: started.device_code,
  })
  let waitMs = started.interval * 1_000
  for (let waitedMs = 0; waitedMs < started.expires_in * 1_000; waitedMs += waitMs) {
    await Bun.sleep(waitMs)
    const { status, body } = await ask(`${url}/sign-in/token`, form)
    if (status === 200) return String(body['access_token'])
    // RFC 8628 § 3.5: five seconds more from then on.
    if (body['error'] === 'slow_down') waitMs += 5_000
    else if (body['error'] !== 'authorization_pending') return undefined
  }
  return undefined
}

async function ownKey(call: CommandCall): Promise<ExitCode> {
  const file = sessionFile(call.io.env)
  if (!existsSync(file))
    throw new UsageError({
      de: 'niemand ist angemeldet; zuerst stellwerk login',
      en: 'nobody is signed in; first stellwerk login',
    })
  const { url, token } = JSON.parse(readFileSync(file, 'utf8')) as TerminalSession // As written above.
  const days = optionNumber(call, 'days')
  const answer = await fetch(`${url}/sign-in/own-keys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'accept-language': call.language },
    body: JSON.stringify({ useCaseId: call.argument, ...(days === undefined ? {} : { days }) }),
    redirect: 'manual',
    signal: AbortSignal.timeout(answerMs),
  })
  const body = (await answer.json()) as Readonly<Record<string, unknown>> // An object, of our own server.
  if (answer.status !== 201)
    throw new ControlRefused({ status: answer.status, code: String(body['code']), detail: String(body['detail']) })
  say(call, call.isJson ? JSON.stringify(body) : String(body['key']))
  return 0
}

async function logout(call: CommandCall): Promise<ExitCode> {
  const file = sessionFile(call.io.env)
  if (existsSync(file)) rmSync(file)
  say(call, call.isJson ? JSON.stringify({ file }) : { de: 'Abgemeldet.', en: 'Signed out.' }[call.language])
  return 0
}

function addressOf(call: CommandCall): string {
  const url = withoutClosingSlash(call.argument === '' ? publicUrlOf(call.loadConfig().config) : call.argument)
  if (url.startsWith('https://') || /^http:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/.test(url)) return url
  throw new UsageError({
    de: `${url} ist keine Adresse mit https; ohne sie nur auf diesem Rechner`,
    en: `${url} is no address with https; without it only on this machine`,
  })
}

async function ask(url: string, form: URLSearchParams) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: form.toString(),
    redirect: 'manual',
    signal: AbortSignal.timeout(answerMs),
  }).catch(() => {
    throw new UsageError({ de: `${url} antwortet nicht`, en: `${url} does not answer` })
  })
  const body: unknown = await answer.json().catch(() => ({}))
  if (answer.status !== 200 && answer.status !== 400)
    throw new UsageError({ de: `${url}: Status ${answer.status}`, en: `${url}: status ${answer.status}` })
  return { status: answer.status, body: body as Readonly<Record<string, unknown>> } // An object, of our own server.
}
