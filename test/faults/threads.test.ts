import { strict as assert } from 'node:assert'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { test } from 'bun:test'

import { logsOf } from '../../packages/server/src/log-folder.ts'
import { Installation } from './installation.ts'
import type { Told } from './journal-process.ts'
import { runJournal } from './journal-run.ts'
import type { Trick } from './thread-gate.ts'

const timeoutMs = 60_000

async function within(act: (installation: Installation) => Promise<void>): Promise<void> {
  const installation = new Installation()
  try {
    await act(installation)
  } finally {
    installation.remove()
  }
}

const of = <Kind extends Told['kind']>(told: readonly Told[], kind: Kind) =>
  told.filter((one): one is Extract<Told, { kind: Kind }> => one.kind === kind)

// Goal: the clock of the machine decides nothing. Set back or ahead, it refuses nothing and reorders nothing.
for (const trick of ['clock back', 'clock ahead'] as const) {
  test(`${trick}: order is kept and nothing refused`, { timeout: timeoutMs }, () =>
    within(async (installation) => {
      const { told } = await installation.run({ trick })
      assert.deepEqual([...of(told, 'refused'), ...of(told, 'stopped')], [])
      assert.equal(of(told, 'written').length, installation.entryCount)
      // Times that fall would be a finding about the claims. In another period the log ends and the next one begins.
      await installation.mustRecover()
      assert.equal(logsOf(installation.data).length, trick === 'clock ahead' ? 2 : 1)
    }),
  )
}

// Goal: a thread that ends, however it ends, refuses everybody who waits and everybody who comes, and loses nothing.
const ends: readonly Trick[] = ['writer throws', 'writer exits', 'publisher throws', 'publisher exits']
for (const trick of ends) {
  test(`${trick}: whoever waits is refused, and the next start has all that was told`, { timeout: timeoutMs }, () =>
    within(async (installation) => {
      const { told } = await installation.run({ trick }, { isEndless: true })
      assert.deepEqual(of(told, 'closed'), [])
      assert.equal(of(told, 'stopped').length, 1)
      if (trick.endsWith('throws')) assert.match(of(told, 'stopped')[0]?.message ?? '', /thrown by a test/)
      assert.equal(of(told, 'settled')[0]?.waitingCount, 0)
      assert.ok(of(told, 'refused').length > 0)
      assert.ok(of(told, 'refused').every(({ code }) => code === 'stopped'))
      await installation.mustRecover()
    }),
  )
}

test('a second process on the same folder is refused and changes nothing', { timeout: timeoutMs }, () =>
  within(async (installation) => {
    const until = join(installation.folder, 'until')
    let second: Promise<readonly Told[]> | undefined
    const onTold = ({ kind }: Told): void => {
      if (kind !== 'ready') return
      second = runJournal(installation.job()).then((run) => run.told)
      void second.finally(() => writeFileSync(until, ''))
    }
    const { told } = await installation.run({ onTold }, { isEndless: true, until })
    const refused = of((await second) ?? [], 'notOpened')
    assert.match(refused[0]?.message ?? '', /another process writes to this log/)
    assert.deepEqual(of(told, 'refused'), [])
    await installation.mustRecover()
  }),
)
