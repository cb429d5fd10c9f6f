import type { LicenceTerms } from '../terms.ts'

export const bigscienceRail10: LicenceTerms = {
  id: 'LicenseRef-bigscience-rail-1.0',
  name: 'BigScience RAIL License (BLOOM)',
  version: '1.0',
  date: '2022-05-19',
  steward: 'BigScience',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-bigscience-rail-1.0',
  hubTags: ['bigscience-bloom-rail-1.0'],
  appliesTo: ['BLOOM'],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-bigscience-rail-1.0',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/bigscience-rail-1.0.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: 'bd59d4cae17c8b7cc11d63ec0543d9fa48b51d628706f4407676521457d0ac78',
      wordSha256: 'e82760682f750daf6f0f179443ee2c0c0e2e492bfdf9873a5158d4f351e2f66f',
      proseSha256: 'ac43e42cd4edb9f1078ef9f2d6eed93d4b475460d48770b970d8210e10d707f4',
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
      sections: ['Att. A 1'],
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
      tag: 'undisclosed-ai',
      strength: 'without-disclosure',
      sections: ['Att. A 5'],
      note: {
        de: 'TODO',
        en: 'in any context',
      },
    },
    {
      tag: 'defamation-harassment',
      strength: 'absolute',
      sections: ['Att. A 6'],
    },
    {
      tag: 'impersonation',
      strength: 'without-consent',
      sections: ['Att. A 7'],
    },
    {
      tag: 'automated-decision-individual',
      strength: 'fully-automated',
      sections: ['Att. A 8'],
    },
    {
      tag: 'social-scoring',
      strength: 'absolute',
      sections: ['Att. A 9'],
    },
    {
      tag: 'vulnerability-exploitation',
      strength: 'absolute',
      sections: ['Att. A 10'],
    },
    {
      tag: 'discrimination-protected',
      strength: 'absolute',
      sections: ['Att. A 11'],
    },
    {
      tag: 'medical',
      strength: 'absolute',
      sections: ['Att. A 12'],
      note: {
        de: 'TODO',
        en: 'medical advice AND medical results interpretation, no substitute-only limit',
      },
    },
    {
      tag: 'law-enforcement-justice',
      strength: 'absolute',
      sections: ['Att. A 13'],
    },
    {
      tag: 'migration-asylum',
      strength: 'absolute',
      sections: ['Att. A 13'],
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
      en: 'duty sub-items are numbered 4.1-4.4 in this copy and 4.a-4.d in others',
    },
  ],
}
