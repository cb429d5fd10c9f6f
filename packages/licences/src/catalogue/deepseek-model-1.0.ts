import type { LicenceTerms } from '../terms.ts'

export const deepseekModel10: LicenceTerms = {
  id: 'LicenseRef-deepseek-model-1.0',
  name: 'DeepSeek License Agreement (model)',
  version: '1.0',
  date: '2023-10-23',
  steward: 'DeepSeek (Beijing/Hangzhou)',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-deepseek-model-1.0',
  hubTags: ['other:deepseek'],
  appliesTo: ['DeepSeek-LLM', 'Coder', 'V2', 'V2.5', 'V3 (Dec 2024 weights)'],
  source: 'official-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-deepseek-model-1.0',
      role: 'licence',
      found: {
        repository: 'deepseek-ai/DeepSeek-V3',
        path: 'LICENSE-MODEL',
        commit: '9b4e9788e4a3a731f7567338ed15d3ec549ce03b',
      },
      source: 'official-file',
      sha256: 'ccfee4895df06bcab524151c278e8dde88bbe76165a24ecbcbcf9fafd71fd2b3',
      wordSha256: '488eceb58846ab7fe49a03240958f9c2da27a1c53cdc5ccba4088d9a522b53e3',
      proseSha256: '3d09ee98cf429db56f519348f16cd17518d2621d05c0687b81df1e3bb90f7b8b',
      isHashUsable: true,
    },
  ],
  policyBoundBy: ['5'],
  rights: {
    commercialUse: {
      value: 'yes',
      sections: ['2', '5'],
      note: { de: 'Jeder Zweck außer denen in Anhang A.', en: 'Any purpose except those of Attachment A.' },
    },
    internalUse: { value: 'yes', sections: ['2', '5'] },
    hostedService: {
      value: 'conditional',
      sections: ['1 (Distribution)', '4'],
      note: {
        de: 'Das Bereitstellen für den Fernzugriff Dritter gilt als Verbreiten und ist ausdrücklich erlaubt, wenn die Nutzungsbeschränkungen weitergegeben werden. Ein Dienst nur für eigene Beschäftigte fällt nicht darunter.',
        en: 'Hosting for remote access by third parties counts as distribution and is expressly permitted if the use restrictions are passed on. A service for own staff alone is none.',
      },
    },
    redistributeWeights: { value: 'conditional', sections: ['4'] },
    redistributeDerivatives: { value: 'conditional', sections: ['4'] },
    modify: { value: 'yes', sections: ['2'] },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['1 (Derivatives)'],
      rule: 'student-is-derivative',
      note: {
        de: 'Ein Modell, das mit Ausgaben trainiert wird, um Ähnliches zu leisten, ist eine Bearbeitung und bleibt unter den Nutzungsbeschränkungen.',
        en: 'A model trained on outputs in order to perform similarly is a derivative and stays under the use restrictions.',
      },
    },
    patentGrant: { value: 'yes', sections: ['3'] },
  },
  bans: [
    { tag: 'illegal-generic', strength: 'absolute', sections: ['Att. A bullet 1'] },
    {
      tag: 'ip-infringement',
      strength: 'absolute',
      sections: ['Att. A bullet 1'],
      note: {
        de: 'Verletzung rechtmäßiger Belange Dritter jeder Art.',
        en: 'Infringement of lawful interests of third parties of any kind.',
      },
    },
    {
      tag: 'military',
      strength: 'absolute',
      sections: ['Att. A bullet 2'],
      note: {
        de: 'In jeder Weise; eine Ausnahme, etwa für Verwaltung, kennt der Text nicht.',
        en: 'In any way; the text knows no exception, such as for administration.',
      },
    },
    { tag: 'minors', strength: 'absolute', sections: ['Att. A 3'] },
    {
      tag: 'disinformation',
      strength: 'intent',
      sections: ['Att. A 4'],
      note: {
        de: 'Nur nachweislich Falsches, und nur um anderen zu schaden.',
        en: 'Only what is verifiably false, and only in order to harm others.',
      },
    },
    {
      tag: 'illegal-generic',
      strength: 'absolute',
      sections: ['Att. A 5'],
      note: {
        de: 'Inhalte, die nach anwendbaren Vorschriften unzulässig sind.',
        en: 'Content that is improper under applicable rules.',
      },
    },
    {
      tag: 'pii-harm',
      strength: 'without-consent',
      sections: ['Att. A 6'],
      note: {
        de: 'Personenbezogene Daten ohne Befugnis oder zu unangemessenem Gebrauch.',
        en: 'Personal data without authority or for unreasonable use.',
      },
    },
    { tag: 'defamation-harassment', strength: 'absolute', sections: ['Att. A 7'] },
    {
      tag: 'automated-decision-individual',
      strength: 'fully-automated',
      sections: ['Att. A 8'],
      note: {
        de: 'Nachteil für Rechte Einzelner oder bindende Verpflichtungen; eine Kennzeichnung ändert daran nichts.',
        en: 'Adverse effect on rights of individuals, or binding obligations; disclosure changes nothing.',
      },
    },
    {
      tag: 'social-scoring',
      strength: 'absolute',
      sections: ['Att. A 9'],
      note: { de: 'Absicht oder Wirkung genügt.', en: 'Intention or effect is enough.' },
    },
    {
      tag: 'vulnerability-exploitation',
      strength: 'absolute',
      sections: ['Att. A 10'],
      note: {
        de: 'Gemeint ist das Ausnutzen von Alter, sozialer, körperlicher oder geistiger Lage, um Verhalten zum Schaden zu verzerren.',
        en: 'What is meant is exploiting age, social, physical or mental condition in order to distort behaviour to harm.',
      },
    },
    {
      tag: 'discrimination-protected',
      strength: 'absolute',
      sections: ['Att. A 11'],
      note: { de: 'Absicht oder Wirkung genügt.', en: 'Intention or effect is enough.' },
    },
  ],
  duties: [
    {
      kind: 'flow-down-use-restrictions',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['4.a'],
      note: {
        de: 'Als durchsetzbare Bestimmung in jeder Vereinbarung über Nutzung oder Weitergabe, und als Hinweis an alle, an die verbreitet wird.',
        en: 'As an enforceable provision in every agreement on use or distribution, and as a notice to everybody it is distributed to.',
      },
    },
    {
      kind: 'require-users-to-comply',
      triggers: ['any-use-by-users'],
      sections: ['5'],
      note: {
        de: 'Alle eigenen Nutzerinnen und Nutzer sind auf die Beschränkungen zu verpflichten, Beschäftigte eingeschlossen.',
        en: 'All own users have to be bound to the restrictions, staff included.',
      },
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['4.b'],
    },
    { kind: 'mark-modified-files', triggers: ['distribute-derivative'], sections: ['4.c'] },
    { kind: 'keep-notices', triggers: ['distribute-weights', 'distribute-derivative'], sections: ['4.d'] },
    {
      kind: 'comply-law',
      triggers: ['any-use'],
      sections: ['5', '9'],
      note: {
        de: 'Nur rechtmäßige Zwecke (5); für personenbezogene Daten und fremde Werke im Modell steht allein ein, wer es nutzt (9).',
        en: 'Lawful purposes only (5); whoever uses the model answers alone for personal data and works of others in it (9).',
      },
    },
  ],
  thresholds: [],
  territory: [],
  powers: [
    {
      kind: 'restrict-remotely',
      sections: ['7'],
      note: { de: 'Gegen Nutzungen, die gegen die Lizenz verstoßen.', en: 'Against uses that breach the licence.' },
    },
  ],
  termination: { found: false },
  litigation: {
    found: true,
    sections: ['3'],
    says: {
      de: 'Wer jemanden wegen Patentverletzung durch das Modell oder das beigefügte Material verklagt, verliert mit der Klage die Patentlizenzen; die übrigen Rechte bleiben.',
      en: 'Whoever sues anybody for patent infringement by the model or the complementary material loses the patent licences with the suit; the other rights stay.',
    },
  },
  indemnity: {
    found: true,
    sections: ['12'],
    says: {
      de: 'Nur wer bei der Weitergabe selbst Gewährleistung, Unterstützung oder Haftung anbietet, stellt die Lizenzgeber davon frei.',
      en: 'Only whoever offers warranty, support or liability of their own on redistribution holds the licensors harmless for it.',
    },
  },
  disclaimer: {
    found: true,
    sections: ['10', '11'],
    says: {
      de: 'Keine Gewährleistung; Haftung ausgeschlossen, soweit nicht zwingendes Recht entgegensteht, wofür Vorsatz und grobe Fahrlässigkeit als Beispiel stehen.',
      en: 'No warranty; liability excluded except where mandatory law requires it, with intent and gross negligence as the example.',
    },
  },
  governingLaw: {
    law: 'PRC',
    forum: 'courts at domicile of Hangzhou DeepSeek',
    isCisgExcluded: true,
    sections: ['14'],
  },
  audit: { found: false },
  feedback: { found: false },
  descent: {
    sections: ['4', '1 (Derivatives)'],
    fineTune: {
      de: 'Bearbeitung: die Nutzungsbeschränkungen gehen mit.',
      en: 'A derivative: the use restrictions travel with it.',
    },
    quantisation: {
      de: 'Bearbeitung wie jede andere Änderung am Modell.',
      en: 'A derivative like any other modification of the model.',
    },
    merge: {
      de: 'Bearbeitung: die Beschränkungen gelten für das ganze Werk.',
      en: 'A derivative: the restrictions hold for the whole work.',
    },
    distillation: {
      de: 'Bearbeitung, wenn das andere Modell Ähnliches leisten soll; synthetische Daten sind ausdrücklich eingeschlossen.',
      en: 'A derivative if the other model is meant to perform similarly; synthetic data is expressly included.',
    },
    relicensing: {
      de: 'Andere Bedingungen sind erlaubt, aber nie ohne die Nutzungsbeschränkungen.',
      en: 'Other terms are permitted, but never without the use restrictions.',
    },
  },
  notes: [
    {
      de: 'Punkte in Anhang A sind nicht nummeriert; gezählt wird der Reihe nach.',
      en: 'The items of Attachment A are not numbered; they are counted in order.',
    },
    {
      de: 'Abschnitt 9 macht personenbezogene Daten und Werke in den Gewichten zur eigenen Sache der Nutzenden: eine Frage für den Datenschutz.',
      en: 'Section 9 makes personal data and works inside the weights the own matter of whoever uses them: a question for data protection.',
    },
    {
      de: 'DeepSeek-R1 (Januar 2025) und spätere Veröffentlichungen stehen unter MIT; die Lizenz hängt an der Veröffentlichung, nicht am Namen.',
      en: 'DeepSeek-R1 (January 2025) and later releases are under MIT; the licence hangs on the release, not on the name.',
    },
    {
      de: 'Medizin, Strafverfolgung, Asyl und Kennzeichnung maschineller Ausgaben nennt Anhang A nicht.',
      en: 'Attachment A names neither medicine, law enforcement, asylum nor disclosure of machine-made output.',
    },
  ],
}
