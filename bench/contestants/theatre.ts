/** Mock and contestants of one run: all started once, taking turns, and all ended whatever happens. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { contestants, start } from './cast.ts'
import type { Contestant, Running } from './contestant.ts'
import { freePort, Program } from './program.ts'

export type Player = {
  readonly contestant: Contestant
  readonly running: Running
  /** Resident memory a moment after the start, before the first load. Null for the direct row. */
  readonly idleMb: number | null
}

export type Theatre = {
  readonly players: readonly Player[]
  readonly notRun: Readonly<Record<string, string>>
  /** Milliseconds between two events of a stream; 0 for all at once. */
  readonly setPace: (paceMs: number) => Promise<void>
  readonly end: () => Promise<void>
}

/** On the disk of the checkout and not in a memory file system: the journal's fsync has to be a real one. */
const cache = join(import.meta.dirname, '../../.cache')
const settleMs = 1_000

export async function openTheatre(names: readonly string[]): Promise<Theatre> {
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'bench-'))
  const mockPort = freePort()
  const mock = new Program({
    name: 'mock',
    command: [process.execPath, join(import.meta.dirname, '../load/mock.ts'), '--port', String(mockPort)],
    environment: {},
    folder,
  })
  const players: Player[] = []
  const notRun: Record<string, string> = {}
  const end = async (): Promise<void> => {
    for (const { running } of players) await running.program?.end()
    await mock.end()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const mockUrl = `http://127.0.0.1:${mockPort}`
    await mock.ready({ url: `${mockUrl}/v1/models`, init: {}, timeoutSeconds: 10 })
    for (const contestant of contestants.filter(({ name }) => names.includes(name))) {
      console.error(`starting ${contestant.name}`)
      const started = await start(contestant, { mockPort, folder: join(folder, contestant.name) })
      if ('notRun' in started) {
        notRun[contestant.name] = started.notRun
        console.error(`${contestant.name} does not run: ${started.notRun}`)
        continue
      }
      await Bun.sleep(settleMs)
      const idleMb = started.running.program?.usage().residentMb ?? null
      players.push({ contestant, running: started.running, idleMb })
    }
    const setPace = async (paceMs: number): Promise<void> => {
      await fetch(`${mockUrl}/pace/${paceMs}`, { method: 'PUT' })
    }
    return { players, notRun, setPace, end }
  } catch (error) {
    await end()
    throw error
  }
}
