/**
 * The denominator for unstreamed requests: a Bun proxy that parses and re-serialises each request and each
 * answer, and does nothing else. Written the plain way, which is also the fast way.
 */
const upstream = process.env['UPSTREAM']
const port = Number(process.env['PORT'])
const json = { 'content-type': 'application/json' }

Bun.serve({
  hostname: '127.0.0.1',
  port,
  // The runtime would otherwise cut answers that take longer than ten seconds.
  idleTimeout: 0,
  async fetch(request) {
    const question: unknown = await request.json()
    const answer = await fetch(upstream + new URL(request.url).pathname, {
      method: 'POST',
      headers: json,
      body: JSON.stringify(question),
    })
    const body: unknown = await answer.json()
    return new Response(JSON.stringify(body), { status: answer.status, headers: json })
  },
})
