import type { LicenceTerms } from '../terms.ts'

export const falcon211bTii10: LicenceTerms = {
  id: 'LicenseRef-falcon-2-11b-tii-1.0',
  name: 'Falcon 2 11B TII License',
  version: '1.0',
  date: '2024-05',
  steward: 'Technology Innovation Institute',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-falcon-2-11b-tii-1.0',
  hubTags: ['other:falcon-llm-license'],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-falcon-2-11b-tii-1.0',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/falcon-2-11b-1.0.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '261bd9b116ce669dc2d45bee90ca57f589cf4f91df8ae499e9f2a6ba5449fc84',
      wordSha256: '05b0b1d2f0b1451fc970b8475a81b6a08d0708073e87ba4d1ce85582847a6da0',
      proseSha256: 'bf9a26cda9fe7859657e657c7197342694282a5152258415154989b1563bb1bf',
      isHashUsable: true,
    },
  ],
  unreadPolicy: {
    sections: ['1', '5.1'],
    name: {
      de: 'Acceptable Use Policy von TII in ihrer jeweils neuesten Fassung im Netz',
      en: 'Acceptable Use Policy of TII in its latest version online',
    },
  },
  rights: {
    commercialUse: { value: 'yes', sections: ['2'] },
    internalUse: { value: 'yes', sections: ['2'] },
    hostedService: {
      value: 'yes',
      sections: ['2'],
      note: {
        de: 'Diese Fassung enthält keine Regel für gehostete Dienste. Die Lizenz von Falcon 180B soll eine enthalten; sie wurde nicht gelesen.',
        en: 'This version has no rule for hosted services. The licence of Falcon 180B is said to have one; it was not read.',
      },
    },
    redistributeWeights: { value: 'conditional', sections: ['4.1'] },
    redistributeDerivatives: { value: 'conditional', sections: ['4', '6'] },
    modify: { value: 'yes', sections: ['2'] },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['5.2'],
      rule: 'purpose-limited',
      note: {
        de: 'Ausgaben dürfen andere Werke schaffen, außer zu Zwecken, die den Nutzungsregeln widersprechen; diese wurden nicht gelesen.',
        en: 'Outputs may create other works, except for purposes that conflict with the use policy, which was not read.',
      },
    },
    patentGrant: { value: 'yes', sections: ['3'] },
  },
  bans: [],
  duties: [
    {
      kind: 'comply-aup',
      triggers: ['any-use'],
      sections: ['5.1'],
    },
    {
      kind: 'require-users-to-comply',
      triggers: ['any-use-by-users'],
      sections: ['5.1'],
      note: {
        de: 'Alle, die das Werk für die Lizenznehmerin nutzen, sind auf die Nutzungsregeln zu verpflichten.',
        en: "All who use the work on the licensee's behalf have to be bound to the use policy.",
      },
    },
    {
      kind: 'monitor-aup',
      triggers: ['any-use'],
      sections: ['5.3'],
      note: {
        de: 'Es gilt die jeweils neueste Fassung im Netz; sie ist zu beobachten.',
        en: 'The latest version online applies; it has to be watched.',
      },
    },
    {
      kind: 'flow-down-use-restrictions',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['4.1'],
      note: {
        de: 'Als durchsetzbare Bestimmung in jeder Vereinbarung über Nutzung oder Weitergabe.',
        en: 'As an enforceable provision in every agreement on use or distribution.',
      },
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['4.1'],
    },
    { kind: 'mark-modified-files', triggers: ['distribute-derivative'], sections: ['4.1'] },
    {
      kind: 'keep-notices',
      triggers: ['distribute-derivative'],
      sections: ['4.1'],
      note: {
        de: 'In der Quellform, und die Vermerke einer NOTICE-Datei, wenn das Werk eine hat.',
        en: 'In source form, and the notices of a NOTICE file if the work has one.',
      },
    },
    {
      kind: 'public-statement',
      triggers: ['publish-about-derivative'],
      sections: ['6.1'],
      fixedWords: ['is built using Falcon LLM technology from the Technology Innovation Institute'],
      note: {
        de: 'Davor steht der Name der Bearbeitung. Eine angepasste Fassung ist auf Anfrage möglich (6.2).',
        en: 'The name of the derivative stands before it. An adjusted version can be requested (6.2).',
      },
    },
  ],
  thresholds: [],
  territory: [],
  powers: [{ kind: 'aup-may-change', sections: ['5.3'] }],
  termination: { found: false },
  litigation: {
    found: true,
    sections: ['3.1'],
    says: {
      de: 'Wer jemanden wegen Patentverletzung durch das Werk verklagt, verliert mit der Klage die Patentlizenzen; die übrigen Rechte bleiben.',
      en: 'Whoever sues anybody for patent infringement by the work loses the patent licences with the suit; the other rights stay.',
    },
  },
  indemnity: {
    found: true,
    sections: ['11'],
    says: {
      de: 'Nur wer bei der Weitergabe selbst Gewährleistung, Unterstützung oder Haftung anbietet, stellt die Beitragenden davon frei.',
      en: 'Only whoever offers warranty, support or liability of their own on redistribution holds the contributors harmless for it.',
    },
  },
  disclaimer: {
    found: true,
    sections: ['9', '10'],
    says: {
      de: 'Keine Gewährleistung; Haftung ausgeschlossen, soweit nicht zwingendes Recht entgegensteht, wofür Vorsatz und grobe Fahrlässigkeit als Beispiel stehen.',
      en: 'No warranty; liability excluded except where mandatory law requires it, with intent and gross negligence as the example.',
    },
  },
  audit: { found: false },
  feedback: { found: false },
  descent: {
    sections: ['4', '5', '6'],
    fineTune: {
      de: 'Bearbeitung: Nutzungsregeln und Hinweis auf die Herkunft gehen mit (4.1, 6.1).',
      en: 'A derivative: use policy and statement of origin travel with it (4.1, 6.1).',
    },
    quantisation: {
      de: 'Eine andere Form desselben Werks oder eine Bearbeitung; beides steht unter 4.1.',
      en: 'Another form of the same work or a derivative; both stand under 4.1.',
    },
    distillation: {
      de: 'Ausgaben dürfen zu Zwecken dienen, die den Nutzungsregeln nicht widersprechen (5.2).',
      en: 'Outputs may serve purposes that do not conflict with the use policy (5.2).',
    },
    relicensing: {
      de: 'Andere Bedingungen sind erlaubt, soweit Nutzungsregeln und Hinweis auf die Herkunft erhalten bleiben (4.2).',
      en: 'Other terms are permitted as far as use policy and statement of origin are kept (4.2).',
    },
  },
  notes: [
    {
      de: 'Die Abschnitte tragen in dieser Abschrift keine Ziffern; gezählt werden die Überschriften: Begriffe 1, Urheberrecht 2, Patente 3, Weitergabe 4, Nutzungsregeln 5, Veröffentlichung 6, Beiträge 7, Marken 8, Gewährleistung 9, Haftung 10, Zusagen 11.',
      en: 'Sections carry no numerals in this copy; the headings are counted: definitions 1, copyright 2, patents 3, redistribution 4, acceptable use 5, publication 6, contributions 7, trademarks 8, warranty 9, liability 10, undertakings 11.',
    },
    {
      de: 'Die Lizenz von Falcon 3 (TII Falcon-LLM License 2.0) wurde nicht gelesen.',
      en: 'The licence of Falcon 3 (TII Falcon-LLM License 2.0) was not read.',
    },
    {
      de: 'Der Text nennt weder anwendbares Recht noch Gerichtsstand und sieht keine Kündigung vor.',
      en: 'The text names neither governing law nor venue and provides for no termination.',
    },
  ],
}
