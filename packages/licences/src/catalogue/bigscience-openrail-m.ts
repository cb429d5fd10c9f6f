import type { LicenceTerms } from '../terms.ts'

export const bigscienceOpenrailM: LicenceTerms = {
  id: 'LicenseRef-bigscience-openrail-m',
  name: 'BigScience OpenRAIL-M',
  version: '2022-08',
  date: '2022-08-18',
  steward: 'BigScience',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-bigscience-openrail-m',
  hubTags: ['bigscience-openrail-m'],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-bigscience-openrail-m',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/bigscience-open-rail-m.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '25727988a65339aba385d3f44391a898bf9df214fa85986edb97aff4eaa5d361',
      wordSha256: '49c935f6dcd1ba80861eb559354f987f493b5cdd5a8f21d4be8f24808cc49809',
      proseSha256: '71704367fd15b50a11d264da391943381c1d67fed488fe60c002120117b080b8',
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
      sections: ['Att. A (a)'],
    },
    {
      tag: 'minors',
      strength: 'absolute',
      sections: ['Att. A (b)'],
    },
    {
      tag: 'disinformation',
      strength: 'intent',
      sections: ['Att. A (c)'],
    },
    {
      tag: 'pii-harm',
      strength: 'intent',
      sections: ['Att. A (d)'],
    },
    {
      tag: 'undisclosed-ai',
      strength: 'without-disclosure',
      sections: ['Att. A (e)'],
      note: {
        de: 'TODO',
        en: 'in any context',
      },
    },
    {
      tag: 'defamation-harassment',
      strength: 'absolute',
      sections: ['Att. A (f)'],
    },
    {
      tag: 'impersonation',
      strength: 'without-consent',
      sections: ['Att. A (g)'],
    },
    {
      tag: 'automated-decision-individual',
      strength: 'fully-automated',
      sections: ['Att. A (h)'],
    },
    {
      tag: 'social-scoring',
      strength: 'absolute',
      sections: ['Att. A (i)'],
    },
    {
      tag: 'vulnerability-exploitation',
      strength: 'absolute',
      sections: ['Att. A (j)'],
    },
    {
      tag: 'discrimination-protected',
      strength: 'absolute',
      sections: ['Att. A (k)'],
    },
    {
      tag: 'medical',
      strength: 'absolute',
      sections: ['Att. A (l)'],
      note: {
        de: 'TODO',
        en: 'medical advice AND medical results interpretation, no substitute-only limit',
      },
    },
    {
      tag: 'law-enforcement-justice',
      strength: 'absolute',
      sections: ['Att. A (m)'],
    },
    {
      tag: 'migration-asylum',
      strength: 'absolute',
      sections: ['Att. A (m)'],
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
  notes: [],
}
