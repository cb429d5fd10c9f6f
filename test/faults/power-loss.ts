// Cuts the power of a disk on which journals work: one that lives on, with its floor copy and its witness, and one that is
// just begun and may be about to end its first log.
import { strict as assert } from 'node:assert'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { openLogKey } from '../../packages/server/src/journal/log-key.ts'
import { parseCheckpoint } from '../../packages/tlog/src/format/checkpoint.ts'
import { parseNote } from '../../packages/tlog/src/format/note.ts'
import { random } from '../conformance/tlog/written-log.ts'
import type { Chance } from '../../packages/tlog/src/write/simulated-disk.ts'
import { goMustAgree } from './go-opinion.ts'
import type { Job, Told } from './journal-process.ts'
import { runJournal } from './journal-run.ts'
import { LoopDisk } from './loop-disk.ts'
import { mustBeWhole, Promised } from './whole-journal.ts'

const diskBytes = 268_435_456
const segmentBytes = 131_072
/** Entries that are acknowledged before the power goes, at most: early cuts hit the opening. */
const entriesBeforeMax = 400
/** The same for the journal that is just begun. */
const toldBeforeMax = 150
const origin = 'gateway.example/log/2026h2'

interface CycleResult {
  /** Entries that were acknowledged before the cut, and entries of the journal that lives on. */
  readonly acknowledged: number
  readonly size: number
}

class PowerWorld {
  readonly #chance: Chance
  readonly #disk = new LoopDisk(diskBytes)
  readonly #promised = new Promised()
  readonly #old: Job
  readonly #newData = join(this.#disk.mountPoint, 'new')
  readonly logVkey: string

  constructor(chance: Chance) {
    this.#chance = chance
    const data = join(this.#disk.mountPoint, 'data')
    for (const folder of [data, join(data, 'keys')]) mkdirSync(folder, { mode: 0o700 })
    // The witness has to know the key before the log has an entry.
    this.logVkey = openLogKey({ path: join(data, 'keys', 'log.key'), origin, mayCreate: true }).vkey
    this.#old = {
      data,
      floor: join(this.#disk.mountPoint, 'floor'),
      witness: { folder: join(this.#disk.mountPoint, 'witness'), logVkey: this.logVkey },
      groups: [1, 3, 8, 2, 20],
      segmentBytes,
    }
  }

  /** One life of both journals, the cut in the middle of it, and what is there afterwards. */
  async cycle(): Promise<CycleResult> {
    mkdirSync(this.#newData, { mode: 0o700 })
    const newJob: Job = { data: this.#newData, groups: [1, 2], segmentBytes, isEndless: true }
    const newPromised = new Promised()
    const cut = this.#cutter()
    const onTold = { old: cut(this.#chance(entriesBeforeMax)), new: cut(this.#chance(toldBeforeMax)) }
    const [old, begun] = await Promise.all([
      runJournal({ ...this.#old, isEndless: true }, { onTold: onTold.old }),
      runJournal(newJob, { onTold: onTold.new, trick: this.#chance(2) === 0 ? 'clock ahead' : undefined }),
    ])
    for (const { told } of [old, begun]) mustHaveEnded(told)
    this.#promised.add(old.told)
    newPromised.add(begun.told)
    this.#disk.remount()
    const size = await this.#mustRecover(this.#old, this.#promised)
    await this.#mustRecover({ ...newJob, isEndless: false }, newPromised)
    rmSync(this.#newData, { recursive: true })
    return { acknowledged: old.told.filter(({ kind }) => kind === 'written').length, size }
  }

  /** Whoever is first cuts the power for both. */
  #cutter(): (after: number) => (told: Told) => void {
    let isOn = true
    return (after) => {
      let left = after
      return () => {
        if (left-- > 0 || !isOn) return
        isOn = false
        this.#disk.losePower()
      }
    }
  }

  async #mustRecover(job: Job, promised: Promised): Promise<number> {
    const { told } = await runJournal({ ...job, groups: [1] })
    assert.equal(told.at(-1)?.kind, 'closed', JSON.stringify(told))
    for (const one of told) if (one.kind === 'remembered') mustRemember(Buffer.from(one.note, 'base64'), promised)
    promised.add(told)
    return mustBeWhole(job.data, promised)
  }

  /** For a second opinion. */
  get data(): string {
    return this.#old.data
  }

  remove(): void {
    this.#disk.remove()
  }
}

/** Without a disk nobody is told anything but no. */
function mustHaveEnded(told: readonly Told[]): void {
  const last = told.findLast(({ kind }) => kind === 'settled' || kind === 'notOpened')
  assert.ok(last !== undefined, JSON.stringify(told.slice(-3)))
  assert.ok(last.kind !== 'settled' || last.waitingCount === 0)
}

/** A witness that has cosigned a tree knows it, whatever happened to its disk. */
function mustRemember(note: Uint8Array, promised: Promised): void {
  const cosigned = [...promised.checkpoints.values()].map((bytes) => parseNote(bytes))
  const sizes = cosigned.flatMap(({ text, signatures }) => (signatures.length > 1 ? [parseCheckpoint(text).size] : []))
  const remembered = note.length === 0 ? 0 : parseCheckpoint(parseNote(note).text).size
  assert.ok(remembered >= Math.max(0, ...sizes), `the witness remembers ${remembered} and has cosigned ${sizes.at(-1)}`)
}

/** So many lives and cuts. */
export async function loseTimes(cycleCount: number, seed: number): Promise<void> {
  console.log(`power loss: FAULT_SEED=${seed}`)
  const world = new PowerWorld(random(seed))
  try {
    let [acknowledged, size] = [0, 0]
    for (let cycle = 0; cycle < cycleCount; cycle++) {
      const result = await world.cycle().catch((cause: unknown) => {
        throw new Error(`cycle ${cycle}; FAULT_SEED=${seed}`, { cause })
      })
      acknowledged += result.acknowledged
      size = result.size
    }
    goMustAgree(world.data)
    console.log(`${cycleCount} power losses, ${acknowledged} entries acknowledged just before, ${size} in the log`)
  } finally {
    world.remove()
  }
}
