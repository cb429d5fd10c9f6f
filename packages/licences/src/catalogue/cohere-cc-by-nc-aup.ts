import type { LicenceTerms } from '../terms.ts'

export const cohereCcByNcAup: LicenceTerms = {
  id: 'LicenseRef-cohere-cc-by-nc-aup',
  name: 'CC-BY-NC-4.0 + Cohere Labs / C4AI Acceptable Use Policy',
  date: '2024',
  steward: 'Cohere',
  class: 'non-commercial',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-cohere-cc-by-nc-aup',
  hubTags: ['cc-by-nc-4.0 + gated addendum'],
  appliesTo: ['Command R/R+', 'Command A', 'Aya'],
  source: 'secondary-report',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'CC-BY-NC-4.0',
      role: 'licence',
      found: {
        repository: 'Xtra-Computing/ModelGo',
        path: 'license_raw/CC-BY-NC-4.0.txt',
        commit: 'efe34fe995ebfc989f01a6026f14ef15ba663336',
      },
      source: 'collection-file',
      sha256: '3711f963c05d0be80d53e5923308a6dee31b203da23435c9cfb7c7b6e4dd5e19',
      wordSha256: 'ad29e5e435f95d5ab290546ecbf1154a1cde559f25e8ac43485f556a103d03af',
      proseSha256: '34e6561e4cb188766e2356b6ae1eebfe543caf360e734cc0310641d21c1b59c5',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'no',
      sections: ['CC 2(a)(1)'],
    },
    internalUse: {
      value: 'conditional',
      sections: ['CC 1'],
      limits: ['non-commercial'],
    },
    hostedService: {
      value: 'unverified',
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
      value: 'unverified',
    },
    patentGrant: {
      value: 'unverified',
    },
  },
  bans: [
    {
      tag: 'commercial',
      strength: 'absolute',
      sections: ['CC 2(a)(1)'],
    },
  ],
  duties: [],
  thresholds: [],
  territory: [],
  powers: [],
  notes: [
    {
      de: 'TODO',
      en: 'AUP text not read: UNVERIFIED; hub tag shows only cc-by-nc-4.0, the AUP is in the card',
    },
  ],
}
