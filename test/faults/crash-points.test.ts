import { test } from 'bun:test'

import { liveThroughPoints } from './crash-points.ts'
import { seedOf } from './seed.ts'

// Goal: wherever a process ends or the disk fails, no acknowledged entry is lost, no checkpoint forks, and the log opens
// again. The soak takes more points, and a printed seed repeats a run.
const points = 2_000
const timeoutMs = 30 * 60_000

test(`${points} crash points: whatever was told stays true`, { timeout: timeoutMs }, () =>
  liveThroughPoints(points, seedOf()),
)
