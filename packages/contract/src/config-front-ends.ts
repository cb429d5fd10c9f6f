import { z } from 'zod'
import { componentOf } from './config-licences.ts'
import { headerName, id, isNetwork, line, list, providerAddress, says, secretRef, section } from './config-shapes.ts'
import { groupName } from './group.ts'

// Who stands in front of Stellwerk with many people behind one key, and how it says who asks: `frontEnds` (docs/front-ends.md).

/** Networks of one front end. Each request is held against all of them. */
const networksMax = 64

/** Groups that everybody behind a front end is in. */
const groupsMax = 100

/** Clients of an identity provider whose tokens are taken. */
const clientsMax = 100

/** Signatures that only the identity provider can make. With a shared secret, who can check a token can forge one. */
const tokenAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const

export type TokenAlgorithm = (typeof tokenAlgorithms)[number]

export const frontEndDefaults = {
  openWebUiJwtHeader: 'x-openwebui-user-jwt',
  tokenHeader: 'x-stellwerk-user-token',
  userHeader: 'x-openwebui-user-id',
  chatHeader: 'x-openwebui-chat-id',
  /** What Keycloak, Entra and most others sign with unless told otherwise. */
  algorithms: ['RS256', 'PS256', 'ES256'],
  groupsClaim: 'groups',
} as const

const headerMeaning =
  'Header in which it says so: the token, or for plainHeaders an id, best one that says nothing by itself. By default ' +
  `${frontEndDefaults.openWebUiJwtHeader} (openWebUiJwt), ${frontEndDefaults.tokenHeader} (oidc) or ` +
  `${frontEndDefaults.userHeader} (plainHeaders). With oidc a token is read from Authorization as well, where the key ` +
  'comes as x-api-key.'

const network = z.string().max(64).refine(isNetwork, says('network'))

const person = z.discriminatedUnion('method', [
  section({
    method: z
      .literal('openWebUiJwt')
      .describe('A token that Open WebUI signs with a shared secret (FORWARD_USER_INFO_HEADER_JWT_SECRET).'),
    secret: secretRef.describe('That secret, 32 characters or more: file:/absolute/path or env:NAME.'),
    header: headerName.prefault(frontEndDefaults.openWebUiJwtHeader).describe(headerMeaning),
  }),
  section({
    method: z.literal('oidc').describe('An access token of an identity provider that the front end passes on.'),
    issuer: providerAddress.describe('Issuer exactly as it stands in tokens; https, or loopback.'),
    audience: line.describe('Our name at the identity provider: what `aud` of a token must hold.'),
    header: headerName.prefault(frontEndDefaults.tokenHeader).describe(headerMeaning),
    jwksUrl: providerAddress
      .exactOptional()
      .describe('Where its keys are, if not where the issuer says, on its own host. https, or loopback.'),
    algorithms: z
      .array(z.enum(tokenAlgorithms))
      .min(1)
      .max(tokenAlgorithms.length)
      .readonly()
      .prefault([...frontEndDefaults.algorithms])
      .describe('Algorithms with which it signs.'),
    clients: z
      .array(line)
      .min(1)
      .max(clientsMax)
      .readonly()
      .exactOptional()
      .describe('Ids of the clients whose tokens are taken (azp, client_id or appid). By default of every client.'),
    userClaim: line
      .exactOptional()
      .describe('Claim that names the person. By default sub; for Entra oid together with tid.'),
    groupsClaim: line
      .default(frontEndDefaults.groupsClaim)
      .describe('Claim that lists groups, as in groups, roles, realm_access.roles or resource_access.stellwerk.roles.'),
  }),
  section({
    method: z.literal('plainHeaders').describe('A header that nobody has signed; recorded as unsigned.'),
    header: headerName.prefault(frontEndDefaults.userHeader).describe(headerMeaning),
  }),
  section({ method: z.literal('none').describe('The front end names nobody.') }),
])

const frontEnd = section({
  id: id.describe('Name of the front end in this file, for its keys and in the journal.'),
  title: z.string().min(1).max(200).exactOptional().describe('What people call it, in messages. By default its id.'),
  networks: z
    .array(network)
    .min(1)
    .max(networksMax)
    .readonly()
    .describe('Networks from which its key is taken, as in 10.20.0.0/16, 192.0.2.7 or fd00::/8.'),
  person: person.describe('How it says who asks.'),
  groups: z
    .array(groupName)
    .min(1)
    .max(groupsMax)
    .readonly()
    .exactOptional()
    .describe('Groups that everybody behind it is in.'),
  component: componentOf('Id of the component that it is, for the terms of its licence.'),
  chatHeader: headerName
    .exactOptional()
    .describe(
      `Header with the id of the chat: within it the same value keeps its pseudonym. By default ${frontEndDefaults.chatHeader} with openWebUiJwt, else none.`,
    ),
  groupsHeader: headerName
    .exactOptional()
    .describe('Header with the groups of the person, separated by commas. Only read beside a valid signed token.'),
}).refine(
  ({ person: { method }, groupsHeader }) =>
    groupsHeader === undefined || method === 'openWebUiJwt' || method === 'oidc',
  { ...says('groupsUnsigned'), path: ['groupsHeader'] },
)

export const frontEnds = list(frontEnd)
  .prefault([])
  .describe('Programs with many people behind one key, and how each says who asks.')

export const useCaseGroups = z
  .array(groupName)
  .min(1)
  .max(groupsMax)
  .readonly()
  .exactOptional()
  .describe('Groups whose people may use it. Without this everybody with a key of it may; with it, unknown means no.')

export type FrontEndConfig = z.output<typeof frontEnds>[number]
