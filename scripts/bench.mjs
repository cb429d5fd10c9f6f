// npm run bench -- NAME [arguments]: runs bench/NAME.ts; without a name, lists what there is.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { fail, root, runBun, runOptions } from './bun.mjs'
import { setUp } from './set-up.mjs'

const [name, ...rest] = process.argv.slice(2)
const names = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
  .join(', ')
if (name === undefined) fail(`npm run bench -- NAME, where NAME is one of: ${names}`)
const file = join(root, 'bench', `${name}.ts`)
if (!existsSync(file)) fail(`There is no bench/${name}.ts; there are: ${names}`)

setUp({ withDev: true })
runBun([...runOptions, file, ...rest], { cwd: root })
