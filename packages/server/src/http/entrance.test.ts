import { test } from 'bun:test'
import assert from 'node:assert/strict'

import type { Server } from 'bun'

import { type Bound, openEntrance, type Presented } from './entrance.ts'

// Goal: whatever goes wrong while the certificate is exchanged, in the end somebody can come in.
const presented = (name: string): Presented => ({ certificate: name, key: name })

/** Listens for real, without TLS, and notes what it would have shown. */
function played() {
  const shown: string[] = []
  const refused: { left: number; certificate?: string } = { left: 0 }
  const open = new Set<Server<undefined>>()
  const serve = (bound: Bound): Server<undefined> => {
    const certificate = 'tls' in bound ? (bound.tls?.cert ?? '') : ''
    if (refused.left > 0 || refused.certificate === certificate) {
      refused.left--
      throw new Error('EADDRINUSE')
    }
    shown.push(certificate)
    const { hostname, port } = bound as { readonly hostname: string; readonly port: number } // No socket here.
    const server = Bun.serve({ hostname, port, reusePort: false, fetch: () => new Response(certificate) })
    open.add(server)
    return server
  }
  return { serve, shown, refused, open }
}

const place = { host: '127.0.0.1', port: 0, tls: { presented: presented('old'), minVersion: '1.2' } } as const

async function shownAt(port: number | undefined): Promise<string> {
  return (await fetch(`http://127.0.0.1:${port}`, { keepalive: false })).text()
}

test('a port that is taken for a moment is taken back', async () => {
  const { serve, refused } = played()
  const entrance = await openEntrance(place, serve)
  refused.left = 3
  const outcome = await entrance.present(presented('new'))
  assert.equal(await shownAt(entrance.port), outcome === 'shown' ? 'new' : 'old')
  await entrance.stop(0)
})

test('a certificate that cannot be shown leaves the old one', async () => {
  const { serve, refused } = played()
  const entrance = await openEntrance(place, serve)
  refused.certificate = 'bad'
  assert.equal(await entrance.present(presented('bad')), 'kept')
  assert.equal(await shownAt(entrance.port), 'old')
  await entrance.stop(0)
})

test('the port stays the same, and each certificate is shown once', async () => {
  const { serve, shown } = played()
  const entrance = await openEntrance(place, serve)
  const { port } = entrance
  for (const name of ['b', 'c']) {
    await entrance.present(presented(name))
    assert.equal(await shownAt(port), name)
  }
  assert.deepEqual(shown, ['old', 'b', 'c'])
  await entrance.stop(0)
})

test('two renewals at the same moment end with one listener, and the earlier one gives up', async () => {
  const { serve, refused } = played()
  const entrance = await openEntrance(place, serve)
  refused.left = 2
  const outcomes = await Promise.all([entrance.present(presented('b')), entrance.present(presented('c'))])
  assert.equal(outcomes[0], 'superseded')
  assert.equal(await shownAt(entrance.port), outcomes[1] === 'shown' ? 'c' : 'old')
  await entrance.stop(0)
  await assert.rejects(shownAt(entrance.port))
})

test('a stop while nobody can listen ends the tries', async () => {
  const { serve, refused } = played()
  const entrance = await openEntrance(place, serve)
  refused.left = Number.POSITIVE_INFINITY
  const presenting = entrance.present(presented('new'))
  await entrance.stop(0)
  refused.left = 0
  assert.equal(await presenting, 'superseded')
  await assert.rejects(shownAt(entrance.port))
})
