import type { LicenceTerms } from '../terms.ts'

export const elastic20: LicenceTerms = {
  id: 'Elastic-2.0',
  name: 'Elastic License',
  version: '2.0',
  date: '2021-02',
  steward: 'Elastic',
  class: 'source-available',
  osaid: 'excluded',
  spdxExpression: 'Elastic-2.0',
  hubTags: [],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'Elastic-2.0',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/elastic-license-v2.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '64fc1547bdc18b09b7b0aeaf479e1d8c2ae169188ce1c003db3bce41957c5e2b',
      wordSha256: '84ce94b0f1f6b12c161ee337508e21807d8dd00907dd8fc9339a3de75160643a',
      proseSha256: '94c8ea99d3a0e1c32acd4826b84bc17d7a10a6c0251b32a042ebeebc2140e51c',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'yes',
      sections: ['Copyright License', 'Limitations'],
    },
    internalUse: {
      value: 'yes',
      sections: ['Copyright License', 'Limitations'],
    },
    hostedService: {
      value: 'no',
      sections: ['Limitations'],
      note: {
        de: 'TODO',
        en: 'no hosted/managed service with substantial features',
      },
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['Copyright License', 'Limitations'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['Copyright License', 'Limitations'],
    },
    modify: {
      value: 'yes',
      sections: ['Copyright License', 'Limitations'],
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
      kind: 'keep-notices',
      triggers: ['distribute-software'],
      sections: ['Notices'],
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
