import type { LicenceTerms } from '../terms.ts'

export const noLicence: LicenceTerms = {
  id: 'NO-LICENCE',
  name: 'no licence text found',
  class: 'all-rights-reserved',
  osaid: 'excluded',
  spdxExpression: 'NOASSERTION',
  hubTags: [],
  appliesTo: [],
  source: 'rule',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [],
  rights: {
    commercialUse: {
      value: 'no',
      sections: ['-'],
      note: {
        de: 'TODO',
        en: 'no grant',
      },
    },
    internalUse: {
      value: 'no',
      sections: ['-'],
    },
    hostedService: {
      value: 'unverified',
    },
    redistributeWeights: {
      value: 'unverified',
    },
    redistributeDerivatives: {
      value: 'unverified',
    },
    modify: {
      value: 'unverified',
    },
    outputsTrainOtherModels: {
      value: 'unverified',
    },
    patentGrant: {
      value: 'unverified',
    },
  },
  bans: [],
  duties: [],
  thresholds: [],
  territory: [],
  powers: [],
  notes: [
    {
      de: 'TODO',
      en: "e.g. MiniMax-M2/M2.1 on 2026-09-15 per third party; hub licence 'other' without file, or missing tag",
    },
    {
      de: 'TODO',
      en: 'verdict is needs-review: a missing text is a missing fact, not a proven refusal; nothing is clear before a person has decided',
    },
  ],
}
