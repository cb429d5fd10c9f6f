// Goal: our own gateway and our own witness understand each other, and whatever a witness does, the gateway gets either a
// cosignature that every verifier accepts or a failure with its name, in time.
import { strict as assert } from 'node:assert'

import { afterEach, test } from 'bun:test'

import type { CosignRequest, CosignResult } from '../../../packages/server/src/journal/witness-client.ts'
import { cosign, latestSeenBy } from '../../../packages/server/src/journal/witness-client.ts'
import { concatBytes, encodeUtf8, formatHex } from '../../../packages/tlog/src/format/bytes.ts'
import { cosignatureVerifier } from '../../../packages/tlog/src/format/cosignature.ts'
import {
  formatNote,
  formatSignatureLines,
  formatVerifierKey,
  parseNote,
  parseVerifierKey,
  verifyNote,
} from '../../../packages/tlog/src/format/note.ts'
import { grownLog, text } from './grown-log.ts'
import { endWitnesses, logVkey, open, post, startedAt } from './running-witness.ts'
import { checkEd25519, cosign as cosignText, sha256, signer, testLog, testWitness } from './written-log.ts'

endWitnesses()

const servers: { readonly stop: (now: boolean) => Promise<void> }[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop(true)
})

/** A server that says what the test wants, and remembers the requests. */
function playing(answer: (request: Request, body: string) => Response | Promise<Response>): {
  readonly url: string
  readonly bodies: string[]
} {
  const bodies: string[] = []
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch: async (request) => {
      const body = await request.text()
      bodies.push(body)
      return answer(request, body)
    },
  })
  servers.push(server)
  return { url: server.url.origin, bodies }
}

const trunk = grownLog()
const fork = grownLog({ branch: 'fork', forkAt: 5 })
const witness = testWitness('witness.example')
const vkey = formatVerifierKey(witness.key)
const timeSeconds = startedAt / 1000
const noteText = parseNote(trunk.note(12)).text

async function ask(
  asked: CosignRequest['witnesses'],
  what: Partial<CosignRequest> = {},
): Promise<readonly CosignResult[]> {
  return cosign({
    note: trunk.note(12),
    proofFrom: (oldSize) => trunk.proof(oldSize, 12),
    timeoutMs: 5000,
    now: () => startedAt,
    ...what,
    witnesses: asked,
  })
}

async function failureOf(url: string, what: Partial<CosignRequest> = {}): Promise<unknown> {
  const [result] = await ask([{ vkey, url }], what)
  assert.ok(result?.outcome === 'failed', JSON.stringify(result))
  return result.failure
}

test('a witness of ours cosigns, again and again, and shows it', async () => {
  const running = await open()
  const pinned = { vkey: running.vkey, url: `${running.url}/` }
  assert.deepEqual(await latestSeenBy(pinned, { log: logVkey }), {
    outcome: 'nothing',
    witness: running.vkey.split('+')[0],
  })
  for (const [size, lastSize] of [
    [7, undefined],
    [7, 7],
    [9, 7],
    [12, undefined],
    [12, 99],
    [13, 9],
  ] as const) {
    const note = trunk.note(size)
    const [result] = await ask([{ ...pinned, lastSize }], { note, proofFrom: (oldSize) => trunk.proof(oldSize, size) })
    assert.ok(result?.outcome === 'cosigned', JSON.stringify(result))
    const cosigned = parseNote(concatBytes(note, encodeUtf8(result.line)))
    const key = parseVerifierKey(running.vkey, sha256)
    assert.equal((await verifyNote(cosigned, [cosignatureVerifier(key, checkEd25519)])).length, 1)
    const seen = await latestSeenBy(pinned, { log: logVkey })
    assert.ok(seen.outcome === 'seen')
    assert.deepEqual([seen.size, formatHex(seen.root)], [size, formatHex(trunk.root(size))])
    assert.equal(text(seen.note), text(note) + result.line)
    assert.equal(seen.timeSeconds, result.timeSeconds)
  }
})

test('a rolled back tree is told by its size, a forked one at that of the witness', async () => {
  const running = await open()
  const pinned = { vkey: running.vkey, url: running.url }
  const failed = async (log: typeof trunk, size: number, lastSize?: number): Promise<unknown> => {
    const what = { note: log.note(size), proofFrom: (oldSize: number) => log.proof(oldSize, size) }
    const [result] = await ask([{ ...pinned, lastSize }], what)
    return result?.outcome === 'failed' ? result.failure : result?.outcome
  }
  assert.equal((await post(running, await trunk.request(0, 10))).status, 200)
  assert.deepEqual(await failed(trunk, 8), { kind: 'ahead', size: 10 })
  assert.deepEqual(await failed(fork, 10), { kind: 'forked', size: 10 })
  assert.deepEqual(await failed(fork, 10, 10), { kind: 'forked', size: 10 })
  assert.deepEqual(await failed(fork, 12), { kind: 'forked', size: 10 })
  assert.equal(await failed(trunk, 12), 'cosigned')
})

test('a witness is asked once where the size is known, and twice where it is not', async () => {
  const line = formatSignatureLines([cosignText(noteText, { witness, timeSeconds })])
  const server = playing((_request, body) => (body.startsWith('old 9\n') ? new Response(line) : conflict(9)))
  for (const [lastSize, olds] of [
    [9, ['old 9']],
    [undefined, ['old 0', 'old 9']],
    [3, ['old 3', 'old 9']],
    [13, ['old 0', 'old 9']],
  ] as const) {
    server.bodies.length = 0
    const [result] = await ask([{ vkey, url: server.url, lastSize }])
    assert.equal(result?.outcome, 'cosigned')
    assert.deepEqual(
      server.bodies.map((body) => body.split('\n')[0]),
      olds,
    )
  }
})

function conflict(size: number | string, type = 'text/x.tlog.size'): Response {
  return new Response(`${size}\n`, { status: 409, headers: { 'content-type': type } })
}

const ours = cosignText(noteText, { witness, timeSeconds })
const lines = formatSignatureLines([ours])
const otherKey = signer({ name: 'witness.example', type: 'cosignature/v1', seed: sha256(encodeUtf8('another')) })
const wrongLine = formatSignatureLines([{ ...ours, signature: new Uint8Array(72) }])
const future = formatSignatureLines([cosignText(noteText, { witness, timeSeconds: timeSeconds + 301 })])
const stranger = formatSignatureLines([cosignText(noteText, { witness: otherKey, timeSeconds })])
const ofAnotherText = formatSignatureLines([cosignText(parseNote(trunk.note(11)).text, { witness, timeSeconds })])
const form = { kind: 'wrongAnswer', part: 'form' }
const signature = { kind: 'wrongAnswer', part: 'signature' }

const answers: readonly [why: string, failure: object, answer: () => Response][] = [
  ['404', { kind: 'refused', status: 404 }, () => new Response('unknown log\n', { status: 404 })],
  ['403', { kind: 'refused', status: 403 }, () => new Response('', { status: 403 })],
  ['422 although nothing was seen', { kind: 'refused', status: 422 }, () => new Response('', { status: 422 })],
  ['500', { kind: 'refused', status: 500 }, () => new Response('', { status: 500 })],
  ['a redirect', { kind: 'refused', status: 302 }, () => Response.redirect('http://127.0.0.1:1/', 302)],
  ['nothing', form, () => new Response('')],
  ['no signature lines', form, () => new Response('thank you\n')],
  ['a line without an end', form, () => new Response(lines.trimEnd())],
  ['a line of another key of its name', signature, () => new Response(stranger)],
  ['a line of another checkpoint', signature, () => new Response(ofAnotherText)],
  ['a wrong signature', signature, () => new Response(wrongLine)],
  ['a right line and a wrong one', signature, () => new Response(lines + wrongLine)],
  ['a time to come', { kind: 'wrongAnswer', part: 'time' }, () => new Response(future)],
  ['too much', { kind: 'wrongAnswer', part: 'length' }, () => new Response(lines.repeat(600))],
  ['without end', { kind: 'wrongAnswer', part: 'length' }, () => new Response(endless())],
  ['a larger size', { kind: 'ahead', size: 13 }, () => conflict(13)],
  ['a smaller size again and again', { kind: 'conflict', size: 3 }, () => conflict(3)],
  ['the same size again and again', { kind: 'forked', size: 12 }, () => conflict(12)],
  ['a size of another type', form, () => conflict(3, 'text/plain')],
  ['a size that is none', form, () => conflict('003')],
  ['a size beyond all', form, () => conflict('9'.repeat(16))],
]

/** Half a megabyte of zeros at a time, as long as somebody reads. */
function endless(): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(524_288)) })
}

for (const [why, failure, answer] of answers) {
  test(`a witness that answers with ${why} gives ${JSON.stringify(failure)}`, async () => {
    assert.deepEqual(await failureOf(playing(answer).url), failure)
  })
}

test('lines of strangers are passed over, and one of two right lines is enough', async () => {
  const [result] = await ask([{ vkey, url: playing(() => new Response(stranger + lines + lines)).url }])
  assert.deepEqual(result, { outcome: 'cosigned', witness: 'witness.example', line: lines, timeSeconds })
})

test('a witness that hangs, before or within its answer, ends with the time', async () => {
  const silent = playing(() => Promise.withResolvers<Response>().promise)
  const halfway = playing(
    () =>
      new Response(
        new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(encodeUtf8('— w'))) }),
      ),
  )
  for (const { url } of [silent, halfway]) {
    assert.deepEqual(await failureOf(url, { timeoutMs: 60 }), { kind: 'timeout' })
    const seen = await latestSeenBy({ vkey, url }, { log: logVkey, timeoutMs: 60 })
    assert.deepEqual(seen, { outcome: 'failed', witness: 'witness.example', failure: { kind: 'timeout' } })
  }
})

test('nobody there, no key of a witness, no address', async () => {
  const gone = playing(() => new Response(''))
  await servers.pop()?.stop(true)
  assert.deepEqual(await failureOf(gone.url), { kind: 'unreachable' })
  assert.deepEqual(await failureOf('not an address'), { kind: 'unreachable' })
  for (const wrong of ['', 'x', logVkey, `${vkey}A`]) {
    const [result] = await ask([{ name: 'council', vkey: wrong, url: gone.url }])
    assert.deepEqual(result, { outcome: 'failed', witness: 'council', failure: { kind: 'misconfigured' } })
  }
})

test('a proof that cannot be made, or not in time', async () => {
  const { url } = playing(() => conflict(3))
  const error = new Error('no tile')
  assert.deepEqual(await failureOf(url, { proofFrom: () => Promise.reject(error) }), { kind: 'noProof', error })
  const never = (): Promise<never> => Promise.withResolvers<never>().promise
  assert.deepEqual(await failureOf(url, { proofFrom: never, timeoutMs: 60 }), { kind: 'timeout' })
})

test('one bad witness does not hold up the others', async () => {
  const good = await open()
  const silent = playing(() => Promise.withResolvers<Response>().promise)
  const liar = playing(() => new Response(wrongLine))
  const results = await ask(
    [
      { vkey, url: silent.url },
      { vkey: good.vkey, url: good.url },
      { vkey, url: liar.url },
    ],
    { timeoutMs: 300 },
  )
  assert.deepEqual(
    results.map(({ outcome }) => outcome),
    ['failed', 'cosigned', 'failed'],
  )
})

// What a witness shows at start.
const shownNote = formatNote({
  text: noteText,
  signatures: [...parseNote(trunk.note(12)).signatures, cosignText(noteText, { witness, timeSeconds })],
})
const otherOrigin = signer({ name: 'log.example/b', type: 'ed25519', seed: sha256(encodeUtf8('b')) })
const seenAnswers: readonly [why: string, failure: object, body: Uint8Array, status?: number][] = [
  ['an unsigned claim', signature, formatNote({ text: noteText, signatures: [ours] })],
  ['without its own cosignature', signature, trunk.note(12)],
  ['another log', { kind: 'wrongAnswer', part: 'origin' }, grownLog({ log: otherOrigin }).note(12)],
  ['no note', form, encodeUtf8('hello\n')],
  ['too much', { kind: 'wrongAnswer', part: 'length' }, new Uint8Array(70_000)],
  ['an error', { kind: 'refused', status: 503 }, shownNote, 503],
]
for (const [why, failure, body, status = 200] of seenAnswers) {
  test(`a witness that shows ${why} has shown nothing`, async () => {
    const { url } = playing(() => new Response(new Uint8Array(body), { status }))
    const seen = await latestSeenBy({ vkey, url }, { log: logVkey })
    assert.deepEqual(seen, { outcome: 'failed', witness: 'witness.example', failure })
  })
}

test('a witness that shows what both have signed is heard', async () => {
  const { url } = playing(() => new Response(new Uint8Array(shownNote)))
  const seen = await latestSeenBy({ vkey, url }, { log: formatVerifierKey(testLog.key) })
  assert.ok(seen.outcome === 'seen')
  assert.equal(seen.size, 12)
})
