import type { LicenceTerms } from '../terms.ts'

export const mit: LicenceTerms = {
  id: 'MIT',
  name: 'MIT License',
  class: 'osi-open-source',
  osaid: 'possible',
  spdxExpression: 'MIT',
  hubTags: ['mit'],
  appliesTo: ['llama.cpp', 'Ollama', 'DeepSeek-R1', 'Phi-3.5/4 (UNVERIFIED)', 'GLM-4.5..5.2 (secondary)'],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'MIT',
      role: 'licence',
      found: {
        repository: 'Xtra-Computing/ModelGo',
        path: 'license_raw/MIT.txt',
        commit: 'efe34fe995ebfc989f01a6026f14ef15ba663336',
      },
      source: 'collection-file',
      sha256: '06332bd25ec5307c4c996e280eb44ada7975817725623f3f1b9e27399c38fd5a',
      wordSha256: '870565836c05cecd8d9e4a892cc31ed3084c63c34ec378eef692c2040f4b0cc8',
      proseSha256: '669c7db9b75c54828a64a7f9ecf20f4b4e1b2a2912df3e9e6d37c24941b589aa',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'yes',
      sections: ['grant'],
    },
    internalUse: {
      value: 'yes',
      sections: ['grant'],
    },
    hostedService: {
      value: 'yes',
      sections: ['grant'],
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['notice'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['notice'],
    },
    modify: {
      value: 'yes',
      sections: ['grant'],
    },
    outputsTrainOtherModels: {
      value: 'yes',
      sections: ['whole text: silent'],
      rule: 'free',
    },
    patentGrant: {
      value: 'silent',
    },
  },
  bans: [],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['notice sentence'],
    },
  ],
  thresholds: [],
  territory: [],
  powers: [],
  disclaimer: {
    found: true,
    sections: ['warranty disclaimer in the text'],
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
  notes: [],
}
