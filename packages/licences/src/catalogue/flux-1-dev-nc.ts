import type { LicenceTerms } from '../terms.ts'

export const flux1DevNc: LicenceTerms = {
  id: 'LicenseRef-flux-1-dev-nc',
  name: 'FLUX.1 [dev] Non-Commercial License',
  version: '1',
  date: '2024-08',
  steward: 'Black Forest Labs, Inc.',
  class: 'non-commercial',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-flux-1-dev-nc',
  hubTags: [],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-flux-1-dev-nc',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/flux-1-nc.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: 'ace37a6711a97ceaf7942a031a1c49bb8f52e4b4363e88401d2e912689d82137',
      wordSha256: '5d5cf068175217dc07ea4f87833a17272f91861e001788ddeb9cbbc8bfc84822',
      proseSha256: 'dadcba29f85339476ee0bb3f2281535da224101c287ab6e55e34b3e501f8cd2f',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'no',
      sections: ['2.b'],
    },
    internalUse: {
      value: 'conditional',
      sections: ['1', '2.b'],
      limits: ['non-commercial'],
    },
    hostedService: {
      value: 'no',
      sections: ['2.b'],
    },
    redistributeWeights: {
      value: 'unverified',
    },
    redistributeDerivatives: {
      value: 'unverified',
    },
    modify: {
      value: 'unverified',
    },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['2.d'],
      rule: 'purpose-limited',
      note: {
        de: 'TODO',
        en: 'not for a model competitive with FLUX.1 [dev]',
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
      sections: ['4.a(i)'],
    },
    {
      tag: 'production',
      strength: 'absolute',
      sections: ['4.a(i)'],
    },
    {
      tag: 'military',
      strength: 'absolute',
      sections: ['4.a(ii)'],
    },
    {
      tag: 'surveillance',
      strength: 'absolute',
      sections: ['4.a(iii)'],
    },
    {
      tag: 'biometrics',
      strength: 'absolute',
      sections: ['4.a(iv)'],
    },
    {
      tag: 'ip-infringement',
      strength: 'absolute',
      sections: ['4.a(v)'],
    },
    {
      tag: 'illegal-generic',
      strength: 'absolute',
      sections: ['4.a(vi)'],
      note: {
        de: 'TODO',
        en: 'names the GDPR',
      },
    },
    {
      tag: 'safety-circumvention',
      strength: 'absolute',
      sections: ['4.c'],
    },
    {
      tag: 'trade-control',
      strength: 'absolute',
      sections: ['4.e', '4.f'],
    },
  ],
  duties: [],
  thresholds: [],
  territory: [],
  powers: [],
  audit: {
    found: false,
  },
  feedback: {
    found: false,
  },
  notes: [
    {
      de: 'TODO',
      en: 'headings carry no printed numbers: counted in order',
    },
    {
      de: 'TODO',
      en: "internal tension: outputs free also for commercial use (2.d) but 4.a bars commercial use of 'any data produced by' the model -> needs-review",
    },
    {
      de: 'TODO',
      en: 'several versions of this licence exist: pin by hash',
    },
  ],
}
