// What can be wrong with a call of the control API. Part of the one list of codes in `error.ts`.
import type { ErrorMeaning } from './error-meaning.ts'

export const controlMeanings = {
  not_permitted: {
    status: 403,
    type: 'permission_error',
    says: (d) => ({
      de: `Das dürfen hier nur: ${d['rolesDe']}.`,
      en: `Only these may do that here: ${d['rolesEn']}.`,
    }),
    next: {
      de: 'Jemanden mit dieser Rolle bitten (stellwerk get roles).',
      en: 'Ask somebody who holds the role (stellwerk get roles).',
    },
  },
  local_operator: {
    status: 403,
    type: 'permission_error',
    says: () => ({
      de: 'Der lokale Betrieb liest, schlägt vor und nimmt zurück; er gibt nichts frei und ist keine Person.',
      en: 'The local operator reads, proposes and takes back; it approves nothing and is no person.',
    }),
    next: { de: 'Als Person anmelden (stellwerk login).', en: 'Sign in as a person (stellwerk login).' },
  },
  precondition_missing: {
    status: 428,
    type: 'invalid_request_error',
    says: () => ({
      de: 'Es fehlt, worauf die Änderung beruht.',
      en: 'It is not said what the change is based on.',
    }),
    next: {
      de: 'If-Match mit dem ETag der neuesten Fassung senden, oder If-None-Match: * für ein neues Objekt.',
      en: 'Send If-Match with the ETag of the newest version, or If-None-Match: * for a new object.',
    },
  },
} as const satisfies Record<string, ErrorMeaning>
