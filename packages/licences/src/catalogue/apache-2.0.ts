import type { LicenceTerms } from '../terms.ts'

export const apache20: LicenceTerms = {
  id: 'Apache-2.0',
  name: 'Apache License',
  version: '2.0',
  date: '2004-01',
  steward: 'ASF',
  class: 'osi-open-source',
  osaid: 'possible',
  spdxExpression: 'Apache-2.0',
  hubTags: ['apache-2.0'],
  appliesTo: [
    'vLLM',
    'SGLang',
    'TGI <=0.9.4 and since PR #1714 (2024-04-08)',
    'gpt-oss weights',
    'Mistral 7B/Mixtral/Mistral 3 gen. (UNVERIFIED)',
    'Qwen2.5/3 most sizes (UNVERIFIED)',
    'OLMo (UNVERIFIED)',
    'Granite (UNVERIFIED)',
    'Teuken (UNVERIFIED)',
    'EuroLLM (UNVERIFIED)',
    'Gemma 4 (secondary)',
  ],
  source: 'official-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'Apache-2.0',
      role: 'licence',
      found: {
        repository: 'openai/gpt-oss',
        path: 'LICENSE',
        commit: '7b583341fe16729127f6d5b94a7b09ccae97e1a1',
      },
      source: 'official-file',
      sha256: 'cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30',
      wordSha256: '45b6966cc03b92e54c146ca2558dc2ce8a4cb6c5dc286f8b468a5d005b345988',
      proseSha256: '0fa6103f9456dbb6eb67809294f1219709f1e76671cbf3df7b408142d09740d6',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'yes',
      sections: ['2'],
    },
    internalUse: {
      value: 'yes',
      sections: ['2'],
    },
    hostedService: {
      value: 'yes',
      sections: ['2'],
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
      value: 'yes',
      sections: ['whole text: silent'],
      rule: 'free',
    },
    patentGrant: {
      value: 'yes',
      sections: ['3'],
    },
  },
  bans: [],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['4(a)'],
    },
    {
      kind: 'mark-modified-files',
      triggers: ['distribute-derivative'],
      sections: ['4(b)'],
    },
    {
      kind: 'keep-notices',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['4(c)'],
    },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['4(d)'],
      note: {
        de: 'TODO',
        en: 'only if a NOTICE exists',
      },
    },
  ],
  thresholds: [],
  territory: [],
  powers: [],
  litigation: {
    found: true,
    sections: ['3'],
    says: {
      de: 'TODO',
      en: 'patent litigation; patent licence ends',
    },
  },
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
