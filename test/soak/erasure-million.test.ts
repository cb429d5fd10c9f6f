import { test } from 'bun:test'
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { parseConfig } from '../../packages/contract/src/config.ts'
import { openLogKey } from '../../packages/server/src/journal/log-key.ts'
import type { JournalItem } from '../../packages/server/src/journal/messages.ts'
import { openJournal } from '../../packages/server/src/journal-wiring.ts'
import { claimedBy, logsOf } from '../../packages/server/src/log-folder.ts'
import { checkEd25519, sha256 } from '../../packages/server/src/primitives.ts'
import { openVaultOffice } from '../../packages/server/src/vault-wiring.ts'
import { encodeUtf8 } from '../../packages/tlog/src/format/bytes.ts'
import { verifyLog } from '../../packages/tlog/src/verify/log.ts'
import { parseTrust } from '../../packages/tlog/src/verify/signed-checkpoint.ts'
import { committedTo } from '../journal/committed-to.ts'
import { filesBelow, foundBelow, needlesOfEntries } from '../journal/erased-bytes.ts'

/** Calls are two entries each, and every user makes as many. */
const [callCount, userCount, erasedCount] = [500_000, 10_000, 1_000]
/** Calls on their way at a time. */
const atOnce = 5_000

const clear = { dataProtection: 'clear', governance: 'clear', licence: 'clear', security: 'clear' } as const
const call = { operation: 'chat/completions', useCase: 'soak', model: 'm', deployment: 'd', commitments: {} } as const
const keeping = { class: 'metadata', deleteOnDay: 30_000 } as const
const subjectsOf = (user: number): string[] => [`key:soak${user % 100}`, `user:person-${user}`]

const intent = (at: number, user: number): JournalItem => ({
  draft: {
    ...call,
    type: 'intent',
    requestId: `req_${at}`,
    attempt: 1,
    isStream: false,
    lamps: clear,
    epoch: 1,
    validUntil: 1_900_000_000_000,
    configuration: 'a'.repeat(64),
    retention: { class: 'metadata', deleteOn: '2052-02-20' },
    bytes: { request: 512, sentRequest: 512 },
  },
  subjects: subjectsOf(user),
  identities: { key: `soak${user % 100}`, user: `person-${user}` },
  committed: committedTo({ request: `{"n":${at},"text":"${'x'.repeat(300)}"}`, sentRequest: `{"n":${at}}` }),
  keeping,
})

const outcome = (
  about: { readonly origin: string; readonly index: number },
  at: number,
  user: number,
): JournalItem => ({
  draft: {
    ...call,
    type: 'outcome',
    requestId: `req_${at}`,
    about,
    ending: 'finished',
    totalMs: 7,
    dropped: 0,
    bytes: { response: 512, deliveredResponse: 512 },
  },
  subjects: subjectsOf(user),
  identities: {},
  committed: committedTo({ response: `answer ${at}`, deliveredResponse: `answer ${at}` }),
  keeping,
})

const told = (what: string, from: number): void =>
  console.log(`${what}: ${((performance.now() - from) / 1_000).toFixed(1)} s`)

test(`${erasedCount} subjects erased among ${callCount * 2} entries: nothing is left in any file, and every proof holds`, async () => {
  const data = mkdtempSync(join(tmpdir(), 'stellwerk-soak-'))
  try {
    const quiet = { event: () => undefined }
    const { journal, close } = await openJournal(parseConfig({ data }), { version: '0.0.0' }, quiet)
    const office = await openVaultOffice(journal, quiet)
    const doomed: { origin: string; index: number }[] = []
    let from = performance.now()
    for (let first = 0; first < callCount; first += atOnce) {
      const calls = Array.from({ length: atOnce }, async (_, place) => {
        const at = first + place
        // Spread over the log, so that there are as many runs as entries: the most that an erasure has to tell.
        const user = (at * 7_919) % userCount
        const intended = await journal.append(intent(at, user))
        const ended = await journal.append(outcome(intended, at, user))
        if (user < erasedCount) doomed.push(intended, ended)
      })
      await Promise.all(calls)
    }
    told(`${callCount * 2} entries`, from)

    const subjects = Array.from({ length: erasedCount }, (_, user) => `user:person-${user}`)
    const why = { fields: [], ground: 'art17_1_b', actor: 'soak', reason: 'soak' } as const
    from = performance.now()
    const plan = await office.erase({ scope: { subjects }, isDryRun: true, ...why, fields: [] })
    assert.equal(plan.count, doomed.length)
    told(`dry run, with everything integrated before`, from)
    const needles = needlesOfEntries(data, doomed)
    const bytes = filesBelow(data).reduce((sum, path) => sum + statSync(path).size, 0)
    console.log(`${doomed.length} records to erase, ${needles.length} needles, ${(bytes / 1e9).toFixed(2)} GB of files`)
    from = performance.now()
    assert.equal(foundBelow(data, needles).size, new Set(needles).size)
    told('search before', from)

    from = performance.now()
    const report = await office.erase({ scope: { subjects }, isDryRun: false, ...why, fields: [] })
    told(`erasure of ${report.count} records, told in ${report.entries.length} entries`, from)
    assert.equal(report.count, doomed.length)
    from = performance.now()
    assert.equal(foundBelow(data, needles).size, 0)
    told('search after', from)
    await close()

    const log = logsOf(data).at(-1)
    const claimed = log && (await claimedBy(log))
    if (log === undefined || claimed === undefined) throw new Error('no log')
    const { vkey } = openLogKey({ path: join(data, 'keys', 'log.key'), origin: claimed.origin, mayCreate: false })
    const primitives = { sha256, checkEd25519 }
    const trust = parseTrust({ vkey, policy: encodeUtf8('quorum none\n') }, primitives)
    from = performance.now()
    const clock = { nowSeconds: Date.now() / 1_000 }
    const verified = await verifyLog({ read: log.read, list: log.list, trust, primitives, clock })
    told(`verification of ${claimed.size} entries`, from)
    assert.equal(verified.outcome, 'verified', JSON.stringify(verified.checks))
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
})
