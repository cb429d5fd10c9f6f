// Goal: beside what the configuration names, the report says who is asked for names, where a host is now, and what is barred.
import { strict as assert } from 'node:assert'
import { writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'

import { type Config, type ConfigInput, parseConfig } from '@stellwerk/contract/config'
import { test } from 'bun:test'

import { temporaryFolders } from '../../../test/temporary-folders.ts'
import { egress } from './egress-wiring.ts'

const folder = temporaryFolders('egress')()
const files = { hosts: join(folder, 'hosts'), nameServers: join(folder, 'resolv.conf') }
writeFileSync(files.hosts, '127.0.0.1 localhost\n10.0.0.7 gpu-7 GPU-7.internal # the old one gpu-8\n')
writeFileSync(files.nameServers, 'search internal\nnameserver 10.0.0.53\n#nameserver 10.0.0.54\nnameserver fd00::53\n')

const names: Readonly<Record<string, readonly string[]>> = {
  'gpu-7': ['10.0.0.7'],
  'gpu-8': ['10.0.0.8', 'fd00::8'],
  localhost: ['127.0.0.1'],
  rebinding: ['10.0.0.9', '169.254.169.254'],
}

const found = (input: ConfigInput, how: { readonly mayLookUp?: boolean; readonly files?: typeof files } = {}) => {
  const config: Config = parseConfig({ data: '/data', ...input })
  const resolve = (name: string): Promise<readonly string[]> => {
    assert.notEqual(how.mayLookUp, false, 'nothing may be looked up')
    return Promise.resolve(names[name] ?? [])
  }
  return egress({ config, file: undefined }, { mayLookUp: true, files, resolve, ...how })
}

const at = (host: string): ConfigInput => ({ upstreams: [{ id: 'a', kind: 'vllm', url: `http://${host}:8000` }] })
const servers = ['10.0.0.53', 'fd00::53']

const cases: readonly [
  why: string,
  host: string,
  state: string,
  asked: readonly string[],
  barred: readonly string[],
][] = [
  ['an address', '10.0.0.5', 'ok', [], []],
  ['a name in the file of hosts', 'gpu-7', 'ok', [], []],
  ['localhost', 'localhost', 'ok', [], []],
  ['a name behind a comment', 'gpu-8', 'ok', servers, []],
  ['a name that nobody knows', 'gpu-9', 'warning', servers, []],
  ['a metadata address', '169.254.169.254', 'problem', [], ['169.254.169.254']],
  ['one of several addresses barred', 'rebinding', 'problem', servers, ['169.254.169.254']],
]
for (const [why, host, state, asked, barred] of cases) {
  test(`egress: ${why}`, async () => {
    const { destinations } = await found(at(host))
    const [engine, ...others] = destinations
    assert.equal(engine?.state, state)
    assert.deepEqual(
      engine?.addresses.filter(({ isBarred }) => isBarred).map(({ address }) => address),
      barred,
    )
    const placed = others.map(({ reach }) => (reach.kind === 'network' ? reach.host : reach.path))
    const cache = isIP(host) === 0 ? ['/var/run/nscd/socket'] : []
    assert.deepEqual(placed, [...asked, ...cache, '/data/control.sock'])
  })
}

test('egress: without a file of name servers this machine is asked', async () => {
  const { destinations } = await found(at('gpu-8'), { files: { ...files, nameServers: join(folder, 'none') } })
  const [server] = destinations.filter(({ role }) => role === 'nameServer')
  assert.deepEqual(server?.reach, { kind: 'network', protocol: 'dns', host: '127.0.0.1', port: 53 })
})

test('egress: --no-lookup asks nobody and still says who would be asked', async () => {
  const { destinations } = await found(at('gpu-8'), { mayLookUp: false })
  assert.deepEqual(
    destinations.map(({ role, state }) => [role, state]),
    [
      ['engine', 'ok'],
      ['nameServer', 'ok'],
      ['nameServer', 'ok'],
      ['nameServer', 'ok'],
      ['ownSocket', 'ok'],
    ],
  )
})

test('egress: a witness at a metadata address is a warning, because nothing keeps us from asking it', async () => {
  const witnesses = [{ vkey: 'w+00000000+AQ', url: 'http://169.254.169.254' }]
  const { destinations } = await found({ journal: { witnesses } })
  assert.equal(destinations[0]?.state, 'warning')
})

test('egress: a socket to listen on is our own, and is knocked at', async () => {
  const { destinations } = await found({ listen: { socket: '/run/stellwerk/http.sock' } })
  assert.deepEqual(
    destinations.map(({ setting }) => setting),
    ['data', 'listen.socket'],
  )
})
