import type { LicenceTerms } from '../terms.ts'

export const odcBy10: LicenceTerms = {
  id: 'ODC-By-1.0',
  name: 'Open Data Commons Attribution License',
  version: '1.0',
  steward: 'Open Data Commons',
  class: 'open-content',
  osaid: 'excluded',
  spdxExpression: 'ODC-By-1.0',
  hubTags: ['odc-by'],
  appliesTo: [],
  source: 'collection-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'ODC-By-1.0',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/odc-by-1.0.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '8a9bf27df36b1dc0fb68596d62f84a907fe79e01494bb8e056ae07fb1a36936b',
      wordSha256: '4994e1c3b834fbe240b49d47022140ba8a519587ebe04cc7e9a2d00b27542a58',
      proseSha256: '9c6d5eedcc219f0a7694c2ff04359a3f493b0ec85f3eaadaaaf0557dbc41eb92',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'yes',
      sections: ['3.1'],
      note: {
        de: 'Nur an der Datenbank; Rechte an ihren einzelnen Inhalten deckt die Lizenz nicht (2.4).',
        en: 'In the database only; rights in its individual contents are not covered (2.4).',
      },
    },
    internalUse: { value: 'yes', sections: ['3.1'] },
    hostedService: {
      value: 'conditional',
      sections: ['3.1', '4.3'],
      note: {
        de: 'Bedienung über ein Netz ist keine Weitergabe (1.0); wer Werke aus der Datenbank öffentlich nutzt, nennt sie.',
        en: 'Interaction over a network is not conveying (1.0); whoever uses works produced from the database in public names it.',
      },
    },
    redistributeWeights: { value: 'conditional', sections: ['3.1', '4.2'] },
    redistributeDerivatives: { value: 'conditional', sections: ['3.1', '4.2'] },
    modify: { value: 'yes', sections: ['3.1'] },
    outputsTrainOtherModels: {
      value: 'silent',
      rule: 'silent',
      note: {
        de: 'Ob ein Modell eine abgeleitete Datenbank, ein Werk aus ihr oder keines von beiden ist, sagt der Text nicht.',
        en: 'Whether a model is a derivative database, a produced work or neither, the text does not say.',
      },
    },
    patentGrant: { value: 'no', sections: ['2.3'] },
  },
  bans: [],
  duties: [
    {
      kind: 'same-licence',
      triggers: ['share'],
      sections: ['4.2'],
      note: {
        de: 'Datenbank und abgeleitete Datenbanken werden öffentlich nur unter dieser Lizenz weitergegeben (4.2 a).',
        en: 'The database and derivative databases are conveyed in public under this licence only (4.2 a).',
      },
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['share'],
      sections: ['4.2'],
      note: {
        de: 'Text oder Adresse der Lizenz, in der Datenbank und in der Dokumentation (4.2 b).',
        en: 'The text of the licence or its address, in the database and in the documentation (4.2 b).',
      },
    },
    { kind: 'keep-notices', triggers: ['share'], sections: ['4.2'] },
    {
      kind: 'attribution-notice',
      triggers: ['publish-output'],
      sections: ['4.3'],
      note: {
        de: 'Wer ein Werk aus der Datenbank öffentlich nutzt, weist darauf hin, dass Inhalte aus ihr stammen und sie unter dieser Lizenz zu haben ist.',
        en: 'Whoever uses a produced work in public says that content comes from the database and that it is available under this licence.',
      },
    },
  ],
  thresholds: [],
  territory: [],
  powers: [{ kind: 'auto-terminate', sections: ['9.1'] }],
  termination: {
    found: true,
    sections: ['9.1', '9.4'],
    says: {
      de: 'Bei Verstoß enden die Rechte von selbst. Sie leben auf, wenn er endet und 60 Tage keine Rüge kommt oder wenn der erste gerügte Verstoß binnen 30 Tagen geheilt wird.',
      en: 'The rights end by themselves on a breach. They revive if it stops and no notice comes for 60 days, or if the first notified violation is cured within 30 days.',
    },
  },
  litigation: { found: false },
  indemnity: { found: false },
  disclaimer: {
    found: true,
    sections: ['7.1', '8.1', '8.2'],
    says: {
      de: 'Keine Gewährleistung; wo Haftung nicht ausgeschlossen werden kann, nur für unmittelbaren Schaden aus nachgewiesener Fahrlässigkeit.',
      en: 'No warranty; where liability cannot be excluded, for direct loss from proved negligence only.',
    },
  },
  audit: { found: false },
  feedback: { found: false },
  governingLaw: { law: 'the jurisdiction in which the terms are to be enforced', sections: ['10.4'] },
  notes: [
    {
      de: 'Texte, Bilder und andere Inhalte einer Sammlung können unter eigenen Rechten stehen; die müssen gesondert geklärt werden (2.4).',
      en: 'Texts, images and other contents of a collection may be under rights of their own, which have to be cleared separately (2.4).',
    },
  ],
}
