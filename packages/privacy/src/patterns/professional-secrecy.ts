import { isLetterAt } from './character-sets.ts'
import { Spotter } from './spotter.ts'

/** Whose secret it may be. `named`: secrecy itself is spoken of. */
export type SecrecyField = 'health' | 'law' | 'tax' | 'counselling' | 'clergy' | 'named'

/** How often each was found. Absent means never. */
export type SecrecyCues = Readonly<Partial<Record<SecrecyField, number>>>

/** Beginnings of words, own list in German and English, separated by commas. */
const cueWords: Readonly<Record<SecrecyField, string>> = {
  health: `patient, arztbrief, entlassungsbrief, entlassbrief, krankenakte, anamnese, epikrise, op-bericht, befundbericht, arztgeheimnis,
    hausarzt, oberarzt, medical record, discharge letter, discharge summary, psychotherapeut`,
  law: `mandant, handakte, rechtsanwält, rechtsanwalt, strafverteidig, schriftsatz, klageerwiderung, prozessvollmacht, notariell, notarin,
    mandatsverhältnis, anwaltsgeheimnis, attorney-client, attorney client, our client, legal privilege, power of attorney`,
  tax: 'steuerberat, wirtschaftsprüf, lohnbuchhaltung, jahresabschluss, steuerbescheid, steuererklärung, tax adviser, tax advisor, tax return',
  counselling: `suchtberat, schuldnerberat, eheberat, familienberat, erziehungsberat, schwangerschaftsberat, schwangerschaftskonflikt, klient,
    sozialarbeit, sozialpädagog, jugendamt, jugendhilfe, social worker, case worker`,
  clergy: 'beichte, beichtgeheimnis, seelsorge, seelsorger, pfarrer, pastoral, confession to, confessional',
  named: `schweigepflicht, berufsgeheimnis, verschwiegenheitspflicht, § 203, §203, privatgeheimnis, professional secrecy,
    doctor-patient confidentiality, privileged and confidential`,
}

const spotter = new Spotter(
  // Fields are the keys of the table: the compiler has checked them.
  (Object.entries(cueWords) as [SecrecyField, string][]).flatMap(([value, list]) =>
    list.split(',').map((word) => ({ needle: word.trim(), ignoreCase: true, value })),
  ),
)

/**
 * Counts words that are usual in texts under professional secrecy (§ 203 StGB: health professions, lawyers, notaries, tax advisers,
 * auditors, counselling, social work; clergy is § 53 StPO. Checked 2026-11-23), for policies that treat such texts differently.
 *
 * A count says that a text looks like one of those, no more: who wrote it and to whom decides, and no word shows that. A textbook for
 * nurses has many, a secret without these words has none.
 *
 * @example professionalSecrecyCues('Der Mandant bittet um Diskretion.') // { law: 1 }
 */
export function professionalSecrecyCues(text: string): SecrecyCues {
  const counts: Partial<Record<SecrecyField, number>> = {}
  spotter.scan(text, (field, at) => {
    if (!isLetterAt(text, at - 1)) counts[field] = (counts[field] ?? 0) + 1
  })
  return counts
}
