import { strict as assert } from 'node:assert'

import { test } from 'bun:test'

import type { TaskHandlers } from './task-desk.ts'
import { TaskDesk } from './task-desk.ts'
import type { TaskAnswer } from './tasks.ts'

/** A desk where only `holds` and `lift` are done, as a test says. */
function newDesk(handlers: Partial<TaskHandlers>) {
  const [answers, stops] = [[] as TaskAnswer[], [] as unknown[]]
  const desk = new TaskDesk(handlers as TaskHandlers, {
    answer: (answer) => void answers.push(answer),
    stop: (error) => void stops.push(error),
  })
  return { desk, answers, stops }
}

const soon = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })

test('task desk: one after the other, also when the first one waits', async () => {
  const said: string[] = []
  const first = Promise.withResolvers<{ holds: [] }>()
  const { desk, answers } = newDesk({
    holds: () => first.promise,
    lift: ({ id }) => {
      said.push(`lift ${id}`)
      return { isLifted: true }
    },
  })
  desk.take({ kind: 'task', id: 1, task: { kind: 'holds' } })
  desk.take({ kind: 'task', id: 2, task: { kind: 'lift', id: 'a' } })
  await soon()
  assert.deepEqual([said, answers], [[], []])
  first.resolve({ holds: [] })
  await soon()
  assert.deepEqual(answers, [
    { kind: 'done', id: 1, result: { holds: [] } },
    { kind: 'done', id: 2, result: { isLifted: true } },
  ])
})

// Goal: an error after which nobody knows what the disk holds ends the thread, any other one only the task.
const errors: readonly [code: string, isEnd: boolean][] = [
  ['disk_error', true],
  ['corrupt', true],
  ['stopped', true],
  ['vault_broken', true],
  ['disk_full', false],
  ['vault_disk_full', false],
  ['erasure_unwiped', false],
  ['frames_kept', false],
  ['log_unknown', false],
]
for (const [code, isEnd] of errors) {
  test(`task desk: ${code} ${isEnd ? 'ends the thread' : 'ends the task only'}`, async () => {
    const { desk, answers, stops } = newDesk({
      holds: () => {
        throw Object.assign(new Error('x'), { code })
      },
      lift: () => ({ isLifted: false }),
    })
    desk.take({ kind: 'task', id: 1, task: { kind: 'holds' } })
    desk.take({ kind: 'task', id: 2, task: { kind: 'lift', id: 'a' } })
    await soon()
    assert.deepEqual(answers[0], { kind: 'failed', id: 1, error: { code, message: 'x' } })
    assert.equal(answers[1]?.kind, 'done')
    assert.equal(stops.length, isEnd ? 1 : 0)
  })
}
