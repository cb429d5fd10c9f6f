import type { Lamp } from '@stellwerk/contract/lamp'

/** A lamp that is left out here does not compile, so that no decision can forget one. */
const each = { licence: true, dataProtection: true, governance: true, security: true } as const satisfies Record<
  Lamp,
  true
>

/** The four lamps, in the order in which people read them. */
export const lamps = Object.keys(each) as readonly Lamp[] // The keys of `each` are exactly the members of `Lamp`.
