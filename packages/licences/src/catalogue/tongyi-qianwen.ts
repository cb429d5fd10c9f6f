import type { LicenceTerms } from '../terms.ts'

export const tongyiQianwen: LicenceTerms = {
  id: 'LicenseRef-tongyi-qianwen',
  name: 'Tongyi Qianwen LICENSE AGREEMENT',
  version: '2023',
  date: '2023-08-03',
  steward: 'Alibaba Cloud',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-tongyi-qianwen',
  hubTags: ['other:tongyi-qianwen'],
  appliesTo: [],
  source: 'official-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-tongyi-qianwen',
      role: 'licence',
      found: {
        repository: 'QwenLM/Qwen',
        path: 'Tongyi Qianwen LICENSE AGREEMENT',
        commit: '2df8e8ac450fa185c421a08b0090ef81826caa6e',
      },
      source: 'official-file',
      sha256: '7c7b8e244f6aa1ac8c32b74f56d42c41a0364dd2dabed8d9c6030a862e805b54',
      wordSha256: '76c826605dbeef3bf72506415f2ec690fb2779a618d4dcffaa4fb09123b4288d',
      proseSha256: '9c33665b88481cb9e99c353126c0c1e488984745a2d1ff151c002971e5aa7e91',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: { value: 'conditional', sections: ['2', '4'] },
    internalUse: { value: 'yes', sections: ['2'] },
    hostedService: {
      value: 'conditional',
      sections: ['2', '3', '4'],
      note: {
        de: 'Das Bereitstellen als Dienst ist nicht eigens genannt. Das allgemeine Nutzungsrecht trägt es, und Abschnitt 4 setzt Produkte und Dienste voraus.',
        en: 'Provision as a service is not named as such. The general right to use carries it, and section 4 presupposes products and services.',
      },
    },
    redistributeWeights: { value: 'conditional', sections: ['3'] },
    redistributeDerivatives: { value: 'conditional', sections: ['3'] },
    modify: { value: 'yes', sections: ['2'] },
    outputsTrainOtherModels: {
      value: 'no',
      sections: ['5.b'],
      rule: 'barred',
      note: {
        de: 'Weder die Werke noch ihre Ausgaben dürfen ein anderes großes Sprachmodell verbessern; ausgenommen sind Tongyi Qianwen und Bearbeitungen davon.',
        en: 'Neither the materials nor their output may improve another large language model; Tongyi Qianwen itself and its derivatives are excepted.',
      },
    },
    patentGrant: {
      value: 'silent',
      note: {
        de: 'Eingeräumt wird eine Lizenz an den Schutzrechten des Lizenzgebers in den Werken; Patente sind nicht genannt.',
        en: "The grant covers the licensor's intellectual property embodied in the materials; patents are not named.",
      },
    },
  },
  bans: [
    {
      tag: 'trade-control',
      strength: 'absolute',
      sections: ['5.a'],
      note: {
        de: 'Hingewiesen wird auf Ausfuhrrecht Chinas, der USA und anderer Staaten.',
        en: 'The text points to export law of China, the United States and other states.',
      },
    },
    { tag: 'illegal-generic', strength: 'absolute', sections: ['5.a'] },
  ],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'make-available-product'],
      sections: ['3.a'],
      note: {
        de: 'An jeden Empfänger der Werke oder einer Bearbeitung. Wer einen Dienst nutzt, empfängt streng genommen keines von beiden; er erhält den Text zur Sicherheit auch.',
        en: 'To every recipient of the materials or a derivative. Users of a service strictly receive neither; they get the text as well, to be safe.',
      },
    },
    { kind: 'mark-modified-files', triggers: ['distribute-derivative'], sections: ['3.b'] },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['3.c'],
      fixedWords: [
        'Tongyi Qianwen is licensed under the Tongyi Qianwen LICENSE AGREEMENT, Copyright (c) Alibaba Cloud. All Rights Reserved.',
      ],
    },
  ],
  thresholds: [
    {
      metric: 'monthly-active-users',
      above: 100_000_000,
      unit: 'users',
      measured: {
        rule: 'continuous',
        window: {
          de: 'ein Monat; welcher, sagt der Text nicht',
          en: 'a month; the text does not say which',
        },
      },
      of: 'product',
      scope: {
        de: 'das gewerblich genutzte Produkt oder der Dienst',
        en: 'the product or service used commercially',
      },
      effect: 'no-rights-until-granted',
      sections: ['4'],
      spares: ['non-commercial'],
    },
  ],
  territory: [],
  powers: [
    { kind: 'request-separate-licence', sections: ['4'] },
    { kind: 'terminate-on-breach', sections: ['8.b'] },
  ],
  termination: {
    found: true,
    sections: ['8.b'],
    says: {
      de: 'Der Lizenzgeber kann bei einem Verstoß kündigen. Danach sind die Werke zu löschen und nicht mehr zu nutzen.',
      en: 'The licensor may terminate on breach. The materials must then be deleted and no longer used.',
    },
  },
  litigation: {
    found: true,
    sections: ['6.c'],
    says: {
      de: 'Wer den Lizenzgeber oder einen anderen verklagt, weil die Werke oder ihre Ausgaben eigene Rechte verletzten, verliert mit der Klage alle Lizenzen.',
      en: 'Whoever sues the licensor or anybody else because the materials or their output infringe rights of their own loses all licences with the suit.',
    },
  },
  indemnity: {
    found: true,
    sections: ['7.d'],
    says: {
      de: 'Wer die Werke nutzt oder weitergibt, stellt den Lizenzgeber von daraus entstehenden Ansprüchen Dritter frei.',
      en: 'Whoever uses or distributes the materials holds the licensor harmless from third-party claims that arise from it.',
    },
  },
  disclaimer: {
    found: true,
    sections: ['7.b', '7.c'],
    says: {
      de: 'Keine Gewährleistung; der Lizenzgeber schließt jede Haftung aus, ohne Vorbehalt für zwingendes Recht.',
      en: 'No warranty; the licensor excludes all liability, without reserving mandatory law.',
    },
  },
  governingLaw: {
    law: 'China',
    forum: "People's Courts in Hangzhou",
    isCisgExcluded: true,
    sections: ['9.a', '9.b'],
  },
  audit: { found: false },
  feedback: { found: false },
  descent: {
    sections: ['3', '5.b'],
    fineTune: {
      de: 'Die Lizenz bindet weiter, was von den Werken darin steckt; eigene Bedingungen für die Bearbeitung sind erlaubt, soweit sie ihr nicht widersprechen (3.d).',
      en: 'The licence stays on what the work contains of the materials; own terms for the modification are permitted as far as they comply with it (3.d).',
    },
    quantisation: {
      de: 'Eine Bearbeitung wie jede andere.',
      en: 'A modification like any other.',
    },
    distillation: {
      de: 'Für andere große Sprachmodelle untersagt (5.b).',
      en: 'Barred for other large language models (5.b).',
    },
    relicensing: {
      de: 'Eigene Bedingungen für die Bearbeitung sind erlaubt, wenn die Pflichten dieser Lizenz erfüllt bleiben (3.d).',
      en: 'Own terms for the modification are permitted if the duties of this licence stay met (3.d).',
    },
  },
  notes: [
    {
      de: 'Die Nachfolgerin von 2024 (Qwen) erlaubt in 5.b das Training mit Ausgaben gegen einen Hinweis. Die Fassung entscheidet.',
      en: 'Its successor of 2024 (Qwen) permits training on outputs against a badge in 5.b. The version decides.',
    },
    {
      de: 'Marken dürfen nur benutzt werden, soweit die Hinweispflichten oder eine übliche Beschreibung es erfordern (6.b).',
      en: 'Marks may be used only as far as the notice duties or customary description require it (6.b).',
    },
  ],
}
