import type { LicenceTerms } from '../terms.ts'

export const hfoil10: LicenceTerms = {
  id: 'LicenseRef-hfoil-1.0',
  name: 'Hugging Face Optimized Inference License',
  version: '1.0',
  date: '2023-07-28',
  steward: 'Hugging Face',
  class: 'source-available',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-hfoil-1.0',
  hubTags: [],
  appliesTo: [
    'text-generation-inference 1.0 .. 1.4.x (until 2024-04-08)',
    'text-embeddings-inference before 2024-04-08',
  ],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-hfoil-1.0',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/hfoil-1.0.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: 'eabf9d38f9a429afb44a066e1fb12df9a8535af6c6ac7306b65b033cd8168ad7',
      wordSha256: 'c00d8e3c88c53400082d26f1908bda37c8345da6ee0136a344491459c9ccc135',
      proseSha256: 'f9940f96959f010fb4a24aec88ba2cc02330f78e17df415f960b8c2d37835318',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'yes',
      sections: ['1'],
    },
    internalUse: {
      value: 'yes',
      sections: ['1'],
    },
    hostedService: {
      value: 'conditional',
      sections: ['2'],
      note: {
        de: 'TODO',
        en: "no hosted or managed AND paid service giving users a substantial set of the software's features",
      },
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['3'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['3'],
    },
    modify: {
      value: 'yes',
      sections: ['1'],
    },
    outputsTrainOtherModels: {
      value: 'unverified',
    },
    patentGrant: {
      value: 'unverified',
    },
  },
  bans: [],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-software'],
      sections: ['3'],
    },
    {
      kind: 'mark-modified-files',
      triggers: ['modify'],
      sections: ['3'],
    },
    {
      kind: 'same-licence',
      triggers: ['distribute-derivative'],
      sections: ['2', '3'],
    },
  ],
  thresholds: [],
  territory: [],
  powers: [],
  litigation: {
    found: true,
    sections: ['1'],
    says: {
      de: 'TODO',
      en: 'patent litigation; rights end',
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
  notes: [
    {
      de: 'TODO',
      en: 'last Apache before the switch: TGI 0.9.4; reverted by PR #1714 on 2024-04-08',
    },
    {
      de: 'TODO',
      en: 'FAQ issue #744: an in-house backend for a chat UI is not a hosted inference product',
    },
  ],
}
