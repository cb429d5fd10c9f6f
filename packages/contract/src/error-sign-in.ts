// What can go wrong when people sign in, or act after that.
import type { Text } from './language.ts'

type Details = Readonly<Record<string, string | number>>

const signInAgain: Text = { de: 'Neu anmelden: /sign-in.', en: 'Sign in again: /sign-in.' }
const askAdministration: Text = { de: 'Bitte an die Administration wenden.', en: 'Please contact the administration.' }

export const signInMeanings = {
  sign_in_required: {
    status: 401,
    type: 'authentication_error',
    says: () => ({ de: 'Hier muss jemand angemeldet sein.', en: 'Somebody has to be signed in here.' }),
    next: {
      de: 'Unter /sign-in anmelden, im Terminal mit stellwerk login.',
      en: 'Sign in at /sign-in, in a terminal with stellwerk login.',
    },
  },
  sign_in_failed: {
    status: 401,
    type: 'authentication_error',
    says: () => ({
      de: 'Die Anmeldung ist gescheitert: Name und Kennwort oder Passkey passen nicht zusammen.',
      en: 'Signing in failed: name and password or passkey do not go together.',
    }),
    next: { de: 'Angaben prüfen und erneut versuchen.', en: 'Check what you entered and try again.' },
  },
  sign_in_stale: {
    status: 403,
    type: 'permission_error',
    says: (d: Details) => ({
      de: `Dafür muss die Anmeldung jünger als ${d['minutes']} Minuten sein.`,
      en: `For this the sign-in must be less than ${d['minutes']} minutes old.`,
    }),
    next: signInAgain,
  },
  sign_in_throttled: {
    status: 429,
    type: 'rate_limit_error',
    says: (d: Details) => ({
      de: `Zu viele gescheiterte Anmeldungen; die nächste wird in ${d['retryAfterSeconds']} s angenommen.`,
      en: `Too many sign-ins have failed; the next one is taken in ${d['retryAfterSeconds']} s.`,
    }),
    next: { de: 'So lange warten.', en: 'Wait that long.' },
  },
  sign_in_elsewhere: {
    status: 403,
    type: 'permission_error',
    says: () => ({
      de: 'Diese Anfrage kommt nicht von unserer eigenen Seite.',
      en: 'This request does not come from our own page.',
    }),
    next: {
      de: 'Die Seite unter ihrer eingetragenen Adresse (publicUrl) öffnen und dort handeln. Programme senden x-stellwerk-request: 1 mit.',
      en: 'Open the page at its configured address (publicUrl) and act there. Programs send x-stellwerk-request: 1.',
    },
  },
  sign_in_insecure: {
    status: 403,
    type: 'permission_error',
    says: () => ({
      de: 'Ohne https wird hier niemand angemeldet, außer auf demselben Rechner.',
      en: 'Nobody is signed in here without https, except on the same machine.',
    }),
    next: {
      de: 'listen.tls einrichten, oder einen Reverse Proxy mit https davor und publicUrl eintragen.',
      en: 'Set up listen.tls, or a reverse proxy with https in front and publicUrl.',
    },
  },
  sign_in_link_spent: {
    status: 403,
    type: 'permission_error',
    says: () => ({
      de: 'Dieser Link ist verbraucht, abgelaufen oder keiner von uns.',
      en: 'This link is used, has expired, or is none of ours.',
    }),
    next: {
      de: 'Einen neuen ausstellen lassen: Der erste steht nach dem Start im Terminal (stellwerk people link).',
      en: 'Have a new one made: the first is on the terminal after the start (stellwerk people link).',
    },
  },
  sign_in_provider_refused: {
    status: 403,
    type: 'permission_error',
    says: (d: Details) => ({
      de: `Die Anmeldung über ${d['provider']} gilt nicht: ${d['whyDe']}.`,
      en: `The sign-in through ${d['provider']} does not count: ${d['why']}.`,
    }),
    next: {
      de: 'Noch einmal unter /sign-in beginnen; wiederholt es sich, bitte an die Administration wenden.',
      en: 'Begin at /sign-in again; if it recurs, please contact the administration.',
    },
  },
  sign_in_provider_silent: {
    status: 503,
    type: 'server_error',
    says: (d: Details) => ({
      de: `${d['provider']} antwortet gerade nicht, oder nicht verständlich.`,
      en: `${d['provider']} does not answer now, or not understandably.`,
    }),
    next: { de: 'Später erneut versuchen.', en: 'Try again later.' },
  },
  sign_in_groups_unknown: {
    status: 403,
    type: 'permission_error',
    says: (d: Details) => ({
      de: `${d['provider']} nennt die Gruppen nicht, weil es zu viele sind; unbekannt heißt nein.`,
      en: `${d['provider']} leaves the groups out because there are too many; unknown means no.`,
    }),
    next: {
      de: 'Dort nur die Gruppen dieser Anwendung oder Anwendungsrollen ausgeben lassen und signIn.providers[].groupsClaim darauf setzen (roles).',
      en: 'Have it emit only the groups of this application, or application roles, and set signIn.providers[].groupsClaim to them (roles).',
    },
  },
  role_refused: {
    status: 403,
    type: 'permission_error',
    says: (d: Details) => ({
      de: `Die Rolle „${d['role']}“ kann so nicht vergeben oder ausgeübt werden: ${d['whyDe']}.`,
      en: `The role "${d['role']}" cannot be given or used this way: ${d['why']}.`,
    }),
    next: askAdministration,
  },
  use_case_not_named: {
    status: 403,
    type: 'permission_error',
    says: () => ({
      de: 'Ein Zugriffstoken allein sagt nicht, für welchen Anwendungsfall gefragt wird.',
      en: 'An access token alone does not say for which use case it asks.',
    }),
    next: {
      de: 'Den Anwendungsfall im Kopf x-stellwerk-use-case nennen.',
      en: 'Name the use case in the header x-stellwerk-use-case.',
    },
  },
} as const
