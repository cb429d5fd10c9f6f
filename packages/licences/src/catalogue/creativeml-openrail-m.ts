import type { LicenceTerms } from '../terms.ts'

export const creativemlOpenrailM: LicenceTerms = {
  id: 'CreativeML-OpenRAIL-M',
  name: 'CreativeML Open RAIL-M',
  version: '2022-08-22',
  date: '2022-08-22',
  steward: 'CompVis/Stability',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-CreativeML-OpenRAIL-M',
  hubTags: ['creativeml-openrail-m', 'openrail'],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'CreativeML-OpenRAIL-M',
      role: 'licence',
      found: {
        repository: 'Xtra-Computing/ModelGo',
        path: 'license_raw/CreativeML-OpenRAIL-M.txt',
        commit: 'efe34fe995ebfc989f01a6026f14ef15ba663336',
      },
      source: 'collection-file',
      sha256: '03d122e205f57f19d5c84fd783c0f08a77c985afff1bdd90da9ec54ea39e2b7c',
      wordSha256: '6dc6d7655324bbd954b0a6d8dd818ebd46c6d62b57c1d04ee3f02381888a33fb',
      proseSha256: '825663dc5893fc1aa46d167dc24020168ca21c1ed4ec2f7e25accd1ae2f17232',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'yes',
      sections: ['2', '5'],
    },
    internalUse: {
      value: 'yes',
      sections: ['2', '5'],
    },
    hostedService: {
      value: 'conditional',
      sections: ['4'],
      note: {
        de: 'TODO',
        en: 'hosting for third-party remote access is Distribution and expressly allowed with flow-down',
      },
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['4'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['4'],
    },
    modify: {
      value: 'yes',
      sections: ['2'],
    },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['1 (Derivatives)'],
      rule: 'student-is-derivative',
      note: {
        de: 'TODO',
        en: 'a model trained on outputs to perform similarly is a Derivative and stays under the use restrictions',
      },
    },
    patentGrant: {
      value: 'yes',
      sections: ['3'],
    },
  },
  bans: [
    {
      tag: 'illegal-generic',
      strength: 'absolute',
      sections: ['Att. A bullet 1'],
    },
    {
      tag: 'minors',
      strength: 'absolute',
      sections: ['Att. A 2'],
    },
    {
      tag: 'disinformation',
      strength: 'intent',
      sections: ['Att. A 3'],
    },
    {
      tag: 'pii-harm',
      strength: 'intent',
      sections: ['Att. A 4'],
    },
    {
      tag: 'defamation-harassment',
      strength: 'absolute',
      sections: ['Att. A 5'],
    },
    {
      tag: 'automated-decision-individual',
      strength: 'fully-automated',
      sections: ['Att. A 6'],
    },
    {
      tag: 'social-scoring',
      strength: 'absolute',
      sections: ['Att. A 7'],
    },
    {
      tag: 'vulnerability-exploitation',
      strength: 'absolute',
      sections: ['Att. A 8'],
    },
    {
      tag: 'discrimination-protected',
      strength: 'absolute',
      sections: ['Att. A 9'],
    },
    {
      tag: 'medical',
      strength: 'absolute',
      sections: ['Att. A 10'],
    },
    {
      tag: 'law-enforcement-justice',
      strength: 'absolute',
      sections: ['Att. A 11'],
    },
    {
      tag: 'migration-asylum',
      strength: 'absolute',
      sections: ['Att. A 11'],
    },
  ],
  duties: [
    {
      kind: 'flow-down-use-restrictions',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['4.a'],
      note: {
        de: 'TODO',
        en: 'as an enforceable provision in any agreement; notice to later users',
      },
    },
    {
      kind: 'require-users-to-comply',
      triggers: ['any-use-by-users'],
      sections: ['5'],
      note: {
        de: 'TODO',
        en: 'you shall require all your users to comply',
      },
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['4.b'],
    },
    {
      kind: 'mark-modified-files',
      triggers: ['distribute-derivative'],
      sections: ['4.c'],
    },
    {
      kind: 'keep-notices',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['4.d'],
    },
  ],
  thresholds: [],
  territory: [],
  powers: [
    {
      kind: 'restrict-remotely',
      sections: ['7'],
    },
    {
      kind: 'update-or-modify-output-remotely',
      sections: ['7'],
      note: {
        de: 'TODO',
        en: 'and duty to make reasonable efforts to use the latest version',
      },
    },
  ],
  litigation: {
    found: true,
    sections: ['3'],
    says: {
      de: 'TODO',
      en: 'patent litigation about the Model; patent licences end',
    },
  },
  indemnity: {
    found: true,
    sections: ['11'],
    says: {
      de: 'TODO',
      en: 'only if you offer warranty/support',
    },
  },
  disclaimer: {
    found: true,
    sections: ['9', '10'],
    says: {
      de: 'TODO',
      en: 'see the text',
    },
  },
  audit: {
    found: false,
  },
  feedback: {
    found: false,
  },
  descent: {
    sections: ['4', '1 (Derivatives)'],
    fineTune: {
      de: 'TODO',
      en: 'Derivative: use restrictions must travel',
    },
    quantisation: {
      de: 'TODO',
      en: 'Derivative',
    },
    merge: {
      de: 'TODO',
      en: 'Derivative',
    },
    distillation: {
      de: 'TODO',
      en: 'Derivative when made to perform similarly, incl. synthetic data',
    },
    relicensing: {
      de: 'TODO',
      en: 'other terms allowed but never without the use restrictions',
    },
  },
  notes: [
    {
      de: 'TODO',
      en: '11 bullets: unlike BigScience OpenRAIL-M it has no AI-disclosure and no impersonation item: RAIL texts differ item by item',
    },
    {
      de: 'TODO',
      en: 'no identifier in the SPDX list 3.28.0: write it with the LicenseRef- prefix in a bill of materials',
    },
  ],
}
