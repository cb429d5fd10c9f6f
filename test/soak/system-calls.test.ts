import { test } from 'bun:test'

import { canTrace } from '../faults/journal-run.ts'
import { countOf, seedOf } from '../faults/seed.ts'
import { liveThroughDraw } from '../faults/system-calls.ts'

const count = countOf(Number.POSITIVE_INFINITY)

// Without root or strace nobody can make a call fail.
test.skipIf(!canTrace)(`faults at system calls: whatever was told stays true`, () => liveThroughDraw(count, seedOf()))
