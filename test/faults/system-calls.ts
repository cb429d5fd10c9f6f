// One fault at one system call of one journal thread, then a start, and a look at the whole journal.
import { strict as assert } from 'node:assert'

import { random } from '../conformance/tlog/written-log.ts'
import { goMustAgree } from './go-opinion.ts'
import { Installation } from './installation.ts'
import type { ThreadName } from './journal-run.ts'
import type { Trick } from './thread-gate.ts'

/** Calls that change a disk or make it durable. `write` is left out: the runtime wakes its threads with it. */
const calls = ['pwrite64', 'fdatasync', 'fsync', 'rename', 'openat', 'unlink', 'mkdir', 'ftruncate'] as const
type Call = (typeof calls)[number]
const injections = {
  EIO: 'error=EIO',
  ENOSPC: 'error=ENOSPC',
  SIGKILL: 'signal=SIGKILL',
  'ENOSPC for a while': 'error=ENOSPC',
  'ENOSPC for good': 'error=ENOSPC',
} as const
type Injection = keyof typeof injections
/** Calls after the first that fail for a while. One a second is tried again. */
const whileCount = 2

/** What the process finds: nothing, what a killed one left, or nothing and a clock that leaps into another period. */
const beginnings = ['empty', 'left by a kill', 'about to turn'] as const
type Beginning = (typeof beginnings)[number]

interface FaultPoint {
  readonly beginning: Beginning
  readonly thread: ThreadName
  readonly call: Call
  /** Which of these calls of this thread, from 1 on. */
  readonly when: number
  readonly injection: Injection
}

const nameOf = ({ beginning, thread, call, when, injection }: FaultPoint): string =>
  `${injection} at ${call} ${when} of the ${thread}, folder ${beginning}`

const trickAt = (beginning: Beginning): Trick | undefined => (beginning === 'about to turn' ? 'clock ahead' : undefined)

/** The second has frames that no tree has yet, open calls, and a torn spare. */
async function newBeginnings(): Promise<Readonly<Record<Beginning, Installation>>> {
  const left = new Installation()
  await left.run({ tracing: injecting('publisher', 'rename', 12, 'SIGKILL') })
  return { empty: new Installation(), 'left by a kill': left, 'about to turn': new Installation() }
}

function injecting(thread: ThreadName, call: Call, when: number, injection: Injection) {
  const until = {
    EIO: '',
    ENOSPC: '',
    SIGKILL: '',
    'ENOSPC for a while': `..${when + whileCount}`,
    'ENOSPC for good': '+',
  }
  const inject = `inject=${call}:${injections[injection]}:when=${when}${until[injection]}`
  return { thread, options: ['-e', `trace=${call}`, '-e', inject] }
}

/** How often each thread makes each call, in a run without a fault. */
async function countCalls(
  beginning: Installation,
  trick: Trick | undefined,
): Promise<Readonly<Record<ThreadName, ReadonlyMap<Call, number>>>> {
  const countOf = async (thread: ThreadName): Promise<ReadonlyMap<Call, number>> => {
    const installation = new Installation().copyOf(beginning)
    try {
      const options = ['-e', `trace=${calls.join(',')}`]
      const { trace } = await installation.run({ trick, tracing: { thread, options } })
      const lines = trace.split('\n')
      return new Map(calls.map((call) => [call, lines.filter((line) => line.startsWith(`${call}(`)).length]))
    } finally {
      installation.remove()
    }
  }
  return { writer: await countOf('writer'), publisher: await countOf('publisher') }
}

/** Every call of every thread with every fault. */
async function allPoints(folders: Readonly<Record<Beginning, Installation>>): Promise<readonly FaultPoint[]> {
  const points: FaultPoint[] = []
  for (const beginning of beginnings) {
    for (const [thread, counts] of Object.entries(await countCalls(folders[beginning], trickAt(beginning)))) {
      for (const [call, count] of counts) {
        for (let when = 1; when <= count; when++) {
          for (const injection of Object.keys(injections)) {
            // Both lists of names are those of the types.
            const point = { beginning, thread, call, when, injection } as FaultPoint
            if (isPossible(point)) points.push(point)
          }
        }
      }
    }
  }
  return points
}

/** A disk that stays full refuses what takes new room. The writer's frames have theirs, and reading needs none. */
function isPossible({ thread, call, injection }: FaultPoint): boolean {
  return !injection.startsWith('ENOSPC for') || (thread === 'publisher' && call === 'pwrite64')
}

/**
 * Lets the fault come, starts again and looks at everything.
 *
 * @returns whether the fault came: how entries share frames, and so the number of calls, differs a little between runs.
 */
async function liveThrough(
  point: FaultPoint,
  from: Installation,
  secondOpinion: (data: string) => void = () => undefined,
): Promise<boolean> {
  const { beginning, thread, call, when, injection } = point
  const installation = new Installation().copyOf(from)
  try {
    const trick = trickAt(beginning)
    // A disk that has room again is one that takes requests again.
    const isPatient = injection === 'ENOSPC' || injection === 'ENOSPC for a while'
    const tracing = injecting(thread, call, when, injection)
    const run = await installation.run({ trick, tracing }, { isPatient })
    if (injection !== 'SIGKILL') {
      assert.equal(run.exitCode, 0)
      const last = run.told.findLast(({ kind }) => kind === 'settled' || kind === 'notOpened')
      assert.ok(last !== undefined && (last.kind !== 'settled' || last.waitingCount === 0), 'nobody waits any more')
    }
    if (isPatient) {
      const newest = run.told.findLast(({ kind }) => kind === 'written' || kind === 'refused')
      assert.ok(newest?.kind !== 'refused' || newest.code !== 'disk_full', 'the disk has room, and nothing passes')
    }
    await installation.mustRecover()
    secondOpinion(installation.data)
    return run.trace.includes('(INJECTED)') || run.exitCode !== 0
  } finally {
    installation.remove()
  }
}

/** Two at a time, because most of a run is waiting for processes to start. */
const lanes = 2
/** Every so many points the verifier in Go looks as well: it takes as long as everything else. */
const goEvery = 10
/** How many of the faults must have come at least: the number of calls differs a little between runs. */
const cameShareMin = 0.8

/** So many faults, drawn from all of them; each of them if there are no more. */
export async function liveThroughDraw(count: number, seed: number): Promise<void> {
  console.log(`system calls: FAULT_SEED=${seed}`)
  const folders = await newBeginnings()
  try {
    const points = drawn(await allPoints(folders), { count, seed })
    let [at, cameCount] = [0, 0]
    const work = async (): Promise<void> => {
      for (let point = points[at++]; point !== undefined; point = points[at++]) {
        const opinion = at % goEvery === 0 ? goMustAgree : undefined
        const has = liveThrough(point, folders[point.beginning], opinion)
        const name = nameOf(point)
        if (await has.catch(failedAt(`${name}; FAULT_SEED=${seed}`))) cameCount++
      }
    }
    await Promise.all(Array.from({ length: lanes }, work))
    console.log(`${points.length} faults, ${cameCount} of them came`)
    assert.ok(cameCount >= points.length * cameShareMin, `${cameCount} of ${points.length} faults came`)
  } finally {
    for (const installation of Object.values(folders)) installation.remove()
  }
}

function failedAt(where: string): (cause: unknown) => never {
  return (cause) => {
    throw new Error(where, { cause })
  }
}

function drawn(
  points: readonly FaultPoint[],
  { count, seed }: { readonly count: number; readonly seed: number },
): readonly FaultPoint[] {
  const chance = random(seed)
  const left = [...points]
  const some = Math.min(count, left.length)
  return Array.from({ length: some }, () => left.splice(chance(left.length), 1)).flat()
}
