// The same as bare-json.ts on Node with undici: what the runtime alone makes of a plain proxy.
import { createServer } from 'node:http'
import { createRequire } from 'node:module'

const { Pool } = createRequire(process.env.UNDICI)(process.env.UNDICI)
const pool = new Pool(process.env.UPSTREAM, { connections: 256 })
const json = { 'content-type': 'application/json' }

createServer(async (request, response) => {
  const pieces = []
  for await (const piece of request) pieces.push(piece)
  const question = JSON.parse(Buffer.concat(pieces).toString())
  const answer = await pool.request({
    path: request.url,
    method: 'POST',
    headers: json,
    body: JSON.stringify(question),
  })
  const body = JSON.stringify(await answer.body.json())
  response.writeHead(answer.statusCode, { ...json, 'content-length': Buffer.byteLength(body) }).end(body)
}).listen(Number(process.env.PORT), '127.0.0.1')
