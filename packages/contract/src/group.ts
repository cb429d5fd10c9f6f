import { z } from 'zod'

/** Characters of the name of a group. Paths in Keycloak are the longest we know. */
const groupCharactersMax = 256

/**
 * Name of a group: of an identity provider, of a front end, or of one's own making. No comma, because front ends list
 * groups in one header, and no leading slash: Keycloak writes one before paths, others do not, and both mean the same.
 */
export const groupName = z
  .string()
  .max(groupCharactersMax)
  .regex(/^\/?[^\p{Cc},/ ](?:[^\p{Cc},]*[^\p{Cc}, ])?$/u, { error: 'group' })
  .transform(plainGroup)

/** @example plainGroup('/city/registry') // 'city/registry' */
export function plainGroup(name: string): string {
  return name.startsWith('/') ? name.slice(1) : name
}
