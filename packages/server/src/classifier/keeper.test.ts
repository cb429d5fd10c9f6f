import assert from 'node:assert/strict'

import { GatewayError } from '@stellwerk/contract/error'
import { test } from 'bun:test'

import { ClassifierKeeper } from './keeper.ts'
import { PrivacyModelUnusable } from './unusable.ts'

// Goal: whatever the child does, every question gets an answer or an error that names the model, in time; and a child that is stuck or
// lies is ended. The child and the clock are played.

interface Timer {
  readonly ms: number
  readonly act: () => void
  isStopped: boolean
}

function play() {
  const timers: Timer[] = []
  const children: { sent: string[]; say: (event: object) => void; end: () => void; isKilled: boolean }[] = []
  const news: string[] = []
  const keeper = new ClassifierKeeper({
    name: 'privacy.model m.onnx',
    deadlineMs: 100,
    start: () => {
      let hear: (line: string) => void = () => undefined
      let end = (): void => undefined
      const child = {
        sent: [] as string[], // Filled below.
        say: (event: object) => hear(JSON.stringify(event)),
        end: () => end(),
        isKilled: false,
      }
      children.push(child)
      return {
        send: (line) => void child.sent.push(line),
        onLine: (heard) => (hear = heard),
        onEnd: (heard) => (end = heard),
        kill: () => {
          child.isKilled = true
          end()
        },
      }
    },
    startTimer: (ms, then) => {
      const timer: Timer = { ms, act: then, isStopped: false }
      timers.push(timer)
      return { stop: () => (timer.isStopped = true) }
    },
    tell: ({ event }) => news.push(event),
  })
  /** Lets the running timers of this length end. */
  const pass = (ms: number): void => {
    for (const timer of timers.filter((each) => each.ms === ms && !each.isStopped)) {
      timer.isStopped = true
      timer.act()
    }
  }
  return { keeper, children, news, pass, child: () => children.at(-1) ?? assert.fail('no child') }
}

const loaded = { event: 'loaded', form: 'tokens', labelCount: 3, loadMs: 1 } as const

async function opened() {
  const played = play()
  const opening = played.keeper.open()
  played.child().say(loaded)
  await opening
  return played
}

const failedAs = (code: string) => (error: unknown) =>
  error instanceof GatewayError && error.code === code && error.details?.['detector'] === 'privacy.model m.onnx'

test('findings come back to whom they belong', async () => {
  const { keeper, child } = await opened()
  const [first, second] = [keeper.look(['abc']), keeper.look(['', 'xyz'])]
  child().say({ event: 'found', id: 1, texts: [[], [[0, 3, 'ORG', 0.4]]] })
  child().say({ event: 'found', id: 0, texts: [[[1, 2, 'PERSON', 0.9]]] })
  assert.deepEqual(await first, [[{ start: 1, end: 2, category: 'PERSON', score: 0.9 }]])
  assert.deepEqual(await second, [[], [{ start: 0, end: 3, category: 'ORG', score: 0.4 }]])
})

const answers: readonly [why: string, event: object][] = [
  ['it threw', { event: 'broke', id: 0, name: 'TypeError' }],
  ['a place behind the text', { event: 'found', id: 0, texts: [[[0, 4, 'PERSON', 0.9]]] }],
  ['an empty place', { event: 'found', id: 0, texts: [[[1, 1, 'PERSON', 0.9]]] }],
  ['a text too few', { event: 'found', id: 0, texts: [] }],
  ['a category of its own', { event: 'found', id: 0, texts: [[[0, 1, 'SOUL', 0.9]]] }],
  ['no event', { event: 'hello' }],
]
for (const [why, event] of answers) {
  test(`refused: ${why}`, async () => {
    const { keeper, child } = await opened()
    const looking = keeper.look(['abc'])
    child().say(event)
    await assert.rejects(looking, failedAs('detection_failed'))
  })
}

test('what is late is given up, and told to be forgotten; who stays stuck is ended', async () => {
  const { keeper, child, children, pass } = await opened()
  const looking = keeper.look(['abc'])
  pass(100)
  await assert.rejects(looking, failedAs('detection_timeout'))
  assert.deepEqual(child().sent.slice(1), ['{"ask":"forget","id":0}'])
  pass(10_000)
  assert.ok(children[0]?.isKilled)
})

test('who answers late is not ended', async () => {
  const { keeper, child, children, pass } = await opened()
  const looking = keeper.look(['abc'])
  pass(100)
  await assert.rejects(looking)
  child().say({ event: 'broke', id: 0, name: 'Forgotten' })
  pass(10_000)
  assert.equal(children[0]?.isKilled, false)
})

test('it dies: who waits hears it, nobody is let through meanwhile, and it starts again', async () => {
  const { keeper, child, children, pass, news } = await opened()
  const looking = keeper.look(['abc'])
  child().end()
  await assert.rejects(looking, failedAs('detection_failed'))
  await assert.rejects(keeper.look(['abc']), failedAs('detection_failed'))
  pass(1_000)
  assert.equal(children.length, 2)
  await assert.rejects(keeper.look(['abc']), failedAs('detection_failed'))
  child().say(loaded)
  const again = keeper.look(['abc'])
  child().say({ event: 'found', id: 1, texts: [[]] })
  assert.deepEqual(await again, [[]])
  assert.deepEqual(news, ['loaded', 'ended', 'loaded'])
})

const starts: readonly [why: string, act: (played: ReturnType<typeof play>) => void, text: RegExp][] = [
  ['it says why not', ({ child }) => child().say({ event: 'failed', code: 'not_confined' }), /seccomp/],
  ['it ends', ({ child }) => child().end(), /the process ended/],
  ['it says nothing', ({ pass }) => pass(120_000), /not loaded after 120 s/],
  [
    'another file meanwhile',
    ({ child }) =>
      child().say({
        event: 'failed',
        code: 'digest_differs',
        file: '/m.onnx',
        expected: 'a'.repeat(64),
        found: 'b'.repeat(64),
      }),
    /\/m\.onnx .* expected a{64}, found b{64}/,
  ],
]
for (const [why, act, text] of starts) {
  test(`no start: ${why}`, async () => {
    const played = play()
    const opening = played.keeper.open()
    act(played)
    await assert.rejects(opening, (error) => error instanceof PrivacyModelUnusable && text.test(error.message))
    played.pass(1_000)
    assert.equal(played.children.length, 1)
  })
}
