import type { LicenceTerms } from '../terms.ts'

export const llama1: LicenceTerms = {
  id: 'LicenseRef-llama-1',
  name: 'LLaMA License',
  version: '1',
  date: '2023-02',
  steward: 'Meta Platforms, Inc.',
  class: 'research-only',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-llama-1',
  hubTags: [],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-llama-1',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/llama-license-2023.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '64772fdd418f684607541e083faef79b7894285199b649d3cb98dde789541282',
      wordSha256: '5cba3df50769a7e6092de59e0c4f42de65099e1b4884c8059f760f2e42659acd',
      proseSha256: '2bd2961b1d758316b755fcd18b686ef2632d820a677ac73494c84118bdbc4e55',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'no',
      sections: ['1.a', '2.a(i)'],
    },
    internalUse: {
      value: 'conditional',
      sections: ['1.a'],
      limits: ['research', 'non-commercial'],
      note: {
        de: 'TODO',
        en: 'non-commercial research',
      },
    },
    hostedService: {
      value: 'no',
      sections: ['2.a'],
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['1.a', '3'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['1.a'],
    },
    modify: {
      value: 'conditional',
      sections: ['1.a'],
      limits: ['research', 'non-commercial'],
    },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['2.a'],
      rule: 'bans-travel',
      note: {
        de: 'TODO',
        en: 'data produced by the Software shares the bans',
      },
    },
    patentGrant: {
      value: 'unverified',
    },
  },
  bans: [
    {
      tag: 'commercial',
      strength: 'absolute',
      sections: ['2.a(i)'],
    },
    {
      tag: 'production',
      strength: 'absolute',
      sections: ['2.a(i)'],
    },
    {
      tag: 'military',
      strength: 'absolute',
      sections: ['2.a(ii)'],
    },
    {
      tag: 'nuclear',
      strength: 'absolute',
      sections: ['2.a(ii)'],
    },
    {
      tag: 'surveillance',
      strength: 'absolute',
      sections: ['2.a(iii)'],
      note: {
        de: 'TODO',
        en: 'includes research on surveillance',
      },
    },
    {
      tag: 'biometrics',
      strength: 'absolute',
      sections: ['2.a(iv)'],
    },
    {
      tag: 'ip-infringement',
      strength: 'absolute',
      sections: ['2.a(v)'],
    },
    {
      tag: 'illegal-generic',
      strength: 'absolute',
      sections: ['2.a(vi)'],
      note: {
        de: 'TODO',
        en: 'names the GDPR expressly',
      },
    },
    {
      tag: 'safety-circumvention',
      strength: 'absolute',
      sections: ['2.c'],
    },
    {
      tag: 'trade-control',
      strength: 'absolute',
      sections: ['2.e'],
    },
  ],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['3'],
    },
    {
      kind: 'attribution-notice',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['3'],
      fixedWords: [
        'LLaMA is licensed under the LLaMA License, Copyright (c) Meta Platforms, Inc. All Rights Reserved.',
      ],
    },
  ],
  thresholds: [],
  territory: [],
  powers: [],
  disclaimer: {
    found: true,
    sections: ['4', '5'],
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
    sections: ['1.a', '2.a'],
    fineTune: {
      de: 'TODO',
      en: 'non-commercial stays (Vicuna/Alpaca era fine-tunes)',
    },
  },
  notes: [],
}
