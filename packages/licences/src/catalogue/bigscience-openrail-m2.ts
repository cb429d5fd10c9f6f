import type { LicenceTerms } from '../terms.ts'

export const bigscienceOpenrailM2: LicenceTerms = {
  id: 'LicenseRef-bigscience-openrail-m2',
  name: 'CreativeML Open RAIL++-M License',
  version: '2022-11-24',
  date: '2022-11-24',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-bigscience-openrail-m2',
  hubTags: ['openrail++'],
  appliesTo: ['Stable Diffusion 2.x (UNVERIFIED)'],
  source: 'collection-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'LicenseRef-bigscience-openrail-m2',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/bigscience-open-rail-m2.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '871fbad34037ec1c7c4aeef64569153366bdc03533b040b011766db11db5dbc8',
      wordSha256: '8b3b71416cd82495517f199e88e7a494606af2d0e8ac6de2d94f00780459bad2',
      proseSha256: 'a830a02dbda885f6607e13f94c07d142ad9c7758c8035e09017726a62ac72a39',
      isHashUsable: true,
    },
  ],
  policyBoundBy: ['5'],
  rights: {
    commercialUse: { value: 'yes', sections: ['2', '5'] },
    internalUse: { value: 'yes', sections: ['2', '5'] },
    hostedService: {
      value: 'conditional',
      sections: ['4'],
      note: {
        de: 'Der Betrieb für Dritte gilt als Weitergabe und ist gestattet, wenn die Nutzungsbeschränkungen vertraglich mitgehen.',
        en: 'Hosting for third parties counts as distribution and is granted if the use restrictions go along in the contract.',
      },
    },
    redistributeWeights: { value: 'conditional', sections: ['2', '4'] },
    redistributeDerivatives: { value: 'conditional', sections: ['2', '4'] },
    modify: { value: 'yes', sections: ['2'] },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['1 (Derivatives)', '6'],
      rule: 'student-is-derivative',
      note: {
        de: 'Ein Modell, das mit Ausgaben zu ähnlicher Leistung trainiert wird, ist eine Bearbeitung und bleibt unter den Nutzungsbeschränkungen.',
        en: 'A model trained on outputs to perform similarly is a derivative and stays under the use restrictions.',
      },
    },
    patentGrant: { value: 'yes', sections: ['3'] },
  },
  bans: [
    { tag: 'illegal-generic', strength: 'absolute', sections: ['Att. A 1'] },
    { tag: 'minors', strength: 'absolute', sections: ['Att. A 2'] },
    { tag: 'disinformation', strength: 'intent', sections: ['Att. A 3'] },
    { tag: 'pii-harm', strength: 'intent', sections: ['Att. A 4'] },
    { tag: 'defamation-harassment', strength: 'absolute', sections: ['Att. A 5'] },
    { tag: 'automated-decision-individual', strength: 'fully-automated', sections: ['Att. A 6'] },
    { tag: 'social-scoring', strength: 'absolute', sections: ['Att. A 7'] },
    { tag: 'vulnerability-exploitation', strength: 'absolute', sections: ['Att. A 8'] },
    { tag: 'discrimination-protected', strength: 'absolute', sections: ['Att. A 9'] },
    { tag: 'medical', strength: 'absolute', sections: ['Att. A 10'] },
    { tag: 'law-enforcement-justice', strength: 'absolute', sections: ['Att. A 11'] },
    { tag: 'migration-asylum', strength: 'absolute', sections: ['Att. A 11'] },
  ],
  duties: [
    {
      kind: 'flow-down-use-restrictions',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['4.a'],
      note: {
        de: 'Als durchsetzbare Bestimmung in jedem Vertrag über Nutzung oder Weitergabe, mit Hinweis an spätere Nutzer.',
        en: 'As an enforceable provision in any agreement about use or distribution, with notice to later users.',
      },
    },
    {
      kind: 'require-users-to-comply',
      triggers: ['any-use-by-users'],
      sections: ['5'],
      note: {
        de: 'Alle eigenen Nutzer sind auf die Nutzungsbeschränkungen zu verpflichten.',
        en: 'All own users have to be bound to the use restrictions.',
      },
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['4.b'],
    },
    { kind: 'mark-modified-files', triggers: ['distribute-derivative'], sections: ['4.c'] },
    { kind: 'keep-notices', triggers: ['distribute-weights', 'distribute-derivative'], sections: ['4.d'] },
  ],
  thresholds: [],
  territory: [],
  powers: [{ kind: 'restrict-remotely', sections: ['7'] }],
  termination: { found: false },
  litigation: {
    found: true,
    sections: ['3'],
    says: {
      de: 'Wer wegen Patentverletzung durch das Modell klagt, verliert die Patentlizenzen an diesem Tag.',
      en: 'Whoever sues over patent infringement by the model loses the patent licences on that day.',
    },
  },
  indemnity: {
    found: true,
    sections: ['11'],
    says: {
      de: 'Nur wer selbst Gewähr oder Haftung zusagt, stellt die Beitragenden davon frei.',
      en: 'Only who promises warranty or liability holds the contributors harmless from it.',
    },
  },
  disclaimer: {
    found: true,
    sections: ['9', '10'],
    says: {
      de: 'Keine Gewährleistung; Haftung nur nach zwingendem Recht oder schriftlicher Zusage.',
      en: 'No warranty; liability only by mandatory law or written promise.',
    },
  },
  audit: { found: false },
  feedback: { found: false },
  descent: {
    sections: ['1 (Derivatives)', '4'],
    fineTune: {
      de: 'Bearbeitung: Die Nutzungsbeschränkungen gehen mit.',
      en: 'A derivative: the use restrictions travel.',
    },
    quantisation: { de: 'Bearbeitung.', en: 'A derivative.' },
    merge: { de: 'Bearbeitung.', en: 'A derivative.' },
    distillation: {
      de: 'Bearbeitung, wenn ähnliche Leistung das Ziel ist, auch über künstlich erzeugte Daten.',
      en: 'A derivative where similar performance is the aim, through synthetic data as well.',
    },
    relicensing: {
      de: 'Andere Bedingungen sind zulässig, nie ohne die Nutzungsbeschränkungen.',
      en: 'Other terms are allowed, never without the use restrictions.',
    },
  },
  notes: [
    {
      de: 'Weicht von CreativeML Open RAIL-M vom 22. August 2022 in Ziffer 7 ab: Es gibt weder ein Recht, das Modell aus der Ferne zu ändern, noch eine Pflicht zur neuesten Fassung.',
      en: 'Differs from CreativeML Open RAIL-M of 22 August 2022 in section 7: there is neither a right to change the model remotely nor a duty to use the latest version.',
    },
    {
      de: 'Die Bedingungen der Ziffer 4 und die Punkte der Anlage A sind in diesem Text nicht beziffert; sie werden gezählt.',
      en: 'The conditions of section 4 and the items of Attachment A bear no numbers in this text; they are counted.',
    },
  ],
}
