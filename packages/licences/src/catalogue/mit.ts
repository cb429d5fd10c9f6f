import type { LicenceTerms } from '../terms.ts'

export const mit: LicenceTerms = {
  id: 'MIT',
  name: 'MIT License',
  class: 'osi-open-source',
  osaid: 'possible',
  spdxExpression: 'MIT',
  hubTags: ['mit'],
  appliesTo: ['llama.cpp', 'Ollama', 'DeepSeek-R1', 'Phi-3.5/4 (UNVERIFIED)', 'GLM-4.5..5.2 (secondary)'],
  source: 'collection-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'MIT',
      role: 'licence',
      found: {
        repository: 'Xtra-Computing/ModelGo',
        path: 'license_raw/MIT.txt',
        commit: 'efe34fe995ebfc989f01a6026f14ef15ba663336',
      },
      source: 'collection-file',
      sha256: '06332bd25ec5307c4c996e280eb44ada7975817725623f3f1b9e27399c38fd5a',
      wordSha256: '870565836c05cecd8d9e4a892cc31ed3084c63c34ec378eef692c2040f4b0cc8',
      proseSha256: '669c7db9b75c54828a64a7f9ecf20f4b4e1b2a2912df3e9e6d37c24941b589aa',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: { value: 'yes', sections: ['grant'] },
    internalUse: { value: 'yes', sections: ['grant'] },
    hostedService: { value: 'yes', sections: ['grant'] },
    redistributeWeights: { value: 'conditional', sections: ['grant', 'notice'] },
    redistributeDerivatives: { value: 'conditional', sections: ['grant', 'notice'] },
    modify: { value: 'yes', sections: ['grant'] },
    outputsTrainOtherModels: { value: 'yes', sections: ['whole text: silent'], rule: 'free' },
    patentGrant: {
      value: 'silent',
      note: { de: 'Der Text nennt Patente nicht.', en: 'The text does not name patents.' },
    },
  },
  bans: [],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['notice sentence'],
      note: {
        de: 'Urhebervermerk und Erlaubnisvermerk gehören in jede Kopie.',
        en: 'Copyright notice and permission notice belong in every copy.',
      },
    },
  ],
  thresholds: [],
  territory: [],
  powers: [],
  termination: { found: false },
  litigation: { found: false },
  indemnity: { found: false },
  disclaimer: {
    found: true,
    sections: ['as-is paragraph'],
    says: { de: 'Ohne Gewährleistung und ohne Haftung.', en: 'Without warranty and without liability.' },
  },
  audit: { found: false },
  feedback: { found: false },
  notes: [
    {
      de: 'Inhaber und Jahr wechseln von Werk zu Werk. Folgt auf den Haftungsausschluss noch Text, ist es eine andere Lizenz, etwa die von Kimi K2.',
      en: 'Holder and year change from work to work. If text follows the disclaimer it is another licence, for example that of Kimi K2.',
    },
  ],
}
