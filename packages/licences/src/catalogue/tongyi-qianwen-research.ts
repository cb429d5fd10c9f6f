import type { LicenceTerms } from '../terms.ts'

export const tongyiQianwenResearch: LicenceTerms = {
  id: 'LicenseRef-tongyi-qianwen-research',
  name: 'Tongyi Qianwen RESEARCH LICENSE AGREEMENT',
  version: '2023',
  date: '2023-11-30',
  steward: 'Alibaba Cloud',
  class: 'research-only',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-tongyi-qianwen-research',
  hubTags: ['other:tongyi-qianwen-research'],
  appliesTo: [],
  source: 'official-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-tongyi-qianwen-research',
      role: 'licence',
      found: {
        repository: 'QwenLM/Qwen',
        path: 'Tongyi Qianwen RESEARCH LICENSE AGREEMENT',
        commit: '2df8e8ac450fa185c421a08b0090ef81826caa6e',
      },
      source: 'official-file',
      sha256: '41f3a23ef5ca5bf9dec082e2f0da6a9c74b69e24d15b7baa8a8e9dd2edf7cf63',
      wordSha256: '833d6d7466671d563ad3c1105479072be0f7ea57203d242efa91b40ca3ac2a11',
      proseSha256: '3c06ea4061f85a9cd30ee189b82844f3ccf5c651980e2f5eb7c79b65c0e1be91',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'no',
      sections: ['2.a', '2.b'],
      note: {
        de: 'Gewerbliche Nutzung braucht eine eigene Lizenz des Lizenzgebers.',
        en: 'Commercial use needs a separate licence of the licensor.',
      },
    },
    internalUse: {
      value: 'conditional',
      sections: ['1.i', '2.a'],
      limits: ['research-or-evaluation', 'non-commercial'],
      note: {
        de: 'Der Text nennt „nicht gewerblich“, was der Forschung oder der Erprobung dient, und nur das.',
        en: 'The text calls non-commercial what serves research or evaluation, and nothing else.',
      },
    },
    hostedService: {
      value: 'no',
      sections: ['3', '9.a'],
      note: {
        de: 'Abschnitt 3 gestattet die Weitergabe von Kopien, nicht den Dienst für Dritte; was nicht ausdrücklich vereinbart ist, braucht nach 9.a eine eigene Lizenz.',
        en: 'Section 3 grants passing on copies, not a service for others; what is not expressly agreed needs a separate licence under 9.a.',
      },
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['2.a', '3'],
      limits: ['research-or-evaluation', 'non-commercial'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['2.a', '3'],
      limits: ['research-or-evaluation', 'non-commercial'],
    },
    modify: { value: 'conditional', sections: ['2.a'], limits: ['research-or-evaluation', 'non-commercial'] },
    outputsTrainOtherModels: {
      value: 'no',
      sections: ['4.b'],
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
    { tag: 'commercial', strength: 'absolute', sections: ['2.a', '2.b'] },
    {
      tag: 'trade-control',
      strength: 'absolute',
      sections: ['4.a'],
      note: {
        de: 'Hingewiesen wird auf Ausfuhrrecht Chinas, der USA und anderer Staaten.',
        en: 'The text points to export law of China, the United States and other states.',
      },
    },
    { tag: 'illegal-generic', strength: 'absolute', sections: ['4.a'] },
  ],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['3.a'],
      note: {
        de: 'Nur an Empfänger der Werke oder einer Bearbeitung.',
        en: 'Only to recipients of the materials or a derivative.',
      },
    },
    { kind: 'mark-modified-files', triggers: ['distribute-derivative'], sections: ['3.b'] },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['3.c'],
      fixedWords: [
        'Tongyi Qianwen is licensed under the Tongyi Qianwen RESEARCH LICENSE AGREEMENT, Copyright (c) Alibaba Cloud. All Rights Reserved.',
      ],
    },
  ],
  thresholds: [],
  territory: [],
  powers: [{ kind: 'terminate-on-breach', sections: ['7.b'] }],
  termination: {
    found: true,
    sections: ['7.b'],
    says: {
      de: 'Der Lizenzgeber kann bei einem Verstoß kündigen. Danach sind die Werke zu löschen und nicht mehr zu nutzen.',
      en: 'The licensor may terminate on breach. The materials must then be deleted and no longer used.',
    },
  },
  litigation: {
    found: true,
    sections: ['5.c'],
    says: {
      de: 'Wer den Lizenzgeber oder einen anderen verklagt, weil die Werke oder ihre Ausgaben eigene Rechte verletzten, verliert mit der Klage alle Lizenzen.',
      en: 'Whoever sues the licensor or anybody else because the materials or their output infringe rights of their own loses all licences with the suit.',
    },
  },
  indemnity: {
    found: true,
    sections: ['6.d'],
    says: {
      de: 'Wer die Werke nutzt oder weitergibt, stellt den Lizenzgeber von daraus entstehenden Ansprüchen Dritter frei.',
      en: 'Whoever uses or distributes the materials holds the licensor harmless from third-party claims that arise from it.',
    },
  },
  disclaimer: {
    found: true,
    sections: ['6.b', '6.c'],
    says: {
      de: 'Keine Gewährleistung; der Lizenzgeber schließt jede Haftung aus, ohne Vorbehalt für zwingendes Recht.',
      en: 'No warranty; the licensor excludes all liability, without reserving mandatory law.',
    },
  },
  governingLaw: {
    law: 'China',
    forum: "People's Courts in Hangzhou",
    isCisgExcluded: true,
    sections: ['8.a', '8.b'],
  },
  audit: { found: false },
  feedback: { found: false },
  descent: {
    sections: ['3', '4.b'],
    fineTune: {
      de: 'Nur für Forschung oder Erprobung; eigene Bedingungen für die Bearbeitung sind erlaubt, soweit sie der Lizenz nicht widersprechen (3.d).',
      en: 'Only for research or evaluation; own terms for the modification are permitted as far as they comply with the licence (3.d).',
    },
    quantisation: {
      de: 'Eine Bearbeitung wie jede andere.',
      en: 'A modification like any other.',
    },
    distillation: {
      de: 'Für andere große Sprachmodelle untersagt (4.b).',
      en: 'Barred for other large language models (4.b).',
    },
    relicensing: {
      de: 'Eigene Bedingungen befreien nicht von der Beschränkung auf Forschung und Erprobung (3.d).',
      en: 'Own terms do not lift the limit to research and evaluation (3.d).',
    },
  },
  notes: [
    {
      de: 'Wer die Werke anders nutzen will, als ausdrücklich vereinbart ist, muss um eine eigene Lizenz bitten (9.a).',
      en: 'Whoever wants to use the materials otherwise than expressly agreed has to ask for a separate licence (9.a).',
    },
  ],
}
