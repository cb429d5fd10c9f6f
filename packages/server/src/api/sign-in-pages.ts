// The pages under /sign-in: HTML that works without script, but for passkeys. Written for WCAG 2.2 AA: each field has its label, each page
// its language and one heading, problems are said as alerts, and colours are those of the system.
import type { Language } from '@stellwerk/contract/language'
import { languages } from '@stellwerk/contract/language'
import { roleNames, type Role } from '@stellwerk/contract/register/role'

import type { DeskSession, ShownPerson } from '../sign-in-desk.ts'
import { wordIn } from './sign-in-texts.ts'

const style = `:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 3rem auto; padding: 0 1rem }
form { margin: 1rem 0 }
form.inline { display: inline; margin: 0 }
label { display: block; font-weight: 600; margin-top: .8rem }
input { font: inherit; width: 100%; box-sizing: border-box; padding: .5rem; min-height: 2.75rem }
button { font: inherit; min-height: 2.75rem; padding: .3rem 1rem; margin-top: .8rem }
li { margin: .4rem 0 }
[role=alert] { border: 2px solid; padding: .5rem 1rem; font-weight: 600 }
code { overflow-wrap: anywhere }
`
const styleHash = new Bun.CryptoHasher('sha256').update(style).digest('base64')

const securityHeaders = {
  'content-security-policy': [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'sha256-${styleHash}'`,
    `connect-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cache-control': 'no-store',
} as const

export interface PageContext {
  readonly language: Language
  /** Path of the page, for the link to the other language. */
  readonly path: string
  /** Said before anything else. */
  readonly problem?: string | undefined
}

/** A text that is markup already. */
class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Part = string | number | Markup | readonly Markup[]

/** Whatever is put in is escaped, unless it was made by this function. */
function markup(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let text = pieces[0] ?? ''
  for (const [index, part] of parts.entries()) text += shownPart(part) + (pieces[index + 1] ?? '')
  return new Markup(text)
}

function shownPart(part: Part): string {
  if (part instanceof Markup) return part.text
  if (typeof part === 'object') return part.map(({ text }) => text).join('')
  return String(part).replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

const nothing = markup``

/** What is asked by name and password, by passkey, or at a provider. */
export function signInPage(
  context: PageContext,
  ways: {
    readonly isPassword: boolean
    readonly hasPasskeys: boolean
    readonly providers: readonly { readonly id: string; readonly title: string }[]
    /** Where to go afterwards. */
    readonly onto: string
  },
): Response {
  const w = wordIn(context.language)
  const onto = markup`<input type="hidden" name="onto" value="${ways.onto}">`
  const password = markup`<form method="post" action="/sign-in/password">
${onto} <label for="login">${w('mail')}</label><input id="login" name="login" type="email" autocomplete="username" required maxlength="200">
<label for="password">${w('password')}</label><input id="password" name="password" type="password" autocomplete="current-password" required maxlength="256">
<button>${w('enter')}</button>
</form>`
  const passkey = markup`<form id="passkey-sign-in" hidden><button>${w('byPasskey')}</button></form>
<script src="/sign-in/passkey.js" defer></script>`
  const providers = ways.providers.map(
    ({ id, title }) =>
      markup`<li>
<a href="/sign-in/providers/${id}?onto=${encodeURIComponent(ways.onto)}">${w('through')} ${title}</a>
</li>`,
  )
  return page(
    context,
    w('title'),
    markup`${ways.hasPasskeys ? passkey : nothing} ${ways.isPassword ? password : nothing}
${
  providers.length === 0
    ? nothing
    : markup`<ul>
${providers}
</ul>`
}`,
  )
}

export function ownPage(
  context: PageContext,
  person: ShownPerson,
  own: {
    readonly session: DeskSession
    readonly isFresh: boolean
    readonly hasPasskeys: boolean
    readonly token: string
  },
): Response {
  const w = wordIn(context.language)
  const sessions = person.sessions.map(
    (one) =>
      markup`<li>
${one.kind}, ${one.way}, ${w('since')} ${momentOf(one.signedInAt)}
${one.id === own.session.id ? markup`(${w('thisOne')})` : buttonTo('/sign-in/sessions/end', own.token, { id: one.id }, w('end'))}
</li>`,
  )
  const passkeys = person.passkeys.map(
    ({ id, label }) =>
      markup`<li>
${label === '' ? id.slice(0, 8) : label}
${own.isFresh ? buttonTo('/sign-in/passkey/remove', own.token, { id }, w('remove')) : nothing}
</li>`,
  )
  const adding = markup`<form id="passkey-register" hidden>
<label for="label">${w('passkeyName')}</label> <input id="label" name="label" maxlength="100"><button>
${w('addPasskey')}
</button>
</form>
<script src="/sign-in/passkey.js" defer></script>`
  const keys = person.useCases.map(
    ({ id, title }) =>
      markup`<li>${title} ${buttonTo('/sign-in/keys', own.token, { useCaseId: id }, w('newKey'))}</li>`,
  )
  return page(
    context,
    `${w('signedInAs')} ${person.name}`,
    markup`<p>${w('roles')}: ${rolesIn(person.roles, context.language) || w('noRoles')}</p>
<p>
${buttonTo('/sign-in/out', own.token, {}, w('out'))} <a href="/sign-in?again">${w('again')}</a> ·
<a href="/sign-in/device">${w('device')}</a>
</p>
<h2>${w('sessions')}</h2>
<ul>
${sessions}
</ul>
<h2>${w('passkeys')}</h2>
<ul>
${passkeys}
</ul>
${own.hasPasskeys && own.isFresh ? adding : nothing}
${
  keys.length === 0
    ? nothing
    : markup`<h2>${w('keys')}</h2>
<ul>
${keys}
</ul>`
}`,
  )
}

export function devicePage(context: PageContext, code: string): Response {
  const w = wordIn(context.language)
  return page(
    context,
    w('device'),
    markup`<form method="get" action="/sign-in/device">
<label for="code">${w('code')}</label>
<input
id="code"
name="code"
value="${code}"
autocomplete="off"
autocapitalize="characters"
spellcheck="false"
required
maxlength="20"
/>
<button>${w('next')}</button>
</form>`,
  )
}

export function deviceAskPage(context: PageContext, code: string, token: string): Response {
  const w = wordIn(context.language)
  return page(
    context,
    w('device'),
    markup`<p>${w('deviceAsk')} <code>${code}</code></p>
${buttonTo('/sign-in/device/confirm', token, { code, decision: 'allow' }, w('allow'))}
${buttonTo('/sign-in/device/confirm', token, { code, decision: 'deny' }, w('deny'))}`,
  )
}

export function donePage(context: PageContext, title: string, said: string, secret = ''): Response {
  const w = wordIn(context.language)
  const shown = secret === '' ? nothing : markup`<p><code>${secret}</code></p>`
  return page(
    context,
    title,
    markup`<p>${said}</p>
${shown}
<p><a href="/sign-in">${w('back')}</a></p>`,
  )
}

export function linkPage(
  context: PageContext,
  link: { readonly roles: readonly Role[]; readonly isReset: boolean; readonly secret: string },
  token: string | undefined,
): Response {
  const w = wordIn(context.language)
  const roles = markup`<p>${w('linkRoles')} ${rolesIn(link.roles, context.language)}</p>`
  const name = markup`<label for="name">${w('name')}</label><input id="name" name="name" autocomplete="name" required maxlength="200">`
  const entering = markup`<form method="post" action="/sign-in/link">
<input type="hidden" name="code" value="${link.secret}">
${link.isReset ? nothing : name}
<label for="mail">${w('mail')}</label><input id="mail" name="mail" type="email" autocomplete="username" required maxlength="200">
<label for="password">${w('newPassword')}</label><input
id="password"
name="password"
type="password"
autocomplete="new-password"
required
minlength="12"
maxlength="256"
/>
<button>${w('linkEnter')}</button>
</form>`
  const taking =
    token === undefined || link.isReset
      ? nothing
      : buttonTo('/sign-in/link/take', token, { code: link.secret }, w('linkTake'))
  return page(
    context,
    w('link'),
    markup`${link.isReset ? markup`<p>${w('linkReset')}</p>` : roles}${taking}${entering}`,
  )
}

export function problemPage(context: PageContext, status: number): Response {
  const w = wordIn(context.language)
  const answer = page(context, w('problem'), markup`<p><a href="/sign-in">${w('back')}</a></p>`)
  return new Response(answer.body, { status, headers: answer.headers })
}

/** A form with nothing to fill in. `token` ties it to the session that was shown it. */
function buttonTo(action: string, token: string, values: Readonly<Record<string, string>>, word: string): Markup {
  const hidden = Object.entries({ ...values, token }).map(
    ([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`,
  )
  return markup`<form class="inline" method="post" action="${action}">${hidden}<button>${word}</button></form>`
}

function rolesIn(roles: readonly Role[], language: Language): string {
  return roles.map((role) => roleNames[role][language]).join(', ')
}

function momentOf(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ')
}

function page({ language, path, problem }: PageContext, title: string, body: Markup): Response {
  const other = languages.find((one) => one !== language) ?? language
  const said = markup`<p id="problem" role="alert"${problem === undefined ? markup` hidden` : nothing}>${problem ?? ''}</p>`
  const whole = markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${title} · Stellwerk</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>${new Markup(style)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${said} ${body}
</main>
<p lang="${other}">
<a href="${path}${path.includes('?') ? '&' : '?'}lang=${other}">${other === 'de' ? 'Deutsch' : 'English'}</a>
</p>
</body>
</html> `
  return new Response(whole.text, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-language': language, ...securityHeaders },
  })
}

/** A script or a document of ours, with the same headers. */
export function plainAnswer(body: string, type: string, status = 200): Response {
  return new Response(body, { status, headers: { 'content-type': type, ...securityHeaders } })
}
