// Starts the gateway's main file under Bun. Used by bin/stellwerk and npm start.
import { join } from 'node:path'

import { root, runBun, runOptions } from './bun.mjs'

export function launch(arguments_) {
  runBun([...runOptions, join(root, 'packages/server/src/main.ts'), ...arguments_])
}
