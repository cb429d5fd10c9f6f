import type { LicenceTerms } from '../terms.ts'

export const apache20: LicenceTerms = {
  id: 'Apache-2.0',
  name: 'Apache License',
  version: '2.0',
  date: '2004-01',
  steward: 'ASF',
  class: 'osi-open-source',
  osaid: 'possible',
  spdxExpression: 'Apache-2.0',
  hubTags: ['apache-2.0'],
  appliesTo: [
    'vLLM',
    'SGLang',
    'TGI <=0.9.4 and since PR #1714 (2024-04-08)',
    'gpt-oss weights',
    'Mistral 7B/Mixtral/Mistral 3 gen. (UNVERIFIED)',
    'Qwen2.5/3 most sizes (UNVERIFIED)',
    'OLMo (UNVERIFIED)',
    'Granite (UNVERIFIED)',
    'Teuken (UNVERIFIED)',
    'EuroLLM (UNVERIFIED)',
    'Gemma 4 (secondary)',
  ],
  source: 'official-file',
  reading: { number: 1, on: '2026-11-23' },
  // The same words with the placeholders of the appendix as they are, and filled in.
  texts: [
    {
      id: 'Apache-2.0',
      role: 'licence',
      found: { repository: 'openai/gpt-oss', path: 'LICENSE', commit: '7b583341fe16729127f6d5b94a7b09ccae97e1a1' },
      source: 'official-file',
      sha256: 'cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30',
      wordSha256: '45b6966cc03b92e54c146ca2558dc2ce8a4cb6c5dc286f8b468a5d005b345988',
      proseSha256: '0fa6103f9456dbb6eb67809294f1219709f1e76671cbf3df7b408142d09740d6',
      isHashUsable: true,
    },
    {
      id: 'GLM-5-repo-LICENSE',
      role: 'licence',
      found: { repository: 'zai-org/GLM-5', path: 'LICENSE', commit: '218be5246e4d3c38699de5717437d6d5daee4ec4' },
      source: 'official-file',
      sha256: '7cfe2db2477ee1e98b57ea1d8655aa8c39416022bab61aa4303e09af05495797',
      wordSha256: '9461184f3c8793527dcdc9c00016031c27f30b8fa30e02b7a03fbb8a926c8b5e',
      proseSha256: '5520bacd8f098b7abedb730bd659a82afe07dec84347a6922ae59293460f35c8',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: { value: 'yes', sections: ['2'] },
    internalUse: { value: 'yes', sections: ['2'] },
    hostedService: { value: 'yes', sections: ['2'] },
    redistributeWeights: { value: 'conditional', sections: ['2', '4'] },
    redistributeDerivatives: { value: 'conditional', sections: ['2', '4'] },
    modify: { value: 'yes', sections: ['2'] },
    outputsTrainOtherModels: { value: 'yes', sections: ['whole text: silent'], rule: 'free' },
    patentGrant: { value: 'yes', sections: ['3'] },
  },
  bans: [],
  duties: [
    { kind: 'provide-licence-copy', triggers: ['distribute-weights', 'distribute-derivative'], sections: ['4(a)'] },
    { kind: 'mark-modified-files', triggers: ['distribute-derivative'], sections: ['4(b)'] },
    { kind: 'keep-notices', triggers: ['distribute-weights', 'distribute-derivative'], sections: ['4(c)'] },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['4(d)'],
      note: {
        de: 'Nur wenn dem Werk eine Datei NOTICE beiliegt.',
        en: 'Only if a NOTICE file comes with the work.',
      },
    },
  ],
  thresholds: [],
  territory: [],
  powers: [],
  termination: { found: false },
  litigation: {
    found: true,
    sections: ['3'],
    says: {
      de: 'Wer wegen Patentverletzung durch das Werk klagt, verliert die Patentlizenz an diesem Tag.',
      en: 'Whoever sues over patent infringement by the work loses the patent licence on that day.',
    },
  },
  indemnity: {
    found: true,
    sections: ['9'],
    says: {
      de: 'Nur wer selbst Gewähr oder Haftung zusagt, stellt die Beitragenden davon frei.',
      en: 'Only who promises warranty or liability holds the contributors harmless from it.',
    },
  },
  disclaimer: {
    found: true,
    sections: ['7', '8'],
    says: {
      de: 'Keine Gewährleistung; keine Haftung außer nach zwingendem Recht oder schriftlicher Zusage.',
      en: 'No warranty; no liability except by mandatory law or written promise.',
    },
  },
  audit: { found: false },
  feedback: { found: false },
  descent: {
    sections: ['4'],
    relicensing: {
      de: 'Bearbeitungen dürfen unter weiteren oder anderen Bedingungen stehen, wenn Ziffer 4 eingehalten ist.',
      en: 'Derivatives may come under further or different terms if section 4 is kept.',
    },
  },
  notes: [
    {
      de: 'Name und Marken des Lizenzgebers sind nicht lizenziert, außer um die Herkunft zu nennen (6).',
      en: "The licensor's name and marks are not licensed, except to state the origin (6).",
    },
  ],
}
