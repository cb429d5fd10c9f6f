import type { LicenceTerms } from '../terms.ts'

export const minimaxModel2025: LicenceTerms = {
  id: 'LicenseRef-minimax-model-2025',
  name: 'MiniMax Model License',
  version: '2025-01-15',
  date: '2025-01-15',
  steward: 'MiniMax AI',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-minimax-model-2025',
  hubTags: ['other:minimax'],
  appliesTo: ['MiniMax-Text-01', 'VL-01', 'M2.5 (secondary)'],
  source: 'official-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-minimax-model-2025',
      role: 'licence',
      found: {
        repository: 'MiniMax-AI/MiniMax-01',
        path: 'LICENSE-MODEL',
        commit: '57cf223b177e99636c7711a0f179e9fdc9c38e8a',
      },
      source: 'official-file',
      sha256: '2080d9b869057e9349ea79b623783500c877cd19b66e2d7f7f7f3b0bb62d483b',
      wordSha256: '65adeb036a45f54c677d10ce8b0dbe4679abd3de633f8066275b53211dd1fe6e',
      proseSha256: '8eb83ffdfce5b94b6b88e00a63333df2bb6e73c287f092c00547adb4a575eddf',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'yes',
      sections: ['2.a'],
    },
    internalUse: {
      value: 'yes',
      sections: ['2.a'],
    },
    hostedService: {
      value: 'conditional',
      sections: ['2.b.i'],
      note: {
        de: 'TODO',
        en: 'product or service that USES the materials triggers the copy duty',
      },
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['2.b'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['2.b.i'],
    },
    modify: {
      value: 'yes',
      sections: ['2.a'],
    },
    outputsTrainOtherModels: {
      value: 'silent',
      rule: 'silent',
    },
    patentGrant: {
      value: 'unverified',
    },
  },
  bans: [
    {
      tag: 'illegal-generic',
      strength: 'absolute',
      sections: ['PUP 1', 'PUP 5'],
    },
    {
      tag: 'military',
      strength: 'absolute',
      sections: ['PUP 2'],
    },
    {
      tag: 'minors',
      strength: 'absolute',
      sections: ['PUP 3'],
    },
    {
      tag: 'disinformation',
      strength: 'intent',
      sections: ['PUP 4'],
    },
    {
      tag: 'pii-harm',
      strength: 'without-consent',
      sections: ['PUP 6'],
    },
    {
      tag: 'defamation-harassment',
      strength: 'absolute',
      sections: ['PUP 7'],
    },
    {
      tag: 'automated-decision-individual',
      strength: 'fully-automated',
      sections: ['PUP 8'],
    },
    {
      tag: 'discrimination-protected',
      strength: 'absolute',
      sections: ['PUP 9'],
    },
  ],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'make-available-product'],
      sections: ['2.b.i'],
    },
    {
      kind: 'mark-modified-files',
      triggers: ['distribute-derivative'],
      sections: ['2.b.i'],
    },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights'],
      sections: ['2.b.ii'],
      fixedWords: [
        'MiniMax AI model is licensed under the MiniMax Model License, Copyright © MiniMax. All Rights Reserved.',
      ],
    },
    {
      kind: 'comply-aup',
      triggers: ['any-use'],
      sections: ['2.b.iii'],
    },
  ],
  thresholds: [],
  territory: [],
  powers: [],
  termination: {
    found: true,
    sections: ['6'],
    says: {
      de: 'TODO',
      en: 'breach',
    },
  },
  litigation: {
    found: true,
    sections: ['5.c'],
    says: {
      de: 'TODO',
      en: 'IP claim; licences end',
    },
  },
  indemnity: {
    found: true,
    sections: ['5.c'],
    says: {
      de: 'TODO',
      en: 'yes',
    },
  },
  disclaimer: {
    found: true,
    sections: ['3', '4'],
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
    law: 'Singapore',
    forum: 'SIAC arbitration',
    isCisgExcluded: true,
    sections: ['7'],
  },
  notes: [
    {
      de: 'TODO',
      en: "later MiniMax releases differ (secondary): M2.7 non-commercial without written authorisation; M3 Community License = non-commercial free, commercial with badge 'Built with MiniMax M3' + one-time notice, prior authorisation above US$20M yearly revenue; M2/M2.1 no licence file",
    },
  ],
}
