import type { LicenceTerms } from '../terms.ts'

export const appleAmlr: LicenceTerms = {
  id: 'LicenseRef-apple-amlr',
  name: 'Apple Machine Learning Research Model License',
  version: '2025',
  date: '2025',
  steward: 'Apple Inc.',
  class: 'research-only',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-apple-amlr',
  hubTags: ['apple-amlr'],
  appliesTo: [],
  source: 'official-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'LicenseRef-apple-amlr',
      role: 'licence',
      found: {
        repository: 'apple/ml-mobileclip',
        path: 'LICENSE_MODELS',
        commit: '4144bb1f081a6bcb9bc9e6552dee3b29a9ef9855',
      },
      source: 'official-file',
      sha256: '30c59d255d2b4075ba11b81ce5aa0109c28d28138d66d52f7f5d8cbba814df8b',
      wordSha256: '37f4324d176e49ca8f7675fe3512a9756cd104c79b5eec4a986e221ca313b574',
      proseSha256: '988572842a8628ae684204a8a9b7887efc41f3a108fc8e267aef4b76b69b2bd1',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: { value: 'no', sections: ['License Scope'] },
    internalUse: {
      value: 'conditional',
      sections: ['License Scope'],
      limits: ['research', 'non-commercial'],
      note: {
        de: 'Nicht gewerbliche wissenschaftliche Forschung und akademische Entwicklung, allein um Wissen zu mehren; keine Produktentwicklung.',
        en: 'Non-commercial scientific research and academic development, solely to advance knowledge; no product development.',
      },
    },
    hostedService: {
      value: 'no',
      sections: ['License Scope'],
      note: {
        de: 'Die Lizenz ist persönlich und deckt nur die eigene Forschung; ein Dienst für Dritte gehört nicht dazu.',
        en: 'The licence is personal and covers own research only; a service for others is not part of it.',
      },
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['License Scope', 'Distribution'],
      limits: ['research', 'non-commercial'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['License Scope', 'Distribution'],
      limits: ['research', 'non-commercial'],
    },
    modify: { value: 'conditional', sections: ['License Scope'], limits: ['research', 'non-commercial'] },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['License Scope'],
      limits: ['research', 'non-commercial'],
      rule: 'purpose-limited',
      note: {
        de: 'Ausgaben zu erzeugen ist Nutzung und auf Forschungszwecke beschränkt; Ausgaben selbst nennt die Lizenz nur im Haftungsausschluss.',
        en: 'Generating outputs is use, and bound to research purposes; the licence names outputs themselves in its disclaimer only.',
      },
    },
    patentGrant: { value: 'no', sections: ['No Other License'] },
  },
  bans: [
    { tag: 'commercial', strength: 'absolute', sections: ['License Scope'] },
    { tag: 'illegal-generic', strength: 'absolute', sections: ['Compliance with Laws'] },
  ],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['Distribution'],
    },
    {
      kind: 'attribution-notice',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['Distribution'],
      fixedWords: [
        'Apple Machine Learning Research Model is licensed under the Apple Machine Learning Research Model License Agreement.',
      ],
    },
    {
      kind: 'mark-modified-files',
      triggers: ['distribute-derivative'],
      sections: ['Distribution'],
      note: {
        de: 'Bearbeitungen müssen als solche erkennbar sein und ihre Änderungen offenlegen.',
        en: 'Derivatives must be recognisable as such and disclose their changes.',
      },
    },
    { kind: 'no-endorsement-claim', triggers: ['distribute-derivative'], sections: ['Distribution'] },
  ],
  thresholds: [],
  territory: [],
  powers: [
    { kind: 'revocable', sections: ['License Scope'] },
    { kind: 'terminate-on-breach', sections: ['Term and Termination'] },
  ],
  termination: {
    found: true,
    sections: ['Term and Termination'],
    says: {
      de: 'Der Lizenzgeber kann bei jedem Verstoß jederzeit kündigen; Modell und Bearbeitungen sind dann dauerhaft zu löschen.',
      en: 'The licensor may terminate at any time on any breach; model and derivatives then have to be deleted for good.',
    },
  },
  litigation: { found: false },
  indemnity: { found: false },
  disclaimer: {
    found: true,
    sections: ['Disclaimer'],
    says: {
      de: 'Keine Gewährleistung für Modell und Ausgaben; keine Haftung für besondere, mittelbare, zufällige und Folgeschäden.',
      en: 'No warranty for model and outputs; no liability for special, indirect, incidental and consequential damages.',
    },
  },
  audit: { found: false },
  feedback: { found: false },
  governingLaw: { law: 'California', isCisgExcluded: true, sections: ['Governing Law'] },
  descent: {
    sections: ['License Scope', 'Distribution'],
    fineTune: {
      de: 'Bearbeitung; sie bleibt auf Forschungszwecke beschränkt.',
      en: 'A derivative; it stays bound to research purposes.',
    },
    quantisation: {
      de: 'Bearbeitung, soweit das Modell geändert wird.',
      en: 'A derivative as far as the model is changed.',
    },
  },
  notes: [
    {
      de: 'Der Text hat keine Ziffern; angeführt werden seine Überschriften. Seine Verweise auf „Ziffern 3, 6 und 7“ und auf eine Schiedsklausel gehen ins Leere.',
      en: 'The text has no numbers; its headings are cited. Its references to “sections 3, 6 and 7” and to an arbitration clause lead nowhere.',
    },
  ],
}
