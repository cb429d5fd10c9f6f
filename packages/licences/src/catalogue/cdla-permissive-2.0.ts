import type { LicenceTerms } from '../terms.ts'

export const cdlaPermissive20: LicenceTerms = {
  id: 'CDLA-Permissive-2.0',
  name: 'Community Data License Agreement – Permissive',
  version: '2.0',
  class: 'open-content',
  osaid: 'excluded',
  spdxExpression: 'CDLA-Permissive-2.0',
  hubTags: ['cdla-permissive-2.0'],
  appliesTo: [],
  source: 'collection-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'CDLA-Permissive-2.0',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/cdla-permissive-2.0.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '5c139557adeccb31ee38bffa239cf217efffec29aaa8bb1a019b15bf3b6ff2db',
      wordSha256: '5e957175ea6f42147b79879a35752ac7c1ac3a2774db44d734571b37fe95e4ea',
      proseSha256: 'df3fa314892106ef41208fc2df5bed003a0c327b8e9b4d8f6259e15cf9b32ebf',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: { value: 'yes', sections: ['1.1'] },
    internalUse: { value: 'yes', sections: ['1.1'] },
    hostedService: { value: 'yes', sections: ['1.1'] },
    redistributeWeights: { value: 'conditional', sections: ['1.1', '2.1'] },
    redistributeDerivatives: { value: 'conditional', sections: ['1.1', '2.1'] },
    modify: { value: 'yes', sections: ['1.1'] },
    outputsTrainOtherModels: {
      value: 'yes',
      sections: ['3.1', '5.4'],
      rule: 'free',
      note: {
        de: 'Modelle, die aus den Daten entstehen, sind Ergebnisse (5.4) und von jeder Beschränkung frei (3.1).',
        en: 'Models that come from the data are Results (5.4) and free of any restriction (3.1).',
      },
    },
    patentGrant: {
      value: 'silent',
      note: { de: 'Der Text nennt Patente nicht.', en: 'The text does not name patents.' },
    },
  },
  bans: [],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['share'],
      sections: ['2.1'],
      note: {
        de: 'Nur mit den Daten selbst; Ergebnisse aus den Daten lösen nichts aus.',
        en: 'With the data themselves only; results from the data set nothing off.',
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
    sections: ['4.1'],
    says: {
      de: 'Keine Gewährleistung und keine Haftung für Daten und Ergebnisse.',
      en: 'No warranty and no liability for data and results.',
    },
  },
  audit: { found: false },
  feedback: { found: false },
  descent: {
    sections: ['3.1', '5.4'],
    fineTune: {
      de: 'Ein mit den Daten trainiertes Modell ist ein Ergebnis und steht nicht unter dieser Lizenz.',
      en: 'A model trained on the data is a Result and does not come under this licence.',
    },
  },
  notes: [
    {
      de: 'Was gemeinfrei ist oder ohnehin benutzt werden darf, beschränkt die Vereinbarung nicht (1.2).',
      en: 'What is in the public domain or may be used anyway is not restricted by the agreement (1.2).',
    },
  ],
}
