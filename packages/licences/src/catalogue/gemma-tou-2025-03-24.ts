import type { LicenceTerms } from '../terms.ts'

export const gemmaTou20250324: LicenceTerms = {
  id: 'LicenseRef-gemma-tou-2025-03-24',
  name: 'Gemma Terms of Use',
  version: '2025-03-24',
  date: '2025-03-24',
  steward: 'Google LLC',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-gemma-tou-2025-03-24',
  hubTags: ['gemma'],
  appliesTo: ['Gemma 1', 'Gemma 2', 'Gemma 3'],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-gemma-tou-2025-03-24',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/gemma-tou-2025-03-24.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: 'cfee1c5edb3978cd3a420eabd86303186c07957601c8852862ce223688076023',
      wordSha256: 'c47b89037277d4c59c0f0c3db5abeb1a653a7a804ea39b6f3087443144c3ac80',
      proseSha256: 'c54f495ec2a34ed9952a1382f1c56bcac315817652b254e6c43a8ef002585e8d',
      isHashUsable: true,
    },
    {
      id: 'LicenseRef-gemma-pup-2024-02-21',
      role: 'policy',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/gemma-pup-2024-02-21.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: 'ca3477d4afc0c3f57acdca8f4b7469d91653ae96a3b0f9755756e49a2a096b82',
      wordSha256: '2a89eda445289a4423b3cef668a0b036bcb3e54f3a678c1e215be9ba89288e00',
      proseSha256: '81b271de469734fa9effc3041d127634d2b3f62325aee461f39f56b8a419194c',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'yes',
      sections: ['2.2'],
      note: {
        de: 'TODO',
        en: 'any use in line with terms',
      },
    },
    internalUse: {
      value: 'yes',
      sections: ['2.2'],
    },
    hostedService: {
      value: 'conditional',
      sections: ['1.1(b)', '3.1'],
      note: {
        de: 'TODO',
        en: 'hosted service IS Distribution: flow-down + copy of terms; Notice file not needed',
      },
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['3.1'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['3.1'],
    },
    modify: {
      value: 'yes',
      sections: ['2.2'],
    },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['1.1(e)(iii)'],
      rule: 'student-is-derivative',
      note: {
        de: 'TODO',
        en: 'a model trained on outputs to perform similarly becomes a Model Derivative under these terms',
      },
    },
    patentGrant: {
      value: 'silent',
    },
  },
  bans: [
    {
      tag: 'illegal-generic',
      strength: 'absolute',
      sections: ['3.2(2)'],
    },
    {
      tag: 'ip-infringement',
      strength: 'absolute',
      sections: ['PUP 1'],
    },
    {
      tag: 'minors',
      strength: 'absolute',
      sections: ['PUP 2.a'],
    },
    {
      tag: 'drugs',
      strength: 'absolute',
      sections: ['PUP 2.a'],
    },
    {
      tag: 'violence-terror',
      strength: 'absolute',
      sections: ['PUP 2.a', 'PUP 2.d'],
    },
    {
      tag: 'unlicensed-profession',
      strength: 'unlicensed-only',
      sections: ['PUP 2.b', 'PUP 3 last item'],
    },
    {
      tag: 'spam-fake-engagement',
      strength: 'absolute',
      sections: ['PUP 2.c'],
    },
    {
      tag: 'malware-cyber',
      strength: 'absolute',
      sections: ['PUP 2.c'],
    },
    {
      tag: 'safety-circumvention',
      strength: 'absolute',
      sections: ['PUP 2 (override or circumvent safety filters)'],
    },
    {
      tag: 'defamation-harassment',
      strength: 'absolute',
      sections: ['PUP 2', 'PUP 3'],
    },
    {
      tag: 'pii-harm',
      strength: 'intent',
      sections: ['PUP 2'],
    },
    {
      tag: 'surveillance',
      strength: 'without-consent',
      sections: ['PUP 2'],
      note: {
        de: 'TODO',
        en: 'tracking or monitoring people without their consent',
      },
    },
    {
      tag: 'discrimination-protected',
      strength: 'absolute',
      sections: ['PUP 2'],
      note: {
        de: 'TODO',
        en: 'content with unfair or adverse impacts, especially on protected characteristics',
      },
    },
    {
      tag: 'sensitive-data',
      strength: 'without-consent',
      sections: ['PUP 2'],
    },
    {
      tag: 'undisclosed-ai',
      strength: 'intent',
      sections: ['PUP 3'],
      note: {
        de: 'TODO',
        en: 'claiming human origin in order to deceive',
      },
    },
    {
      tag: 'impersonation',
      strength: 'without-disclosure',
      sections: ['PUP 3'],
    },
    {
      tag: 'disinformation',
      strength: 'intent',
      sections: ['PUP 3'],
    },
    {
      tag: 'automated-decision-individual',
      strength: 'automated',
      sections: ['PUP 3'],
      note: {
        de: 'TODO',
        en: 'automated decisions in domains affecting material or individual rights or well-being: finance, legal, employment, healthcare, housing, insurance, social welfare; the list sits under a lead-in about misleading content, so reach is interpretable',
      },
    },
    {
      tag: 'employment-decision',
      strength: 'automated',
      sections: ['PUP 3'],
      note: {
        de: 'TODO',
        en: 'as above',
      },
    },
    {
      tag: 'essential-services',
      strength: 'automated',
      sections: ['PUP 3'],
      note: {
        de: 'TODO',
        en: 'as above',
      },
    },
    {
      tag: 'sexual-content',
      strength: 'absolute',
      sections: ['PUP 4'],
      note: {
        de: 'TODO',
        en: 'science, education, documentary, art excepted',
      },
    },
  ],
  duties: [
    {
      kind: 'flow-down-use-restrictions',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['3.1 item 1'],
      note: {
        de: 'TODO',
        en: 'as an enforceable provision in the agreement with users, plus notice to later users',
      },
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['3.1 item 2'],
      note: {
        de: 'TODO',
        en: 'to all third-party recipients',
      },
    },
    {
      kind: 'mark-modified-files',
      triggers: ['distribute-derivative'],
      sections: ['3.1 item 3'],
    },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['3.1 item 4'],
      fixedWords: ['Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms'],
      note: {
        de: 'TODO',
        en: 'not for hosted services',
      },
    },
    {
      kind: 'bind-individual-and-entity',
      triggers: ['any-use'],
      sections: ['2.1'],
      note: {
        de: 'TODO',
        en: "'you' means the individual and the legal entity",
      },
    },
  ],
  thresholds: [],
  territory: [],
  powers: [
    {
      kind: 'restrict-remotely',
      sections: ['3.2 last paragraph'],
      note: {
        de: 'TODO',
        en: 'where Google reasonably believes there is a breach',
      },
    },
    {
      kind: 'aup-may-change',
      sections: ['PUP first line'],
      note: {
        de: 'TODO',
        en: 'policy updated from time to time',
      },
    },
    {
      kind: 'terminate-on-breach',
      sections: ['4.5'],
    },
    {
      kind: 'model-may-update',
      sections: ['4.1'],
    },
  ],
  termination: {
    found: true,
    sections: ['4.5'],
    says: {
      de: 'TODO',
      en: 'breach; delete and cease use and Distribution of Gemma and Model Derivatives; 1, 2.1, 3.3, 4.2-4.9',
    },
  },
  litigation: {
    found: false,
  },
  indemnity: {
    found: false,
  },
  disclaimer: {
    found: true,
    sections: ['4.3', '4.4'],
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
  governingLaw: {
    law: 'California',
    forum: 'Santa Clara County courts',
    isCisgExcluded: true,
    sections: ['4.6'],
  },
  descent: {
    sections: ['3.1', '1.1(e)(iii)'],
    fineTune: {
      de: 'TODO',
      en: 'Model Derivative 1.1(e)(i)-(ii)',
    },
    quantisation: {
      de: 'TODO',
      en: 'Model Derivative',
    },
    merge: {
      de: 'TODO',
      en: 'Model Derivative',
    },
    distillation: {
      de: 'TODO',
      en: 'Model Derivative 1.1(e)(iii) if made to perform similarly, incl. synthetic-data training',
    },
    relicensing: {
      de: 'TODO',
      en: 'additional terms allowed, must not conflict (3.1)',
    },
  },
  notes: [
    {
      de: 'TODO',
      en: 'Only textual change 2024->2025: Gemma is defined by an Appendix list instead of the website',
    },
    {
      de: 'TODO',
      en: 'Gemma 4 (2026) is reported as Apache-2.0: never infer from the family name (secondary sources)',
    },
  ],
}
