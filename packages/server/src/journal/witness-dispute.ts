// A witness that has seen another journal than ours. Which of the two is true is for a person to find out; until then the
// security lamp is shut everywhere.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import type { Reason } from '@stellwerk/contract/lamp'
import { formatHex } from '@stellwerk/tlog/format/bytes'

import { replaceDurably } from '../durable-file.ts'
import { sha256 } from '../primitives.ts'
import { latestSeenBy } from './witness-client.ts'
import { nameOf, type PinnedWitness } from './witness-client-failure.ts'
import type { WitnessTrouble } from './witnesses.ts'

/** Whether the trouble is a contradiction and no mere silence. */
export function isDispute({ kind }: WitnessTrouble): boolean {
  return kind === 'ahead' || kind === 'forked'
}

/** The finding for the lamp, with what to do about it. */
export function disputeFinding({ witness, kind }: WitnessTrouble): Reason {
  const seen = {
    ahead: { de: 'mehr Einträge', en: 'more entries' },
    forked: { de: 'andere Einträge', en: 'other entries' },
  }[kind === 'ahead' ? 'ahead' : 'forked']
  return {
    code: kind === 'ahead' ? 'journal_behind_witness' : 'journal_forked',
    lamp: 'security',
    basis: 'ownRule',
    source: `journal.witnesses: ${witness}`,
    clearedBy: { de: 'Betrieb mit dem Zeugen', en: 'operator together with the witness' },
    text: {
      de: `Der Zeuge ${witness} hat ${seen.de} dieses Beweisprotokolls gesehen, als hier stehen`,
      en: `the witness ${witness} has seen ${seen.en} of this journal than stand here`,
    },
  }
}

/**
 * Keeps what the witness has seen, signed by the key of our log: whoever wrote that has the key. With it the two journals can
 * be held against each other, which the bare word of a witness does not allow.
 *
 * @param where.folder of the log
 * @param where.log its vkey
 * @returns the file, for `journal verify --against`; undefined if the witness shows nothing that our key has signed
 */
export async function keepSeen(
  { witness }: WitnessTrouble,
  where: { readonly pinned: readonly PinnedWitness[]; readonly folder: string; readonly log: string },
): Promise<string | undefined> {
  const asked = where.pinned.find((one) => nameOf(one) === witness)
  if (asked === undefined) return undefined
  const seen = await latestSeenBy(asked, { log: where.log })
  if (seen.outcome !== 'seen') return undefined
  const folder = join(where.folder, 'disputes')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Named by us: what the witness is called may be any text.
  const file = join(folder, `${seen.size}-${formatHex(sha256(Buffer.from(asked.vkey))).slice(0, 8)}.checkpoint`)
  replaceDurably(file, seen.note)
  return file
}
