/** One turn of one contestant: a load on it, and what the kernel says that it used meanwhile. */
import type { Player } from '../contestants/theatre.ts'
import { type Arrival, type LoadResult, runLoad } from '../load/generator.ts'
import type { Options } from './options.ts'

export type Turn = LoadResult & {
  /** Processor milliseconds of the contestant in the measured time; null where nothing can be read. */
  readonly cpuMs: number | null
  readonly peakMb: number | null
}

export type Load = {
  readonly arrival: Arrival
  readonly events: number | null
  readonly seconds: number
  readonly drainSeconds?: number
}

const connectionsMax = 2_048
const drainSecondsStandard = 15

export async function takeTurn(player: Player, load: Load, { warmupSeconds }: Options): Promise<Turn> {
  const { program, port, headers } = player.running
  const cpu = { start: 0, end: 0 }
  const result = await runLoad({
    port,
    headers,
    asking: { model: 'bench', events: load.events },
    arrival: load.arrival,
    seconds: load.seconds,
    warmupSeconds,
    connectionsMax,
    drainSeconds: load.drainSeconds ?? drainSecondsStandard,
    onWindow: (edge) => (cpu[edge] = program?.usage().cpuMs ?? 0),
  })
  const usage = program?.usage()
  return { ...result, cpuMs: usage === undefined ? null : cpu.end - cpu.start, peakMb: usage?.peakMb ?? null }
}

/** The compilers of all contestants get their chance before anything counts. */
export async function warmUp(player: Player, events: number | null, { inFlight }: Options): Promise<void> {
  const { port, headers } = player.running
  await runLoad({
    port,
    headers,
    asking: { model: 'bench', events },
    arrival: { mode: 'saturation', inFlight },
    seconds: 2,
    warmupSeconds: 0,
    connectionsMax,
    drainSeconds: drainSecondsStandard,
  })
}
