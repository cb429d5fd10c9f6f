import type { LicenceTerms } from '../terms.ts'

export const agpl30Only: LicenceTerms = {
  id: 'AGPL-3.0-only',
  name: 'GNU Affero GPL',
  version: '3.0',
  date: '2007-11-19',
  steward: 'FSF',
  class: 'osi-open-source',
  osaid: 'possible',
  spdxExpression: 'AGPL-3.0-only',
  hubTags: ['agpl-3.0'],
  appliesTo: [],
  source: 'collection-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'AGPL-3.0-only',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/agpl-3.0.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '17d58f36dc7da90754922d5a5944b28ed76c6baee3b8f416bd1a0c48fed7e565',
      wordSha256: 'a68f6d0841ef93cb1eb69df62e7d314fe81d0e6e2170730c6df506f4bf8c73cd',
      proseSha256: 'cd73a67225e2abc589e134e3e0ad44fc4e7e08519aa42a519927222bd4fe5f26',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: { value: 'yes', sections: ['2'] },
    internalUse: { value: 'yes', sections: ['2'] },
    hostedService: {
      value: 'conditional',
      sections: ['2', '13'],
      note: {
        de: 'Unverändert frei; wer eine geänderte Fassung betreibt, bietet allen, die über ein Netz mit ihr arbeiten, den Quelltext an.',
        en: 'Free where unmodified; whoever runs a modified version offers its source to all who interact with it over a network.',
      },
    },
    redistributeWeights: { value: 'conditional', sections: ['4', '6'] },
    redistributeDerivatives: { value: 'conditional', sections: ['4', '5', '6'] },
    modify: { value: 'yes', sections: ['2'] },
    outputsTrainOtherModels: {
      value: 'yes',
      sections: ['2'],
      rule: 'free',
      note: {
        de: 'Ausgaben fallen nur dann unter die Lizenz, wenn sie ihrem Inhalt nach selbst ein erfasstes Werk sind.',
        en: 'Output falls under the licence only if its content is itself a covered work.',
      },
    },
    patentGrant: { value: 'yes', sections: ['11'] },
  },
  bans: [],
  duties: [
    {
      kind: 'offer-source-network',
      triggers: ['hosted-modified'],
      sections: ['13'],
      note: {
        de: 'Auch gegenüber dem eigenen Personal, das über das Netz mit einer geänderten Fassung arbeitet.',
        en: 'Towards own staff too who interact with a modified version over the network.',
      },
    },
    { kind: 'provide-source', triggers: ['distribute-software'], sections: ['6'] },
    { kind: 'provide-licence-copy', triggers: ['distribute-software'], sections: ['4'] },
    { kind: 'keep-notices', triggers: ['distribute-software'], sections: ['4'] },
    { kind: 'mark-modified-files', triggers: ['distribute-derivative'], sections: ['5'] },
    {
      kind: 'same-licence',
      triggers: ['distribute-derivative'],
      sections: ['5'],
      note: { de: 'Das ganze Werk, mit allen Teilen.', en: 'The whole work, with all its parts.' },
    },
  ],
  thresholds: [],
  territory: [],
  powers: [{ kind: 'auto-terminate', sections: ['8'] }],
  termination: {
    found: true,
    sections: ['8'],
    says: {
      de: 'Bei Verstoß enden die Rechte von selbst. Sie leben auf, wenn er endet und 60 Tage keine Rüge kommt oder wenn der erste gerügte Verstoß binnen 30 Tagen geheilt wird.',
      en: 'The rights end by themselves on a violation. They revive if it stops and no notice comes for 60 days, or if the first notified violation is cured within 30 days.',
    },
  },
  litigation: {
    found: true,
    sections: ['10'],
    says: {
      de: 'Wer Rechte aus der Lizenz ausübt, darf nicht wegen Patentverletzung durch das Programm klagen.',
      en: 'Whoever exercises rights under the licence may not sue over patent infringement by the program.',
    },
  },
  indemnity: { found: false },
  disclaimer: {
    found: true,
    sections: ['15', '16', '17'],
    says: {
      de: 'Keine Gewährleistung und keine Haftung, soweit das Recht es zulässt.',
      en: 'No warranty and no liability as far as the law allows.',
    },
  },
  audit: { found: false },
  feedback: { found: false },
  descent: {
    sections: ['5', '13'],
    fineTune: {
      de: 'Als geändertes Werk: bei Weitergabe unter derselben Lizenz mit Quelltext, beim Betrieb über ein Netz mit Angebot des Quelltexts.',
      en: 'As a modified work: under the same licence with source when conveyed, with an offer of source when run over a network.',
    },
    merge: {
      de: 'Mit Werken unter Version 3 der GNU GPL vereinbar (13), mit weiteren Beschränkungen nicht (10).',
      en: 'Compatible with works under version 3 of the GNU GPL (13), not with further restrictions (10).',
    },
  },
  notes: [
    {
      de: 'Bloße Bedienung über ein Netz ist keine Weitergabe (0); die Pflicht aus 13 hängt an der Änderung.',
      en: 'Mere interaction over a network is not conveying (0); the duty of 13 depends on modification.',
    },
  ],
}
