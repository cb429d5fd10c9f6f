import type { LicenceTerms } from '../terms.ts'

export const stabilityNcResearch202312: LicenceTerms = {
  id: 'LicenseRef-stability-nc-research-2023-12',
  name: 'Stability AI Non-Commercial Research Community License',
  version: '2023-12-06',
  date: '2023-12-06',
  steward: 'Stability AI Ltd',
  class: 'non-commercial',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-stability-nc-research-2023-12',
  hubTags: [],
  appliesTo: [],
  source: 'collection-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'LicenseRef-stability-nc-research-2023-12',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/stability-ai-nc-2023-12-06.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '41ea2654de80b12a6185065fc2cf7a81c65a5e95472cf54e8b7bac91990b6c62',
      wordSha256: 'a04010f06c89e28f701d8cf2522c0c51e385af559a217361d7422e61c1ea55c6',
      proseSha256: 'fcc4e7203e7f47fe200fa12c0de52edea6c10181d8c281b93ea834ed6ed2cf3d',
      isHashUsable: true,
    },
  ],
  unreadPolicy: {
    sections: ['1.a'],
    name: { de: 'Nutzungsregeln von Stability AI', en: 'Stability AI Acceptable Use Policy' },
  },
  rights: {
    commercialUse: { value: 'no', sections: ['1.a', '1.b'] },
    internalUse: {
      value: 'conditional',
      sections: ['1.a', 'Definition of Non-Commercial Uses'],
      limits: ['non-commercial', 'non-production'],
      note: {
        de: 'Nur Forschung und nicht gewerbliche Zwecke, nie im produktiven Betrieb. Die Nutzungsregeln auf der Website gehören dazu und sind nicht gelesen.',
        en: 'Research and non-commercial purposes only, never production use. The use policy on the website is part of it and has not been read.',
      },
    },
    hostedService: {
      value: 'no',
      sections: ['1.b'],
      note: {
        de: 'Weder als gehosteter Dienst noch über eine Programmierschnittstelle, auch nicht mit eigenen Zutaten; bloßes Bereitstellen zum Herunterladen ist keiner.',
        en: 'Neither as a hosted service nor through an API, not even with own additions; merely offering a download is none.',
      },
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['1.a', '1.b', '1.c'],
      limits: ['non-commercial', 'non-production'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['1.a', '1.b', '1.c'],
      limits: ['non-commercial', 'non-production'],
    },
    modify: {
      value: 'conditional',
      sections: ['1.a'],
      limits: ['non-commercial', 'non-production'],
    },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['Definition of Derivative Work(s)', '1.a'],
      limits: ['non-commercial', 'non-production'],
      rule: 'student-is-derivative',
      note: {
        de: 'Ein Modell, das auf Ausgaben beruht, ist eine Bearbeitung; die Ausgaben selbst sind keine.',
        en: 'A model based on output is a derivative; the output itself is none.',
      },
    },
    patentGrant: {
      value: 'silent',
      note: {
        de: '1.a lizenziert Schutzrechte allgemein, soweit sie verkörpert sind, und nennt Patente nicht.',
        en: '1.a licenses intellectual property in general, as far as embodied, and does not name patents.',
      },
    },
  },
  bans: [
    { tag: 'commercial', strength: 'absolute', sections: ['1.a', '1.b'] },
    { tag: 'production', strength: 'absolute', sections: ['Definition of Non-Commercial Uses', '1.b'] },
  ],
  duties: [
    {
      kind: 'comply-aup',
      triggers: ['any-use'],
      sections: ['1.a'],
      note: {
        de: 'In der jeweils neuesten Fassung der Website.',
        en: 'In the latest version on the website.',
      },
    },
    { kind: 'provide-licence-copy', triggers: ['distribute-weights', 'distribute-derivative'], sections: ['1.c'] },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['1.c'],
      fixedWords: [
        'This Stability AI Model is licensed under the Stability AI Non-Commercial Research Community License, Copyright (c) Stability AI Ltd. All Rights Reserved.',
      ],
    },
    { kind: 'same-licence', triggers: ['distribute-derivative'], sections: ['1.c'] },
    {
      kind: 'mark-modified-files',
      triggers: ['distribute-derivative'],
      sections: ['1.c'],
      note: {
        de: 'In der Hinweisdatei: dass und wie geändert wurde.',
        en: 'In the notice file: that and how it was changed.',
      },
    },
  ],
  thresholds: [],
  territory: [],
  powers: [
    { kind: 'aup-may-change', sections: ['Definition of AUP'] },
    { kind: 'revocable', sections: ['1.a'] },
    { kind: 'terminate-on-breach', sections: ['5'] },
  ],
  termination: {
    found: true,
    sections: ['5'],
    says: {
      de: 'Der Lizenzgeber kann bei jedem Verstoß kündigen; Modell und Bearbeitungen sind dann zu löschen. Ziffern 2 bis 4 gelten fort.',
      en: 'The licensor may terminate on any breach; model and derivatives then have to be deleted. Sections 2 to 4 survive.',
    },
  },
  litigation: {
    found: true,
    sections: ['4.c'],
    says: {
      de: 'Wer den Lizenzgeber wegen Verletzung eigener Schutzrechte durch Modell oder Ausgaben verklagt, verliert alle Rechte an diesem Tag.',
      en: 'Whoever sues the licensor over infringement of own rights by model or outputs loses all rights on that day.',
    },
  },
  indemnity: {
    found: true,
    sections: ['4.c'],
    says: {
      de: 'Der Nutzer stellt den Lizenzgeber von Ansprüchen Dritter aus lizenzwidriger Nutzung oder Weitergabe frei.',
      en: 'The user holds the licensor harmless from third-party claims about use or distribution in violation of the licence.',
    },
  },
  disclaimer: {
    found: true,
    sections: ['2', '3'],
    says: {
      de: 'Keine Gewährleistung für Modell und Ausgaben; keine Haftung für entgangenen Gewinn und Schäden jeder Art.',
      en: 'No warranty for model and outputs; no liability for lost profits and damages of any kind.',
    },
  },
  audit: { found: false },
  feedback: { found: false },
  governingLaw: { law: 'United States and California', sections: ['6'] },
  descent: {
    sections: ['Definition of Derivative Work(s)', '1.c'],
    fineTune: { de: 'Bearbeitung; sie bleibt unter dieser Lizenz.', en: 'A derivative; it stays under this licence.' },
    quantisation: { de: 'Bearbeitung.', en: 'A derivative.' },
    merge: { de: 'Bearbeitung.', en: 'A derivative.' },
    distillation: {
      de: 'Bearbeitung, sobald das neue Modell auf Ausgaben beruht.',
      en: 'A derivative as soon as the new model is based on output.',
    },
  },
  notes: [
    {
      de: 'Der spätere Community-Vertrag des Lizenzgebers vom Juli 2024 gestattet mehr; er gilt nur, wo er beiliegt.',
      en: "The licensor's later community licence of July 2024 grants more; it holds only where it comes with the model.",
    },
  ],
}
