// Access tokens as Keycloak and Entra make them, signed with a key of our own: header and claims after the documentation of each
// (Keycloak 26 server administration guide; Microsoft identity platform, access tokens 1.0 and 2.0). Values are invented.
import { beforeAll, describe, test } from 'bun:test'
import assert from 'node:assert/strict'
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'

import { GatewayError } from '@stellwerk/contract/error'

import { accessTokenReader } from './access-token.ts'
import { ProviderKeys } from '../provider-keys.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const seconds = now / 1000
let key: JWK
beforeAll(async () => {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  key = await exportJWK(privateKey)
})

const realm = 'https://login.example/realms/city'
const keycloakClaims = {
  exp: seconds + 300,
  iat: seconds - 10,
  auth_time: seconds - 20,
  jti: 'onrtac:00000000-0000-0000-0000-000000000001',
  iss: realm,
  aud: ['stellwerk', 'account'],
  sub: 'f3a1c0de-0000-0000-0000-000000000001',
  typ: 'Bearer',
  azp: 'open-webui',
  sid: '00000000-0000-0000-0000-000000000002',
  acr: '1',
  'allowed-origins': ['https://chat.example'],
  realm_access: { roles: ['offline_access', 'registry'] },
  resource_access: { account: { roles: ['view-profile'] } },
  scope: 'openid email profile',
  groups: ['/registry'],
  preferred_username: 'user-1',
}
const keycloakPerson = keycloakClaims.sub
/** Of a client with a service account, by client_credentials; the scope `service_account` adds the last three. */
const keycloakProgram = {
  ...keycloakClaims,
  auth_time: undefined,
  sid: undefined,
  azp: 'letters-robot',
  groups: undefined,
  preferred_username: 'service-account-letters-robot',
  client_id: 'letters-robot',
  clientHost: '192.0.2.7',
  clientAddress: '192.0.2.7',
}

const tenant = '11111111-0000-0000-0000-000000000000'
const entraIssuer = `https://login.microsoftonline.com/${tenant}/v2.0`
const api = '22222222-0000-0000-0000-000000000000'
const entraClaims = {
  aud: api,
  iss: entraIssuer,
  iat: seconds - 10,
  nbf: seconds - 10,
  exp: seconds + 4_000,
  aio: 'ATQAy/8TAAAA',
  azp: '33333333-0000-0000-0000-000000000000',
  azpacr: '1',
  groups: ['44444444-0000-0000-0000-000000000000'],
  oid: '55555555-0000-0000-0000-000000000000',
  rh: '0.AA',
  roles: ['registry'],
  scp: 'access_as_user',
  sub: 'pairwise-for-this-application',
  tid: tenant,
  uti: 'AAAA',
  ver: '2.0',
}
const entraPerson = `${entraClaims.oid}@${tenant}`
const v1 = {
  ...entraClaims,
  aud: `api://${api}`,
  iss: `https://sts.windows.net/${tenant}/`,
  appid: entraClaims.azp,
  appidacr: '1',
  azp: undefined,
  azpacr: undefined,
  ver: '1.0',
}

interface Provider {
  readonly issuer: string
  readonly audience: string
  readonly groupsClaim?: string
  readonly clients?: readonly string[]
}

async function read(claims: object, { groupsClaim = 'groups', ...provider }: Provider) {
  const plain = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined))
  const token = await new SignJWT(plain)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'k' })
    .sign({ ...key, alg: 'RS256' })
  const { n, e } = key
  const fetchJson = () => Promise.resolve({ keys: [{ kty: 'RSA', use: 'sig', kid: 'k', n, e, x5c: ['AA=='] }] })
  const elapsed = (): number => 0
  const keys = new ProviderKeys({ issuer: provider.issuer, jwksUrl: 'https://keys.example', fetchJson, elapsed })
  const told = { title: 'chat', header: 'x-stellwerk-user-token' }
  return accessTokenReader({ ...provider, groupsClaim, algorithms: ['RS256'], keys, now: () => now, elapsed, told })(
    token,
  )
}

const keycloak: Provider = { issuer: realm, audience: 'stellwerk' }
const entra: Provider = { issuer: entraIssuer, audience: api }

describe('is read', () => {
  const rows: readonly [
    why: string,
    claims: object,
    of: Provider,
    person: string,
    groups: readonly string[] | undefined,
  ][] = [
    ['Keycloak', keycloakClaims, keycloak, keycloakPerson, ['registry']],
    [
      'Keycloak, by roles of the realm',
      keycloakClaims,
      { ...keycloak, groupsClaim: 'realm_access.roles' },
      keycloakPerson,
      ['offline_access', 'registry'],
    ],
    [
      'Keycloak, of a named client',
      keycloakClaims,
      { ...keycloak, clients: ['open-webui'] },
      keycloakPerson,
      ['registry'],
    ],
    ['Keycloak before 25, with a nonce', { ...keycloakClaims, nonce: 'n' }, keycloak, keycloakPerson, ['registry']],
    [
      'Keycloak, without the mapper of groups',
      { ...keycloakClaims, groups: undefined },
      keycloak,
      keycloakPerson,
      undefined,
    ],
    ['Entra 2.0', entraClaims, entra, entraPerson, ['44444444-0000-0000-0000-000000000000']],
    ['Entra 2.0, by roles', entraClaims, { ...entra, groupsClaim: 'roles' }, entraPerson, ['registry']],
    [
      'Entra 2.0, of a named client',
      entraClaims,
      { ...entra, clients: [entraClaims.azp] },
      entraPerson,
      entraClaims.groups,
    ],
    ['Entra 1.0', v1, { issuer: v1.iss, audience: v1.aud }, entraPerson, entraClaims.groups],
    [
      'Entra 1.0, of a named client',
      v1,
      { issuer: v1.iss, audience: v1.aud, clients: [entraClaims.azp] },
      entraPerson,
      entraClaims.groups,
    ],
    [
      'Entra, in more than 200 groups',
      {
        ...entraClaims,
        groups: undefined,
        _claim_names: { groups: 'src1' },
        _claim_sources: { src1: { endpoint: 'https://graph.example' } },
      },
      entra,
      entraPerson,
      undefined,
    ],
    [
      'Entra, in more groups than fit',
      { ...entraClaims, groups: undefined, hasgroups: true },
      entra,
      entraPerson,
      undefined,
    ],
  ]
  for (const [why, claims, of, person, groups] of rows)
    test(why, async () => assert.deepEqual(await read(claims, of), { person, groups }))
})

describe('is refused', () => {
  const rows: readonly [why: string, claims: object, of: Provider, refusal: string][] = [
    ['Keycloak without the mapper of the audience', { ...keycloakClaims, aud: 'account' }, keycloak, 'token_audience'],
    [
      'Keycloak, an ID token',
      { ...keycloakClaims, typ: 'ID', aud: 'stellwerk', nonce: 'n', at_hash: 'x' },
      keycloak,
      'kind',
    ],
    ['Keycloak, another realm', { ...keycloakClaims, iss: 'https://login.example/realms/other' }, keycloak, 'issuer'],
    ['Keycloak, another client', keycloakClaims, { ...keycloak, clients: ['other'] }, 'client'],
    ['bound to a key (DPoP)', { ...keycloakClaims, cnf: { jkt: 'x' } }, keycloak, 'bound'],
    ['bound to a certificate (mTLS)', { ...entraClaims, cnf: { 'x5t#S256': 'x' } }, entra, 'bound'],
    ['Keycloak, a DPoP token that lost its binding', { ...keycloakClaims, typ: 'DPoP' }, keycloak, 'kind'],
    ['Keycloak, a program', keycloakProgram, keycloak, 'nobody'],
    [
      'Keycloak, a program without the scope that says so',
      { ...keycloakProgram, client_id: undefined, clientHost: undefined, clientAddress: undefined },
      keycloak,
      'nobody',
    ],
    [
      'Keycloak, a program without the scope of profiles',
      { ...keycloakProgram, preferred_username: undefined },
      keycloak,
      'nobody',
    ],
    ['a program by azp', { ...keycloakClaims, sub: 'open-webui' }, keycloak, 'nobody'],
    [
      'Entra, a token for Graph',
      { ...v1, aud: '00000003-0000-0000-c000-000000000000' },
      { issuer: v1.iss, audience: v1.aud },
      'token_audience',
    ],
    ['Entra, an ID token', { ...entraClaims, scp: undefined, azp: undefined, nonce: 'n' }, entra, 'kind'],
    ['Entra, an ID token without a nonce', { ...entraClaims, scp: undefined, azp: undefined }, entra, 'kind'],
    ['Entra, another tenant', { ...entraClaims, iss: entraIssuer.replace('1', '9'), tid: 'other' }, entra, 'issuer'],
    ['Entra, version 1.0 where 2.0 is meant', v1, entra, 'issuer'],
    ['Entra, a program', { ...entraClaims, scp: undefined, sub: entraClaims.oid, idtyp: 'app' }, entra, 'kind'],
    ['Entra 1.0, a program', { ...v1, scp: undefined, sub: v1.oid }, { issuer: v1.iss, audience: v1.aud }, 'nobody'],
    ['Entra 1.0, a program by its word', { ...v1, idtyp: 'app' }, { issuer: v1.iss, audience: v1.aud }, 'nobody'],
  ]
  for (const [why, claims, of, refusal] of rows) {
    test(`${why}: ${refusal}`, () =>
      assert.rejects(read(claims, of), (error) => {
        assert.ok(error instanceof GatewayError)
        assert.equal(error.code === 'identity_missing' ? error.details['reason'] : error.code, refusal)
        return true
      }))
  }
})
