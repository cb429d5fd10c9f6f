import type { LicenceTerms } from '../terms.ts'

export const openWeightsPermissive100: LicenceTerms = {
  id: 'LicenseRef-open-weights-permissive-1.0.0',
  name: 'Open Weights Permissive License',
  version: '1.0.0',
  class: 'permissive-model-licence',
  osaid: 'undecided',
  spdxExpression: 'LicenseRef-open-weights-permissive-1.0.0',
  hubTags: [],
  appliesTo: [],
  source: 'collection-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'LicenseRef-open-weights-permissive-1.0.0',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/open-weights-permissive-1.0.0.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '62b822f08b2d0674c3b4b8504ec41efed09c10de17355e7a60026be8663757e2',
      wordSha256: 'b5ec38154e44dfbe2b2edf371c10e3fbe0753c4942f0dd46df761ddc80427685',
      proseSha256: 'c6bf1f1ec6fa34ec151334dbfaa29997366f4b56b0524d11b2a168e9906addfb',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: { value: 'yes', sections: ['License'] },
    internalUse: { value: 'yes', sections: ['License'] },
    hostedService: { value: 'yes', sections: ['License'] },
    redistributeWeights: { value: 'conditional', sections: ['License', 'Notices'] },
    redistributeDerivatives: { value: 'conditional', sections: ['License', 'Notices'] },
    modify: { value: 'yes', sections: ['License'] },
    outputsTrainOtherModels: { value: 'yes', sections: ['License'], rule: 'free' },
    patentGrant: { value: 'yes', sections: ['License'] },
  },
  bans: [],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['Notices'],
      note: {
        de: 'Empfänger müssen erfahren, dass die Teile unter dieser Lizenz zu haben sind, durch Kopie oder Verweis.',
        en: 'Recipients must be told that the elements are available under this licence, by a copy or a reference.',
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
    sections: ['No Liability'],
    says: {
      de: 'Keine Gewährleistung und keine Haftung, soweit das Recht es zulässt.',
      en: 'No warranty and no liability as far as the law allows.',
    },
  },
  audit: { found: false },
  feedback: { found: false },
  descent: {
    sections: ['Notices'],
    relicensing: {
      de: 'Geänderte Teile dürfen unter Bedingungen eigener Wahl weitergegeben werden.',
      en: 'Modified elements may be passed on under terms of own choice.',
    },
  },
  notes: [
    {
      de: 'Die Adresse, auf die statt einer Kopie verwiesen werden darf, ist im Text noch ein Platzhalter: Es bleibt die Kopie.',
      en: 'The address that may be referred to instead of a copy is still a placeholder in the text: what remains is the copy.',
    },
  ],
}
