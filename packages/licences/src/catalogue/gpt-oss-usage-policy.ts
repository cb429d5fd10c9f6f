import type { LicenceTerms } from '../terms.ts'

/** The policy grants nothing; what is granted comes from Apache-2.0 in the same repository. The entry holds both together. */
export const gptOssUsagePolicy: LicenceTerms = {
  id: 'gpt-oss-usage-policy',
  name: 'Apache-2.0 + gpt-oss usage policy',
  version: '2025-08',
  date: '2025-08',
  steward: 'OpenAI',
  class: 'policy-beside-osi-licence',
  osaid: 'excluded',
  spdxExpression: 'Apache-2.0 AND LicenseRef-gpt-oss-usage-policy',
  hubTags: ['apache-2.0'],
  appliesTo: ['gpt-oss-120b', 'gpt-oss-20b'],
  source: 'official-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'gpt-oss-usage-policy',
      role: 'policy',
      found: { repository: 'openai/gpt-oss', path: 'USAGE_POLICY', commit: '7b583341fe16729127f6d5b94a7b09ccae97e1a1' },
      source: 'official-file',
      sha256: 'b6ecabe6f4860d9c81f09c22542b1ab2cb644c2d7b58e59a6b5580408493270e',
      wordSha256: 'fe3b37bda858c637e4868ee121891a6783ebcab5537fe8befa748ca3f74bf8ac',
      proseSha256: 'fe3b37bda858c637e4868ee121891a6783ebcab5537fe8befa748ca3f74bf8ac',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: { value: 'yes', sections: ['Apache-2.0 2'] },
    internalUse: { value: 'yes', sections: ['Apache-2.0 2'] },
    hostedService: { value: 'yes', sections: ['Apache-2.0 2'] },
    redistributeWeights: { value: 'conditional', sections: ['Apache-2.0 2', 'Apache-2.0 4'] },
    redistributeDerivatives: { value: 'conditional', sections: ['Apache-2.0 2', 'Apache-2.0 4'] },
    modify: { value: 'yes', sections: ['Apache-2.0 2'] },
    outputsTrainOtherModels: { value: 'yes', sections: ['whole text: silent'], rule: 'free' },
    patentGrant: { value: 'yes', sections: ['Apache-2.0 3'] },
  },
  bans: [{ tag: 'illegal-generic', strength: 'absolute', sections: ['single sentence'] }],
  duties: [
    { kind: 'comply-law', triggers: ['any-use'], sections: ['single sentence'] },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['Apache-2.0 4(a)'],
    },
    { kind: 'mark-modified-files', triggers: ['distribute-derivative'], sections: ['Apache-2.0 4(b)'] },
    {
      kind: 'keep-notices',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['Apache-2.0 4(c)'],
    },
  ],
  thresholds: [],
  territory: [],
  powers: [],
  termination: { found: false },
  litigation: {
    found: true,
    sections: ['Apache-2.0 3'],
    says: {
      de: 'Wer wegen Patentverletzung durch das Werk klagt, verliert die Patentlizenz an diesem Tag.',
      en: 'Whoever sues over patent infringement by the work loses the patent licence on that day.',
    },
  },
  indemnity: { found: false },
  disclaimer: {
    found: true,
    sections: ['Apache-2.0 7', 'Apache-2.0 8'],
    says: { de: 'Keine Gewährleistung und keine Haftung.', en: 'No warranty and no liability.' },
  },
  audit: { found: false },
  feedback: { found: false },
  notes: [
    {
      de: 'Die Regeln fügen der Apache-2.0 nur hinzu, dass jede Nutzung geltendes Recht einhält. Ob das neben einer unveränderten Apache-2.0 bindet, ist Auslegung; die Pflicht kostet nichts und wird darum geführt.',
      en: 'The policy adds to Apache-2.0 only that every use keeps the law. Whether that binds beside an unchanged Apache-2.0 is interpretation; the duty costs nothing and is therefore listed.',
    },
  ],
}
