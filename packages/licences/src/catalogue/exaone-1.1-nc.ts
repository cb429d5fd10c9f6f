import type { LicenceTerms } from '../terms.ts'

export const exaone11Nc: LicenceTerms = {
  id: 'LicenseRef-exaone-1.1-nc',
  name: 'EXAONE AI Model License 1.1 - NC',
  version: '1.1-NC',
  date: '2024-12',
  steward: 'LG Management Development Institute',
  class: 'research-only',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-exaone-1.1-nc',
  hubTags: ['other:exaone'],
  appliesTo: ['EXAONE 3.x'],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-exaone-1.1-nc',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/exaone-ai-model-1.1-nc.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '294fd63925d81e9a11a2bd71fefecbfefb0d1a329eef7de28b96e49b6da4f67e',
      wordSha256: '7bbc97d0b44f8db6ce8054ea4eab8d6ccfa16261232c3172df97a708c8aac9a3',
      proseSha256: '6453a5422d63965607153f52510d8cece8c0837a5229064f79fa16602bc2b769',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'no',
      sections: ['3.1'],
      note: {
        de: 'Auch Bearbeitungen und Ausgaben dürfen keinem gewerblichen Zweck dienen.',
        en: 'Derivatives and outputs may serve no commercial purpose either.',
      },
    },
    internalUse: {
      value: 'conditional',
      sections: ['2.1.a'],
      limits: ['research-or-evaluation', 'non-commercial'],
      note: {
        de: 'Forschung, Erprobung, Tests und Wettbewerbe ohne gewerblichen Zusammenhang.',
        en: 'Research, evaluation, testing and competitions outside any commercial context.',
      },
    },
    hostedService: {
      value: 'no',
      sections: ['2.2', '3.1'],
      note: {
        de: 'Was nicht ausdrücklich erlaubt ist, ist untersagt; ein Dienst für andere ist nicht genannt.',
        en: 'What is not expressly permitted is barred; a service for others is not named.',
      },
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['2.1.d', '2.2'],
      limits: ['contradiction', 'research-or-evaluation', 'non-commercial'],
      note: {
        de: '2.1.d erlaubt die Weitergabe mit Kopie des Vertrags, 2.2 untersagt die Weitergabe nach außen ohne schriftliche Zustimmung.',
        en: '2.1.d permits distribution with a copy of the agreement, 2.2 bars external distribution without written consent.',
      },
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['2.1.d', '2.2'],
      limits: ['contradiction', 'research-or-evaluation', 'non-commercial'],
      note: {
        de: 'Derselbe Widerspruch zwischen 2.1.d und 2.2 wie bei den Gewichten.',
        en: 'The same contradiction between 2.1.d and 2.2 as with the weights.',
      },
    },
    modify: {
      value: 'conditional',
      sections: ['2.1.c'],
      limits: ['research-or-evaluation', 'non-commercial'],
      note: {
        de: 'Nur zu Forschungszwecken, und der Name beginnt mit „EXAONE“.',
        en: 'Only for research, and the name begins with “EXAONE”.',
      },
    },
    outputsTrainOtherModels: {
      value: 'no',
      sections: ['3.1'],
      rule: 'barred',
      note: {
        de: 'Weder Modell noch Bearbeitung noch Ausgaben dürfen andere Modelle entwickeln oder verbessern.',
        en: 'Neither model nor derivative nor outputs may develop or improve other models.',
      },
    },
    patentGrant: {
      value: 'silent',
      note: {
        de: 'Die Einräumung nennt Zugang, Nutzung, Änderung und Weitergabe, Patente nicht.',
        en: 'The grant names access, use, modification and distribution, and no patents.',
      },
    },
  },
  bans: [
    { tag: 'commercial', strength: 'absolute', sections: ['3.1'] },
    { tag: 'illegal-generic', strength: 'absolute', sections: ['3.3'] },
    {
      tag: 'malware-cyber',
      strength: 'absolute',
      sections: ['3.3'],
      note: {
        de: 'Schädliche, täuschende oder rechtswidrige Inhalte.',
        en: 'Malicious, deceptive or unlawful content.',
      },
    },
    {
      tag: 'safety-circumvention',
      strength: 'absolute',
      sections: ['3.2'],
      arguable: {
        de: 'Genannt sind technische Schutzmaßnahmen am Modell, neben dem Rückentwickeln. Ob trainierte Schutzvorkehrungen dazugehören, ist offen.',
        en: 'What is named are technological protection measures of the model, beside reverse engineering. Whether trained guardrails are among them is open.',
      },
    },
    { tag: 'disinformation', strength: 'absolute', sections: ['3.4.a'] },
    { tag: 'discrimination-protected', strength: 'absolute', sections: ['3.4.b'] },
    { tag: 'defamation-harassment', strength: 'absolute', sections: ['3.4.b'] },
    { tag: 'ip-infringement', strength: 'absolute', sections: ['3.4.c'] },
    {
      tag: 'sensitive-data',
      strength: 'without-consent',
      sections: ['3.4.c'],
      note: {
        de: 'Wo Rechte anderer berührt sein können, auch an ihrer Privatsphäre, sind vorher alle Einwilligungen einzuholen.',
        en: 'Where rights of others may be affected, their privacy included, all consents have to be obtained first.',
      },
    },
    { tag: 'pii-harm', strength: 'without-consent', sections: ['3.4.c'] },
    {
      tag: 'violence-terror',
      strength: 'absolute',
      sections: ['3.4.d'],
      note: {
        de: 'Körperlicher, seelischer oder finanzieller Schaden jeder Art.',
        en: 'Physical, mental or financial harm of any kind.',
      },
    },
    { tag: 'minors', strength: 'absolute', sections: ['3.4.d'] },
    { tag: 'vulnerability-exploitation', strength: 'absolute', sections: ['3.4.d'] },
  ],
  duties: [
    {
      kind: 'require-users-to-comply',
      triggers: ['any-use-by-users'],
      sections: ['1.5'],
      note: {
        de: 'Die Lizenznehmerin steht dafür ein, dass alle, die das Modell für sie nutzen, den Vertrag einhalten.',
        en: 'The licensee answers for the compliance of all who use the model on its behalf.',
      },
    },
    {
      kind: 'name-prefix',
      triggers: ['modify'],
      sections: ['2.1.c'],
      fixedWords: ['EXAONE'],
      note: {
        de: 'Auch bei Änderungen nur zur eigenen Forschung.',
        en: 'Also for modifications in own research alone.',
      },
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['2.1.d'],
    },
    {
      kind: 'cite-model',
      triggers: ['publish-research'],
      sections: ['4.3'],
      note: {
        de: 'Name und Fassung des Modells, in jeder Veröffentlichung und jedem Vortrag.',
        en: 'Name and version of the model, in every publication and presentation.',
      },
    },
    {
      kind: 'certify-destruction',
      triggers: ['termination'],
      sections: ['7.2'],
      note: {
        de: 'Schriftlich, einschließlich aller Sicherungen und aller Ausgaben.',
        en: 'In writing, all backups and all outputs included.',
      },
    },
  ],
  thresholds: [],
  territory: [],
  powers: [
    {
      kind: 'licence-may-change',
      sections: ['9.1'],
      note: {
        de: 'Jederzeit nach freiem Ermessen; das Veröffentlichen genügt, und wer weiter nutzt, stimmt zu.',
        en: 'At any time at its discretion; posting is enough, and continued use is consent.',
      },
    },
    { kind: 'revoke-any-time', sections: ['2.1', '7.1'] },
    {
      kind: 'owns-outputs-and-derivatives',
      sections: ['4.1', '4.2'],
      note: {
        de: 'Ausgaben und Bearbeitungen gehören nach dem Text dem Lizenzgeber.',
        en: 'By the text, outputs and derivatives belong to the licensor.',
      },
    },
  ],
  termination: {
    found: true,
    sections: ['7.1', '7.2'],
    says: {
      de: 'Jederzeit, mit oder ohne Grund, mit sofortiger Wirkung. Modell, Bearbeitungen und Ausgaben sind samt Sicherungen zu vernichten; die Vernichtung ist schriftlich zu bestätigen.',
      en: 'At any time, with or without cause, with immediate effect. Model, derivatives and outputs must be destroyed, backups included, and the destruction certified in writing.',
    },
  },
  litigation: { found: false },
  indemnity: {
    found: true,
    sections: ['6.2'],
    says: {
      de: 'Freistellung des Lizenzgebers und der Seinen von allen Ansprüchen und Kosten aus der Nutzung von Modell, Bearbeitungen oder Ausgaben.',
      en: 'The licensor and its people are held harmless from all claims and costs of the use of model, derivatives or outputs.',
    },
  },
  disclaimer: {
    found: true,
    sections: ['5.1', '5.2', '6.1'],
    says: {
      de: 'Keine Gewährleistung; Haftung für mittelbare Schäden und Folgeschäden ausgeschlossen, soweit das Recht es zulässt.',
      en: 'No warranty; liability for indirect and consequential damages excluded as far as the law permits.',
    },
  },
  governingLaw: {
    law: 'Republic of Korea',
    forum: 'KCAB arbitration, Seoul',
    sections: ['8.1', '8.2'],
  },
  audit: { found: false },
  feedback: { found: false },
  descent: {
    sections: ['2.1.d', '3.1'],
    fineTune: {
      de: 'Bearbeitung (1.2): nur für Forschung, mit Namensteil, und im Eigentum des Lizenzgebers (4.1).',
      en: 'A derivative (1.2): for research only, with the name prefix, and owned by the licensor (4.1).',
    },
    quantisation: {
      de: 'Bearbeitung wie jede andere Änderung am Modell, mit Namensteil.',
      en: 'A derivative like any other modification of the model, with the name prefix.',
    },
    merge: {
      de: 'Bearbeitung; ob das andere Modell damit verbessert wird, was 3.1 untersagt, ist zu prüfen.',
      en: 'A derivative; whether the other model is improved by it, which 3.1 bars, has to be examined.',
    },
    distillation: {
      de: 'Untersagt: Ausgaben dürfen kein anderes Modell entwickeln oder verbessern (3.1).',
      en: 'Barred: outputs may not develop or improve another model (3.1).',
    },
  },
  notes: [
    {
      de: 'Bei Wettbewerben darf das Modell nur bereitgestellt werden, wenn weder Veranstalter noch Dritte eine gewerbliche Lizenz erhalten (2.1.a).',
      en: 'In competitions the model may be provided only if neither organiser nor third parties get a commercial licence (2.1.a).',
    },
  ],
}
