// npm run soak: the tests that take minutes. Further arguments go to `bun test`.
import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { fail, root, runBun } from './bun.mjs'
import { setUp } from './set-up.mjs'

const testMinutesMax = 60

setUp({ withDev: true })
if (!existsSync(join(root, 'test/soak'))) fail('There are no soak tests yet (test/soak).')
runBun(['test', `--timeout=${testMinutesMax * 60_000}`, './test/soak', ...process.argv.slice(2)], { cwd: root })
