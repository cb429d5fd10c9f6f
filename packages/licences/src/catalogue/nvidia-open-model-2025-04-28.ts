import type { LicenceTerms } from '../terms.ts'

export const nvidiaOpenModel20250428: LicenceTerms = {
  id: 'LicenseRef-nvidia-open-model-2025-04-28',
  name: 'NVIDIA Open Model License',
  version: '2025-04-28',
  date: '2025-04-28',
  steward: 'NVIDIA Corp.',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-nvidia-open-model-2025-04-28',
  hubTags: ['other:nvidia-open-model-license'],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-nvidia-open-model-2025-04-28',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/nvidia-open-model-2025-04-28.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '74ee17b6e9e5c2a1a1599e21f2f3039eb93e73c4652b3a6d358022d82ba7debb',
      wordSha256: 'd46e3119b8f34b26c97b78f48bb5e69dd2e7d0c3e92f850996c0b19f47b30dff',
      proseSha256: '00cd2850f0f25428c3666a48a5739c6bd3d98f48688334d932e5a5db63734ab3',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'yes',
      sections: ['preamble', '2.2'],
    },
    internalUse: {
      value: 'yes',
      sections: ['2.2'],
    },
    hostedService: {
      value: 'yes',
      sections: ['2.2'],
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['3.1'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['3'],
    },
    modify: {
      value: 'yes',
      sections: ['2.2'],
    },
    outputsTrainOtherModels: {
      value: 'yes',
      sections: ['2.4'],
      rule: 'free',
      note: {
        de: 'TODO',
        en: 'no ownership claim; Cosmos: badge 3.2',
      },
    },
    patentGrant: {
      value: 'yes',
      sections: ['2.2'],
      note: {
        de: 'TODO',
        en: 'make, have made, sell, import',
      },
    },
  },
  bans: [
    {
      tag: 'safety-circumvention',
      strength: 'absolute',
      sections: ['2.1'],
      note: {
        de: 'TODO',
        en: 'bypassing, disabling or weakening guardrails in the Model ends the licence automatically',
      },
    },
    {
      tag: 'trade-control',
      strength: 'absolute',
      sections: ['11'],
    },
  ],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights'],
      sections: ['3.1'],
    },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights'],
      sections: ['3.1'],
      fixedWords: ['Licensed by NVIDIA Corporation under the NVIDIA Open Model License'],
    },
    {
      kind: 'comply-aup',
      triggers: ['any-use'],
      sections: ['2.3'],
      note: {
        de: 'TODO',
        en: 'NVIDIA Trustworthy AI terms by URL',
      },
    },
    {
      kind: 'badge',
      triggers: ['cosmos-distribute', 'cosmos-outputs-train'],
      sections: ['3.2'],
      fixedWords: ['Built on NVIDIA Cosmos'],
      note: {
        de: 'TODO',
        en: 'Cosmos models only',
      },
    },
  ],
  thresholds: [],
  territory: [],
  powers: [
    {
      kind: 'licence-may-change',
      sections: ['2.1'],
      note: {
        de: 'TODO',
        en: 'to comply with legal and regulatory requirements: comply or stop',
      },
    },
    {
      kind: 'auto-terminate',
      sections: ['2.1'],
    },
  ],
  termination: {
    found: true,
    sections: ['2.1'],
    says: {
      de: 'TODO',
      en: 'guardrail circumvention (automatic); non-compliance',
    },
  },
  litigation: {
    found: true,
    sections: ['2.1'],
    says: {
      de: 'TODO',
      en: 'copyright or patent claim vs any entity about the Model; licences for that model end',
    },
  },
  indemnity: {
    found: true,
    sections: ['8'],
    says: {
      de: 'TODO',
      en: 'yes',
    },
  },
  disclaimer: {
    found: true,
    sections: ['6', '7'],
    says: {
      de: 'TODO',
      en: 'see the text',
    },
  },
  audit: {
    found: false,
  },
  feedback: {
    found: true,
    sections: ['9'],
    says: {
      de: 'TODO',
      en: 'may be used freely',
    },
  },
  governingLaw: {
    law: 'US / Delaware',
    forum: 'Santa Clara County',
    sections: ['10'],
  },
  descent: {
    sections: ['3', '2.4'],
    fineTune: {
      de: 'TODO',
      en: 'Derivative Model; own terms allowed (3.3)',
    },
    quantisation: {
      de: 'TODO',
      en: 'Derivative Model',
    },
    distillation: {
      de: 'TODO',
      en: 'outputs are not Derivative Models (1)',
    },
  },
  notes: [
    {
      de: 'TODO',
      en: 'headings in this copy carry no printed numbers; numbers count headings in order',
    },
    {
      de: 'TODO',
      en: 'newer NVIDIA models use OpenMDW-1.1 (secondary evidence): check per release',
    },
  ],
}
