import type { LicenceTerms } from '../terms.ts'

export const qwenResearch: LicenceTerms = {
  id: 'LicenseRef-qwen-research',
  name: 'Qwen RESEARCH LICENSE AGREEMENT',
  version: '2024-09-19',
  date: '2024-09-19',
  steward: 'Alibaba Cloud',
  class: 'research-only',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-qwen-research',
  hubTags: ['other:qwen-research'],
  appliesTo: ['Qwen2.5-3B family', 'Qwen2.5-VL-3B'],
  source: 'secondary-report',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [],
  rights: {
    commercialUse: {
      value: 'no',
      sections: ['2'],
      note: {
        de: 'Nach übereinstimmenden Berichten Dritter; der Text selbst wurde nicht gelesen.',
        en: 'As third parties agree in reporting; the text itself was not read.',
      },
    },
    internalUse: {
      value: 'conditional',
      sections: ['2'],
      limits: ['research', 'non-commercial'],
      note: {
        de: 'Berichtet wird ein Recht zu nicht gewerblichen Zwecken; der Text selbst wurde nicht gelesen.',
        en: 'A grant for non-commercial purposes is reported; the text itself was not read.',
      },
    },
    hostedService: {
      value: 'no',
      sections: ['2'],
      note: {
        de: 'Berichtet wird nur ein Recht zu nicht gewerblichen Zwecken; der Text selbst wurde nicht gelesen.',
        en: 'Only a grant for non-commercial purposes is reported; the text itself was not read.',
      },
    },
    redistributeWeights: { value: 'unverified' },
    redistributeDerivatives: { value: 'unverified' },
    modify: { value: 'unverified' },
    outputsTrainOtherModels: { value: 'unverified', rule: 'not-read' },
    patentGrant: { value: 'unverified' },
  },
  bans: [
    {
      tag: 'commercial',
      strength: 'absolute',
      sections: ['2'],
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
      de: 'Der Text wurde nicht gelesen. Der Vorgang illuin-tech/colpali#334 und andere Bestände geben das Recht zu nicht gewerblichen Zwecken wieder. Dieser Eintrag kann sperren, nie erlauben.',
      en: 'The text was not read. The issue illuin-tech/colpali#334 and other repositories report the non-commercial grant. This entry may forbid and can never allow.',
    },
    {
      de: 'Ein Dritter erwähnt eine spätere Fassung vom 20. September 2026; das ist nicht geprüft.',
      en: 'A third party mentions a later version of 20 September 2026; this is unverified.',
    },
  ],
}
