import type { LicenceTerms } from '../terms.ts'

export const sspl10: LicenceTerms = {
  id: 'SSPL-1.0',
  name: 'Server Side Public License',
  version: '1',
  date: '2018-10-16',
  steward: 'MongoDB',
  class: 'source-available',
  osaid: 'excluded',
  spdxExpression: 'SSPL-1.0',
  hubTags: [],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'SSPL-1.0',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/mongodb-sspl-1.0.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: 'cd465cf1cee64ba297e49660a717cafd90d170da79f6184798e234fd45c0574e',
      wordSha256: 'a88539390090187c5eac263036a4f207a40dad35e93bc115afc647923f2b8cc2',
      proseSha256: 'e450774b529f0be809d962ef6fe0303623c735da64874d9cecd868179eb2ada3',
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
      note: {
        de: 'TODO',
        en: 'running the unmodified program; section 13 untouched',
      },
    },
    hostedService: {
      value: 'conditional',
      sections: ['13'],
      note: {
        de: 'TODO',
        en: 'offering functionality as a service: release the whole service source',
      },
    },
    redistributeWeights: {
      value: 'unverified',
    },
    redistributeDerivatives: {
      value: 'unverified',
    },
    modify: {
      value: 'conditional',
      sections: ['2', '5'],
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
      kind: 'release-service-source',
      triggers: ['hosted-service'],
      sections: ['13'],
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
