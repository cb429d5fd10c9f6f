// What the control API needs of the rooms, in its own words.
import type { Sessions } from './people/sessions.ts'
import type { SessionDesk } from './register-desk.ts'

export function sessionDesk(sessions: Sessions): SessionDesk {
  return {
    async of(secret, kind) {
      const session = await sessions.of(secret, kind)
      return session && { ...session, mustBeFresh: () => sessions.mustBeFresh(session) }
    },
    list: (personId) => sessions.list(personId),
    end: (personId, id) => sessions.end(personId, id),
  }
}
