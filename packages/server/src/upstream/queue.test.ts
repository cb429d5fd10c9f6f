import { describe, test } from 'bun:test'
import assert from 'node:assert/strict'

import { GatewayError } from '@stellwerk/contract/error'
import fc from 'fast-check'

import { Queue, type Turn } from './queue.ts'

/** Servers with places that a test gives free. */
function servers(...max: readonly number[]) {
  const all = new Map(max.map((places, index) => [`s${index}`, { places, running: 0, isUp: true }]))
  const at = (id: string) => all.get(id) ?? assert.fail(id)
  const port = {
    isUp: (id: string) => at(id).isUp,
    take: (id: string) => {
      const server = at(id)
      if (!server.isUp || server.running >= server.places) return undefined
      server.running++
      return { id }
    },
  }
  return { all, at, port, ids: [...all.keys()] }
}

type Place = { readonly id: string }

/** Somebody who waits, and how it ended. */
function waiter(useCaseId = 'a', keyId = 'k', share = 1) {
  let tell: (reason: Error) => void = () => undefined
  const ended: { turn?: Turn<Place>; reason?: unknown; times: number } = { times: 0 }
  return {
    useCaseId,
    keyId,
    share,
    model: 'm',
    whenEnded: (hear: (reason: Error) => void) => void (tell = hear),
    ended,
    leave: () => tell(new Error('gone')),
    take: (waiting: Promise<Turn<Place>>) =>
      void waiting.then(
        (turn) => Object.assign(ended, { turn, times: ended.times + 1 }),
        (reason: unknown) => Object.assign(ended, { reason, times: ended.times + 1 }),
      ),
  }
}

type Waiter = ReturnType<typeof waiter>

const told = (): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>()
  setImmediate(resolve)
  return promise
}
const codeOf = ({ ended }: Waiter): string | undefined =>
  ended.reason instanceof GatewayError ? ended.reason.code : undefined

function enter(queue: Queue<Place>, ids: readonly string[], ...waiting: readonly Waiter[]): void {
  for (const each of waiting) each.take(queue.wait(ids, each))
}

describe('a wait ends', () => {
  test('with a place, in turn', async () => {
    const { at, port } = servers(1)
    at('s0').running = 1
    const queue = new Queue<Place>([['s0', 9]], port)
    const [first, second, other] = [waiter(), waiter(), waiter('b')]
    enter(queue, ['s0'], first, second, other)
    for (const [next, turns] of [
      [first, 1],
      [other, 2],
      [second, 3],
    ] as const) {
      at('s0').running--
      queue.serve('s0')
      await told()
      assert.deepEqual(next.ended.turn, { upstreamId: 's0', place: { id: 's0' } })
      assert.equal([first, second, other].filter(({ ended }) => ended.times === 1).length, turns)
    }
    assert.equal(queue.size('s0'), 0)
  })

  test('at once where a place is free', async () => {
    const { port } = servers(1)
    const queue = new Queue<Place>([['s0', 9]], port)
    const first = waiter()
    enter(queue, ['s0'], first)
    await told()
    assert.equal(first.ended.turn?.upstreamId, 's0')
  })

  test('with the first place of several engines, and then it waits for none of the others', async () => {
    const { at, port } = servers(0, 0)
    const queue = new Queue<Place>(
      [
        ['s0', 9],
        ['s1', 9],
      ],
      port,
    )
    const first = waiter()
    enter(queue, ['s0', 's1'], first)
    at('s1').places = 1
    queue.serve('s1')
    await told()
    assert.equal(first.ended.turn?.upstreamId, 's1')
    assert.equal(queue.size('s0'), 0)
  })

  test('when the client leaves, at once', async () => {
    const queue = new Queue<Place>([['s0', 9]], servers(0).port)
    const first = waiter()
    enter(queue, ['s0'], first)
    first.leave()
    assert.equal(queue.size('s0'), 0)
    await told()
    assert.match(String(first.ended.reason), /gone/)
  })

  test('when the only engine that is left goes down', async () => {
    const { at, port } = servers(0, 0)
    const queue = new Queue<Place>(
      [
        ['s0', 9],
        ['s1', 9],
      ],
      port,
    )
    const [one, both] = [waiter(), waiter()]
    enter(queue, ['s0'], one)
    enter(queue, ['s0', 's1'], both)
    at('s0').isUp = false
    queue.giveUp('s0')
    await told()
    assert.equal(codeOf(one), 'no_deployment_available')
    assert.equal(both.ended.times, 0)
    at('s1').isUp = false
    queue.giveUp('s1')
    await told()
    assert.equal(codeOf(both), 'no_deployment_available')
  })

  test('when we stop; and nobody begins to wait after that', async () => {
    const queue = new Queue<Place>([['s0', 9]], servers(0).port)
    const [first, late] = [waiter(), waiter()]
    enter(queue, ['s0'], first)
    queue.close()
    enter(queue, ['s0'], late)
    await told()
    assert.deepEqual([codeOf(first), codeOf(late)], ['draining', 'draining'])
  })
})

describe('where too many wait', () => {
  test('the newcomer of the key that floods is refused', async () => {
    const queue = new Queue<Place>([['s0', 2]], servers(0).port)
    const waiting = [waiter(), waiter(), waiter()]
    enter(queue, ['s0'], ...waiting)
    await told()
    assert.deepEqual(waiting.map(codeOf), [undefined, undefined, 'queue_full'])
    const reason = waiting[2]?.ended.reason
    assert.ok(reason instanceof GatewayError)
    assert.deepEqual(reason.details, { model: 'm', max: 2, retryAfterSeconds: 5 })
  })

  test('another use case still gets in', async () => {
    const queue = new Queue<Place>([['s0', 2]], servers(0).port)
    const waiting = [waiter('a'), waiter('a'), waiter('b')]
    enter(queue, ['s0'], ...waiting)
    await told()
    assert.deepEqual(waiting.map(codeOf), [undefined, 'queue_full', undefined])
  })

  test('whoever has to go from one line goes on waiting in the other', async () => {
    const { at, port } = servers(0, 0)
    const queue = new Queue<Place>(
      [
        ['s0', 1],
        ['s1', 9],
      ],
      port,
    )
    const [first, second] = [waiter(), waiter()]
    enter(queue, ['s0', 's1'], first, second)
    await told()
    assert.deepEqual([first, second].map(codeOf), [undefined, undefined])
    at('s1').places = 2
    queue.serve('s1')
    await told()
    assert.deepEqual([first.ended.turn?.upstreamId, second.ended.turn?.upstreamId], ['s1', 's1'])
  })
})

test('two places, fifty requests of one use case and two of another: those are served within a round', async () => {
  const { at, port } = servers(2)
  at('s0').running = 2
  const queue = new Queue<Place>([['s0', 100]], port)
  const many = Array.from({ length: 50 }, () => waiter('a'))
  const few = [waiter('b'), waiter('b')]
  enter(queue, ['s0'], ...many, ...few)
  for (let served = 0; served < 4; served++) {
    at('s0').running--
    queue.serve('s0')
  }
  await told()
  assert.deepEqual(
    few.map(({ ended }) => ended.times),
    [1, 1],
  )
  assert.equal(many.filter(({ ended }) => ended.times === 1).length, 2)
})

// Goal: random servers that fill, empty, go down and come back; whoever waits is told exactly once, whatever happens.
test('model: no place is given twice or lost, nobody is forgotten, and no place stays free while somebody waits for it', async () => {
  const event = fc.oneof(
    fc.record({
      kind: fc.constant('arrive' as const),
      at: fc.integer({ min: 1, max: 7 }),
      who: fc.nat(3),
      key: fc.nat(1),
    }),
    fc.record({ kind: fc.constant('finish' as const), which: fc.nat(50) }),
    fc.record({ kind: fc.constant('finish' as const), which: fc.nat(50) }),
    fc.record({ kind: fc.constant('leave' as const), which: fc.nat(50) }),
    fc.record({ kind: fc.constant('down' as const), at: fc.nat(2) }),
    fc.record({ kind: fc.constant('up' as const), at: fc.nat(2) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 100 }), fc.boolean(), async (happens, isToldBetween) => {
      const world = servers(1, 2, 3)
      const queue = new Queue<Place>(
        world.ids.map((id) => [id, 4]),
        world.port,
      )
      const all: Waiter[] = []
      const refusedAtOnce = new Set<Waiter>()
      const running = (): Waiter[] => all.filter(({ ended }) => ended.turn !== undefined && !finished.has(ended))
      const finished = new Set<Waiter['ended']>()
      const upAgain = (id: string): void => {
        world.at(id).isUp = true
        queue.serve(id)
      }
      for (const one of happens) {
        if (one.kind === 'arrive') {
          const ids = world.ids.filter((_, index) => (one.at >> index) % 2 === 1)
          const each = waiter(`u${one.who}`, `k${one.key}`, 1 + (one.who % 2))
          all.push(each)
          if (ids.some((id) => world.at(id).isUp)) each.take(queue.wait(ids, each))
          else refusedAtOnce.add(each)
        } else if (one.kind === 'finish') {
          const calls = running()
          const call = calls[one.which % Math.max(1, calls.length)]
          if (call?.ended.turn !== undefined) {
            finished.add(call.ended)
            world.at(call.ended.turn.upstreamId).running--
            queue.serve(call.ended.turn.upstreamId)
          }
        } else if (one.kind === 'leave') all[one.which % Math.max(1, all.length)]?.leave()
        else if (one.kind === 'down') {
          world.at(`s${one.at}`).isUp = false
          queue.giveUp(`s${one.at}`)
        } else upAgain(`s${one.at}`)
        if (isToldBetween) await told()
        for (const id of world.ids) {
          const { places, running: count, isUp } = world.at(id)
          assert.ok(count <= places, 'more at an engine than it takes')
          assert.ok(queue.size(id) <= 4, 'more in a line than may wait')
          assert.ok(!isUp || count === places || queue.size(id) === 0, 'a free place while somebody waits')
        }
      }
      await told()
      for (const id of world.ids) {
        // What is taken is what was handed out and is not over.
        const held = running().filter(({ ended }) => ended.turn?.upstreamId === id).length
        assert.equal(world.at(id).running, held)
      }
      // Everybody who still waits gets a place once there are enough.
      for (const id of world.ids) {
        world.at(id).places = 1_000
        upAgain(id)
      }
      await told()
      for (const each of all) assert.equal(each.ended.times, refusedAtOnce.has(each) ? 0 : 1)
    }),
    { numRuns: 200 },
  )
})
