/**
 * The denominator for streams: a Bun proxy that parses each request and the JSON of each event and
 * serialises them again, and does nothing else. Events that arrive together leave together, and it reads
 * only as fast as its client does.
 */
const upstream = process.env['UPSTREAM']
const port = Number(process.env['PORT'])

Bun.serve({
  hostname: '127.0.0.1',
  port,
  idleTimeout: 0,
  async fetch(request) {
    const question: unknown = await request.json()
    const answer = await fetch(upstream + new URL(request.url).pathname, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(question),
    })
    if (answer.body === null) return new Response(null, { status: answer.status })
    // Bun takes any async iterable as a body; the type comes from the browser's library, which does not say so.
    const body = rewritten(answer.body.getReader()) as unknown as ReadableStream
    return new Response(body, {
      status: answer.status,
      headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' },
    })
  },
})

/** A generator, because the runtime pulls it only as the client reads, and it is its fastest kind of body. */
async function* rewritten(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let carry = ''
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      const text = carry + decoder.decode(piece.value, { stream: true })
      const lastGap = text.lastIndexOf('\n\n')
      const whole = lastGap < 0 ? '' : text.slice(0, lastGap + 2)
      carry = text.slice(whole.length)
      if (whole !== '') yield rewrittenEvents(whole)
    }
  } finally {
    // Runs too when the client has gone: then the engine need not go on.
    await reader.cancel()
  }
}

function rewrittenEvents(text: string): string {
  let written = ''
  for (const event of text.split('\n\n')) {
    if (event === '') continue
    const payload = event.slice('data: '.length)
    written += payload === '[DONE]' ? 'data: [DONE]\n\n' : `data: ${JSON.stringify(JSON.parse(payload))}\n\n`
  }
  return written
}
