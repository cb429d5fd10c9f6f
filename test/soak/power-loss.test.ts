import { test } from 'bun:test'

import { canMount } from '../faults/loop-disk.ts'
import { loseTimes } from '../faults/power-loss.ts'
import { countOf, seedOf } from '../faults/seed.ts'

const count = countOf(60)

// Without root nobody can mount a disk and pull its plug.
test.skipIf(!canMount)(`${count} times power loss on ext4: whatever was told stays true`, () =>
  loseTimes(count, seedOf()),
)
