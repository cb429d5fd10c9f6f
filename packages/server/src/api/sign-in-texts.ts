import type { Language } from '@stellwerk/contract/language'

const texts = {
  title: { de: 'Anmelden', en: 'Sign in' },
  mail: { de: 'E-Mail-Adresse', en: 'Mail address' },
  password: { de: 'Kennwort', en: 'Password' },
  newPassword: { de: 'Neues Kennwort (mindestens 12 Zeichen)', en: 'New password (at least 12 characters)' },
  name: { de: 'Name', en: 'Name' },
  enter: { de: 'Anmelden', en: 'Sign in' },
  byPasskey: { de: 'Mit Passkey anmelden', en: 'Sign in with a passkey' },
  through: { de: 'Anmelden über', en: 'Sign in through' },
  out: { de: 'Abmelden', en: 'Sign out' },
  again: { de: 'Neu anmelden', en: 'Sign in again' },
  signedInAs: { de: 'Angemeldet als', en: 'Signed in as' },
  roles: { de: 'Rollen', en: 'Roles' },
  noRoles: { de: 'keine', en: 'none' },
  sessions: { de: 'Sitzungen', en: 'Sessions' },
  thisOne: { de: 'diese', en: 'this one' },
  end: { de: 'Beenden', en: 'End' },
  since: { de: 'seit', en: 'since' },
  passkeys: { de: 'Passkeys', en: 'Passkeys' },
  addPasskey: { de: 'Passkey hinzufügen', en: 'Add a passkey' },
  passkeyName: { de: 'Bezeichnung', en: 'Label' },
  remove: { de: 'Entfernen', en: 'Remove' },
  device: { de: 'Terminal anmelden', en: 'Sign in a terminal' },
  code: { de: 'Code aus dem Terminal', en: 'Code from the terminal' },
  next: { de: 'Weiter', en: 'Next' },
  deviceAsk: {
    de: 'Ein Terminal will in Ihrem Namen angemeldet werden. Nur erlauben, wenn Sie das gerade selbst begonnen haben und derselbe Code dort steht:',
    en: 'A terminal wants to be signed in in your name. Allow it only if you have just begun that yourself and the same code stands there:',
  },
  allow: { de: 'Erlauben', en: 'Allow' },
  deny: { de: 'Ablehnen', en: 'Deny' },
  deviceAllowed: {
    de: 'Erlaubt. Das Terminal meldet sich in einigen Sekunden an.',
    en: 'Allowed. The terminal signs in within seconds.',
  },
  deviceDenied: { de: 'Abgelehnt.', en: 'Denied.' },
  link: { de: 'Einmal-Link', en: 'One-time link' },
  linkCode: { de: 'Link', en: 'Link' },
  linkRoles: { de: 'Mit diesem Link kommen die Rollen:', en: 'With this link come the roles:' },
  linkReset: {
    de: 'Ihre Anmeldung wurde zurückgesetzt. Bitte neu einrichten.',
    en: 'Your sign-in was reset. Please set it up again.',
  },
  linkTake: { de: 'Rollen übernehmen', en: 'Take the roles' },
  linkEnter: { de: 'Einrichten', en: 'Set up' },
  keys: { de: 'Eigener Schlüssel', en: 'Key of your own' },
  newKey: { de: 'Schlüssel holen (7 Tage gültig)', en: 'Fetch a key (valid for 7 days)' },
  keyOnce: { de: 'Der Schlüssel wird nur jetzt gezeigt. Gültig bis', en: 'The key is shown only now. Valid until' },
  back: { de: 'Zurück', en: 'Back' },
  problem: { de: 'Das ging nicht', en: 'That did not work' },
} as const

export type SignInText = keyof typeof texts

/** @example wordIn('de')('enter') // 'Anmelden' */
export function wordIn(language: Language): (name: SignInText) => string {
  return (name) => texts[name][language]
}
