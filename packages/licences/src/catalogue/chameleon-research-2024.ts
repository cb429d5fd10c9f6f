import type { LicenceTerms } from '../terms.ts'

export const chameleonResearch2024: LicenceTerms = {
  id: 'LicenseRef-chameleon-research-2024',
  name: 'Chameleon Research License',
  version: '2024-06-18',
  date: '2024-06-18',
  steward: 'Meta',
  class: 'research-only',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-chameleon-research-2024',
  hubTags: [],
  appliesTo: ['Chameleon'],
  source: 'collection-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'LicenseRef-chameleon-research-2024',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/chameleon-research-2024.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: 'a783b7c0986a6b01558ab6ced1abdc9aa5a66cadbdc1fe14c84ebc8ab77bd651',
      wordSha256: '533e8a3589bbe0f361d3153701fab0d8f9341db5cbc2058d25f44f60ea8b58cf',
      proseSha256: '47235984edd28ed78e6aa21b72ad5b6754b439ff8a682defcc24c1e837800720',
      isHashUsable: true,
    },
  ],
  unreadPolicy: {
    sections: ['2.2.4'],
    name: { de: 'Nutzungsregeln für Chameleon', en: 'Chameleon Acceptable Use Policy' },
  },
  rights: {
    commercialUse: { value: 'no', sections: ['2.1', '3.1'] },
    internalUse: {
      value: 'conditional',
      sections: ['2.1', '1.2'],
      limits: ['research', 'non-commercial'],
      note: {
        de: 'Nur nicht gewerbliche Forschung. Die Nutzungsregeln auf der Website gehören dazu und sind nicht gelesen.',
        en: 'Non-commercial research only. The use policy on the website is part of it and has not been read.',
      },
    },
    hostedService: {
      value: 'conditional',
      sections: ['2.2.1', '3.1'],
      limits: ['research', 'non-commercial'],
      note: {
        de: 'Dritten darf das Modell nur unter denselben Bedingungen zugänglich werden.',
        en: 'The model may be made available to third parties under the same terms only.',
      },
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['2.1', '2.2.1'],
      limits: ['research', 'non-commercial'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['2.1', '2.2.1'],
      limits: ['research', 'non-commercial'],
    },
    modify: {
      value: 'conditional',
      sections: ['2.1'],
      limits: ['research', 'non-commercial'],
    },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['3.1'],
      limits: ['research', 'non-commercial'],
      rule: 'purpose-limited',
      note: {
        de: 'Auch Ausgaben und Ergebnisse dürfen nur zu nicht gewerblicher Forschung dienen.',
        en: 'Outputs and results, too, may serve non-commercial research only.',
      },
    },
    patentGrant: {
      value: 'silent',
      note: {
        de: '2.1 lizenziert Schutzrechte allgemein, soweit sie verkörpert sind, und nennt Patente nicht.',
        en: '2.1 licenses intellectual property in general, as far as embodied, and does not name patents.',
      },
    },
  },
  bans: [
    { tag: 'commercial', strength: 'absolute', sections: ['3.1'] },
    {
      tag: 'safety-circumvention',
      strength: 'absolute',
      sections: ['3.2'],
      note: {
        de: 'Schutz, Nutzungsbeschränkungen und abgeschaltete Funktionen dürfen weder umgangen noch entfernt werden.',
        en: 'Protection, usage restrictions and disabled functions may be neither circumvented nor removed.',
      },
    },
    { tag: 'trade-control', strength: 'absolute', sections: ['3.4', '3.5'] },
    {
      tag: 'itar-bwc-cwc',
      strength: 'absolute',
      sections: ['3.5'],
      note: {
        de: 'Nukleare, chemische und biologische Waffen und Raketentechnik sind als Beispiele genannt.',
        en: 'Nuclear, chemical and biological weapons and missile technology are named as examples.',
      },
    },
    { tag: 'weapons', strength: 'absolute', sections: ['3.5'] },
    { tag: 'illegal-generic', strength: 'absolute', sections: ['2.2.4'] },
  ],
  duties: [
    { kind: 'comply-aup', triggers: ['any-use'], sections: ['2.2.4'] },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['2.2.1'],
    },
    { kind: 'same-licence', triggers: ['distribute-derivative'], sections: ['2.2.1'] },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['2.2.3'],
      fixedWords: [
        'Chameleon is licensed under the Chameleon Research License, Copyright (c) Meta Platforms, Inc. All Rights Reserved.',
      ],
    },
    {
      kind: 'attribution-notice',
      triggers: ['publish-research'],
      sections: ['2.2.2'],
      fixedWords: [
        'This material is based on work supported by the Chameleon Research License, Copyright (c) Meta Platforms, Inc. All Rights Reserved.',
      ],
      note: { de: 'Oder ein gleichwertiger Dank.', en: 'Or an equivalent acknowledgement.' },
    },
  ],
  thresholds: [],
  territory: [],
  powers: [
    { kind: 'terminate-on-breach', sections: ['8'] },
    { kind: 'licence-may-change', sections: ['10', '11'] },
  ],
  termination: {
    found: true,
    sections: ['8'],
    says: {
      de: 'Der Lizenzgeber kann bei jedem Verstoß kündigen; das Modell ist dann zu löschen.',
      en: 'The licensor may terminate on any breach; the model then has to be deleted.',
    },
  },
  litigation: {
    found: true,
    sections: ['7.3'],
    says: {
      de: 'Wer wegen Verletzung eigener Schutzrechte durch Modell oder Ausgaben klagt, gegen wen auch immer, verliert alle Rechte an diesem Tag.',
      en: 'Whoever sues over infringement of own rights by model or outputs, whomever, loses all rights on that day.',
    },
  },
  indemnity: {
    found: true,
    sections: ['7.3'],
    says: {
      de: 'Der Nutzer stellt den Lizenzgeber von Ansprüchen Dritter aus Nutzung oder Weitergabe frei.',
      en: 'The user holds the licensor harmless from claims of third parties about use or distribution.',
    },
  },
  disclaimer: {
    found: true,
    sections: ['4', '5', '6'],
    says: {
      de: 'Keine Unterstützung, keine Gewährleistung für Modell und Ausgaben, keine Haftung für entgangenen Gewinn und Schäden jeder Art.',
      en: 'No support, no warranty for model and outputs, no liability for lost profits and damages of any kind.',
    },
  },
  audit: { found: false },
  feedback: { found: false },
  governingLaw: { law: 'California', forum: 'courts of California', isCisgExcluded: true, sections: ['9'] },
  descent: {
    sections: ['2.2.1', '7.2'],
    fineTune: {
      de: 'Eigene Bearbeitungen gehören dem Bearbeiter und bleiben unter dieser Lizenz.',
      en: 'Own derivatives belong to their maker and stay under this licence.',
    },
    quantisation: { de: 'Bearbeitung.', en: 'A derivative.' },
    merge: { de: 'Bearbeitung.', en: 'A derivative.' },
  },
  notes: [
    {
      de: 'Der eigene Ort darf nicht verschleiert werden (3.3). Änderungen der Lizenz wirken sofort, Weiternutzung gilt als Zustimmung (10, 11).',
      en: "One's location may not be disguised (3.3). Changes of the licence take effect at once, and continued use counts as consent (10, 11).",
    },
    {
      de: 'Im gelesenen Text stehen Platzhalter, wo Adressen von Modell und Nutzungsregeln gehörten.',
      en: 'The text that was read has placeholders where addresses of model and use policy belonged.',
    },
  ],
}
