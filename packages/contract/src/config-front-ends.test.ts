import { expect, test } from 'bun:test'

import { ConfigInvalid } from './config-problem.ts'
import { parseConfig } from './config.ts'

const networks = ['10.20.0.0/16']
const signed = { method: 'openWebUiJwt', secret: 'env:S' }
const oidc = { method: 'oidc', issuer: 'https://login.example/realms/city', audience: 'stellwerk' }
const named = (person: object, more: object = {}): object => ({ frontEnds: [{ id: 'a', networks, person, ...more }] })
const grouped = (...groups: string[]): object => named({ method: 'none' }, { groups })

// Goal: a front end that would let in somebody else than its author thinks does not start; its neighbour without the defect does.
const rows: readonly [why: string, value: object, line: string | undefined][] = [
  ['Open WebUI', named(signed), undefined],
  ['a provider', named(oidc), undefined],
  ['a plain header', named({ method: 'plainHeaders', header: 'X-User' }), undefined],
  ['nobody', named({ method: 'none' }), undefined],
  ['no method', named({}), 'frontEnds[0].person.method: is missing'],
  ['another method', named({ method: 'jwt' }), 'frontEnds[0].person.method: unknown value'],
  ['no networks', { frontEnds: [{ id: 'a', person: signed }] }, 'frontEnds[0].networks: is missing'],
  ['an empty list of networks', named(signed, { networks: [] }), 'frontEnds[0].networks: must have at least 1 entries'],
  ['a network by name', named(signed, { networks: ['chat.example'] }), 'frontEnds[0].networks[0]: must be a network'],
  ['a network too long', named(signed, { networks: ['10.0.0.0/33'] }), 'frontEnds[0].networks[0]: must be a network'],
  ['one address', named(signed, { networks: ['fd00::7'] }), undefined],
  ['a secret in the file', named({ ...signed, secret: 'hunter2' }), 'frontEnds[0].person.secret: secrets do not stand'],
  ['no secret', named({ method: 'openWebUiJwt' }), 'frontEnds[0].person.secret: is missing'],
  ['a key of another method', named({ ...signed, issuer: oidc.issuer }), 'frontEnds[0].person.issuer: unknown key'],
  [
    'a provider without encryption',
    named({ ...oidc, issuer: 'http://login.example' }),
    'frontEnds[0].person.issuer: must be an https',
  ],
  ['a provider on this machine', named({ ...oidc, issuer: 'http://127.0.0.1:8080/realms/city' }), undefined],
  [
    'a host that begins like this machine',
    named({ ...oidc, issuer: 'http://localhost.example' }),
    'frontEnds[0].person.issuer: must be',
  ],
  [
    'an address that begins like this machine',
    named({ ...oidc, issuer: 'http://127.0.0.1.example' }),
    'frontEnds[0].person.issuer: must be',
  ],
  [
    'credentials in an address',
    named({ ...oidc, issuer: 'https://me@login.example' }),
    'frontEnds[0].person.issuer: must be',
  ],
  [
    'a question in an address',
    named({ ...oidc, jwksUrl: 'https://login.example/keys?a=b' }),
    'frontEnds[0].person.jwksUrl: must be',
  ],
  [
    'keys without encryption',
    named({ ...oidc, jwksUrl: 'http://login.example/keys' }),
    'frontEnds[0].person.jwksUrl: must be',
  ],
  [
    'a shared secret for an algorithm',
    named({ ...oidc, algorithms: ['HS256'] }),
    'frontEnds[0].person.algorithms[0]: unknown value',
  ],
  ['no algorithm at all', named({ ...oidc, algorithms: ['none'] }), 'frontEnds[0].person.algorithms[0]: unknown value'],
  [
    'an empty list of algorithms',
    named({ ...oidc, algorithms: [] }),
    'frontEnds[0].person.algorithms: must have at least 1',
  ],
  ['an empty list of clients', named({ ...oidc, clients: [] }), 'frontEnds[0].person.clients: must have at least 1'],
  ['groups in a header beside a token', named(oidc, { groupsHeader: 'X-Groups' }), undefined],
  [
    'groups in a header beside nothing',
    named({ method: 'plainHeaders' }, { groupsHeader: 'X-Groups' }),
    'frontEnds[0].groupsHeader: is only read beside',
  ],
  [
    'groups in a header, nobody named',
    named({ method: 'none' }, { groupsHeader: 'X-Groups' }),
    'frontEnds[0].groupsHeader: is only read beside',
  ],
  [
    'the header of the key',
    named({ method: 'plainHeaders', header: 'Authorization' }),
    'frontEnds[0].person.header: is a header that means',
  ],
  [
    'a header with a blank',
    named({ method: 'plainHeaders', header: 'X User' }),
    'frontEnds[0].person.header: is no name of a header',
  ],
  ['a group', grouped('registry', '/city/press', 'Bürgeramt Süd'), undefined],
  ['a group with a comma', grouped('a,b'), 'frontEnds[0].groups[0]: is no name of a group'],
  ['an empty group', grouped(''), 'frontEnds[0].groups[0]: is no name of a group'],
  ['a slash alone', grouped('/'), 'frontEnds[0].groups[0]: is no name of a group'],
  ['a blank before', grouped(' a'), 'frontEnds[0].groups[0]: is no name of a group'],
  ['a blank behind', grouped('a '), 'frontEnds[0].groups[0]: is no name of a group'],
  ['no groups but a list', grouped(), 'frontEnds[0].groups: must have at least 1'],
  [
    'the same name twice',
    {
      frontEnds: [
        { id: 'a', networks, person: signed },
        { id: 'a', networks, person: oidc },
      ],
    },
    'frontEnds[1].id: this id is taken',
  ],
  [
    'a use case for no group',
    { useCases: [{ id: 'a', title: 'A', state: 'active', groups: [] }] },
    'useCases[0].groups: must have at least 1',
  ],
]
for (const [why, value, line] of rows) {
  test(`${why}: ${line === undefined ? 'valid' : 'refused'}`, () => {
    const says = (): string => {
      try {
        parseConfig(value)
        return ''
      } catch (error) {
        if (error instanceof ConfigInvalid) return error.message
        throw error
      }
    }
    if (line === undefined) expect(says()).toBe('')
    else expect(says()).toContain(line)
  })
}

test('names of headers are kept in lower case, groups without their slash, an issuer as it is', () => {
  const [frontEnd] = parseConfig(
    named({ ...oidc, issuer: 'https://LOGIN.example' }, { groups: ['/a/b', 'c'], groupsHeader: 'X-Groups' }),
  ).frontEnds
  expect(frontEnd).toMatchObject({
    groups: ['a/b', 'c'],
    groupsHeader: 'x-groups',
    person: {
      issuer: 'https://LOGIN.example',
      header: 'x-stellwerk-user-token',
      algorithms: ['RS256', 'PS256', 'ES256'],
    },
  })
})
