// What stands in a token, in the shapes that identity providers give it.
import { plainGroup } from '@stellwerk/contract/group'

type Claims = Readonly<Record<string, unknown>>

/** Characters of an id; the vault keeps no more of one. */
const personCharactersMax = 256

/** An id of somebody: one line, not empty. It is opaque: nothing is read out of it. */
export function personIdIn(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '' || value.length > personCharactersMax) return undefined
  return /[\p{Cc}\p{Cs}]/u.test(value) ? undefined : value
}

/**
 * The person. By default `sub`; Entra gives each application another `sub` for the same person, and says with `oid` and
 * `tid` who it is everywhere.
 */
export function personIn(claims: Claims, userClaim: string | undefined): string | undefined {
  if (userClaim !== undefined) return personIdIn(claimAt(claims, userClaim))
  const [oid, tid] = [personIdIn(claims['oid']), personIdIn(claims['tid'])]
  return oid === undefined || tid === undefined ? personIdIn(claims['sub']) : personIdIn(`${oid}@${tid}`)
}

/**
 * The groups at a path of claims; undefined where they are not known. Where somebody is in too many, Entra leaves the list
 * out and says where it could be asked for. That is not asked.
 */
export function groupsIn(claims: Claims, path: string): readonly string[] | undefined {
  if (areGroupsElsewhere(claims, path)) return undefined
  const value = claimAt(claims, path)
  const names = typeof value === 'string' ? [value] : value
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string')) return undefined
  return names.map(plainGroup)
}

/** Whether the groups at a path were left out because there are too many of them. */
export function areGroupsElsewhere(claims: Claims, path: string): boolean {
  const names = claims['_claim_names']
  if (isObject(names) && Object.hasOwn(names, path)) return true
  return path === 'groups' && (claims['hasgroups'] === true || claims['hasgroups'] === 'true')
}

/**
 * The value at a path such as `resource_access.my.client.roles`. Names may hold dots themselves, so the longest name that is
 * there counts.
 */
export function claimAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path]
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const inner = Object.hasOwn(claims, path.slice(0, dot)) ? claims[path.slice(0, dot)] : undefined
    if (isObject(inner)) return claimAt(inner, path.slice(dot + 1))
  }
  return undefined
}

function isObject(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
