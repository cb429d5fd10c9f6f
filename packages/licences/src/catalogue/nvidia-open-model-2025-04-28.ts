import type { LicenceTerms } from '../terms.ts'

export const nvidiaOpenModel20250428: LicenceTerms = {
  id: 'LicenseRef-nvidia-open-model-2025-04-28',
  name: 'NVIDIA Open Model License',
  version: '2025-04-28',
  date: '2025-04-28',
  steward: 'NVIDIA Corp.',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-nvidia-open-model-2025-04-28',
  hubTags: ['other:nvidia-open-model-license'],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-nvidia-open-model-2025-04-28',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/nvidia-open-model-2025-04-28.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '74ee17b6e9e5c2a1a1599e21f2f3039eb93e73c4652b3a6d358022d82ba7debb',
      wordSha256: 'd46e3119b8f34b26c97b78f48bb5e69dd2e7d0c3e92f850996c0b19f47b30dff',
      proseSha256: '00cd2850f0f25428c3666a48a5739c6bd3d98f48688334d932e5a5db63734ab3',
      isHashUsable: true,
    },
  ],
  unreadPolicy: {
    sections: ['2.3'],
    name: {
      de: 'Trustworthy-AI-Bedingungen von NVIDIA',
      en: 'Trustworthy AI terms of NVIDIA',
    },
  },
  rights: {
    commercialUse: { value: 'yes', sections: ['preamble', '2.2'] },
    internalUse: { value: 'yes', sections: ['2.2'] },
    hostedService: {
      value: 'yes',
      sections: ['2.2'],
      note: {
        de: 'Der Text zählt Dienste nicht zum Verbreiten; das allgemeine Nutzungsrecht trägt sie.',
        en: 'The text does not count services as distribution; the general right to use carries them.',
      },
    },
    redistributeWeights: { value: 'conditional', sections: ['3.1'] },
    redistributeDerivatives: { value: 'conditional', sections: ['3'] },
    modify: { value: 'yes', sections: ['2.2'] },
    outputsTrainOtherModels: {
      value: 'yes',
      sections: ['2.4'],
      rule: 'free',
      note: {
        de: 'Der Lizenzgeber beansprucht keine Ausgaben, und eine Ausgabe ist keine Bearbeitung (1). Nur bei Cosmos-Modellen ist ein Hinweis zu zeigen (3.2).',
        en: 'The licensor claims no outputs, and an output is no derivative (1). Only Cosmos models ask for a badge (3.2).',
      },
    },
    patentGrant: {
      value: 'yes',
      sections: ['2.2'],
      note: {
        de: 'Herstellen, Verkaufen und Einführen sind genannt; das Wort Patent fällt in der Einräumung nicht.',
        en: 'Making, selling and importing are named; the word patent does not appear in the grant.',
      },
    },
  },
  bans: [
    {
      tag: 'safety-circumvention',
      strength: 'absolute',
      sections: ['2.1'],
      note: {
        de: 'Wer Schutzvorkehrungen im Modell umgeht, abschaltet oder schwächt, verliert die Lizenz von selbst.',
        en: 'Bypassing, disabling or weakening guardrails in the model ends the licence by itself.',
      },
    },
    {
      tag: 'trade-control',
      strength: 'absolute',
      sections: ['11'],
      note: {
        de: 'Auch Bestimmungsland, Empfänger und Zweck sind erfasst.',
        en: 'Destinations, end users and end uses are included.',
      },
    },
  ],
  duties: [
    { kind: 'provide-licence-copy', triggers: ['distribute-weights'], sections: ['3.1'] },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights'],
      sections: ['3.1'],
      fixedWords: ['Licensed by NVIDIA Corporation under the NVIDIA Open Model License'],
    },
    {
      kind: 'comply-aup',
      triggers: ['any-use'],
      sections: ['2.3'],
      note: {
        de: 'Gemeint sind die Trustworthy-AI-Bedingungen des Lizenzgebers, auf die der Text verweist.',
        en: "What is meant are the licensor's Trustworthy AI terms, to which the text points.",
      },
    },
    {
      kind: 'badge',
      triggers: ['cosmos-distribute', 'cosmos-outputs-train'],
      sections: ['3.2'],
      fixedWords: ['Built on NVIDIA Cosmos'],
      note: {
        de: 'Nur bei Cosmos-Modellen.',
        en: 'Cosmos models only.',
      },
    },
  ],
  thresholds: [],
  territory: [],
  powers: [
    {
      kind: 'licence-may-change',
      sections: ['2.1'],
      note: {
        de: 'Nur wegen rechtlicher oder aufsichtlicher Anforderungen; wer die neue Fassung nicht will, hört auf.',
        en: 'Only for legal or regulatory requirements; whoever does not want the new version stops.',
      },
    },
    { kind: 'auto-terminate', sections: ['2.1'] },
    {
      kind: 'revocable',
      sections: ['2.2'],
      note: {
        de: 'Nur in den Fällen von 2.1.',
        en: 'Only in the cases of 2.1.',
      },
    },
  ],
  termination: {
    found: true,
    sections: ['2.1', '2.2'],
    says: {
      de: 'Die Rechte enden von selbst, wenn Schutzvorkehrungen umgangen oder geschwächt werden. Sie hängen im Übrigen an der vollen Einhaltung des Vertrags.',
      en: 'The rights end by themselves when guardrails are bypassed or weakened. Otherwise they depend on full compliance with the agreement.',
    },
  },
  litigation: {
    found: true,
    sections: ['2.1'],
    says: {
      de: 'Wer jemanden verklagt, weil das Modell oder eine Bearbeitung Urheber- oder Patentrechte verletze, verliert mit der Klage die Lizenzen für dieses Modell.',
      en: 'Whoever sues anybody because the model or a derivative infringes copyright or patents loses the licences for that model with the suit.',
    },
  },
  indemnity: {
    found: true,
    sections: ['8'],
    says: {
      de: 'Freistellung des Lizenzgebers von Ansprüchen Dritter aus Nutzung oder Verbreitung von Modell, Bearbeitungen oder Ausgaben.',
      en: 'The licensor is held harmless from third-party claims about use or distribution of model, derivatives or outputs.',
    },
  },
  disclaimer: {
    found: true,
    sections: ['6', '7'],
    says: {
      de: 'Keine Gewährleistung; Haftung ausgeschlossen, soweit nicht zwingendes Recht entgegensteht, wofür Vorsatz und grobe Fahrlässigkeit als Beispiel stehen.',
      en: 'No warranty; liability excluded except where mandatory law requires it, with intent and gross negligence as the example.',
    },
  },
  governingLaw: {
    law: 'US / Delaware',
    forum: 'Santa Clara County',
    isCisgExcluded: true,
    sections: ['10'],
  },
  audit: { found: false },
  feedback: {
    found: true,
    sections: ['9'],
    says: {
      de: 'Rückmeldungen darf der Lizenzgeber ohne Grenze und ohne Vergütung verwenden.',
      en: 'The licensor may use feedback without limit and without compensation.',
    },
  },
  descent: {
    sections: ['3', '2.4'],
    fineTune: {
      de: 'Bearbeitung: eigene Bedingungen sind erlaubt, soweit die der Lizenz erfüllt bleiben (3.3).',
      en: 'A derivative: own terms are permitted as far as those of the licence stay met (3.3).',
    },
    quantisation: {
      de: 'Bearbeitung wie jede andere Änderung am Modell.',
      en: 'A derivative like any other modification of the model.',
    },
    merge: {
      de: 'Bearbeitung: wer Schutzvorkehrungen dabei schwächt, verliert die Lizenz (2.1).',
      en: 'A derivative: whoever weakens guardrails on the way loses the licence (2.1).',
    },
    distillation: {
      de: 'Ausgaben sind keine Bearbeitung (1).',
      en: 'Outputs are no derivatives (1).',
    },
    relicensing: {
      de: 'Andere Bedingungen für Bearbeitungen sind erlaubt (3.3).',
      en: 'Other terms for derivatives are permitted (3.3).',
    },
  },
  notes: [
    {
      de: 'Die Überschriften tragen in dieser Abschrift keine Ziffern; die Zahlen zählen sie der Reihe nach, wie es auch die Verweise im Text tun.',
      en: 'Headings carry no numerals in this copy; the numbers count them in order, as the references in the text do.',
    },
    {
      de: 'Mitgelieferte Teile behalten ihre eigenen Lizenzen (4).',
      en: 'Components delivered along keep licences of their own (4).',
    },
    {
      de: 'Neuere Modelle sollen nach Berichten unter OpenMDW-1.1 stehen; die Veröffentlichung entscheidet. Die Fassung der Lizenz vom Oktober 2025 wurde nicht gelesen.',
      en: 'Newer models are reported to be under OpenMDW-1.1; the release decides. The October 2025 version of the licence was not read.',
    },
  ],
}
