// npm run build: one executable, dist/stellwerk. Like the launcher it reads no .env and no bunfig.toml where it is started.
import { root, runBun } from './bun.mjs'
import { setUp } from './set-up.mjs'

setUp({ withDev: true })
runBun(
  [
    'build',
    '--compile',
    '--no-compile-autoload-dotenv',
    '--no-compile-autoload-bunfig',
    '--sourcemap',
    'packages/server/src/main.ts',
    // The threads of the journal start from files of their own.
    'packages/server/src/writer-worker.ts',
    'packages/server/src/publisher-worker.ts',
    '--outfile=dist/stellwerk',
    ...process.argv.slice(2),
  ],
  { cwd: root },
)
