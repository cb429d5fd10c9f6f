// A process that fills a vault, erases some subjects and dies on the way. Started with a folder, a file of records in
// JSON, and the moment.
import { readFileSync } from 'node:fs'

import { openForWriting } from '../../packages/server/src/storage/sqlite/vault-store-open.ts'
import { VaultStore } from '../../packages/server/src/storage/sqlite/vault-store.ts'
import type { KnownRecord } from './vault-records.ts'
import { envelopes, origin, tagOf } from './vault-records.ts'

/** When the process dies, as long as nobody kills it from outside. */
export const moments = [
  'before the commit',
  'after the commit',
  'before the log is cut',
  'after the log is cut',
] as const
export type Moment = (typeof moments)[number] | 'never'

export const doomedSubjects: readonly string[] = Array.from({ length: 10 }, (_, place) => `user:${place * 5}`)

export const formatRecords = (records: readonly KnownRecord[]): string =>
  JSON.stringify(records.map(({ index, id, ciphertext }) => [index, id.toBase64(), ciphertext.toBase64()]))

function parseRecords(text: string): readonly KnownRecord[] {
  const rows = JSON.parse(text) as readonly (readonly [number, string, string])[]
  return rows.map(([index, id, ciphertext]) => ({
    index,
    id: Uint8Array.fromBase64(id),
    ciphertext: Uint8Array.fromBase64(ciphertext),
  }))
}

function die(): never {
  process.kill(process.pid, 'SIGKILL')
  throw new Error('survived')
}

function run(folder: string, recordsFile: string, moment: Moment): void {
  const connection = openForWriting({ dataDirectory: folder, now: 0 })
  const store = new VaultStore(connection, envelopes)
  const records = parseRecords(readFileSync(recordsFile, 'utf8'))
  for (let from = 0; from < records.length; from += 400) store.take(origin, records.slice(from, from + 400))
  const [durably, truncateLog] = [connection.durably.bind(connection), connection.truncateLog.bind(connection)]
  connection.durably = (act) => {
    const result = durably(() => {
      const done = act()
      return moment === 'before the commit' ? die() : done
    })
    return moment === 'after the commit' ? die() : result
  }
  connection.truncateLog = () => {
    if (moment === 'before the log is cut') die()
    const isCut = truncateLog()
    return moment === 'after the log is cut' ? die() : isCut
  }
  store.erase({ tags: doomedSubjects.map(tagOf) }, { ground: 'gdpr_17', at: 1 })
  // Without a clean end, as with the rows that kill from outside.
  die()
}

if (import.meta.main) {
  const [folder = '', recordsFile = '', moment = ''] = process.argv.slice(2)
  // The test passes one of `moments`, or `never`.
  run(folder, recordsFile, moment as Moment)
}
