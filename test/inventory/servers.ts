// Servers on loopback that play a hub and engines for the tests about models.
import { afterAll } from 'bun:test'

type Page = string | object | ((request: Request) => Response | Promise<Response>)

/** Serves pages by `path` or `path?query`; what is not there is a 404. */
export function pageServers(): (pages: Readonly<Record<string, Page>>) => {
  readonly url: string
  readonly asked: string[]
} {
  const running: { readonly stop: (now: boolean) => unknown }[] = []
  afterAll(() => Promise.all(running.map((server) => server.stop(true))))
  return (pages) => {
    const asked: string[] = []
    const server = Bun.serve({
      port: 0,
      hostname: '127.0.0.1',
      fetch: (request) => {
        const { pathname, search } = new URL(request.url)
        asked.push(`${request.method} ${pathname}${search}`)
        const page = pages[pathname + search] ?? pages[pathname]
        if (page === undefined) return new Response('not found', { status: 404 })
        if (typeof page === 'function') return page(request)
        return typeof page === 'string' ? new Response(page) : Response.json(page)
      },
    })
    running.push(server)
    return { url: `http://127.0.0.1:${server.port}`, asked }
  }
}
