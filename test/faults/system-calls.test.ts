import { test } from 'bun:test'

import { canTrace } from './journal-run.ts'
import { seedOf } from './seed.ts'
import { liveThroughDraw } from './system-calls.ts'

// Goal: whichever system call of a journal thread fails or is the last one, whoever waited is told, no acknowledged entry is
// lost, no checkpoint forks, and the next start succeeds. Here a draw of all calls; the soak takes each.
const pointCount = 30
const timeoutMs = 10 * 60_000

if (!canTrace) console.warn('no root or no strace: faults at system calls are not tested')

// Without root or strace nobody can make a call fail.
test.skipIf(!canTrace)(
  `${pointCount} faults at system calls: whatever was told stays true`,
  { timeout: timeoutMs },
  () => liveThroughDraw(pointCount, seedOf()),
)
