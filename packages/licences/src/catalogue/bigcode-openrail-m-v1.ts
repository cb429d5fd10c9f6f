import type { LicenceTerms } from '../terms.ts'

export const bigcodeOpenrailMV1: LicenceTerms = {
  id: 'LicenseRef-bigcode-openrail-m-v1',
  name: 'BigCode OpenRAIL-M',
  version: '1',
  date: '2023-05',
  steward: 'BigCode',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-bigcode-openrail-m-v1',
  hubTags: ['bigcode-openrail-m'],
  appliesTo: ['StarCoder', 'StarCoder2'],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-bigcode-openrail-m-v1',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/bigcode-open-rail-m-v1.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: 'c4bddcdba7e01b0af2d9f1a8206a626ec6cc64d620782e040fa266f406785d66',
      wordSha256: '58c2a6de0b5079e3cde1700ad12d89aa4868bfbc02a742240088c65e555921a4',
      proseSha256: 'f37720d68092d6eefdd918b368a2c4f89f09d538e761139e564f038e23ca853c',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'yes',
      sections: ['2', '4'],
    },
    internalUse: {
      value: 'yes',
      sections: ['2'],
    },
    hostedService: {
      value: 'conditional',
      sections: ['1.k', '5'],
      note: {
        de: 'TODO',
        en: "hosted service is 'Share'",
      },
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['5'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['5.1'],
    },
    modify: {
      value: 'yes',
      sections: ['2'],
    },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['1.i'],
      rule: 'student-is-derivative',
      note: {
        de: 'TODO',
        en: 'a model created by transfer of Output patterns is a Modification',
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
      tag: 'malware-cyber',
      strength: 'absolute',
      sections: ['Att. A (c)'],
    },
    {
      tag: 'disinformation',
      strength: 'intent',
      sections: ['Att. A (d)'],
    },
    {
      tag: 'pii-harm',
      strength: 'intent',
      sections: ['Att. A (e)'],
    },
    {
      tag: 'undisclosed-ai',
      strength: 'without-disclosure',
      sections: ['Att. A (f)'],
      note: {
        de: 'TODO',
        en: 'when placed in any public context; code is named',
      },
    },
    {
      tag: 'defamation-harassment',
      strength: 'intent',
      sections: ['Att. A (g)'],
    },
    {
      tag: 'impersonation',
      strength: 'intent',
      sections: ['Att. A (h)'],
    },
    {
      tag: 'automated-decision-individual',
      strength: 'fully-automated',
      sections: ['Att. A (i)'],
      note: {
        de: 'TODO',
        en: 'allowed if the obligation is disclosed as machine-made (text couples the exception to obligations)',
      },
    },
    {
      tag: 'social-scoring',
      strength: 'intent',
      sections: ['Att. A (j)'],
    },
    {
      tag: 'vulnerability-exploitation',
      strength: 'intent',
      sections: ['Att. A (k)'],
    },
    {
      tag: 'discrimination-protected',
      strength: 'intent',
      sections: ['Att. A (l)'],
    },
    {
      tag: 'medical',
      strength: 'intent',
      sections: ['Att. A (m)'],
      note: {
        de: 'TODO',
        en: 'only where intended to substitute for professional advice',
      },
    },
    {
      tag: 'law-enforcement-justice',
      strength: 'fully-automated',
      sections: ['Att. A (n)'],
    },
    {
      tag: 'migration-asylum',
      strength: 'fully-automated',
      sections: ['Att. A (n)'],
    },
  ],
  duties: [
    {
      kind: 'flow-down-use-restrictions',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['5.1'],
      note: {
        de: 'TODO',
        en: 'same or equivalent restrictions',
      },
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['5.2.a'],
    },
    {
      kind: 'keep-model-card',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['5.2.b'],
      note: {
        de: 'TODO',
        en: 'keep, and for modifications add documentation of same or better quality',
      },
    },
    {
      kind: 'keep-notices',
      triggers: ['distribute-weights'],
      sections: ['5.2.c'],
    },
    {
      kind: 'disclose-ai-output',
      triggers: ['publish-output'],
      sections: ['Att. A (f)'],
    },
  ],
  thresholds: [],
  territory: [],
  powers: [
    {
      kind: 'restrict-remotely',
      sections: ['7'],
    },
  ],
  indemnity: {
    found: true,
    sections: ['12'],
    says: {
      de: 'TODO',
      en: 'only if you offer warranty/support',
    },
  },
  disclaimer: {
    found: true,
    sections: ['10', '11'],
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
    sections: ['5.1', '1.i'],
    fineTune: {
      de: 'TODO',
      en: 'Modification 1.i',
    },
    distillation: {
      de: 'TODO',
      en: "Modification 1.i (no 'perform similarly' limit in this text)",
    },
    relicensing: {
      de: 'TODO',
      en: 'any licence that carries equivalent restrictions (5.1)',
    },
  },
  notes: [],
}
