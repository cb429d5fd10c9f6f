// What the codes of a verification mean, in plain words.
import type { ClaimProblemCode } from '@stellwerk/contract/journal/claim-report'
import type { Text } from '@stellwerk/contract/language'
import type { ProblemCode } from '@stellwerk/tlog/verify/report'

type TreeCode = Exclude<ProblemCode, `malformed_${string}`>

const ofTrees: Readonly<Record<TreeCode, Text>> = {
  tile_missing: { de: 'eine Datei des Baums fehlt', en: 'a file of the tree is missing' },
  signature_refused: {
    de: 'die Unterschrift passt nicht zu diesem Schlüssel',
    en: 'the signature does not fit this key',
  },
  proof_refused: { de: 'der Beweis führt nicht zur Wurzel', en: 'the proof does not lead to the root' },
  checkpoint_missing: { de: 'es gibt keinen Checkpoint', en: 'there is no checkpoint' },
  origin_unknown: {
    de: 'der Schlüssel ist der eines anderen Protokolls',
    en: 'the key is that of another log',
  },
  quorum_missed: {
    de: 'es haben weniger Zeugen bestätigt, als die Vertrauensdatei verlangt',
    en: 'fewer witnesses have confirmed than the trust file asks for',
  },
  time_ahead: { de: 'ein Zeuge nennt eine Zeit in der Zukunft', en: 'a witness states a time in the future' },
  time_fell: {
    de: 'die Zeit eines Zeugen läuft zurück, obwohl das Protokoll wuchs',
    en: 'the time of a witness runs back although the log grew',
  },
  entry_differs: {
    de: 'ein Eintrag wurde verändert, vertauscht oder ersetzt',
    en: 'an entry was changed, swapped or replaced',
  },
  root_differs: {
    de: 'was da ist, ergibt nicht die unterschriebene Wurzel',
    en: 'what is there does not lead to the signed root',
  },
  tile_differs: {
    de: 'eine Datei mit Hashes passt nicht zu den Einträgen',
    en: 'a file of hashes does not fit the entries',
  },
  beyond_size: {
    de: 'eine Datei reicht über die unterschriebene Größe hinaus',
    en: 'a file reaches beyond the signed size',
  },
  unexpected_file: { de: 'eine Datei, die nicht dazugehört', en: 'a file that does not belong here' },
  index_beyond_size: {
    de: 'genannt ist ein Eintrag, den es nicht gibt',
    en: 'it names an entry that does not exist',
  },
  forked: {
    de: 'ZWEI WAHRHEITEN: zwei Checkpoints mit derselben Unterschrift, die einander widersprechen. Beide aufbewahren',
    en: 'TWO TRUTHS: two checkpoints with the same signature that contradict each other. Keep both',
  },
  rolled_back: {
    de: 'das Protokoll war schon länger, als es jetzt ist: ein Ende wurde abgeschnitten. Beide Checkpoints aufbewahren',
    en: 'the log has been longer than it is now: its end was cut off. Keep both checkpoints',
  },
}

const ofClaims: Readonly<Record<Exclude<ClaimProblemCode, TreeCode>, Text>> = {
  malformed_entry: {
    de: 'der Eintrag hat nicht die vorgeschriebene Form',
    en: 'the entry does not have the form that is laid down',
  },
  counter_gap: {
    de: 'der Zähler springt: hier fehlt ein Eintrag, ist einer doppelt oder vertauscht',
    en: 'the counter jumps: an entry is missing here, or is there twice, or in another place',
  },
  replicas_too_many: { de: 'unglaubhaft viele Absender', en: 'more senders than can be' },
  intent_missing: {
    de: 'ein Ende ohne Absicht, oder ein zweites Ende derselben Absicht',
    en: 'an end without an intent, or a second end of the same intent',
  },
  intent_never_ended: {
    de: 'eine Absicht, die auch im nächsten Protokoll kein Ende fand',
    en: 'an intent that found no end in the next log either',
  },
  request_differs: {
    de: 'das Ende gehört zu einem anderen Aufruf als die Absicht',
    en: 'the end belongs to another call than the intent',
  },
  lamp_shut: {
    de: 'durchgelassen, obwohl eine Lampe nicht frei zeigte',
    en: 'let through although a lamp did not show clear',
  },
  configuration_unknown: {
    de: 'eine Absicht, bevor eine Konfiguration in Kraft war',
    en: 'an intent before any configuration was in force',
  },
  configuration_differs: {
    de: 'entschieden nach einer Konfiguration, die nicht in Kraft war',
    en: 'decided under a configuration that was not in force',
  },
  key_chain_broken: {
    de: 'ein Schlüsselwechsel, der nicht an den Schlüssel davor anschließt',
    en: 'a change of key that does not follow the key before',
  },
  handover_missing: {
    de: 'das Protokoll folgt auf ein anderes und sagt es nicht',
    en: 'the log follows another one and does not say so',
  },
  handover_misplaced: {
    de: 'eine Übergabe, die nicht der erste Eintrag ist',
    en: 'a handover that is not the first entry',
  },
  handover_differs: {
    de: 'die Übergabe nennt einen anderen Stand als den letzten des vorigen Protokolls',
    en: 'the handover names another state than the last one of the log before',
  },
  open_intents_misplaced: {
    de: 'eine Liste offener Absichten an der falschen Stelle',
    en: 'a list of open intents in the wrong place',
  },
  open_intents_incomplete: {
    de: 'die Liste der offenen Absichten bricht ab',
    en: 'the list of open intents breaks off',
  },
  open_intents_differ: {
    de: 'die übergebenen offenen Absichten sind nicht die des vorigen Protokolls',
    en: 'the open intents handed over are not those of the log before',
  },
  in_force_differs: {
    de: 'übergeben ist etwas anderes, als zuletzt in Kraft war',
    en: 'something else was handed over than was last in force',
  },
  period_inverted: { de: 'ein Zeitraum, der rückwärts läuft', en: 'a period that runs backwards' },
}

const ofBundles: Readonly<Record<string, Text>> = {
  malformed_archive: {
    de: 'das Archiv ist beschädigt oder von anderer Hand gepackt',
    en: 'the archive is damaged or was packed by somebody else',
  },
  malformed_manifest: {
    de: 'das Verzeichnis des Bündels ist beschädigt oder aus einer anderen Fassung',
    en: 'the manifest of the bundle is damaged or of another version',
  },
  malformed_openings: {
    de: 'eine Datei mit Öffnungen ist beschädigt',
    en: 'a file with openings is damaged',
  },
  file_missing: { de: 'eine Datei fehlt', en: 'a file is missing' },
  file_differs: {
    de: 'eine Datei ist nicht die, deren Prüfsumme verzeichnet ist',
    en: 'a file is not the one whose digest is on the list',
  },
  proof_of_another: {
    de: 'ein Beweis, der zu einem anderen Eintrag oder Checkpoint gehört',
    en: 'a proof that belongs to another entry or checkpoint',
  },
  entry_not_shown: {
    de: 'offengelegt ist etwas zu einem Eintrag, der nicht im Bündel ist',
    en: 'something was disclosed about an entry that is not in the bundle',
  },
  commitment_missing: {
    de: 'der Eintrag hat zu diesem Feld keine Festlegung',
    en: 'the entry has no commitment to this field',
  },
  opening_differs: {
    de: 'der offengelegte Wert ist nicht der, auf den sich der Eintrag festlegt',
    en: 'the value disclosed is not the one that the entry commits to',
  },
  erased_disclosed: {
    de: 'offengelegt ist, was nach dem Protokoll gelöscht wurde',
    en: 'something was disclosed that the log says was erased',
  },
}

/** Codes of `TimestampRefused`, behind `timestamp_`. */
const ofTimestamps: Readonly<Record<string, Text>> = {
  timestamp_imprint: {
    de: 'der Zeitstempel gehört zu einem anderen Checkpoint',
    en: 'the time-stamp is of another checkpoint',
  },
  timestamp_signature: {
    de: 'die Unterschrift des Zeitstempels ist falsch',
    en: 'the signature of the time-stamp is wrong',
  },
  timestamp_chain: {
    de: 'der Zeitstempel führt zu keinem Zertifikat, dem vertraut wird',
    en: 'the time-stamp leads to no certificate that is trusted',
  },
  timestamp_validity: {
    de: 'ein Zertifikat war zur Zeit des Stempels nicht gültig',
    en: 'a certificate was not valid at the time of the stamp',
  },
  timestamp_purpose: {
    de: 'das Zertifikat ist nicht für Zeitstempel bestimmt',
    en: 'the certificate is not meant for time-stamps',
  },
}
const otherTimestamp: Text = { de: 'der Zeitstempel beweist nichts', en: 'the time-stamp proves nothing' }
const otherForm: Text = { de: 'nicht in der vorgeschriebenen Form', en: 'not in the form that is laid down' }

const all: ReadonlyMap<string, Text> = new Map(
  Object.entries<Text>({ ...ofTrees, ...ofClaims, ...ofBundles, ...ofTimestamps }),
)

/** @example wordsOf('counter_gap').de // 'der Zähler springt: …' */
export function wordsOf(code: string): Text {
  return all.get(code) ?? (code.startsWith('timestamp_') ? otherTimestamp : otherForm)
}

const omissions: Readonly<Record<string, Text>> = {
  noPolicy: {
    de: 'es wurde keine Vertrauensdatei mit Zeugen angegeben (--policy)',
    en: 'no trust file with witnesses was given (--policy)',
  },
  entriesNotRead: {
    de: 'die Einträge selbst wurden nicht gelesen, nur ihre Hashes',
    en: 'the entries themselves were not read, only their hashes',
  },
  noToken: {
    de: 'ohne --auditor-token gibt der Server nur Checkpoint und Hashes heraus: Form und Aussagen der Einträge bleiben ungeprüft',
    en: 'without --auditor-token the server hands out checkpoint and hashes only: form and claims of the entries stay unchecked',
  },
  noList: {
    de: 'an einer Adresse lässt sich nicht sehen, was über die unterschriebene Größe hinaus da ist',
    en: 'at an address nobody can see what is there beyond the signed size',
  },
  noClock: { de: 'ohne Uhr', en: 'without a clock' },
  growing: {
    de: 'ein Server schreibt gerade: was hinter dem Checkpoint liegt, ist noch nicht unterschrieben',
    en: 'a server is writing: what lies behind the checkpoint is not signed yet',
  },
  failedBefore: { de: 'wegen des Fehlers davor', en: 'because of the fault before' },
  oldLogNotGiven: {
    de: 'das vorige Protokoll war nicht dabei; alle zusammen prüfen',
    en: 'the log before was not given; verify all of them together',
  },
  keyFromBundle: {
    de: 'der Schlüssel stammt aus dem Bündel selbst; mit --vkey oder --policy von anderer Stelle prüfen',
    en: 'the key comes from the bundle itself; verify with --vkey or --policy from elsewhere',
  },
  noRoots: {
    de: 'Zeitstempel sind da; zum Prüfen --tsa-roots PEM mit Zertifikaten der Stelle angeben',
    en: 'there are time-stamps; to check them give --tsa-roots PEM with certificates of the authority',
  },
  excerptOnly: {
    de: 'ein Auszug enthält nicht, was zum Vergleich mit einem älteren Checkpoint nötig ist',
    en: 'an excerpt does not hold what it takes to compare an older checkpoint',
  },
}

/** Why something was left out. */
export function omissionWords(because: string): Text {
  return omissions[because] ?? { de: because, en: because }
}
