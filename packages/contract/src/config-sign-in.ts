import { z } from 'zod'
import { id, line, list, providerAddress, says, secretRef, section } from './config-shapes.ts'
import { groupName } from './group.ts'
import { protectedRoles, type Role, roles } from './register/role.ts'

// Through which identity providers people sign in, and what their groups mean here: `signIn` (docs/sign-in.md).

/** Scopes that are asked for. */
const scopesMax = 20

const signInDefaults = {
  scopes: ['openid', 'profile', 'email'],
  /** What Keycloak and Entra sign with unless told otherwise. */
  algorithm: 'RS256',
  groupsClaim: 'groups',
  nameClaim: 'name',
  mailClaim: 'email',
} as const

/** Signatures that only the provider can make. */
const idTokenAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'Ed25519',
] as const

const isProtected = (role: Role): boolean => (protectedRoles as readonly Role[]).includes(role) // A part of all roles.

const roleOfGroup = section({
  group: groupName.describe('Group as the provider tells it.'),
  role: z
    .enum(roles)
    .refine((role) => !isProtected(role), says('roleProtected'))
    .describe(
      'Role that its people hold here. dataProtectionOfficer and employeeRepresentation are not among them: another holder gives those.',
    ),
})

const provider = section({
  id: id.describe('Name of the provider in this file and in addresses: /sign-in/providers/{id}/callback.'),
  title: z.string().min(1).max(200).exactOptional().describe('What people call it. By default its id.'),
  issuer: providerAddress.describe('Issuer exactly as it stands in tokens; https, or loopback.'),
  clientId: line.describe('Our name at the provider.'),
  clientSecret: secretRef
    .exactOptional()
    .describe(
      'Our secret there: file:/absolute/path or env:NAME. Without one we are a public client, with PKCE alone.',
    ),
  scopes: z
    .array(line)
    .min(1)
    .max(scopesMax)
    .refine((scopes) => scopes.includes('openid'), says('scopeOpenid'))
    .readonly()
    .prefault([...signInDefaults.scopes])
    .describe('Scopes that are asked for; openid is one of them.'),
  algorithm: z
    .enum(idTokenAlgorithms)
    .default(signInDefaults.algorithm)
    .describe('Algorithm with which it signs ID tokens. Any other is refused.'),
  userClaim: line
    .exactOptional()
    .describe('Claim that names the person. By default sub; for Entra oid together with tid.'),
  nameClaim: line.default(signInDefaults.nameClaim).describe('Claim with the name by which people are shown.'),
  mailClaim: line.default(signInDefaults.mailClaim).describe('Claim with the mail address.'),
  groupsClaim: line
    .default(signInDefaults.groupsClaim)
    .describe('Claim that lists groups, as in groups, roles, realm_access.roles or resource_access.stellwerk.roles.'),
  roles: list(roleOfGroup).prefault([]).describe('What groups mean here.'),
})

export const signIn = section({
  password: z
    .boolean()
    .default(true)
    .describe('Whether people may sign in with a password. Passkeys they may always use.'),
  providers: list(provider)
    .refine((all) => new Set(all.map((one) => one.id)).size === all.length, says('duplicates'))
    .prefault([])
    .describe('Identity providers (OpenID Connect) through which people sign in.'),
})
  .prefault({})
  .describe('How people sign in to approve, to look after things and to get keys.')

export type SignInConfig = z.output<typeof signIn>

export type SignInProvider = SignInConfig['providers'][number]
