// Imported before the code of a journal thread: says which thread this is, waits until a tracer has it, and plays tricks.
import { existsSync, readlinkSync, writeSync } from 'node:fs'

/** Path of the file that opens the gate. Without it nobody waits. */
export const gateVariable = 'JOURNAL_GATE'
/** What goes wrong in this process: a {@link Trick}. */
export const trickVariable = 'JOURNAL_TRICK'

/** The clock of both threads jumps an hour back or a year ahead; or one of them fails in the middle of its work. */
export type Trick = 'clock back' | 'clock ahead' | `${'writer' | 'publisher'} ${'throws' | 'exits'}`

const pollMs = 2
const [hourMs, yearMs] = [3_600_000, 31_536_000_000]
/** So many looks at the clock are honest before anything happens: the thread is at work by then. */
const honestLooks = 20

const thread = process.argv[2] ?? ''
passGate(process.env[gateVariable])
play(process.env[trickVariable])

function passGate(gate: string | undefined): void {
  if (gate === undefined) return
  const id = Number(readlinkSync('/proc/thread-self').split('/').at(-1))
  writeSync(1, `${JSON.stringify({ kind: 'thread', name: thread, id })}\n`)
  const cell = new Int32Array(new SharedArrayBuffer(4))
  while (!existsSync(gate)) Atomics.wait(cell, 0, 0, pollMs)
}

function play(trick: string | undefined): void {
  if (trick === 'clock back') afterLooks((now) => now - hourMs)
  if (trick === 'clock ahead') afterLooks((now) => now + yearMs)
  if (trick === `${thread} exits`) afterLooks(() => process.exit(1))
  if (trick === `${thread} throws`) {
    afterLooks((now) => {
      queueMicrotask(() => {
        throw new Error('thrown by a test')
      })
      return now
    })
  }
}

/** Both clocks count: the writer looks at one, the publisher at the other. */
function afterLooks(act: (now: number) => number): void {
  let looks = 0
  const wall = Date.now.bind(Date)
  const steady = performance.now.bind(performance)
  Date.now = () => (looks++ < honestLooks ? wall() : act(wall()))
  performance.now = () => {
    if (looks++ >= honestLooks) act(0)
    return steady()
  }
}
