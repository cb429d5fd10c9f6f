import { strict as assert } from 'node:assert'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, afterEach, test } from 'bun:test'

import type { JournalItem } from '../../packages/server/src/journal/messages.ts'
import { Stamping, type StampingSettings } from '../../packages/server/src/journal/stamping.ts'
import type { StampingTrouble } from '../../packages/server/src/journal/stamping-trouble.ts'
import { certificatesInPem } from '../../packages/server/src/journal/timestamp-certificate.ts'
import { sha256 } from '../../packages/server/src/primitives.ts'
import { Authority, hasOpenssl } from '../conformance/timestamp-authority.ts'
import { grownLog } from '../conformance/tlog/grown-log.ts'
import { chat, type Inside, openInside } from '../gateway/inside.ts'
import { audited, newestLog, typesOf } from './audited.ts'

// Goal: each day has one stamp of a real authority (openssl ts), stored and on record, and no failure is in anybody's way.
if (hasOpenssl()) defineTests(new Authority())
else if (process.env['CI'] === 'true') test('openssl is installed in CI', () => assert.fail('there is no openssl here'))
else process.stdout.write('There is no openssl here, so no checkpoint was stamped.\n')

function defineTests(openssl: Authority): void {
  const root = openssl.make('p256', 'authority')
  const stranger = openssl.make('p256', 'authority')
  const signer = openssl.make('p256', 'stamping', { issuer: root })
  const hour = 3_600_000
  const today = Math.floor(Date.now() / (24 * hour)) * 24 * hour

  const closers: (() => unknown)[] = []
  afterEach(async () => {
    for (const close of closers.splice(0).toReversed()) await close()
  })
  afterAll(() => openssl.remove())

  /** An authority over HTTP, of which a test may spoil the next answers. */
  function authority(spoiled: Response[] = []) {
    let askedCount = 0
    const server = Bun.serve({
      hostname: '127.0.0.1',
      port: 0,
      async fetch(request) {
        askedCount++
        const wrong = spoiled.shift()
        if (wrong !== undefined) return wrong
        const reply = openssl.reply(await request.bytes(), { signer })
        return new Response(new Uint8Array(reply), { headers: { 'content-type': 'application/timestamp-reply' } })
      },
    })
    closers.push(() => server.stop(true))
    return { url: `http://127.0.0.1:${server.port}/tsa`, askedCount: () => askedCount }
  }

  function newFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'stellwerk-stamped-'))
    closers.push(() => rmSync(folder, { recursive: true, force: true }))
    return folder
  }

  /** The duty alone, with a clock and timers that the test holds. */
  function stampingOf(what: {
    readonly url: string
    readonly folder: string
    readonly more?: Partial<StampingSettings>
  }) {
    const world = {
      now: Date.now(),
      recorded: [] as JournalItem[],
      stamped: [] as number[],
      troubles: [] as (StampingTrouble['code'] | number)[],
      timers: [] as { act: () => void; afterMs: number }[],
    }
    const told: (() => void)[] = []
    const tell = (): void => told.splice(0).forEach((resolve) => resolve())
    const stamping = new Stamping({
      url: what.url,
      roots: certificatesInPem(root.pem),
      folder: () => what.folder,
      now: () => world.now,
      append: async (item) => {
        world.recorded.push(item)
        return { origin: 'log.example/a', index: world.recorded.length }
      },
      onStamped: ({ size }) => {
        world.stamped.push(size)
        tell()
      },
      onTrouble: ({ code }, retryInMs) => {
        world.troubles.push(code, retryInMs)
        tell()
      },
      later: (act, afterMs) => {
        const timer = { act, afterMs }
        world.timers.push(timer)
        return () => void (world.timers = world.timers.filter((one) => one !== timer))
      },
      ...what.more,
    })
    closers.push(() => stamping.close())
    /** What it says, it says shortly before it is done. */
    const settled = (): Promise<void> => Bun.sleep(0)
    /** Until the duty has said something. */
    const published = async (): Promise<void> => {
      const { promise: heard, resolve } = Promise.withResolvers<void>()
      told.push(resolve)
      stamping.published()
      await heard
      await settled()
    }
    /** The retry that waits. */
    const retried = async (): Promise<void> => {
      const { promise: heard, resolve } = Promise.withResolvers<void>()
      told.push(resolve)
      world.timers.at(-1)?.act()
      await heard
      await settled()
    }
    return { stamping, world, published, retried }
  }

  function logOf(size: number): string {
    const folder = newFolder()
    writeFileSync(join(folder, 'checkpoint'), grownLog().note(size))
    return folder
  }

  async function opened(url: string, roots: string): Promise<Inside> {
    const inside = await openInside([{ id: 'a', kind: 'mirror' }], {
      journal: { timestamp: { url, roots, name: 'TSA' } },
    })
    closers.push(() => inside.close())
    return inside
  }

  test('the journal of a server is stamped, and openssl verifies the stamp years later', async () => {
    const roots = join(openssl.folder, `${root.name}.pem`)
    const { url, askedCount } = authority()
    const inside = await opened(url, roots)
    while (!inside.log().includes('timestamp.stored')) await Bun.sleep(10)
    await (await inside.post('/v1/chat/completions', chat())).text()
    const entries = await audited(inside)
    const entry = entries.find(({ draft }) => draft.type === 'timestamp')?.draft
    assert.ok(entry?.type === 'timestamp', typesOf(entries).join(' '))
    const folder = join(newestLog(inside.data), 'timestamps')
    assert.deepEqual(readdirSync(folder).toSorted(), [`${entry.size}.checkpoint`, `${entry.size}.tsr`])
    const [note, token] = ['checkpoint', 'tsr'].map((ending) => readFileSync(join(folder, `${entry.size}.${ending}`)))
    assert.ok(note !== undefined && token !== undefined)
    assert.equal(entry.imprint, Buffer.from(sha256(note)).toString('hex'))
    assert.equal(entry.token, Buffer.from(sha256(token)).toString('hex'))
    assert.ok(openssl.verifies({ token, note, root, atMs: Date.now() + 1_000 }))
    assert.equal(askedCount(), 1)
  })

  test('a start asks for no second stamp of the day', async () => {
    const roots = join(openssl.folder, `${root.name}.pem`)
    const { url, askedCount } = authority()
    const inside = await opened(url, roots)
    while (!inside.log().includes('timestamp.stored')) await Bun.sleep(10)
    await inside.opened.stop()
    await (await inside.again()).stop()
    assert.equal(askedCount(), 1)
    assert.equal(typesOf(await audited(inside)).filter((type) => type === 'timestamp').length, 1)
  })

  test('an authority that fails is told about in both languages, and calls pass meanwhile', async () => {
    const inside = await opened('http://127.0.0.1:9/', join(openssl.folder, `${root.name}.pem`))
    while (!inside.log().includes('timestamp.failed')) await Bun.sleep(10)
    assert.equal((await inside.post('/v1/chat/completions', chat())).status, 200)
    assert.match(inside.log(), /"authority":"TSA","code":"unreachable","de":"[^"]+","en":"[^"]+","retryInSeconds":60/)
  })

  test('certificates that cannot be read stop the start', async () => {
    await assert.rejects(opened('http://127.0.0.1:9/', '/nowhere/roots.pem'), /no readable certificate in \/nowhere/)
  })

  // What the authority, or whoever speaks in its place, may do. Each is told about and tried again after a minute.
  const type = { headers: { 'content-type': 'application/timestamp-reply' } }
  const failures: readonly [why: StampingTrouble['code'], answer: () => Response][] = [
    ['status', () => new Response('no', { status: 500 })],
    ['type', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['malformed', () => new Response('x', type)],
    ['length', () => new Response(new Uint8Array(300_000), type)],
  ]
  for (const [code, answer] of failures) {
    test(`trouble: ${code}, and the retry succeeds`, async () => {
      const folder = logOf(12)
      const { world, published, retried } = stampingOf({ ...authority([answer()]), folder })
      await published()
      assert.deepEqual(world.troubles, [code, 60_000])
      assert.ok(!existsSync(join(folder, 'timestamps')))
      await retried()
      assert.deepEqual(world.stamped, [12])
      assert.deepEqual(
        world.recorded.map(({ draft }) => draft.type),
        ['timestamp'],
      )
    })
  }

  test('trouble: a certificate that nobody trusts, and a clock that is wrong', async () => {
    const folder = logOf(12)
    const untrusted = stampingOf({ ...authority(), folder, more: { roots: certificatesInPem(stranger.pem) } })
    await untrusted.published()
    assert.deepEqual(untrusted.world.troubles, ['chain', 60_000])
    const late = stampingOf({ ...authority(), folder })
    late.world.now += hour
    await late.published()
    assert.deepEqual(late.world.troubles, ['clock', 60_000])
  })

  test('retries wait twice as long each time, and never longer than an hour', async () => {
    const answers = Array.from({ length: 8 }, () => new Response('no', { status: 503 }))
    const { world, published, retried } = stampingOf({ ...authority(answers), folder: logOf(12) })
    await published()
    for (let times = 1; times < 8; times++) await retried()
    const waits = world.troubles.filter((one) => typeof one === 'number')
    assert.deepEqual(waits, [60_000, 120_000, 240_000, 480_000, 960_000, 1_920_000, hour, hour])
  })

  test('one stamp a day, and the next one with the next day', async () => {
    const folder = logOf(12)
    const { url, askedCount } = authority()
    const { stamping, world, published } = stampingOf({ url, folder })
    await published()
    stamping.published()
    stamping.published()
    writeFileSync(join(folder, 'checkpoint'), grownLog().note(13))
    stamping.published()
    assert.deepEqual([world.stamped, askedCount()], [[12], 1])
    // The authority of the test lives in the present, so its next stamp is of a day that does not fit the clock.
    world.now = today + 24 * hour + 1
    await published()
    assert.equal(askedCount(), 2)
  })

  test('a stamp whose entry is missing after a crash gets it, and is not asked for again', async () => {
    const folder = logOf(12)
    const first = authority()
    const before = stampingOf({ ...first, folder })
    await before.published()
    const stamps = join(folder, 'timestamps')
    renameSync(join(stamps, '12.tsr'), join(stamps, '12.tsr.pending'))
    const after = stampingOf({ ...first, folder })
    await after.published()
    assert.deepEqual([after.world.stamped, first.askedCount()], [[12], 1])
    assert.deepEqual(after.world.recorded, before.world.recorded)
    assert.deepEqual(readdirSync(stamps).toSorted(), ['12.checkpoint', '12.tsr'])
  })

  test('a journal that takes no entry leaves the stamp for later', async () => {
    const folder = logOf(12)
    const refusing = stampingOf({ ...authority(), folder, more: { append: () => Promise.reject(new Error('full')) } })
    await refusing.published()
    assert.deepEqual(refusing.world.troubles, ['disk', 60_000])
    assert.ok(existsSync(join(folder, 'timestamps', '12.tsr.pending')))
  })

  test('without a checkpoint there is nothing to ask for', () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'tile'))
    const { url, askedCount } = authority()
    stampingOf({ url, folder }).stamping.published()
    assert.equal(askedCount(), 0)
  })
}
