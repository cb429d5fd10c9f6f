import type { LicenceTerms } from '../terms.ts'

export const databricksOpenModel: LicenceTerms = {
  id: 'LicenseRef-databricks-open-model',
  name: 'Databricks Open Model License',
  version: '2024-03-27',
  date: '2024-03-27',
  steward: 'Databricks, Inc.',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-databricks-open-model',
  hubTags: ['other:databricks-open-model-license'],
  appliesTo: [],
  source: 'official-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-databricks-open-model',
      role: 'licence',
      found: {
        repository: 'databricks/dbrx',
        path: 'LICENSE',
        commit: 'a3200393e678387a6f30f3e903108c650625eb21',
      },
      source: 'official-file',
      sha256: '516246c751d9d7fd329f66f7d90f48688aaa5959b6af1bc87ed7bf0d181d8293',
      wordSha256: '052ddc39a139547de40bb41e2dfb9575a85bd331a2a015cd52238891bc2905bc',
      proseSha256: '5f3bd1d3466a265a19bb42ebc8fded73405841153c789d4de8f8ce6ae9053edc',
      isHashUsable: true,
    },
    {
      id: 'NOTICE-dbrx',
      role: 'notice',
      found: {
        repository: 'databricks/dbrx',
        path: 'NOTICE',
        commit: 'a3200393e678387a6f30f3e903108c650625eb21',
      },
      source: 'official-file',
      sha256: 'bd164c296690cd021db9cd3ba620c151b550c19fc1933c266b3d55adeaf754f1',
      wordSha256: 'd6b5f713359d2547d118d75675c7555c70eb213426267280968d9579f76d05cf',
      proseSha256: 'd6b5f713359d2547d118d75675c7555c70eb213426267280968d9579f76d05cf',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'conditional',
      sections: ['2.1', '3'],
    },
    internalUse: {
      value: 'yes',
      sections: ['2.1'],
    },
    hostedService: {
      value: 'conditional',
      sections: ['2.2(2)'],
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['2.2'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['2.2'],
    },
    modify: {
      value: 'yes',
      sections: ['2.1'],
    },
    outputsTrainOtherModels: {
      value: 'no',
      sections: ['2.3'],
      rule: 'barred',
      note: {
        de: 'TODO',
        en: 'not to improve another LLM',
      },
    },
    patentGrant: {
      value: 'unverified',
    },
  },
  bans: [
    {
      tag: 'illegal-generic',
      strength: 'absolute',
      sections: ['2.3'],
    },
  ],
  duties: [
    {
      kind: 'notice-file',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['2.2(1)'],
      fixedWords: [
        'DBRX is provided under and subject to the Databricks Open Model License, Copyright © Databricks, Inc. All rights reserved.',
      ],
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'make-available-product'],
      sections: ['2.2(2)'],
    },
    {
      kind: 'mark-modified-files',
      triggers: ['distribute-derivative'],
      sections: ['2.2(3)'],
    },
    {
      kind: 'comply-aup',
      triggers: ['any-use'],
      sections: ['2.3(1)'],
    },
    {
      kind: 'use-latest-version',
      triggers: ['any-use'],
      sections: ['4.1'],
      note: {
        de: 'TODO',
        en: 'reasonable efforts',
      },
    },
  ],
  thresholds: [
    {
      metric: 'monthly-active-users',
      above: 700000000,
      unit: 'users',
      measured: {
        rule: 'once-at-release',
        referenceOn: '2024-03-27',
        window: {
          de: 'TODO',
          en: 'calendar month before the reference date',
        },
      },
      of: 'group',
      scope: {
        de: 'TODO',
        en: 'Licensee or affiliates',
      },
      effect: 'no-rights-until-granted',
      sections: ['3'],
    },
  ],
  territory: [],
  powers: [
    {
      kind: 'restrict-remotely',
      sections: ['2.3'],
    },
    {
      kind: 'aup-may-change',
      sections: ['2.3(1)'],
    },
  ],
  termination: {
    found: true,
    sections: ['4.5'],
    says: {
      de: 'TODO',
      en: 'breach; delete incl. derivatives',
    },
  },
  litigation: {
    found: true,
    sections: ['4.2(d)'],
    says: {
      de: 'TODO',
      en: 'IP claim about DBRX or outputs vs any entity; licences end',
    },
  },
  indemnity: {
    found: true,
    sections: ['4.2(d)'],
    says: {
      de: 'TODO',
      en: 'yes',
    },
  },
  disclaimer: {
    found: true,
    sections: ['4.3', '4.4'],
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
    law: 'California',
    isCisgExcluded: true,
    sections: ['4.6'],
  },
  notes: [],
}
