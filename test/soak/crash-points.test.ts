import { test } from 'bun:test'

import { liveThroughPoints } from '../faults/crash-points.ts'
import { countOf, seedOf } from '../faults/seed.ts'

const count = countOf(20_000)

test(`${count} crash points: whatever was told stays true`, () => liveThroughPoints(count, seedOf()))
