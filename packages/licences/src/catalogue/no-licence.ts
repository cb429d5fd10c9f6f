import type { LicenceTerms } from '../terms.ts'
import { unreadRights } from './unread.ts'

export const noLicence: LicenceTerms = {
  id: 'NO-LICENCE',
  name: 'no licence text found',
  class: 'all-rights-reserved',
  osaid: 'excluded',
  spdxExpression: 'NOASSERTION',
  hubTags: [],
  appliesTo: [],
  source: 'rule',
  reading: { number: 1, on: '2026-11-23' },
  texts: [],
  // Where there is no text, nothing was refused either: a missing text is a missing fact.
  rights: unreadRights,
  bans: [],
  duties: [],
  thresholds: [],
  territory: [],
  powers: [],
  notes: [
    {
      de: 'Etwa ein Modell ohne Angabe oder mit der Angabe „other“ ohne Datei; so MiniMax-M2 und M2.1 am 15. September 2026 nach Bericht Dritter.',
      en: 'For example a model without a tag, or with the tag “other” and no file; so MiniMax-M2 and M2.1 on 15 September 2026, as third parties report.',
    },
    {
      de: 'Ohne Text ist kein Recht gezeigt und keines verweigert: Eine Person klärt, was gilt, vorher ist nichts frei.',
      en: 'Without a text no right is shown and none is refused: a person finds out what holds, and nothing is clear before that.',
    },
  ],
}
