// Letters that wait for somebody who sends them: files in DATA/outbox, as a mail program takes them (RFC 5322).
import type { Text } from '@stellwerk/contract/language'
import { roleNames } from '@stellwerk/contract/register/role'

import type { RoleNews } from './role-book.ts'

const happened: Readonly<Record<RoleNews['what'], Text>> = {
  given: { de: 'hat diese Rolle bekommen', en: 'has been given this role' },
  ended: { de: 'hat diese Rolle nicht mehr', en: 'holds this role no more' },
  suspended: {
    de: 'hat diese Rolle vorerst nicht mehr, weil jemand anderes die Anmeldung zurückgesetzt hat',
    en: 'does not hold this role for now, because somebody else reset how the person signs in',
  },
  group: { de: 'hat diese Rolle nicht mehr', en: 'holds this role no more' },
}

/**
 * The letter to one holder, in both languages. No names in it: whoever reads it looks in Stellwerk who is meant.
 *
 * @example letterOf({ role: 'employeeRepresentation', what: 'given', person: 'p1', tell: [] }, { to: 'a@b.example', at: 0, publicUrl })
 */
export function letterOf(
  { role, what, person }: Omit<RoleNews, 'tell'>,
  how: { readonly to: string; readonly at: number; readonly publicUrl: string },
): string {
  const { de, en } = roleNames[role]
  const lines = [
    `Date: ${new Date(how.at).toUTCString().replace('GMT', '+0000')}`,
    `To: ${addressIn(how.to)}`,
    'From: stellwerk@localhost',
    `Subject: ${encodedWord(`Stellwerk: ${de} / ${en}`)}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    'Auto-Submitted: auto-generated',
    '',
    `Eine Person (${person}) ${happened[what].de}: ${de}.`,
    'Wer die Rolle innehat, erfährt von jeder Änderung. Stimmt sie nicht, bitte gleich nachsehen und widersprechen:',
    '',
    `A person (${person}) ${happened[what].en}: ${en}.`,
    'Whoever holds the role is told of each change. If it is not right, please look at once and object:',
    '',
    `${how.publicUrl}/sign-in`,
    '',
  ]
  return lines.join('\r\n')
}

/** Checked when the person was enrolled; once more, because a line break here would be another header. */
function addressIn(mail: string): string {
  if (/^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/.test(mail)) return mail
  throw new Error('an address that is none')
}

/** RFC 2047 § 2. The names of roles fit into one. */
function encodedWord(text: string): string {
  return `=?utf-8?B?${new TextEncoder().encode(text).toBase64()}?=`
}
