import type { LicenceTerms } from '../terms.ts'

export const cohereCcByNcAup: LicenceTerms = {
  id: 'LicenseRef-cohere-cc-by-nc-aup',
  name: 'CC-BY-NC-4.0 + Cohere Labs / C4AI Acceptable Use Policy',
  date: '2024',
  steward: 'Cohere',
  class: 'non-commercial',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-cohere-cc-by-nc-aup',
  hubTags: ['cc-by-nc-4.0 + gated addendum'],
  appliesTo: ['Command R/R+', 'Command A', 'Aya'],
  source: 'secondary-report',
  reading: { number: 1, on: '2026-11-23' },
  // The text of CC-BY-NC-4.0 identifies CC-BY-NC-4.0; the addendum, which would identify this entry, has not been read.
  texts: [],
  rights: {
    commercialUse: { value: 'no', sections: ['CC 2(a)(1)'] },
    internalUse: { value: 'conditional', sections: ['CC 1', 'CC 2(a)(1)'], limits: ['non-commercial'] },
    hostedService: { value: 'unverified' },
    redistributeWeights: { value: 'unverified' },
    redistributeDerivatives: { value: 'unverified' },
    modify: { value: 'unverified' },
    outputsTrainOtherModels: { value: 'unverified' },
    patentGrant: { value: 'unverified' },
  },
  bans: [{ tag: 'commercial', strength: 'absolute', sections: ['CC 2(a)(1)'] }],
  duties: [],
  thresholds: [],
  territory: [],
  powers: [],
  notes: [
    {
      de: 'Die Angabe im Verzeichnis nennt nur CC-BY-NC-4.0; die Nutzungsregeln stehen in der Modellkarte und sind nicht gelesen. Gewerbliche Nutzung ist schon nach dem bekannten Text untersagt, alles andere klärt eine Person.',
      en: 'The tag names CC-BY-NC-4.0 only; the use policy stands in the model card and has not been read. Commercial use is barred by the known text already, everything else is for a person.',
    },
  ],
}
