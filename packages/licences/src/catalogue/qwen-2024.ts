import type { LicenceTerms } from '../terms.ts'

export const qwen2024: LicenceTerms = {
  id: 'LicenseRef-qwen-2024',
  name: 'Qwen LICENSE AGREEMENT',
  version: '2024-09-19',
  date: '2024-09-19',
  steward: 'Alibaba Cloud',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-qwen-2024',
  hubTags: ['other:qwen'],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-qwen-2024',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/qwen-2024.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: 'c04f7c8d5721b4081eb4e95ebf19224ffd459e5d185a13ca2d7dc4405b34ed95',
      wordSha256: '17b27db6aaf3133b2fbca987b27e0f5c986b4e55c7247697f2900c111fe9f22f',
      proseSha256: '97809c8e046169b6156b7687d85052c47ebac1554be61d674a38cebda0300305',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: { value: 'conditional', sections: ['2', '4'] },
    internalUse: { value: 'yes', sections: ['2'] },
    hostedService: {
      value: 'conditional',
      sections: ['3'],
      note: {
        de: 'Das Bereitstellen als Teil eines Produkts oder Dienstes ist ausdrücklich erlaubt, unter den Bedingungen von Abschnitt 3.',
        en: 'Making the materials available as part of a product or service is expressly permitted, on the conditions of section 3.',
      },
    },
    redistributeWeights: { value: 'conditional', sections: ['3'] },
    redistributeDerivatives: { value: 'conditional', sections: ['3'] },
    modify: { value: 'yes', sections: ['2'] },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['5.b'],
      rule: 'badged',
      note: {
        de: 'Erlaubt. Wird das trainierte Modell verbreitet oder bereitgestellt, zeigt seine Dokumentation einen der beiden Hinweise.',
        en: 'Permitted. If the trained model is distributed or made available, its documentation shows one of the two badges.',
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
    },
    { kind: 'mark-modified-files', triggers: ['distribute-derivative'], sections: ['3.b'] },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['3.c'],
      fixedWords: [
        'Qwen is licensed under the Qwen LICENSE AGREEMENT, Copyright (c) Alibaba Cloud. All Rights Reserved.',
      ],
    },
    {
      kind: 'badge',
      triggers: ['distribute-model-trained-on-outputs', 'distribute-model-built-from-materials'],
      sections: ['5.b'],
      fixedWords: ['Built with Qwen', 'Improved using Qwen'],
      note: {
        de: 'Deutlich sichtbar in der zugehörigen Produktdokumentation; einer der beiden Hinweise genügt. Ein Namensteil ist nicht verlangt.',
        en: 'Prominently in the related product documentation; either of the two will do. No name prefix is asked for.',
      },
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
      de: 'Die Lizenz bindet weiter, was von den Werken darin steckt; eigene Bedingungen für die Bearbeitung sind erlaubt, soweit sie ihr nicht widersprechen (3.d). Beim Verbreiten oder Bereitstellen gilt die Hinweispflicht (5.b).',
      en: 'The licence stays on what the work contains of the materials; own terms for the modification are permitted as far as they comply with it (3.d). On distribution or provision the badge is due (5.b).',
    },
    quantisation: {
      de: 'Eine Bearbeitung wie jede andere.',
      en: 'A modification like any other.',
    },
    distillation: {
      de: 'Frei bis auf die Hinweispflicht, wenn das Modell verbreitet oder bereitgestellt wird.',
      en: 'Free except for the badge when the model is distributed or made available.',
    },
    relicensing: {
      de: 'Eigene Bedingungen für die Bearbeitung sind erlaubt, wenn die Pflichten dieser Lizenz erfüllt bleiben (3.d).',
      en: 'Own terms for the modification are permitted if the duties of this licence stay met (3.d).',
    },
  },
  notes: [
    {
      de: 'Der Text von 2023 (Tongyi Qianwen) ist diesem sehr ähnlich, verbietet aber in 5.b das Verbessern anderer Sprachmodelle. Die Fassung entscheidet.',
      en: 'The text of 2023 (Tongyi Qianwen) is very similar but bars the improvement of other language models in its 5.b. The version decides.',
    },
    {
      de: 'Marken dürfen nur benutzt werden, soweit die Hinweispflichten oder eine übliche Beschreibung es erfordern (6.b).',
      en: 'Marks may be used only as far as the notice duties or customary description require it (6.b).',
    },
  ],
}
