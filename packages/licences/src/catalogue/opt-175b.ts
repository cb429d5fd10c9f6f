import type { LicenceTerms } from '../terms.ts'

export const opt175b: LicenceTerms = {
  id: 'LicenseRef-opt-175b',
  name: 'OPT-175B License Agreement',
  version: '2022',
  date: '2022-05',
  steward: 'Meta Platforms, Inc.',
  class: 'research-only',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-opt-175b',
  hubTags: [],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-opt-175b',
      role: 'licence',
      found: {
        repository: 'Xtra-Computing/ModelGo',
        path: 'license_raw/OPT-175B.txt',
        commit: 'efe34fe995ebfc989f01a6026f14ef15ba663336',
      },
      source: 'collection-file',
      sha256: '4cc460f4677a89bc03e494c565af1872aa98b8fdb6042c0a759c25aaa13f549d',
      wordSha256: '260f9c802e0156b0a518bd7d0ba60de48bb6cb7b1570a4c0bd41e78764fd5ac1',
      proseSha256: '88ce164dadb9a980be552f61fed11f41d340fddb240d654b6df5e51a772b016b',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'no',
      sections: ['2.a(i)'],
    },
    internalUse: {
      value: 'conditional',
      sections: ['1'],
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
      sections: ['2.a'],
      rule: 'bans-travel',
      note: {
        de: 'TODO',
        en: 'data produced shares the bans',
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
  notes: [],
}
