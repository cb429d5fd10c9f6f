import { expect, test } from 'bun:test'

import { isPlainBeyondLoopback, parseListenAddress, publicUrlOf } from './config-listen.ts'
import { parseConfig } from './config.ts'
import { ConfigInvalid } from './config-problem.ts'

const tls = { certificate: '/c.pem', key: 'file:/k.pem' }

const links: readonly [config: object, portInUse: number | undefined, link: string][] = [
  [{}, undefined, 'http://127.0.0.1:7373'],
  [{ listen: { port: 0 } }, 4711, 'http://127.0.0.1:4711'],
  [{ listen: { host: '0.0.0.0' } }, undefined, 'http://127.0.0.1:7373'],
  [{ listen: { host: '::1' } }, undefined, 'http://[::1]:7373'],
  [{ listen: { host: 'ki.example', port: 8443, tls } }, undefined, 'https://ki.example:8443'],
  [{ listen: { socket: '/run/s.sock' } }, undefined, 'http://localhost'],
  [{ publicUrl: 'https://ki.example/' }, 4711, 'https://ki.example'],
  [{ publicUrl: 'https://ki.example', listen: { socket: '/run/s.sock' } }, undefined, 'https://ki.example'],
]
for (const [value, portInUse, link] of links) {
  test(`link ${link} from ${JSON.stringify(value)}`, () =>
    expect(publicUrlOf(parseConfig(value), portInUse)).toBe(link))
}

const addresses: readonly [text: string, meant: object | undefined][] = [
  ['0.0.0.0:7373', { host: '0.0.0.0', port: 7373 }],
  ['[::]:7373', { host: '::', port: 7373 }],
  ['[2001:db8::1]:80', { host: '2001:db8::1', port: 80 }],
  [':7373', { host: '::', port: 7373 }],
  ['ki.example:443', { host: 'ki.example', port: 443 }],
  ['unix:/run/stellwerk.sock', { socket: '/run/stellwerk.sock' }],
  ['7373', undefined],
  ['0.0.0.0', undefined],
  ['::1:7373', undefined],
  ['http://0.0.0.0:7373', undefined],
  ['0.0.0.0:7373/x', undefined],
  ['0.0.0.0:', undefined],
  ['', undefined],
]
for (const [text, meant] of addresses) {
  test(`listen on ${text}`, () => expect(parseListenAddress(text)).toEqual(meant as never)) // The type knows no other.
}

// Goal: what cannot take effect, or contradicts itself, stops the start and is named.
const engine = { id: 'a', kind: 'vllm' }
const wrong: readonly [why: string, config: object, path: string][] = [
  ['a socket and a port', { listen: { socket: '/s', port: 1 } }, 'listen.socket'],
  ['a socket and a host', { listen: { socket: '/s', host: '::1' } }, 'listen.socket'],
  ['a socket and a certificate', { listen: { socket: '/s', tls } }, 'listen.tls'],
  ['a relative socket', { listen: { socket: 's.sock' } }, 'listen.socket'],
  ['a socket whose path is too long', { listen: { socket: `/${'ä'.repeat(52)}` } }, 'listen.socket'],
  ['a key in the file', { listen: { tls: { ...tls, key: '/k.pem' } } }, 'listen.tls.key'],
  ['an old TLS', { listen: { tls: { ...tls, minVersion: '1.1' } } }, 'listen.tls.minVersion'],
  ['a proxy by name', { listen: { trustedProxies: ['proxy.example'] } }, 'listen.trustedProxies[0]'],
  ['a network that is none', { listen: { trustedProxies: ['10.0.0.0/33'] } }, 'listen.trustedProxies[0]'],
  [
    'certificates for an engine without encryption',
    { upstreams: [{ ...engine, url: 'http://e', tls: { ca: '/ca.pem' } }] },
    'upstreams[0].tls',
  ],
  [
    'a certificate without its key',
    { upstreams: [{ ...engine, url: 'https://e', tls: { certificate: '/c.pem' } }] },
    'upstreams[0].tls',
  ],
  [
    'an address as the name of an engine',
    { upstreams: [{ ...engine, url: 'https://e', tls: { serverName: '10.0.0.1:80' } }] },
    'upstreams[0].tls.serverName',
  ],
]
for (const [why, config, path] of wrong) {
  test(`refused: ${why}`, () => {
    try {
      parseConfig(config)
      expect.unreachable()
    } catch (error) {
      if (!(error instanceof ConfigInvalid)) throw error
      expect(error.problems.map((problem) => problem.path)).toEqual([path])
      expect(error.problems[0].problem.de).not.toBe('passt nicht an diese Stelle')
    }
  })
}

test('what YAML reads as a number is meant as a version', () => {
  expect(parseConfig({ listen: { tls: { ...tls, minVersion: 1.3 } } }).listen.tls?.minVersion).toBe('1.3')
  expect(parseConfig({ listen: { tls } }).listen.tls).toMatchObject({ minVersion: '1.2', hsts: true })
})

test('a proxy may be an address, a network, or whoever comes through the socket', () => {
  const trustedProxies = ['10.0.0.1', '10.0.0.0/8', '2001:db8::1', '2001:db8::/32', 'unix']
  expect(parseConfig({ listen: { trustedProxies } }).listen.trustedProxies).toEqual(trustedProxies)
})

const plain: readonly [listen: object, isPlain: boolean][] = [
  [{}, false],
  [{ host: 'localhost' }, false],
  [{ host: '127.0.0.2' }, false],
  [{ host: '::1' }, false],
  [{ socket: '/s' }, false],
  [{ host: '0.0.0.0', tls }, false],
  [{ host: '0.0.0.0' }, true],
  [{ host: '::' }, true],
  [{ host: '127.0.0.1.example' }, true],
  [{ host: '10.0.0.1' }, true],
]
for (const [listen, isPlain] of plain) {
  test(`plain HTTP beyond this machine: ${JSON.stringify(listen)}`, () =>
    expect(isPlainBeyondLoopback(parseConfig({ listen }).listen)).toBe(isPlain))
}
