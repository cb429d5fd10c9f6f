import type { LicenceTerms } from '../terms.ts'

export const mistralNonProduction01: LicenceTerms = {
  id: 'LicenseRef-mistral-non-production-0.1',
  name: 'Mistral AI Non-Production License',
  version: '0.1',
  date: '2024-05',
  steward: 'Mistral AI SAS',
  class: 'non-commercial',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-mistral-non-production-0.1',
  hubTags: ['other:mnpl'],
  appliesTo: ['Codestral 22B'],
  source: 'secondary-report',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [],
  rights: {
    commercialUse: {
      value: 'no',
      sections: ['3.2'],
      note: {
        de: 'Nach Berichten Dritter; der Text wurde nicht vollständig gelesen.',
        en: 'As third parties report; the text was not read in full.',
      },
    },
    internalUse: {
      value: 'conditional',
      sections: ['3.2'],
      limits: ['non-production', 'non-commercial'],
      note: {
        de: 'Berichtet werden Tests, Forschung, persönliche Nutzung und Erprobung außerhalb des produktiven Betriebs.',
        en: 'Testing, research, personal use and evaluation outside production are reported.',
      },
    },
    hostedService: {
      value: 'no',
      sections: ['3.2'],
      note: {
        de: 'Nach Berichten nicht im Rahmen einer gewerblichen Tätigkeit, gleich ob bezahlt oder kostenlos, gehostet oder hinter anderer Software.',
        en: 'As reported, not in the course of a commercial activity, whether paid or free, hosted or behind other software.',
      },
    },
    redistributeWeights: { value: 'unverified' },
    redistributeDerivatives: { value: 'unverified' },
    modify: { value: 'unverified' },
    outputsTrainOtherModels: {
      value: 'unverified',
      rule: 'not-read',
      note: {
        de: 'Die Berichte nennen keine Regel; ob der Text eine enthält, ist nicht geprüft.',
        en: 'The reports mention no rule; whether the text has one is unverified.',
      },
    },
    patentGrant: { value: 'unverified' },
  },
  bans: [
    {
      tag: 'production',
      strength: 'absolute',
      sections: ['3.2'],
      note: {
        de: 'Nach Berichten Dritter.',
        en: 'As third parties report.',
      },
    },
    {
      tag: 'commercial',
      strength: 'absolute',
      sections: ['3.2'],
      note: {
        de: 'Nach Berichten Dritter.',
        en: 'As third parties report.',
      },
    },
  ],
  duties: [],
  thresholds: [],
  territory: [],
  powers: [],
  notes: [
    {
      de: 'Der Text wurde nur in Auszügen in Beständen Dritter gesehen; das Original liegt unter https://mistral.ai/licenses/MNPL-0.1.md. Dieser Eintrag kann sperren, nie erlauben.',
      en: 'The text was seen only in excerpts in third-party repositories; the original is at https://mistral.ai/licenses/MNPL-0.1.md. This entry may forbid and can never allow.',
    },
    {
      de: 'Nach Berichten beansprucht der Lizenzgeber kein Eigentum an Ausgaben.',
      en: 'As reported, the licensor claims no ownership of outputs.',
    },
  ],
}
