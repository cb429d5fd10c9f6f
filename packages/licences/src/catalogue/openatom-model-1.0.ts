import type { LicenceTerms } from '../terms.ts'

export const openatomModel10: LicenceTerms = {
  id: 'LicenseRef-openatom-model-1.0',
  name: 'OpenAtom Model License',
  version: '1.0',
  steward: 'OpenAtom Foundation',
  class: 'permissive-model-licence',
  osaid: 'undecided',
  spdxExpression: 'LicenseRef-openatom-model-1.0',
  hubTags: [],
  appliesTo: [],
  source: 'collection-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'LicenseRef-openatom-model-1.0',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/openatom-model-1.0.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: 'b32b232c30168d72687d7fb4f4acbe0c650033c0273c1e0fd6e5985b8796a590',
      wordSha256: '9d174725f096ebe75b3e24521384b0eddf7ee6c5b8265663ed0f0e296d0dfb23',
      proseSha256: 'e0ac2c530650b15a1f2c1478666e648666a631c095fc241e409582bda1207941',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: { value: 'yes', sections: ['2.1'] },
    internalUse: { value: 'yes', sections: ['2.1'] },
    hostedService: {
      value: 'conditional',
      sections: ['2.1', '3.1'],
      note: {
        de: 'Ein gehosteter Dienst gilt als Weitergabe (1.11); Lizenztext und Änderungshinweis entfallen dabei, Vermerke und geltendes Recht bleiben zu achten.',
        en: 'A hosted service counts as distribution (1.11); licence text and notice of changes are waived for it, notices and the law have to be kept.',
      },
    },
    redistributeWeights: { value: 'conditional', sections: ['2.1', '3.1'] },
    redistributeDerivatives: { value: 'conditional', sections: ['2.1', '3.1', '3.2'] },
    modify: { value: 'yes', sections: ['2.1'] },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['1.3', '1.13'],
      rule: 'student-is-derivative',
      note: {
        de: 'Ausgaben sind keine Bearbeitung, ein mit ihnen auf ähnliche Leistung gebrachtes Modell ist eine.',
        en: 'Outputs are no derivative, a model brought to similar performance with them is one.',
      },
    },
    patentGrant: { value: 'yes', sections: ['2.2'] },
  },
  bans: [{ tag: 'illegal-generic', strength: 'absolute', sections: ['3.1(4)'] }],
  duties: [
    { kind: 'provide-licence-copy', triggers: ['distribute-weights', 'distribute-derivative'], sections: ['3.1(1)'] },
    {
      kind: 'keep-notices',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['3.1(2)'],
    },
    {
      kind: 'mark-modified-files',
      triggers: ['distribute-derivative'],
      sections: ['3.1(3)'],
      note: { de: 'Mit Angabe, wie geändert wurde.', en: 'Saying how they were modified.' },
    },
    {
      kind: 'comply-law',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['3.1(4)'],
    },
  ],
  thresholds: [],
  territory: [],
  powers: [{ kind: 'auto-terminate', sections: ['4.6'] }],
  termination: {
    found: true,
    sections: ['4.6'],
    says: {
      de: 'Bei Verstoß enden die Rechte von selbst und das Modell ist zu löschen; der erste gerügte Verstoß kann binnen 30 Tagen geheilt werden. Empfänger behalten ihre Rechte.',
      en: 'The rights end by themselves on a violation and the model has to be deleted; the first notified violation can be cured within 30 days. Recipients keep their rights.',
    },
  },
  litigation: {
    found: true,
    sections: ['2.2'],
    says: {
      de: 'Wer oder wessen verbundenes Unternehmen Patente gegen das Modell geltend macht, verliert alle Rechte an diesem Tag.',
      en: 'Whoever asserts patents against the model, or whose affiliate does, loses all rights on that day.',
    },
  },
  indemnity: {
    found: true,
    sections: ['4.5'],
    says: {
      de: 'Nur wer selbst Gewähr oder Haftung zusagt, stellt die Beitragenden davon frei.',
      en: 'Only who promises warranty or liability holds the contributors harmless from it.',
    },
  },
  disclaimer: {
    found: true,
    sections: ['4.3', '4.4'],
    says: {
      de: 'Keine Gewährleistung und keine Haftung für Modell, Beiwerk und Ausgaben, außer nach Gesetz oder schriftlicher Zusage.',
      en: 'No warranty and no liability for model, complementary material and outputs, except by law or written promise.',
    },
  },
  audit: { found: false },
  feedback: { found: false },
  descent: {
    sections: ['1.3', '3.1', '3.2'],
    fineTune: {
      de: 'Bearbeitung; die Bedingungen der Weitergabe gelten.',
      en: 'A derivative; the conditions of distribution hold.',
    },
    quantisation: { de: 'Bearbeitung, ausdrücklich genannt.', en: 'A derivative, named expressly.' },
    merge: { de: 'Bearbeitung.', en: 'A derivative.' },
    distillation: {
      de: 'Bearbeitung, wenn ähnliche Leistung das Ziel ist.',
      en: 'A derivative where similar performance is the aim.',
    },
    relicensing: {
      de: 'Weitere oder andere Bedingungen sind für eigene Bearbeitungen zulässig, wenn 3.1 eingehalten ist.',
      en: 'Further or different terms are allowed for own derivatives if 3.1 is kept.',
    },
  },
  notes: [
    {
      de: 'Chinesischer und englischer Text gelten gleich; nach chinesischem Recht geht der chinesische vor (4.7).',
      en: 'Chinese and English text have the same effect; under Chinese law the Chinese one prevails (4.7).',
    },
  ],
}
