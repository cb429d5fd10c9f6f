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

type Routes<Arguments extends readonly unknown[]> = Readonly<Record<string, Answer<Arguments> | Methods<Arguments>>>

/** The same of each route, with or without methods. */
export function strictRoutes<Arguments extends readonly unknown[]>(routes: Routes<Arguments>): Routes<Arguments> {
  const strict: Record<string, Routes<Arguments>[string]> = {}
  for (const [path, route] of Object.entries(routes)) {
    strict[path] = typeof route === 'function' ? strictTransport(route) : strictMethods(route)
  }
  return strict
}

type Methods<Arguments extends readonly unknown[]> = Readonly<Record<string, Answer<Arguments>>>

function strictMethods<Arguments extends readonly unknown[]>(methods: Methods<Arguments>): Methods<Arguments> {
  const strict: Record<string, Answer<Arguments>> = {}
  for (const [method, answer] of Object.entries(methods)) strict[method] = strictTransport(answer)
  return strict
}
