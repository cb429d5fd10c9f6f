import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import { afterAll, test } from 'bun:test'

import { temporaryFolders } from '../../../../../test/temporary-folders.ts'
import { EngineRefused, type PullProgress, type PullWish } from '../../engine-office.ts'
import { fetchRest } from './download.ts'
import { listModels, removeModel } from './models.ts'
import { PartFile } from './part-file.ts'
import { pullModel } from './pull.ts'

// Goal: what lies in DATA/models under its name is whole, is a model file, and is the one that was meant; whatever the source does.

const newFolder = temporaryFolders('pull')
const servers: Server[] = []
afterAll(() => servers.forEach((server) => server.close()))

/** Begins like GGUF version 3; the rest is anything. */
const model = Buffer.concat([Buffer.from('GGUF\x03\0\0\0', 'latin1'), Buffer.alloc(300_000, 'weights ')])
const sha256 = createHash('sha256').update(model).digest('hex')

type Handle = (request: IncomingMessage, response: ServerResponse, count: number) => void

/** A server of our own. Its address, and what was asked of it. */
async function serve(handle: Handle) {
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    handle(request, response, asked.length)
  })
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/m.gguf`, asked }
}

/** All of it, or what a range asks for. */
const whole =
  (bytes: Buffer = model, etag = '"a"'): Handle =>
  ({ headers }, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0)
    const isRange = headers.range !== undefined && headers['if-range'] === etag
    const part = isRange ? bytes.subarray(from) : bytes
    response.writeHead(isRange ? 206 : 200, {
      etag,
      'content-length': part.length,
      ...(isRange ? { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
    })
    response.end(part)
  }

/** Says that all will come, and breaks off once so many bytes have arrived. */
function cutAfter(count: number, etag = '"a"') {
  let broken: ServerResponse | undefined
  const handle: Handle = (_request, response) => {
    broken = response
    response.writeHead(200, { etag, 'content-length': model.length })
    response.write(model.subarray(0, count), () => void (count === 0 && response.destroy()))
  }
  return { handle, onProgress: ({ bytes }: PullProgress) => void (bytes >= count && broken?.destroy()) }
}

interface Pulled {
  readonly data: string
  readonly pull: (source: string, more?: Partial<PullWish>) => Promise<unknown>
  readonly notes: string[]
}

function puller(free = 1e12, data = newFolder()): Pulled {
  const notes: string[] = []
  const world = { dataDirectory: data, cwd: data, now: () => 1_000, pause: () => Promise.resolve(), free: () => free }
  return {
    data,
    notes,
    pull: (source, more = {}) =>
      pullModel({ source, onProgress: () => undefined, onNote: ({ en }) => notes.push(en), ...more }, world),
  }
}

const refusedAs = (code: string) => (error: unknown) => error instanceof EngineRefused && error.code === code
const fileIn = ({ data }: Pulled, name = 'm.gguf') => join(data, 'models', name)

test('whole: the file, its digest and where it is from', async () => {
  const { url } = await serve(whole())
  const here = puller()
  const kept = { name: 'm', file: fileIn(here), bytes: model.length, sha256, source: url, fetchedAt: 1_000 }
  assert.deepEqual(await here.pull(`${url}?token=secret`, { sha256 }), kept)
  assert.deepEqual(readFileSync(fileIn(here)), model)
  assert.equal(statSync(fileIn(here)).mode & 0o777, 0o600)
  assert.deepEqual(listModels(here.data), [kept])
  assert.ok(!existsSync(`${fileIn(here)}.part`) && !existsSync(`${fileIn(here)}.part.json`))
  await assert.rejects(here.pull(url), refusedAs('model_exists'))
  removeModel(here.data, 'm')
  assert.deepEqual(listModels(here.data), [])
  assert.throws(() => removeModel(here.data, 'm'), refusedAs('model_unknown'))
  assert.throws(() => removeModel(here.data, '../models/m'), refusedAs('model_unknown'))
})

for (const cut of [0, 1, 7, 8, 9, 65_536, model.length - 1]) {
  test(`broken off after ${cut} bytes: the rest is asked for, and the whole is right`, async () => {
    const { handle, onProgress } = cutAfter(cut)
    const { url, asked } = await serve((...call) => (call[2] === 1 ? handle : whole())(...call))
    const here = puller()
    await here.pull(url, { sha256, onProgress })
    assert.deepEqual(readFileSync(fileIn(here)), model)
    assert.equal(here.notes.length, 1)
    // Below eight bytes nobody knows yet whether it is a model at all.
    assert.equal(asked[1]?.headers.range, cut < 8 ? undefined : `bytes=${cut}-`)
  })
}

test('broken off for good: what came is kept, and the same command goes on there', async () => {
  let isWell = false
  const { handle, onProgress } = cutAfter(100_000)
  const { url, asked } = await serve((request, response, count) => {
    if (isWell) return whole()(request, response, count)
    if (count === 1) return handle(request, response, count)
    return void response.writeHead(503).end()
  })
  const here = puller()
  await assert.rejects(here.pull(url, { onProgress }), refusedAs('download_failed'))
  assert.ok(existsSync(`${fileIn(here)}.part`) && !existsSync(fileIn(here)))
  isWell = true
  await here.pull(url, { sha256 })
  assert.equal(asked.at(-1)?.headers.range, 'bytes=100000-')
  assert.deepEqual(readFileSync(fileIn(here)), model)
})

test('another file by now: everything anew, no mixture', async () => {
  const other = Buffer.concat([model.subarray(0, 8), Buffer.alloc(200_000, 'other ')])
  const { handle, onProgress } = cutAfter(100_000)
  const { url, asked } = await serve((...call) => (call[2] === 1 ? handle : whole(other, '"b"'))(...call))
  const here = puller()
  await here.pull(url, { onProgress })
  assert.equal(asked[1]?.headers.range, 'bytes=100000-')
  assert.deepEqual(readFileSync(fileIn(here)), other)
})

test('a range that begins elsewhere: everything anew', async () => {
  const { handle, onProgress } = cutAfter(100_000)
  const { url } = await serve((request, response, count) => {
    if (count === 1) return handle(request, response, count)
    if (request.headers.range === undefined) return whole()(request, response, count)
    response.writeHead(206, { etag: '"a"', 'content-range': `bytes 5-${model.length - 1}/${model.length}` })
    response.end(model.subarray(5))
  })
  const here = puller()
  await here.pull(url, { sha256, onProgress })
  assert.deepEqual(readFileSync(fileIn(here)), model)
})

test('without a strong etag nothing is resumed', async () => {
  const { handle, onProgress } = cutAfter(100_000, 'W/"a"')
  const { url, asked } = await serve((...call) => (call[2] === 1 ? handle : whole())(...call))
  const here = puller()
  await here.pull(url, { sha256, onProgress })
  assert.equal(asked[1]?.headers.range, undefined)
})

const wrong: readonly (readonly [why: string, handle: Handle, code: string, more?: Partial<PullWish>])[] = [
  ['another digest', whole(), 'digest_differs', { sha256: 'ab'.repeat(32) }],
  ['a page instead of a model', whole(Buffer.from('<html>sign in</html>')), 'not_gguf'],
  ['shorter than any model', whole(Buffer.from('GGUF')), 'not_gguf'],
  ['version 1 of the format', whole(Buffer.from('GGUF\x01\0\0\0rest', 'latin1')), 'not_gguf'],
  ['a login', (_, response) => void response.writeHead(401).end(), 'download_failed'],
  ['not there', (_, response) => void response.writeHead(404).end(), 'download_failed'],
  [
    'redirects without end',
    (_, response) => void response.writeHead(302, { location: '/again' }).end(),
    'download_failed',
  ],
  [
    'a redirect to an open line',
    (_, response) => void response.writeHead(302, { location: 'http://models.example/m.gguf' }).end(),
    'download_failed',
  ],
]
for (const [why, handle, code, more] of wrong) {
  test(`refused, and nothing is left under the name: ${why}`, async () => {
    const { url } = await serve(handle)
    const here = puller()
    await assert.rejects(here.pull(url, more), refusedAs(code))
    assert.deepEqual(listModels(here.data), [])
    assert.equal(existsSync(`${fileIn(here)}.part`), false)
  })
}

test('a redirect is followed where it may lead', async () => {
  const complete = whole()
  const { url } = await serve((request, response, count) =>
    count === 1
      ? void response.writeHead(302, { location: '/elsewhere.gguf' }).end()
      : complete(request, response, count),
  )
  const here = puller()
  await here.pull(url, { sha256 })
  assert.deepEqual(readFileSync(fileIn(here)), model)
})

test('more bytes than were announced are not taken', async () => {
  const { url } = await serve((_, response) => {
    response.writeHead(200, { 'transfer-encoding': 'chunked' })
    response.end(model)
  })
  const here = puller()
  await here.pull(url, { sha256 }) // Nothing announced: then it is what comes.
  assert.equal(statSync(fileIn(here)).size, model.length)
})

const spare = 536_870_912
for (const [why, free, fits] of [
  ['one byte too little', spare + model.length - 1, false],
  ['just enough', spare + model.length, true],
] as const) {
  test(`room on the disk: ${why}`, async () => {
    const { url } = await serve(whole())
    const here = puller(free)
    if (fits) await here.pull(url)
    else await assert.rejects(here.pull(url), refusedAs('disk_full'))
    assert.equal(existsSync(fileIn(here)), fits)
  })
}

for (const [why, header, told] of [
  ['as Git LFS says it', `"${sha256}"`, sha256],
  ['of another kind', '"d41d8cd98f00b204e9800998ecf8427e"', undefined],
] as const) {
  test(`the digest that Hugging Face tells with its redirect: ${why}`, async () => {
    const { url } = await serve((request, response, count) => {
      if (count > 1) return whole()(request, response, count)
      return void response.writeHead(302, { location: '/lfs', 'x-linked-etag': header }).end()
    })
    const part = new PartFile(join(newFolder(), 'm.gguf'))
    const wish = { url: new URL(url), proxy: undefined, onBytes: () => undefined, mustFit: () => undefined }
    assert.deepEqual(await fetchRest({ ...wish, isHuggingFace: true }, part), { sha256: told })
    part.discard()
  })
}

test('from this machine: copied, summed, and the original stays', async () => {
  const here = puller()
  writeFileSync(join(here.data, 'mine.gguf'), model)
  await assert.rejects(here.pull('mine.gguf', { sha256: 'ab'.repeat(32) }), refusedAs('digest_differs'))
  assert.deepEqual(listModels(here.data), [])
  await here.pull('mine.gguf', { name: 'm', sha256 })
  writeFileSync(join(here.data, 'mine.gguf'), 'changed')
  assert.deepEqual(readFileSync(fileIn(here)), model)
  await assert.rejects(here.pull('mine.gguf', { name: 'n' }), refusedAs('not_gguf'))
  await assert.rejects(here.pull('none.gguf'), refusedAs('source_invalid'))
})
