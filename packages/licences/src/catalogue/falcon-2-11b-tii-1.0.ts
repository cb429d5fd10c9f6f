import type { LicenceTerms } from '../terms.ts'

export const falcon211bTii10: LicenceTerms = {
  id: 'LicenseRef-falcon-2-11b-tii-1.0',
  name: 'Falcon 2 11B TII License',
  version: '1.0',
  date: '2024-05',
  steward: 'Technology Innovation Institute',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-falcon-2-11b-tii-1.0',
  hubTags: ['other:falcon-llm-license'],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-falcon-2-11b-tii-1.0',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/falcon-2-11b-1.0.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '261bd9b116ce669dc2d45bee90ca57f589cf4f91df8ae499e9f2a6ba5449fc84',
      wordSha256: '05b0b1d2f0b1451fc970b8475a81b6a08d0708073e87ba4d1ce85582847a6da0',
      proseSha256: 'bf9a26cda9fe7859657e657c7197342694282a5152258415154989b1563bb1bf',
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
      note: {
        de: 'TODO',
        en: 'no hosting clause in this version (Falcon-180B licence had one, UNVERIFIED)',
      },
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['4.1'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['4', '6'],
    },
    modify: {
      value: 'yes',
      sections: ['2'],
    },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['5.2'],
      rule: 'purpose-limited',
      note: {
        de: 'TODO',
        en: 'not for purposes that conflict with the AUP',
      },
    },
    patentGrant: {
      value: 'yes',
      sections: ['3'],
    },
  },
  bans: [],
  duties: [
    {
      kind: 'flow-down-use-restrictions',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['4.1'],
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['4.1'],
    },
    {
      kind: 'mark-modified-files',
      triggers: ['distribute-derivative'],
      sections: ['4.1'],
    },
    {
      kind: 'public-statement',
      triggers: ['publish-about-derivative'],
      sections: ['6.1'],
      fixedWords: ['is built using Falcon LLM technology from the Technology Innovation Institute'],
      note: {
        de: 'TODO',
        en: "preceded by the derivative's name",
      },
    },
    {
      kind: 'monitor-aup',
      triggers: ['any-use'],
      sections: ['5.3'],
      note: {
        de: 'TODO',
        en: 'AUP is the latest online version: watch it',
      },
    },
  ],
  thresholds: [],
  territory: [],
  powers: [
    {
      kind: 'aup-may-change',
      sections: ['5.3'],
    },
  ],
  litigation: {
    found: true,
    sections: ['3.1'],
    says: {
      de: 'TODO',
      en: 'patent litigation; patent licences end',
    },
  },
  indemnity: {
    found: true,
    sections: ['11'],
    says: {
      de: 'TODO',
      en: 'only if you offer warranty',
    },
  },
  disclaimer: {
    found: true,
    sections: ['9', '10'],
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
      en: 'section numbers count headings: Definitions=1, copyright=2, patent=3, redistribution=4, acceptable use=5, publication=6, contributions=7, trademarks=8',
    },
    {
      de: 'TODO',
      en: "Falcon 3 licence ('TII Falcon-LLM License 2.0') not read: UNVERIFIED",
    },
  ],
}
