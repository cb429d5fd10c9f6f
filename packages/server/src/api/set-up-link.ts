import { type SetUpLink, setUpLinkSchema } from '@stellwerk/contract/people-office'
import type { Role } from '@stellwerk/contract/register/role'

import type { ApiCall } from './call.ts'
import { jsonAnswer, readWish } from './wish.ts'

/** Bytes. */
const bodyBytesMax = 4_096

export interface SetUpHouse {
  readonly setUpLink: (roles: readonly Role[]) => Promise<SetUpLink>
}

/**
 * The first people, over the control socket alone. The local operator imposes and never permits: a role that somebody ever held has no such
 * link any more.
 */
export async function makeSetUpLink({ request }: ApiCall, house: SetUpHouse): Promise<Response> {
  const { roles } = await readWish(request, setUpLinkSchema, bodyBytesMax)
  return jsonAnswer(201, await house.setUpLink(roles))
}
