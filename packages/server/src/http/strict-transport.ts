type Answer<Arguments extends readonly unknown[]> = (...from: Arguments) => Response | Promise<Response>

/** A year in seconds, as OWASP ASVS 5.0 V3.4.1 wants it. Without subdomains: those are other people's machines. */
const header = ['strict-transport-security', 'max-age=31536000'] as const

/** The same answer, which tells browsers to come by https from now on (RFC 6797). */
export function strictTransport<Arguments extends readonly unknown[]>(answer: Answer<Arguments>): Answer<Arguments> {
  return (...from) => {
    const response = answer(...from)
    return response instanceof Response ? marked(response) : response.then(marked)
  }
}

function marked(response: Response): Response {
  response.headers.set(...header)
  return response
}

type Routes<Arguments extends readonly unknown[]> = Readonly<
  Record<string, Answer<Arguments> | Readonly<Record<string, Answer<Arguments>>>>
>

/** The same of each route, with or without methods. */
export function strictRoutes<Arguments extends readonly unknown[]>(routes: Routes<Arguments>): Routes<Arguments> {
  const strict = Object.entries(routes).map(([path, route]) => {
    if (typeof route === 'function') return [path, strictTransport(route)] as const
    const methods = Object.entries(route).map(([method, answer]) => [method, strictTransport(answer)] as const)
    return [path, Object.fromEntries(methods)] as const
  })
  return Object.fromEntries(strict)
}
