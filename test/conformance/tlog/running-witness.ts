// Witnesses for tests, each in a folder of its own, and how they are asked.
import { strict as assert } from 'node:assert'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, afterEach } from 'bun:test'

import { parseTrustedLog } from '../../../packages/server/src/witness/trusted-logs.ts'
import type { OpenWitness, WitnessSettings } from '../../../packages/server/src/witness/witness.ts'
import { openWitness } from '../../../packages/server/src/witness/witness.ts'
import { WitnessRefused } from '../../../packages/server/src/witness/witness-refused.ts'
import { originHash } from '../../../packages/server/src/witness/witness-state.ts'
import { formatVerifierKey } from '../../../packages/tlog/src/format/note.ts'
import { testLog } from './written-log.ts'

let scratch: string | undefined
let folders = 0

/** Where a folder could be; whoever needs it there makes it. */
export function newFolder(): string {
  scratch ??= mkdtempSync(join(tmpdir(), 'stellwerk-witness-'))
  return join(scratch, String(folders++))
}

const opened: OpenWitness[] = []

/** To be called at the top of each test file: hooks of this module would count for the first one that imports it alone. */
export function endWitnesses(): void {
  afterEach(async () => {
    for (const witness of opened.splice(0)) await witness.stop()
  })
  afterAll(() => {
    if (scratch !== undefined) rmSync(scratch, { recursive: true, force: true })
    scratch = undefined
  })
}

export const startedAt = 1_800_000_000_000
export const logVkey = formatVerifierKey(testLog.key)
export const hash = originHash(testLog.key.name)

export async function open(
  settings: Partial<WitnessSettings> = {},
): Promise<OpenWitness & { readonly folder: string }> {
  const folder = settings.folder ?? newFolder()
  const logs = [parseTrustedLog(logVkey)]
  const witness = await openWitness({ host: '127.0.0.1', port: 0, logs, now: () => startedAt, ...settings, folder })
  opened.push(witness)
  return { ...witness, folder }
}

/** The witness opened last. */
export function running(): OpenWitness | undefined {
  return opened.at(-1)
}

export async function close(witness: OpenWitness): Promise<void> {
  opened.splice(opened.indexOf(witness), 1)
  await witness.stop()
}

interface Said {
  readonly status: number
  readonly type: string | null
  readonly body: string
}

async function said(answer: Response): Promise<Said> {
  return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() }
}

export async function post({ url }: OpenWitness, body: Uint8Array | string): Promise<Said> {
  return said(await fetch(`${url}/add-checkpoint`, { method: 'POST', body: new Uint8Array(Buffer.from(body)) }))
}

export async function shown({ url }: OpenWitness, origin = testLog.key.name): Promise<Said> {
  return said(await fetch(`${url}/${originHash(origin)}/checkpoint`))
}

export async function refusedCode(run: () => Promise<unknown>): Promise<string> {
  try {
    await run()
    return 'opened'
  } catch (error) {
    assert.ok(error instanceof WitnessRefused, String(error))
    assert.ok(error.text.de !== error.text.en)
    return error.code
  }
}

const fixtures = join(import.meta.dir, '../../fixtures/audit')
export const vectors = JSON.parse(readFileSync(join(fixtures, 'notes.json'), 'utf8'))
export const { roots } = JSON.parse(readFileSync(join(fixtures, 'entry-tree.json'), 'utf8'))

/** The key of the vectors, as a witness keeps it. */
export function writeVectorKey(folder: string): void {
  const { name, key_id: keyId, seed_hex: seed } = vectors.witness_key
  const material = Buffer.concat([Buffer.of(4), Buffer.from(seed, 'hex')]).toString('base64')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'witness.key'), `PRIVATE+KEY+${name}+${keyId}+${material}\n`, { mode: 0o600 })
}
