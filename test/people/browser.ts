// A browser as the pages under /sign-in meet it.
import { handleSignIn, type SignInHouse } from '../../packages/server/src/api/sign-in.ts'
import type { Session } from '../../packages/server/src/people/sessions.ts'

export const publicUrl = 'https://llm.example'

/** A browser: it keeps cookies and says where it comes from. */
export class Browser {
  readonly #cookies = new Map<string, string>()
  readonly #house: () => SignInHouse<Session>
  last: Response = new Response()

  constructor(house: () => SignInHouse<Session>) {
    this.#house = house
  }

  async ask(
    method: string,
    path: string,
    how: {
      readonly form?: Readonly<Record<string, string>>
      readonly json?: object
      readonly headers?: Readonly<Record<string, string>>
    } = {},
  ): Promise<{ readonly status: number; readonly text: string; readonly location: string }> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const own = method === 'POST' ? { origin: publicUrl, 'sec-fetch-site': 'same-origin' } : {}
    const type =
      how.json === undefined
        ? { 'content-type': 'application/x-www-form-urlencoded' }
        : { 'content-type': 'application/json', 'x-stellwerk-request': '1' }
    const body =
      how.json === undefined
        ? how.form === undefined
          ? undefined
          : new URLSearchParams(how.form).toString()
        : JSON.stringify(how.json)
    const headers = { cookie, ...own, ...type, ...how.headers }
    const answer = await handleSignIn(
      new Request(publicUrl + path, { method, headers, ...(body === undefined ? {} : { body }) }),
      '192.0.2.7',
      this.#house(),
    )
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      const value = pair.slice(pair.indexOf('=') + 1)
      if (value === '') this.#cookies.delete(pair.slice(0, pair.indexOf('=')))
      else this.#cookies.set(pair.slice(0, pair.indexOf('=')), value)
    }
    this.last = answer
    return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') ?? '' }
  }

  get(path: string) {
    return this.ask('GET', path)
  }

  /** Sends a form as its page has it, with the token that stands there. */
  async send(path: string, form: Readonly<Record<string, string>>) {
    const { text } = await this.get('/sign-in')
    return this.ask('POST', path, { form: { ...form, token: /name="token" value="([^"]+)"/.exec(text)?.[1] ?? '' } })
  }
}
