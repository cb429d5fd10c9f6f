import { formatVerifierKey } from '@stellwerk/tlog/format/note'

import type { WitnessEvent } from './cosigner.ts'
import { addCheckpoint } from './cosigner.ts'
import { listen } from './listener.ts'
import type { TrustedLog } from './trusted-logs.ts'
import { witnessKey } from './witness-key.ts'
import { hasState, lockFolder, WitnessState } from './witness-state.ts'

export interface WitnessSettings {
  /** Of this witness alone; made if it is not there. Holds the key, the state and what people may read. */
  readonly folder: string
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly logs: readonly TrustedLog[]
  /** Of the key, as it stands in each cosignature. Chosen once; without one it is made up at the first start. */
  readonly name?: string | undefined
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Hears of what the person who runs it should know. */
  readonly tell?: (event: WitnessEvent) => void
}

export interface OpenWitness {
  /** Where it listens, for example `http://127.0.0.1:7374`. */
  readonly url: string
  /** What the installation under observation, and every verifier, has to know of it. */
  readonly vkey: string
  readonly stop: () => Promise<void>
}

/**
 * Runs a witness (C2SP tlog-witness v1.0.0): it cosigns a checkpoint only if that continues the last one it has seen of
 * the log, and remembers it durably before it answers.
 *
 * @throws WitnessRefused
 * @example const witness = await openWitness({ folder: 'witness', host: '127.0.0.1', port: 7374, logs, now: Date.now })
 */
export async function openWitness(settings: WitnessSettings): Promise<OpenWitness> {
  const { folder, logs, now, tell = () => undefined } = settings
  const lock = lockFolder(folder)
  try {
    const signer = witnessKey(folder, { name: settings.name, isNew: !hasState(folder) })
    const state = await WitnessState.open(folder, signer.key)
    const server = listen(settings, {
      addCheckpoint: (body) => addCheckpoint(body, { signer, logs, state, now, tell }),
      latest: (hash) => state.latestByHash(hash)?.note,
      now,
      fault: (error) => tell({ kind: 'failed', error }),
    })
    const stop = async (): Promise<void> => {
      state.close()
      await server.stop(true)
      lock.release()
    }
    return { url: server.url.origin, vkey: formatVerifierKey(signer.key), stop }
  } catch (error) {
    lock.release()
    throw error
  }
}
