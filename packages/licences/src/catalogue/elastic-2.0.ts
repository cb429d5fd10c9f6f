import type { LicenceTerms } from '../terms.ts'

export const elastic20: LicenceTerms = {
  id: 'Elastic-2.0',
  name: 'Elastic License',
  version: '2.0',
  date: '2021-02',
  steward: 'Elastic',
  class: 'source-available',
  osaid: 'excluded',
  spdxExpression: 'Elastic-2.0',
  hubTags: [],
  appliesTo: [],
  source: 'collection-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'Elastic-2.0',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/elastic-license-v2.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '64fc1547bdc18b09b7b0aeaf479e1d8c2ae169188ce1c003db3bce41957c5e2b',
      wordSha256: '84ce94b0f1f6b12c161ee337508e21807d8dd00907dd8fc9339a3de75160643a',
      proseSha256: '94c8ea99d3a0e1c32acd4826b84bc17d7a10a6c0251b32a042ebeebc2140e51c',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: { value: 'yes', sections: ['Copyright License', 'Limitations'] },
    internalUse: { value: 'yes', sections: ['Copyright License', 'Limitations'] },
    hostedService: {
      value: 'conditional',
      sections: ['Copyright License', 'Limitations'],
      limits: ['not-as-managed-service'],
      note: {
        de: 'Die Software darf Dritten nicht als gehosteter oder betreuter Dienst geboten werden, der ihnen einen wesentlichen Teil ihrer Funktionen gibt, auch unentgeltlich nicht. Ein Dienst mit anderem Zweck, der sie nur im Inneren benutzt, ist gestattet.',
        en: 'The software may not be provided to third parties as a hosted or managed service that gives them a substantial set of its features, not even free of charge. A service with another purpose that merely uses it inside is granted.',
      },
    },
    redistributeWeights: { value: 'conditional', sections: ['Copyright License', 'Limitations'] },
    redistributeDerivatives: { value: 'conditional', sections: ['Copyright License', 'Limitations'] },
    modify: {
      value: 'yes',
      sections: ['Copyright License', 'Limitations'],
      note: {
        de: 'Lizenzschlüssel und was sie schützen dürfen weder umgangen noch entfernt werden.',
        en: 'Licence keys and what they protect may be neither circumvented nor removed.',
      },
    },
    outputsTrainOtherModels: { value: 'yes', sections: ['whole text: silent'], rule: 'free' },
    patentGrant: { value: 'yes', sections: ['Patents'] },
  },
  bans: [],
  duties: [
    { kind: 'provide-licence-copy', triggers: ['distribute-software'], sections: ['Notices'] },
    { kind: 'keep-notices', triggers: ['distribute-software'], sections: ['Limitations', 'Notices'] },
    { kind: 'mark-modified-files', triggers: ['distribute-derivative'], sections: ['Notices'] },
  ],
  thresholds: [],
  territory: [],
  powers: [{ kind: 'auto-terminate', sections: ['Termination'] }],
  termination: {
    found: true,
    sections: ['Termination'],
    says: {
      de: 'Bei Verstoß enden die Rechte von selbst und leben rückwirkend auf, wenn er binnen 30 Tagen nach Rüge endet; ein weiterer Verstoß beendet sie auf Dauer.',
      en: 'The rights end by themselves on a violation and revive retroactively if it stops within 30 days of notice; a further violation ends them for good.',
    },
  },
  litigation: {
    found: true,
    sections: ['Patents'],
    says: {
      de: 'Wer schriftlich eine Patentverletzung durch die Software behauptet, verliert die Patentlizenz sofort.',
      en: 'Whoever claims in writing that the software infringes a patent loses the patent licence at once.',
    },
  },
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
  notes: [
    {
      de: 'Der Text hat keine Ziffern; angeführt werden seine Überschriften.',
      en: 'The text has no numbers; its headings are cited.',
    },
  ],
}
