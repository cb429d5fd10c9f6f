import type { LicenceTerms } from '../terms.ts'

export const openAleph10: LicenceTerms = {
  id: 'LicenseRef-open-aleph-1.0',
  name: 'Open Aleph License',
  version: '1.0',
  date: '2024-08',
  steward: 'IPAI Aleph Alpha Research GmbH',
  class: 'non-commercial',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-open-aleph-1.0',
  hubTags: ['other:open-aleph-license'],
  appliesTo: ['Pharia-1-LLM-7B', 'llama-3_1-based T-Free models'],
  source: 'collection-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'LicenseRef-open-aleph-1.0',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/open-aleph-1.0.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '86c7d581cd51ce88bcfc4cb975b38e61f1f675dbb8ca0cf4cf20c0e506df40ae',
      wordSha256: '6f47ca1a54a2189727b110dbbbf4375c90c19f04bd3d63878e56f0314f5711db',
      proseSha256: '7aae9d54729a01f6a07267c596e0385a09c8d64540ac6a13a660f90e9a0592e9',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'no',
      sections: ['2', '3.3'],
      note: {
        de: 'Auch das Entwickeln, Verbessern oder Bündeln von Produkten und Diensten mit gewerblichem Ziel ist ausgenommen.',
        en: 'Developing, improving or bundling products and services with a commercial aim is excluded as well.',
      },
    },
    internalUse: {
      value: 'conditional',
      sections: ['2', '3', '4'],
      limits: ['non-commercial', 'academic-if-public'],
      note: {
        de: 'Nur nicht gewerblich und nicht durch Stellen der öffentlichen Gewalt oder des öffentlichen Rechts; ausgenommen Lehre, Lernen und Forschung öffentlicher Bildungs- und Forschungseinrichtungen.',
        en: 'Only non-commercial, and not by bodies of public authority or public law; teaching, learning and research of public institutions of education and research are excepted.',
      },
    },
    hostedService: {
      value: 'conditional',
      sections: ['2', '3.3.b', '5'],
      limits: ['non-commercial', 'academic-if-public', 'hosting-undecided'],
      note: {
        de: 'Öffentlich zugänglich machen ist gestattet, auch über eine Oberfläche (5); jeder Dienst mit gewerblichem Ziel ist ausgeschlossen (3.3.b).',
        en: 'Making it available to the public is granted, through an interface as well (5); any service with a commercial aim is excluded (3.3.b).',
      },
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['2', '5', '7'],
      limits: ['non-commercial', 'academic-if-public'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['2', '6'],
      limits: ['non-commercial', 'academic-if-public'],
      note: {
        de: 'Unter derselben Lizenz, unentgeltlich und mit vollständigem Quelltext.',
        en: 'Under the same licence, free of charge and with complete source.',
      },
    },
    modify: { value: 'conditional', sections: ['2'], limits: ['non-commercial', 'academic-if-public'] },
    outputsTrainOtherModels: {
      value: 'silent',
      rule: 'silent',
      note: {
        de: 'Der Lizenzgeber erhebt keinen Anspruch auf Ausgaben, die lizenzgemäß entstanden sind (1); zum Training mit ihnen sagt der Text nichts.',
        en: 'The licensor claims no rights to output that came about in keeping with the licence (1); about training on it the text says nothing.',
      },
    },
    patentGrant: {
      value: 'silent',
      note: {
        de: 'Gewährt wird nur ein Recht am Urheberrecht des Lizenzgebers (2).',
        en: "What is granted is a right under the licensor's copyright only (2).",
      },
    },
  },
  bans: [
    { tag: 'commercial', strength: 'absolute', sections: ['3.1', '3.3'] },
    {
      tag: 'public-authority-user',
      strength: 'absolute',
      sections: ['4.1', '4.2', '4.3'],
      note: {
        de: 'Regierungen, Verwaltungen, Strafverfolgung, Gerichte und alle Stellen mit öffentlicher Gewalt, öffentlichem Auftrag oder öffentlich-rechtlicher Form; Lehre und Forschung öffentlicher Einrichtungen sind ausgenommen.',
        en: 'Governments, administrations, law enforcement, courts and every body with public authority, a public task or a form of public law; teaching and research of public institutions are excepted.',
      },
    },
    { tag: 'illegal-generic', strength: 'absolute', sections: ['10'] },
    { tag: 'discrimination-protected', strength: 'intent', sections: ['10'] },
    { tag: 'vulnerability-exploitation', strength: 'intent', sections: ['10'] },
    { tag: 'defamation-harassment', strength: 'intent', sections: ['10'] },
  ],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'ui-exposed'],
      sections: ['5'],
      note: {
        de: 'Auch dort, wo Endnutzer das Modell über eine Oberfläche erreichen.',
        en: 'Also where end users reach the model through an interface.',
      },
    },
    {
      kind: 'keep-notices',
      triggers: ['distribute-weights', 'distribute-derivative', 'ui-exposed'],
      sections: ['5'],
      note: {
        de: 'Vorhandene Urhebervermerke bleiben und werden mit dem Lizenztext gezeigt.',
        en: 'Existing copyright notices stay and are shown with the licence text.',
      },
    },
    {
      kind: 'mark-modified-files',
      triggers: ['distribute-derivative'],
      sections: ['6.a'],
      note: {
        de: 'Mit Angabe, was geändert wurde und wann.',
        en: 'Saying what was changed and when.',
      },
    },
    { kind: 'provide-source', triggers: ['distribute-derivative'], sections: ['6.b'] },
    { kind: 'same-licence', triggers: ['distribute-derivative'], sections: ['6.c'] },
  ],
  thresholds: [],
  territory: [],
  powers: [{ kind: 'auto-terminate', sections: ['2'] }],
  termination: {
    found: true,
    sections: ['2'],
    says: {
      de: 'Bei jedem Verstoß enden die Rechte von selbst.',
      en: 'The rights end by themselves on any breach.',
    },
  },
  litigation: { found: false },
  indemnity: { found: false },
  disclaimer: {
    found: true,
    sections: ['8', '9'],
    says: {
      de: 'Keine Gewährleistung; Haftung nur für Vorsatz, arglistig verschwiegene Mängel, ausdrückliche Zusagen und was das Gesetz zwingend vorsieht.',
      en: 'No warranty; liability only for intent, fraudulently concealed defects, express promises and what the law makes mandatory.',
    },
  },
  audit: { found: false },
  feedback: { found: false },
  descent: {
    sections: ['1', '6', '7'],
    fineTune: {
      de: 'Bearbeitung: als Ganzes unter derselben Lizenz, unentgeltlich, ohne weitere Beschränkung.',
      en: 'Derivative work: as a whole under the same licence, free of charge, without further restriction.',
    },
    quantisation: { de: 'Bearbeitung wie eine Feinabstimmung.', en: 'A derivative work like a fine-tune.' },
    merge: {
      de: 'Mit Werken unter anderen Bedingungen nicht vereinbar, sobald das Ergebnis weitergegeben wird (6.c).',
      en: 'Not compatible with works under other terms once the result is passed on (6.c).',
    },
  },
  notes: [
    {
      de: 'Für deutsche öffentliche Stellen ein doppelter Riegel: nicht gewerblich und zugleich keine Verwaltung. Jeder der beiden sperrt für sich.',
      en: 'For German public bodies a double bar: non-commercial and at once non-administrative. Each of them bars by itself.',
    },
  ],
}
