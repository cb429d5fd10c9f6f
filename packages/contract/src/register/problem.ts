// What can be wrong with a change of the register. Part of the one list of codes in `error.ts`.
import type { ErrorMeaning } from '../error-meaning.ts'

const readAgain = {
  de: 'Neueste Fassung lesen und die Änderung darauf neu vorschlagen.',
  en: 'Read the newest version and propose the change on top of it again.',
}
const askHolder = {
  de: 'Eine andere Person mit dieser Rolle bitten (stellwerk get roles).',
  en: 'Ask another person who holds the role (stellwerk get roles).',
}

export const registerMeanings = {
  register_invalid: {
    status: 400,
    type: 'invalid_request_error',
    says: (d) => ({ de: `„${d['path']}“ ${d['problemDe']}.`, en: `"${d['path']}" ${d['problem']}.` }),
    next: { de: 'Angabe berichtigen.', en: 'Correct it.' },
  },
  register_stale: {
    status: 412,
    type: 'invalid_request_error',
    says: (d) => ({
      de: `${d['object']} wurde inzwischen geändert; die neueste Fassung ist Nr. ${d['number']}.`,
      en: `${d['object']} was changed meanwhile; the newest version is number ${d['number']}.`,
    }),
    next: readAgain,
  },
  register_state: {
    status: 403,
    type: 'permission_error',
    says: (d) => ({
      de: `Diese Fassung von ${d['object']} ist nicht mehr im Zustand, in dem das geht (${d['state']}).`,
      en: `This version of ${d['object']} is no longer in a state in which that is possible (${d['state']}).`,
    }),
    next: readAgain,
  },
  register_behind: {
    status: 503,
    type: 'server_error',
    says: (d) => ({
      de: `Dem Speicher fehlen Einträge des Registers, die im Beweisprotokoll stehen: ${d['missing']}.`,
      en: `The store lacks entries of the register that the journal has: ${d['missing']}.`,
    }),
    next: {
      de: 'Den Speicher aus der Sicherung desselben Stands zurückspielen (stellwerk doctor).',
      en: 'Restore the store from the backup of the same moment (stellwerk doctor).',
    },
  },
  register_ahead: {
    status: 503,
    type: 'server_error',
    says: (d) => ({
      de: `Der Speicher des Registers nennt einen Eintrag, den das Beweisprotokoll nicht hat: ${d['entry']}.`,
      en: `The store of the register names an entry that the journal does not have: ${d['entry']}.`,
    }),
    next: {
      de: 'Journal und Speicher aus derselben Sicherung zurückspielen (stellwerk doctor).',
      en: 'Restore journal and store from the same backup (stellwerk doctor).',
    },
  },
  register_broken: {
    status: 503,
    type: 'server_error',
    says: (d) => ({
      de: `Fassung ${d['number']} von ${d['object']} stimmt nicht mit ihrer Prüfsumme überein.`,
      en: `Version ${d['number']} of ${d['object']} does not match its digest.`,
    }),
    next: {
      de: 'Den Speicher aus der letzten Sicherung zurückspielen (stellwerk doctor).',
      en: 'Restore the store from the last backup (stellwerk doctor).',
    },
  },
  act_by_key: {
    status: 403,
    type: 'permission_error',
    says: () => ({
      de: 'Ein Schlüssel schlägt nichts vor und gibt nichts frei; das tut eine angemeldete Person.',
      en: 'A key proposes and approves nothing; a signed-in person does.',
    }),
    next: { de: 'Anmelden (stellwerk login).', en: 'Sign in (stellwerk login).' },
  },
  act_by_author: {
    status: 403,
    type: 'permission_error',
    says: () => ({
      de: 'Wer eine Fassung vorgeschlagen hat, sagt nichts dazu, auch nicht durch eine Vertretung.',
      en: 'Whoever proposed a version has no say in it, nor through a deputy.',
    }),
    next: askHolder,
  },
  act_twice: {
    status: 403,
    type: 'permission_error',
    says: () => ({
      de: 'Diese Person hat zu dieser Fassung schon etwas gesagt; jede zählt einmal, welche Rollen sie auch hat.',
      en: 'This person has had a say in this version already; each counts once, whatever roles it has.',
    }),
    next: askHolder,
  },
  act_not_entitled: {
    status: 403,
    type: 'permission_error',
    says: (d) => ({
      de: `Dafür braucht es jetzt die Rolle ${d['roleDe'] ?? d['role']}.`,
      en: `That needs the role ${d['roleEn'] ?? d['role']} at this moment.`,
    }),
    next: askHolder,
  },
  act_digest_stale: {
    status: 412,
    type: 'invalid_request_error',
    says: (d) => ({
      de: `Eine Fassung von ${d['object']} mit dieser Prüfsumme gibt es nicht.`,
      en: `There is no version of ${d['object']} with this digest.`,
    }),
    next: readAgain,
  },
  act_closed: {
    status: 403,
    type: 'permission_error',
    says: (d) => ({
      de: `Zu dieser Fassung von ${d['object']} ist nichts mehr zu sagen: Sie ist ${d['state']}, oder es gibt eine neuere.`,
      en: `Nothing more is to be said about this version of ${d['object']}: it is ${d['state']}, or there is a newer one.`,
    }),
    next: readAgain,
  },
  act_too_early: {
    status: 403,
    type: 'permission_error',
    says: (d) => ({
      de: `Dass keine Stellungnahme kam, lässt sich erst nach dem ${d['opinionDueOn'] ?? 'gesetzten Tag'} feststellen.`,
      en: `That no opinion came can be noted only after ${d['opinionDueOn'] ?? 'the day that was set'}.`,
    }),
    next: { de: 'Den Tag abwarten.', en: 'Wait for that day.' },
  },
  act_answers_nothing: {
    status: 400,
    type: 'invalid_request_error',
    says: () => ({
      de: 'Die genannte ablehnende Stellungnahme gibt es zu dieser Fassung nicht, oder die Begründung ist kürzer als 20 Zeichen.',
      en: 'There is no such negative opinion of this version, or the reason has fewer than 20 characters.',
    }),
    next: { de: 'Stellungnahme nennen und begründen.', en: 'Name the opinion and give the reason.' },
  },
  act_malformed: {
    status: 400,
    type: 'invalid_request_error',
    says: (d) => ({
      de: `Das passt nicht zusammen: ${d['kind']} mit Ergebnis ${d['outcome']} als ${d['role']}.`,
      en: `These do not go together: ${d['kind']} with outcome ${d['outcome']} as ${d['role']}.`,
    }),
    next: { de: 'Angabe berichtigen.', en: 'Correct it.' },
  },
  act_document_missing: {
    status: 400,
    type: 'invalid_request_error',
    says: () => ({
      de: 'Eine Zustimmung ist ein unterschriebenes Dokument; ein Klick nimmt nur zur Kenntnis.',
      en: 'An agreement is a signed document; a click only acknowledges.',
    }),
    next: {
      de: 'Prüfsumme des Dokuments und Tag des Beschlusses angeben.',
      en: 'Give the digest of the document and the day of the resolution.',
    },
  },
  acts_missing: {
    status: 403,
    type: 'permission_error',
    says: (d) => ({
      de: `${d['object']} tritt nicht in Kraft: Es fehlen Handlungen.`,
      en: `${d['object']} does not come into force: acts are missing.`,
    }),
    next: { de: 'Fehlende Handlungen ansehen und einholen.', en: 'Look at which are missing, and ask for them.' },
  },
  role_not_held: {
    status: 403,
    type: 'permission_error',
    says: (d) => ({
      de: `Diese Rolle kann hier niemand auf diesem Weg weitergeben (${d['role']}).`,
      en: `Nobody can pass this role on in this way (${d['role']}).`,
    }),
    next: {
      de: 'Wer sie innehat, bestimmt die nächste Person, oder ein Einmal-Link tut es.',
      en: 'Whoever holds it enrols the next person, or a one-time link does.',
    },
  },
  delegation_invalid: {
    status: 400,
    type: 'invalid_request_error',
    says: () => ({
      de: 'Eine Vertretung geht an jemand anderen und endet nach höchstens 366 Tagen.',
      en: 'A delegation goes to somebody else and ends after 366 days at most.',
    }),
    next: { de: 'Person und Ende angeben.', en: 'Name the person and the end.' },
  },
} as const satisfies Record<string, ErrorMeaning>
