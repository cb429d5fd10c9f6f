// npm run soak: the tests that take minutes. `npm run soak -- crash-points --seeds 10000` runs one of them, so many times;
// further arguments go to `bun test`.
import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { fail, root, runBun } from './bun.mjs'
import { setUp } from './set-up.mjs'

const testMinutesMax = 60

setUp({ withDev: true })
if (!existsSync(join(root, 'test/soak'))) fail('There are no soak tests yet (test/soak).')
const words = process.argv.slice(2)
const counted = words.findIndex((word) => ['--seeds', '--count', '--cycles'].includes(word))
if (counted !== -1) process.env.SOAK_COUNT = words.splice(counted, 2)[1]
const names = words.filter((word) => existsSync(join(root, `test/soak/${word}.test.ts`)))
const paths = names.length === 0 ? ['./test/soak'] : names.map((name) => `./test/soak/${name}.test.ts`)
const others = words.filter((word) => !names.includes(word))
runBun(['test', `--timeout=${testMinutesMax * 60_000}`, ...paths, ...others], { cwd: root })
