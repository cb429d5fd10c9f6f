import { test } from 'bun:test'
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, lstatSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

import { openEntrance } from '../../packages/server/src/http/entrance.ts'
import { openInside } from '../gateway/inside.ts'
import { temporaryFolders } from '../temporary-folders.ts'
import { exchange } from './wire.ts'

// Goal: a socket belongs to one living process; what a dead one left behind is replaced, and nothing else ever is.
const newFolder = temporaryFolders('unix-socket')
const mirror = [{ id: 'mirror', kind: 'mirror' as const }]
const get = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'

const newPath = (): string => join(newFolder(), 'http.sock')

async function statusAt(socket: string): Promise<number | undefined> {
  const { responses } = await exchange({ socket }, get)
  return responses[0]?.status
}

test('it is open to owner and group, and gone after the stop', async () => {
  const socket = newPath()
  const inside = await openInside(mirror, { listen: { socket } })
  assert.equal(lstatSync(socket).mode & 0o777, 0o660)
  assert.equal(await statusAt(socket), 200)
  assert.equal(inside.opened.address, `unix:${socket}`)
  assert.equal(inside.url, 'http://localhost')
  await inside.close()
  assert.equal(existsSync(socket), false)
})

test('it is open to nobody else at any moment, whatever the umask', async () => {
  const socket = newPath()
  const modes: number[] = []
  const before = process.umask(0)
  try {
    const entrance = await openEntrance({ socket }, (bound) => {
      const server = Bun.serve({ ...(bound as { readonly unix: string }), fetch: () => new Response() }) // A socket here.
      modes.push(lstatSync(socket).mode & 0o007)
      return server
    })
    modes.push(lstatSync(socket).mode & 0o777)
    assert.equal(process.umask(0), 0)
    await entrance.stop(0)
  } finally {
    process.umask(before)
  }
  assert.deepEqual(modes, [0, 0o660])
})

test('one that a process left behind is replaced', async () => {
  const socket = newPath()
  const words = [
    process.execPath,
    '-e',
    `Bun.listen({ unix: ${JSON.stringify(socket)}, socket: { data() {} } }); process.kill(process.pid, 'SIGKILL')`,
  ]
  await Bun.spawn(words).exited
  assert.ok(lstatSync(socket).isSocket())
  const inside = await openInside(mirror, { listen: { socket } })
  assert.equal(await statusAt(socket), 200)
  await inside.close()
})

test('one that somebody listens on is refused, and goes on', async () => {
  const socket = newPath()
  const first = await openInside(mirror, { listen: { socket } })
  await assert.rejects(openInside(mirror, { listen: { socket } }), {
    name: 'SocketUnavailable',
    message: /somebody listens/,
  })
  assert.equal(await statusAt(socket), 200)
  await first.close()
})

test('a listener that never answers is one as well', async () => {
  const socket = newPath()
  const other = createServer(() => undefined)
  other.listen(socket)
  await once(other, 'listening')
  await assert.rejects(openInside(mirror, { listen: { socket } }), { name: 'SocketUnavailable' })
  other.close()
})

test('a file in its place is left alone', async () => {
  const socket = newPath()
  writeFileSync(socket, 'precious')
  await assert.rejects(openInside(mirror, { listen: { socket } }), { name: 'SocketUnavailable', message: /no socket/ })
  assert.ok(lstatSync(socket).isFile())
})

test('a folder that is not there is named', async () => {
  const socket = join(newFolder(), 'missing', 'http.sock')
  await assert.rejects(openInside(mirror, { listen: { socket } }), { name: 'SocketUnavailable', message: /folder/ })
})
