import type { LicenceTerms } from '../terms.ts'

export const exaone11Nc: LicenceTerms = {
  id: 'LicenseRef-exaone-1.1-nc',
  name: 'EXAONE AI Model License 1.1 - NC',
  version: '1.1-NC',
  date: '2024-12',
  steward: 'LG Management Development Institute',
  class: 'research-only',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-exaone-1.1-nc',
  hubTags: ['other:exaone'],
  appliesTo: ['EXAONE 3.x'],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-exaone-1.1-nc',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/exaone-ai-model-1.1-nc.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '294fd63925d81e9a11a2bd71fefecbfefb0d1a329eef7de28b96e49b6da4f67e',
      wordSha256: '7bbc97d0b44f8db6ce8054ea4eab8d6ccfa16261232c3172df97a708c8aac9a3',
      proseSha256: '6453a5422d63965607153f52510d8cece8c0837a5229064f79fa16602bc2b769',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'no',
      sections: ['3.1'],
    },
    internalUse: {
      value: 'conditional',
      sections: ['2.1.a'],
      limits: ['research', 'non-commercial'],
      note: {
        de: 'TODO',
        en: 'research, evaluation, testing in non-commercial context',
      },
    },
    hostedService: {
      value: 'no',
      sections: ['2.2', '3.1'],
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['2.1.d', '2.2'],
      note: {
        de: 'TODO',
        en: '2.1.d allows with licence copy; 2.2 bars external distribution beyond scope: internal tension',
      },
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['2.1.d'],
    },
    modify: {
      value: 'conditional',
      sections: ['2.1.c'],
      limits: ['research', 'non-commercial'],
    },
    outputsTrainOtherModels: {
      value: 'no',
      sections: ['3.1'],
      rule: 'barred',
    },
    patentGrant: {
      value: 'unverified',
    },
  },
  bans: [
    {
      tag: 'commercial',
      strength: 'absolute',
      sections: ['3.1'],
    },
    {
      tag: 'illegal-generic',
      strength: 'absolute',
      sections: ['3.3'],
    },
    {
      tag: 'disinformation',
      strength: 'absolute',
      sections: ['3.4.a'],
    },
    {
      tag: 'discrimination-protected',
      strength: 'absolute',
      sections: ['3.4.b'],
    },
    {
      tag: 'ip-infringement',
      strength: 'absolute',
      sections: ['3.4.c'],
    },
  ],
  duties: [
    {
      kind: 'name-prefix',
      triggers: ['modify'],
      sections: ['2.1.c'],
      fixedWords: ['EXAONE'],
      note: {
        de: 'TODO',
        en: 'also for internal research modification',
      },
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['2.1.d'],
    },
    {
      kind: 'cite-model',
      triggers: ['publish-research'],
      sections: ['4.3'],
    },
    {
      kind: 'certify-destruction',
      triggers: ['termination'],
      sections: ['7.2'],
      note: {
        de: 'TODO',
        en: 'written certificate',
      },
    },
  ],
  thresholds: [],
  territory: [],
  powers: [
    {
      kind: 'licence-may-change',
      sections: ['9.1'],
      note: {
        de: 'TODO',
        en: 'any time, posting suffices, continued use is acceptance',
      },
    },
    {
      kind: 'revoke-any-time',
      sections: ['2.1', '7.1'],
    },
    {
      kind: 'owns-outputs-and-derivatives',
      sections: ['4.1', '4.2'],
    },
  ],
  termination: {
    found: true,
    sections: ['7'],
    says: {
      de: 'TODO',
      en: 'any time, with or without cause; cease use incl. Output, destroy incl. backups, certify',
    },
  },
  indemnity: {
    found: true,
    sections: ['6.2'],
    says: {
      de: 'TODO',
      en: 'yes',
    },
  },
  disclaimer: {
    found: true,
    sections: ['5', '6.1'],
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
    law: 'Republic of Korea',
    forum: 'KCAB arbitration, Seoul',
    sections: ['8'],
  },
  descent: {
    sections: ['2.1.d', '3.1'],
    fineTune: {
      de: 'TODO',
      en: 'Derivative 1.2, research only, name prefix',
    },
  },
  notes: [],
}
