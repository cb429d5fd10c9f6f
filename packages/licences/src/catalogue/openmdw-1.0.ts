import type { LicenceTerms } from '../terms.ts'

export const openmdw10: LicenceTerms = {
  id: 'OpenMDW-1.0',
  name: 'Open Model, Data & Weights License',
  version: '1.0',
  date: '2025',
  steward: 'OpenMDW / Linux Foundation',
  class: 'permissive-model-licence',
  osaid: 'possible',
  spdxExpression: 'OpenMDW-1.0',
  hubTags: ['openmdw-1.0'],
  appliesTo: [],
  source: 'collection-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'OpenMDW-1.0',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/openmdw-1.0.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '36f3765aeb1ed66d557068d61c295ada7be56c6975ae8bd4ba6290d93338950d',
      wordSha256: 'd48e94d631acc34d3a4ab82c176764a42707a6aaef7aa37c239f8a5454951200',
      proseSha256: 'd84cbebe1fc2a4a53c712a6181d4fb2f1cc4f7ba4ab0e92a910e22a92b8f9599',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: { value: 'yes', sections: ['grant'] },
    internalUse: { value: 'yes', sections: ['grant'] },
    hostedService: { value: 'yes', sections: ['grant'] },
    redistributeWeights: { value: 'conditional', sections: ['grant', 'para 3'] },
    redistributeDerivatives: { value: 'conditional', sections: ['grant', 'para 3'] },
    modify: { value: 'yes', sections: ['grant'] },
    outputsTrainOtherModels: {
      value: 'yes',
      sections: ['output paragraph'],
      rule: 'free',
      note: {
        de: 'Ausgaben sind ausdrücklich von jeder Beschränkung und Pflicht frei.',
        en: 'Outputs are expressly free of any restriction and obligation.',
      },
    },
    patentGrant: { value: 'yes', sections: ['grant'] },
  },
  bans: [],
  duties: [
    { kind: 'provide-licence-copy', triggers: ['distribute-weights', 'distribute-derivative'], sections: ['para 3'] },
    { kind: 'keep-notices', triggers: ['distribute-weights', 'distribute-derivative'], sections: ['para 3'] },
  ],
  thresholds: [],
  territory: [],
  powers: [],
  termination: { found: false },
  litigation: {
    found: true,
    sections: ['para 4'],
    says: {
      de: 'Wer wegen Patentverletzung durch das Modell klagt, verliert alle Rechte; die Abwehr einer Klage ist ausgenommen.',
      en: 'Whoever sues over patent infringement by the model loses all rights; answering a suit is excepted.',
    },
  },
  indemnity: { found: false },
  disclaimer: {
    found: true,
    sections: ['as-is paragraph', 'last paragraph'],
    says: {
      de: 'Keine Gewährleistung und keine Haftung; fremde Rechte, Einwilligungen und Prüfungen sind Sache des Nutzers.',
      en: "No warranty and no liability; rights of others, consents and due diligence are the user's own matter.",
    },
  },
  audit: { found: false },
  feedback: { found: false },
  notes: [
    {
      de: 'Die Absätze sind nicht beziffert; gezählt wird ab der Begriffsbestimmung.',
      en: 'The paragraphs bear no numbers; they are counted from the definition on.',
    },
    {
      de: 'OpenMDW-1.0 steht in der SPDX-Liste 3.28.0, OpenMDW-1.1 nicht.',
      en: 'OpenMDW-1.0 is in the SPDX list 3.28.0, OpenMDW-1.1 is not.',
    },
  ],
}
