import type { LicenceTerms } from '../terms.ts'

export const openWebui2025: LicenceTerms = {
  id: 'LicenseRef-open-webui-2025',
  name: 'Open WebUI License',
  version: '2025-04/05',
  date: '2025-04',
  steward: 'Open WebUI',
  class: 'source-available',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-open-webui-2025',
  hubTags: [],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-open-webui-2025',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/open-webui-2025.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '3c62fa2d041cea25e6baf17ab047a7d6442d29d69baa8517d175522f126d4fb3',
      wordSha256: '3c7a44d8bc178fb992952f4dc7e1b452f660c859834c6174670f9bf65b8c62f8',
      proseSha256: '17e862ce0cf5a5bd34b79c34c45c50421b39e1a5afabe72c416be390d354d617',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'yes',
      sections: ['BSD part'],
    },
    internalUse: {
      value: 'yes',
      sections: ['BSD part'],
    },
    hostedService: {
      value: 'yes',
      sections: ['BSD part'],
    },
    redistributeWeights: {
      value: 'unverified',
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['1', '2', '3', '4'],
    },
    modify: {
      value: 'conditional',
      sections: ['4'],
      note: {
        de: 'TODO',
        en: 'branding must stay',
      },
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
      sections: ['1', '2'],
    },
    {
      kind: 'keep-branding',
      triggers: ['deploy', 'distribute-software'],
      sections: ['4'],
      note: {
        de: 'TODO',
        en: 'applies to deployment, not only distribution',
      },
    },
  ],
  thresholds: [
    {
      metric: 'end-users-30-days',
      above: 50,
      unit: 'users',
      measured: {
        rule: 'continuous',
        window: {
          de: 'TODO',
          en: 'any rolling 30 days',
        },
      },
      of: 'deployment',
      scope: {
        de: 'TODO',
        en: 'natural persons with direct access to this deployment',
      },
      effect: 'branding-locked',
      sections: ['5(i)'],
    },
  ],
  territory: [],
  powers: [],
  termination: {
    found: true,
    sections: ['5'],
    says: {
      de: 'TODO',
      en: 'branding removal is a material breach',
    },
  },
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
      en: 'code up to v0.6.5 stays BSD-3-Clause (clause 6); v0.6.6+ mixed',
    },
    {
      de: 'TODO',
      en: 'an April 2025 draft of the clause differs: hash the file',
    },
  ],
}
