// Goal: a file of the product that can open a connection or start a program is known, with what stands behind it in
// `stellwerk doctor egress`. A new one fails here until it is listed there.
import { strict as assert } from 'node:assert'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { test } from 'bun:test'

import { contactingCommands, egressSettings } from '../../packages/contract/src/egress.ts'

const root = join(import.meta.dir, '../..')

/** Words of code that reach beyond the process. A listener waits for others and is not among them. */
const opening =
  /\b(?:fetch|WebSocket|EventSource|execve|createConnection|createSocket)\b|\bBun\.(?:connect|udpSocket|spawn|spawnSync|dns|sql|redis|s3)\b|from '(?:node:)?(?:net|tls|dgram|http|https|http2|dns|dns\/promises|child_process)'/

/** Not code, a text for people, or a method of that name, as `Bun.serve` wants it: it answers and does not ask. */
const harmless =
  /^\s*(?:\/\/|\/?\*|(?:de|en): ).*$|\bfetch:|'sec-fetch-\w+'|^\s*(?:async )?fetch\([^()]*\)(?:: [^{]*)? \{$/gm

/** What each of them is: settings or commands that the report lists, or why it needs no line there. */
const known: Readonly<Record<string, { readonly listed?: readonly string[]; readonly why?: string }>> = {
  'packages/server/src/upstream/server.ts': { listed: ['upstreams[].url'] },
  'packages/server/src/upstream/connect.ts': { listed: ['upstreams[].url'] },
  'packages/server/src/upstream/address.ts': { listed: ['upstreams[].url'] },
  'packages/server/src/upstream/local-engines.ts': { listed: ['serve --first-run (npm start)'] },
  'packages/server/src/journal/bounded-exchange.ts': {
    listed: [
      'journal.witnesses[].url',
      'journal.timestamp.url',
      'frontEnds[].person.issuer',
      'frontEnds[].person.jwksUrl',
    ],
  },
  'packages/server/src/telemetry/traces.ts': { listed: ['traces.endpoint'] },
  'packages/server/src/vault/transit-custodian.ts': {
    listed: ['vault.key.transit.url', 'vault.previousKey.transit.url'],
  },
  'packages/server/src/vault/command-custodian.ts': { listed: ['vault.key.command', 'vault.previousKey.command'] },
  'packages/server/src/commands/journal-address.ts': { listed: ['journal verify ADDRESS'] },
  'packages/server/src/commands/demo-stage.ts': { listed: ['demo'] },
  'packages/server/src/commands/login.ts': { listed: ['login [URL], keys own USECASE'] },
  'packages/server/src/api/sign-in-script.ts': { why: 'runs in a browser, and asks its own origin alone' },
  'packages/server/src/commands/control-client.ts': { why: 'our own control socket' },
  'packages/server/src/http/control-socket.ts': { why: 'our own control socket' },
  'packages/server/src/egress-wiring.ts': { why: 'tells addresses from names; connects to nobody' },
  'packages/server/src/http/unix-socket.ts': { why: 'asks whether somebody listens on our own socket already' },
  'packages/server/src/http/addresses.ts': { why: 'tells addresses from names; connects to nobody' },
  'packages/server/src/networks.ts': { why: 'compares addresses; connects to nobody' },
  'packages/server/src/upstream/tls.ts': { why: 'tells addresses from names; connects to nobody' },
  'packages/server/src/certificates.ts': { why: 'tries whether a certificate fits its key; connects to nobody' },
  'packages/server/src/embedded/files/download.ts': { listed: ['engine pull SOURCE'] },
  'packages/server/src/inventory-wiring.ts': {
    listed: ['models add hf:OWNER/REPO', 'models add UPSTREAM', 'models import URL'],
  },
  'packages/server/src/npm-package.ts': { listed: ['engine install'] },
  'packages/server/src/embedded/keeper.ts': {
    why: 'starts this program once more, in a process that can open no connection',
  },
  'packages/server/src/classifier-wiring.ts': {
    why: 'starts this program once more, in a process that can open no connection',
  },
  'packages/server/src/confinement.ts': { why: 'becomes itself with fewer rights; connects to nobody' },
  'packages/server/src/people-wiring.ts': { listed: ['signIn.providers[].issuer'] },
  'packages/server/src/people/provider/provider.ts': { listed: ['signIn.providers[].issuer'] },
  'packages/server/src/commands/register-client.ts': { listed: ['get, diff, apply, export, setup --server URL'] },
  'packages/server/src/safe-environment.ts': { why: 'becomes itself with a clean environment' },
}

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /^[^/]+\/src\/.*\.tsx?$/.test(name) && !name.endsWith('.test.ts'))
    .map((name) => `${folder}/${name}`)
}

test('every file that can open a connection is known', () => {
  const openers = sources('packages').filter((path) =>
    opening.test(readFileSync(join(root, path), 'utf8').replaceAll(harmless, '')),
  )
  assert.deepEqual(openers.toSorted(), Object.keys(known).toSorted())
})

test('what they are listed as is in the report', () => {
  const told = new Set([...egressSettings, ...contactingCommands.map(({ words }) => words)])
  const listed = Object.values(known).flatMap((one) => one.listed ?? [])
  assert.deepEqual(
    listed.filter((one) => !told.has(one)),
    [],
  )
  assert.deepEqual(
    [...told].filter((one) => !listed.includes(one)),
    [],
  )
})
