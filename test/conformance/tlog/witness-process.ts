// A witness in a process of its own, which dies at a chosen point: `witness-process.ts FOLDER VKEY POINT`, the request on
// standard input. Without a point it only opens the folder. Says in one line what came of it.
import { addCheckpoint } from '../../../packages/server/src/witness/cosigner.ts'
import { parseTrustedLog } from '../../../packages/server/src/witness/trusted-logs.ts'
import { witnessKey } from '../../../packages/server/src/witness/witness-key.ts'
import { WitnessRefused } from '../../../packages/server/src/witness/witness-refused.ts'
import { hasState, lockFolder, WitnessState } from '../../../packages/server/src/witness/witness-state.ts'

const [folder = '', vkey = '', point = ''] = process.argv.slice(2)
const die = (): boolean => process.kill(process.pid, 'SIGKILL')

try {
  lockFolder(folder)
  const signer = witnessKey(folder, { isNew: !hasState(folder) })
  const state = await WitnessState.open(folder, signer.key)
  const mortal = {
    latest: state.latest.bind(state),
    hasRoomFor: state.hasRoomFor.bind(state),
    keepFork: state.keepFork.bind(state),
    record: (seen: Parameters<WitnessState['record']>[0]): void => {
      if (point === 'before it remembers') die()
      state.record(seen)
      if (point === 'before it answers') die()
    },
  }
  if (point !== '') {
    const body = new Uint8Array(await Bun.stdin.arrayBuffer())
    const parts = {
      signer,
      logs: [parseTrustedLog(vkey)],
      state: mortal,
      now: () => 1_800_000_000_000,
      tell: () => undefined,
    }
    const { status } = await addCheckpoint(body, parts)
    process.stdout.write(`answered ${status}\n`)
  } else process.stdout.write('open\n')
} catch (error) {
  process.stdout.write(`${error instanceof WitnessRefused ? error.code : String(error)}\n`)
}
