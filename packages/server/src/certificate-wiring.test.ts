import { test } from 'bun:test'
import assert from 'node:assert/strict'
import { utimesSync } from 'node:fs'

import { parseConfig } from '@stellwerk/contract/config'

import { newAuthority } from '../../../test/certificates.ts'
import { temporaryFolders } from '../../../test/temporary-folders.ts'
import { keepCertificates } from './certificate-wiring.ts'
import type { Entrance, PresentOutcome } from './http/entrance.ts'
import { createLog } from './telemetry/log.ts'

const newFolder = temporaryFolders('certificate-wiring')

/** An entrance at which certificates are shown, or not, as the test says, and how often one was handed in. */
function played(outcomes: PresentOutcome[]) {
  const handed: ((count: number) => void)[] = []
  let count = 0
  const entrance: Entrance = {
    address: '',
    port: 0,
    present: async () => {
      const outcome = outcomes.shift() ?? 'superseded'
      count++
      // Once it is known what became of it.
      for (const tell of handed.splice(0)) setTimeout(tell, 0, count)
      return outcome
    },
    stop: async () => undefined,
  }
  const next = (): Promise<number> => {
    const { promise, resolve } = Promise.withResolvers<number>()
    handed.push(resolve)
    return promise
  }
  return { entrance, count: () => count, next }
}

/** Time for some looks at the files; too few of them would let a wrong program pass, and never stop a right one. */
const looks = (): Promise<void> => Bun.sleep(10)

test('a certificate that could not be shown because the port was taken is tried again a minute later', async () => {
  const made = newAuthority(newFolder(), 'ca').issue('server', ['DNS:ki.example'])
  let now = Date.parse('2026-11-23')
  let text = ''
  const log = createLog({ level: 'info', format: 'text', now: () => now, write: (lines) => void (text += lines) })
  const tls = { certificate: made.certificate, key: `file:${made.key}` as const }
  const kept = keepCertificates(parseConfig({ listen: { tls } }), { env: {}, log, now: () => now, everyMs: 1 })
  const { entrance, count, next } = played(['kept', 'kept', 'shown'])
  try {
    const first = next()
    kept.watch(entrance)
    utimesSync(made.certificate, 1, 1)
    assert.equal(await first, 1)
    const second = next()
    now += 59_999
    await looks()
    assert.equal(count(), 1)
    now++
    assert.equal(await second, 2)
    const third = next()
    now += 60_000
    assert.equal(await third, 3)
    now += 60_000
    await looks()
    assert.equal(count(), 3)
  } finally {
    kept.close()
    log.close()
  }
  assert.deepEqual(text.match(/certificate\.(?:kept|renewed)/g), [
    'certificate.kept',
    'certificate.kept',
    'certificate.renewed',
  ])
})
