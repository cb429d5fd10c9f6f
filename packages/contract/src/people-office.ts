import { z } from 'zod'
import { roles } from './register/role.ts'

// What the local operator can ask of people: at set-up to let the first ones in, and nothing else.

export const setUpLinkSchema = z.strictObject({ roles: z.array(z.enum(roles)).min(1).max(roles.length).readonly() })

/** A link that lets somebody in once. */
export interface SetUpLink {
  readonly url: string
  /** ISO moment in UTC. */
  readonly expiresAt: string
}
