// A data directory for journal processes, everything that outlives them beside it, and what was promised so far.
import { strict as assert } from 'node:assert'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Job } from './journal-process.ts'
import type { Run } from './journal-run.ts'
import { runJournal } from './journal-run.ts'
import { mustBeWhole, Promised } from './whole-journal.ts'

/** 40 entries in growing groups; segments so small that a spare is made and taken, and old ones go. */
const segmentBytes = 65_536
const groups = [1, 1, 2, 3, 5, 8]

/** A folder with everything that outlives a process, and what was promised so far. */
export class Installation {
  readonly folder = mkdtempSync(join(tmpdir(), 'stellwerk-calls-'))
  readonly data = join(this.folder, 'data')
  readonly promised = new Promised()

  job(changed: Partial<Job> = {}): Job {
    return { data: this.data, floor: join(this.folder, 'floor'), groups, segmentBytes, ...changed }
  }

  async run(how: Parameters<typeof runJournal>[1] = {}, changed: Partial<Job> = {}): Promise<Run> {
    mkdirSync(this.data, { recursive: true, mode: 0o700 })
    const run = await runJournal(this.job(changed), how)
    this.promised.add(run.told)
    return run
  }

  copyOf(other: Installation): this {
    cpSync(other.folder, this.folder, { recursive: true })
    for (const [place, requestId] of other.promised.written) this.promised.written.set(place, requestId)
    for (const note of other.promised.checkpoints.values()) this.promised.addCheckpoint(note)
    return this
  }

  /** A clean start, a call, a clean end, and the verifier. */
  async mustRecover(): Promise<number> {
    const { told } = await this.run({}, { groups: [1] })
    assert.ok(told.at(-1)?.kind === 'closed', JSON.stringify(told.at(-1)))
    return mustBeWhole(this.data, this.promised)
  }

  /** Entries of the usual groups. */
  get entryCount(): number {
    return 2 * groups.reduce((sum, some) => sum + some, 0)
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
