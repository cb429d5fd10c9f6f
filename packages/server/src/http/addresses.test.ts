import { describe, test } from 'bun:test'
import assert from 'node:assert/strict'

import * as fc from 'fast-check'

import { clientAddresses } from './addresses.ts'

type Sent = Readonly<Record<string, string>>

const proxies = ['10.0.0.0/8', '127.0.0.1', '2001:db8:1::/48']

const from = (address: string | undefined, sent: Sent = {}) => ({ address, headers: new Headers(sent) })
const plain = (list: string): Sent => ({ 'x-forwarded-for': list })
const standard = (list: string): Sent => ({ forwarded: list })

// Goal: the right-most address that is no trusted proxy, only when a trusted proxy says so; in doubt nobody.
describe('the address of the client', () => {
  const cases: readonly (readonly [why: string, peer: string | undefined, sent: Sent, address: string | undefined])[] =
    [
      ['no proxy', '192.0.2.7', {}, '192.0.2.7'],
      ['IPv4 in an IPv6 socket', '::ffff:192.0.2.7', {}, '192.0.2.7'],
      ['a link-local client', 'fe80::1%eth0', {}, 'fe80::1'],
      ['a connection that is gone', undefined, {}, undefined],
      ['a stranger who says somebody else', '192.0.2.7', plain('10.9.9.9'), '192.0.2.7'],
      ['the same with Forwarded', '192.0.2.7', standard('for=10.9.9.9'), '192.0.2.7'],

      ['a trusted proxy', '10.0.0.1', plain('192.0.2.7'), '192.0.2.7'],
      ['a trusted proxy in IPv6 clothes', '::ffff:10.0.0.1', plain('192.0.2.7'), '192.0.2.7'],
      ['two trusted proxies', '127.0.0.1', plain('192.0.2.7, 10.0.0.1'), '192.0.2.7'],
      ['what the client claimed is further left', '10.0.0.1', plain('10.1.1.1, 127.0.0.1, 192.0.2.7'), '192.0.2.7'],
      ['nonsense further left', '10.0.0.1', plain('<script>, 192.0.2.7'), '192.0.2.7'],
      ['a client in the trusted network', '127.0.0.1', plain('10.2.2.2, 10.0.0.1'), '10.2.2.2'],
      ['spaces and tabs', '10.0.0.1', plain(' 192.0.2.7 ,\t10.0.0.9 '), '192.0.2.7'],
      ['a port', '10.0.0.1', plain('192.0.2.7:4711'), '192.0.2.7'],
      ['IPv6', '2001:db8:1::5', plain('2001:DB8:2::7'), '2001:db8:2::7'],
      ['IPv6 with a port', '10.0.0.1', plain('[2001:db8:2::7]:4711'), '2001:db8:2::7'],
      ['IPv4 in IPv6 clothes', '10.0.0.1', plain('::ffff:192.0.2.7'), '192.0.2.7'],

      ['a proxy that says nothing', '10.0.0.1', {}, undefined],
      ['an empty list', '10.0.0.1', plain(''), undefined],
      ['an empty hop at the right', '10.0.0.1', plain('192.0.2.7,'), undefined],
      ['no address', '10.0.0.1', plain('192.0.2.7, somewhere'), undefined],
      ['unknown', '10.0.0.1', plain('192.0.2.7, unknown'), undefined],
      ['an address that is none', '10.0.0.1', plain('192.0.2.256'), undefined],
      ['octal', '10.0.0.1', plain('0300.0.2.7'), undefined],
      ['the zone of an interface', '10.0.0.1', plain('fe80::1%eth0'), undefined],
      ['a list without an end', '10.0.0.1', plain(`${'1.1.1.1,'.repeat(300)}192.0.2.7`), undefined],
      ['both headers', '10.0.0.1', { ...plain('192.0.2.7'), ...standard('for=192.0.2.7') }, undefined],

      ['Forwarded', '10.0.0.1', standard('for=192.0.2.7'), '192.0.2.7'],
      ['Forwarded, everything', '10.0.0.1', standard('For="192.0.2.7:80";proto=https;by=10.0.0.1'), '192.0.2.7'],
      ['Forwarded, IPv6', '10.0.0.1', standard('for="[2001:db8:2::7]:80"'), '2001:db8:2::7'],
      ['Forwarded, two hops', '10.0.0.1', standard('for=192.0.2.7;host="a,b", for=10.0.0.9'), '192.0.2.7'],
      ['Forwarded, a claim', '10.0.0.1', standard('for=10.1.1.1, for=192.0.2.7'), '192.0.2.7'],
      ['Forwarded, unknown', '10.0.0.1', standard('for=unknown'), undefined],
      ['Forwarded, a name instead', '10.0.0.1', standard('for=_hidden'), undefined],
      ['Forwarded, a hop without for', '10.0.0.1', standard('for=192.0.2.7, proto=http'), undefined],
      ['Forwarded, for twice', '10.0.0.1', standard('for=192.0.2.7;for=192.0.2.8'), undefined],
      ['Forwarded, a quote left open by the client', '10.0.0.1', standard('for="x, for="192.0.2.7"'), undefined],
      ['Forwarded, an escape', '10.0.0.1', standard('for="192.0.2.\\7"'), undefined],
      ['Forwarded, nothing after the comma', '10.0.0.1', standard('for=192.0.2.7,'), undefined],
    ]
  const addresses = clientAddresses(proxies, false)
  for (const [why, peer, sent, address] of cases) {
    test(why, () => assert.equal(addresses.of(from(peer, sent)), address))
  }

  // Whatever a client writes to the left of what the proxy appends, it changes nothing, or makes the client unknown.
  test('no header of a client makes it somebody else', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (said, isStandard) => {
        const claim = said.replaceAll(/[^\x20-\x7e]/g, '')
        const sent = isStandard ? standard(`${claim}, for=192.0.2.7`) : plain(`${claim}, 192.0.2.7`)
        const found = addresses.of(from('10.0.0.1', sent))
        assert.ok(found === '192.0.2.7' || found === undefined, `${found} from ${claim}`)
      }),
    )
  })

  test('through a socket only one who is trusted by name says who it is', () => {
    const sent = plain('192.0.2.7')
    assert.equal(clientAddresses([], true).of(from(undefined, sent)), undefined)
    assert.equal(clientAddresses(['10.0.0.0/8'], true).of(from(undefined, sent)), undefined)
    assert.equal(clientAddresses(['unix'], true).of(from(undefined, sent)), '192.0.2.7')
    assert.equal(
      clientAddresses(['unix', '10.0.0.0/8'], true).of(from(undefined, plain('192.0.2.7, 10.0.0.1'))),
      '192.0.2.7',
    )
    // A connection that is gone has no address either, and is no socket.
    assert.equal(clientAddresses(['unix'], false).of(from(undefined, sent)), undefined)
  })
})

// Goal: behind a reverse proxy on this machine nobody becomes local.
describe('on this machine', () => {
  const cases: readonly (readonly [
    why: string,
    trusted: readonly string[],
    peer: string,
    sent: Sent,
    isLocal: boolean,
  ])[] = [
    ['itself', [], '127.0.0.1', {}, true],
    ['itself over IPv6', [], '::1', {}, true],
    ['itself in an IPv6 socket', [], '::ffff:127.0.0.1', {}, true],
    ['another one', [], '192.0.2.7', {}, false],
    ['a proxy that nobody named', [], '127.0.0.1', plain('192.0.2.7'), false],
    ['a proxy that nobody named, and a claim', [], '127.0.0.1', plain('127.0.0.1'), false],
    ['Forwarded', [], '127.0.0.1', standard('for=127.0.0.1'), false],
    ['X-Real-IP', [], '127.0.0.1', { 'x-real-ip': '127.0.0.1' }, false],
    ['Via', [], '127.0.0.1', { via: '1.1 proxy' }, false],
    ['a trusted proxy for another one', ['127.0.0.1'], '127.0.0.1', plain('192.0.2.7'), false],
    ['a trusted proxy for this machine', ['127.0.0.1'], '127.0.0.1', plain('127.0.0.1'), true],
    ['a trusted proxy that says nothing', ['127.0.0.1'], '127.0.0.1', {}, false],
  ]
  for (const [why, trusted, peer, sent, isLocal] of cases) {
    test(why, () => assert.equal(clientAddresses(trusted, false).isLocal(from(peer, sent)), isLocal))
  }
})
