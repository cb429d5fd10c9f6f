import type { Text } from './language.ts'

/** What the doctor looks at. */
export type DoctorCheck =
  | 'configuration'
  | 'server'
  | 'listener'
  | 'certificates'
  | 'embedded'
  | 'privacyModel'
  | 'licences'
  | 'licenceCatalogue'
  | 'dataDirectory'
  | 'keyFiles'
  | 'testKeys'
  | 'journal'
  | 'entries'
  | 'disk'
  | 'vault'
  | 'store'
  | 'rollback'
  | 'custodian'
  | 'timestamp'
  | 'backup'
  | 'openCalls'
  | 'retention'
  | 'clock'
  | 'reserve'

/** What was found, in plain words. */
export interface DoctorFinding {
  readonly check: DoctorCheck
  /** A problem wants somebody now, a warning some day. */
  readonly state: 'ok' | 'warning' | 'problem'
  readonly text: Text
  /** What to do about it. */
  readonly next?: Text | undefined
}

/** Said wherever nobody outside the data directory remembers how large the journal was. */
export const rollbackUnseen: Text = {
  de: 'Ein Rückspielen des ganzen Datenverzeichnisses bliebe unbemerkt: bitte journal.floor oder journal.witnesses einrichten.',
  en: 'A rollback of the whole data directory cannot be seen: configure journal.floor or journal.witnesses.',
}

/** Said on every start, and wherever else somebody looks, while keys and prompts can be read on the way. */
export const plainBeyondLoopback: Text = {
  de: 'Unverschlüsseltes HTTP über diesen Rechner hinaus: Unterwegs sind Schlüssel und Anfragen lesbar. listen.tls einrichten, oder auf 127.0.0.1 oder einem Unix-Socket hinter einem Reverse Proxy mit TLS lauschen.',
  en: 'Plain HTTP beyond this machine: keys and prompts can be read on the way. Set listen.tls, or listen on 127.0.0.1 or a Unix socket behind a reverse proxy with TLS.',
}
