import { test } from 'bun:test'

import { canMount } from './loop-disk.ts'
import { loseTimes } from './power-loss.ts'
import { seedOf } from './seed.ts'

// Goal: a machine that loses its power in the middle of everything comes back with all that was acknowledged, with no forked
// checkpoint, with every record in the vault, and with a witness that knows what it has cosigned. The soak does it 60 times.
const cycleCount = 4
const timeoutMs = 10 * 60_000

if (!canMount) console.warn('no root or no ext4 on a loop file: power loss is not tested on a real file system')

// Without root nobody can mount a disk and pull its plug.
test.skipIf(!canMount)(
  `${cycleCount} times power loss on ext4: whatever was told stays true`,
  { timeout: timeoutMs },
  () => loseTimes(cycleCount, seedOf()),
)
