import type { LicenceTerms } from '../terms.ts'

export const agpl30Only: LicenceTerms = {
  id: 'AGPL-3.0-only',
  name: 'GNU Affero GPL',
  version: '3.0',
  date: '2007-11-19',
  steward: 'FSF',
  class: 'osi-open-source',
  osaid: 'possible',
  spdxExpression: 'AGPL-3.0-only',
  hubTags: ['agpl-3.0'],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'AGPL-3.0-only',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/agpl-3.0.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '17d58f36dc7da90754922d5a5944b28ed76c6baee3b8f416bd1a0c48fed7e565',
      wordSha256: 'a68f6d0841ef93cb1eb69df62e7d314fe81d0e6e2170730c6df506f4bf8c73cd',
      proseSha256: 'cd73a67225e2abc589e134e3e0ad44fc4e7e08519aa42a519927222bd4fe5f26',
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
      value: 'conditional',
      sections: ['13'],
      note: {
        de: 'TODO',
        en: 'modified version: offer source to remote users',
      },
    },
    redistributeWeights: {
      value: 'unverified',
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['4', '5', '6'],
    },
    modify: {
      value: 'yes',
      sections: ['2'],
    },
    outputsTrainOtherModels: {
      value: 'unverified',
    },
    patentGrant: {
      value: 'yes',
      sections: ['11'],
    },
  },
  bans: [],
  duties: [
    {
      kind: 'offer-source-network',
      triggers: ['hosted-modified'],
      sections: ['13'],
      note: {
        de: 'TODO',
        en: 'also internal users interacting remotely with a modified version',
      },
    },
    {
      kind: 'provide-source',
      triggers: ['distribute-software'],
      sections: ['6'],
    },
    {
      kind: 'same-licence',
      triggers: ['distribute-derivative'],
      sections: ['5'],
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-software'],
      sections: ['4'],
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
