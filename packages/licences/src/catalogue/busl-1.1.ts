import type { LicenceTerms } from '../terms.ts'

export const busl11: LicenceTerms = {
  id: 'BUSL-1.1',
  name: 'Business Source License',
  version: '1.1',
  date: '2017',
  steward: 'MariaDB',
  class: 'source-available',
  osaid: 'excluded',
  spdxExpression: 'BUSL-1.1',
  hubTags: [],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'BUSL-1.1',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/bsl-1.1.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: 'afbe032eb6ef8848c82d79d97a55de9bf4702b79c7fced0db81ee39854a9ac25',
      wordSha256: 'c2cd3f5f75ff8102148f938b8ef470dcadb3f263e3d7c86c8fd57f43186480e7',
      proseSha256: 'aa41779d491cd3b3dd6f71a0185ac5a2e93a1b95dd2b83174f8cd31b1ffca74f',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'conditional',
      sections: ['Additional Use Grant'],
    },
    internalUse: {
      value: 'conditional',
      sections: ['Terms, paragraph 1'],
      note: {
        de: 'TODO',
        en: 'non-production use only, unless the Additional Use Grant says more',
      },
    },
    hostedService: {
      value: 'conditional',
      sections: ['Additional Use Grant'],
    },
    redistributeWeights: {
      value: 'unverified',
    },
    redistributeDerivatives: {
      value: 'unverified',
    },
    modify: {
      value: 'yes',
      sections: ['Terms, paragraph 1'],
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
      sections: ['terms'],
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
  notes: [
    {
      de: 'TODO',
      en: 'change date at most 4 years: evaluate per component parameter',
    },
  ],
}
