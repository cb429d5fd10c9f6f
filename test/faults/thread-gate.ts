// Imported before the code of a journal thread: says which thread this is, and waits until a tracer has it.
import { existsSync, readlinkSync, writeSync } from 'node:fs'

/** Path of the file that opens the gate. Without it nobody waits. */
export const gateVariable = 'JOURNAL_GATE'
/** What the clock does: `back` an hour, `ahead` a year, or nothing. */
export const clockVariable = 'JOURNAL_CLOCK'

const pollMs = 2
const [hourMs, yearMs] = [3_600_000, 31_536_000_000]
/** So many looks at the clock are honest before it jumps. */
const honestLooks = 20

passGate(process.env[gateVariable])
bendClock(process.env[clockVariable])

function passGate(gate: string | undefined): void {
  if (gate === undefined) return
  const name = process.argv[2]
  const id = Number(readlinkSync('/proc/thread-self').split('/').at(-1))
  writeSync(1, `${JSON.stringify({ kind: 'thread', name, id })}\n`)
  const cell = new Int32Array(new SharedArrayBuffer(4))
  while (!existsSync(gate)) Atomics.wait(cell, 0, 0, pollMs)
}

function bendClock(how: string | undefined): void {
  if (how === undefined) return
  const now = Date.now.bind(Date)
  const jumpMs = how === 'back' ? -hourMs : yearMs
  let looks = 0
  Date.now = () => now() + (looks++ < honestLooks ? 0 : jumpMs)
}
