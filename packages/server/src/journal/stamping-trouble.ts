// Why there is no time-stamp, for the operator.
import type { Text } from '@stellwerk/contract/language'

import { NotRecorded } from './journal.ts'
import { TimestampUnavailable } from './timestamp.ts'
import { type TimestampRefusal, TimestampRefused } from './timestamp-refused.ts'

export interface StampingTrouble {
  readonly code: TimestampRefusal | TimestampUnavailable['code'] | 'record' | 'disk'
  readonly text: Text
}

const texts: Readonly<Record<StampingTrouble['code'], Text>> = {
  unreachable: { de: 'die Zeitstempelstelle ist nicht erreichbar', en: 'the authority cannot be reached' },
  timeout: { de: 'die Zeitstempelstelle antwortet nicht rechtzeitig', en: 'the authority does not answer in time' },
  type: { de: 'unter der Adresse antwortet keine Zeitstempelstelle', en: 'no time-stamping authority answers there' },
  length: { de: 'die Antwort ist zu groß', en: 'the answer is too large' },
  status: { de: 'die Zeitstempelstelle lehnt ab', en: 'the authority refuses' },
  malformed: { de: 'der Zeitstempel ist fehlerhaft', en: 'the time-stamp is malformed' },
  imprint: { de: 'der Zeitstempel gilt anderen Daten', en: 'the time-stamp is of other bytes' },
  nonce: { de: 'der Zeitstempel gehört zu einer anderen Anfrage', en: 'the time-stamp is of another request' },
  algorithm: { de: 'das Verfahren wird nicht angenommen', en: 'its algorithm is not accepted' },
  attributes: { de: 'die Unterschrift deckt nicht, was sie muss', en: 'the signature does not cover what it must' },
  signature: { de: 'die Unterschrift ist falsch', en: 'the signature is wrong' },
  certificate: { de: 'das Zertifikat der Stelle fehlt', en: 'the certificate of the authority is missing' },
  purpose: { de: 'das Zertifikat ist nicht für Zeitstempel', en: 'the certificate is not for time-stamps' },
  chain: {
    de: 'kein Weg zu einem Zertifikat in journal.timestamp.roots',
    en: 'no way to a certificate in journal.timestamp.roots',
  },
  validity: { de: 'ein Zertifikat war zur Stempelzeit ungültig', en: 'a certificate was not valid at that time' },
  clock: {
    de: 'die Uhr hier und die der Stelle gehen auseinander; die Uhr hier prüfen',
    en: 'the clock here differs from that of the authority; check the clock here',
  },
  record: { de: 'der Eintrag wurde nicht geschrieben', en: 'the entry was not written' },
  disk: { de: 'der Zeitstempel ließ sich nicht ablegen', en: 'the time-stamp could not be stored' },
}

/** What went wrong. Anything that has no name of its own is a matter of the files. */
export function stampingTrouble(error: unknown): StampingTrouble {
  const code = codeOf(error)
  return { code, text: texts[code] }
}

function codeOf(error: unknown): StampingTrouble['code'] {
  if (error instanceof TimestampUnavailable || error instanceof TimestampRefused) return error.code
  return error instanceof NotRecorded ? 'record' : 'disk'
}
