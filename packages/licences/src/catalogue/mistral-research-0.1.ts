import type { LicenceTerms } from '../terms.ts'

export const mistralResearch01: LicenceTerms = {
  id: 'LicenseRef-mistral-research-0.1',
  name: 'Mistral AI Research License',
  version: '0.1',
  date: '2024-07',
  steward: 'Mistral AI SAS',
  class: 'research-only',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-mistral-research-0.1',
  hubTags: ['other:mrl'],
  appliesTo: ['Mistral Large 2407/2411', 'Ministral 8B 2410', 'Pixtral Large'],
  source: 'secondary-copy',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-mistral-research-0.1',
      role: 'licence',
      source: 'secondary-copy',
      sha256: 'a4e93516ef52348622cf22bb3088f31d2a889c01881b71a93e82b7dfd3abec99',
      wordSha256: '35865446012ae0961ce46095a0af3fe9d5408842dcf9a964aebd08b0bdb335c5',
      proseSha256: '7048eea2f103064e97dca25d5cf0b5b5c45fb7a5f1b5ffa147278f1126ee78cb',
      isHashUsable: false,
    },
  ],
  rights: {
    commercialUse: {
      value: 'no',
      sections: ['3.2', '9'],
      note: {
        de: 'Weder Modell noch Bearbeitung noch Ausgabe darf einem gewerblichen Zweck dienen, auch nicht mittelbar.',
        en: 'Neither model nor derivative nor output may serve a commercial purpose, not even indirectly.',
      },
    },
    internalUse: {
      value: 'conditional',
      sections: ['2.1', '3.2', "9 'Research Purposes'"],
      limits: ['research', 'non-commercial', 'not-by-commercial-entities'],
      note: {
        de: 'Nur Forschung ohne gewerblichen Bezug. Was Beschäftigte oder Beauftragte von Unternehmen in ihrer täglichen Arbeit tun, und Tests oder Machbarkeitsproben, die auf Einnahmen zielen, liegen ausdrücklich außerhalb.',
        en: 'Only research without commercial connection. What staff or contractors of companies do in their daily work, and tests or proofs of concept aimed at revenue, are expressly outside.',
      },
    },
    hostedService: {
      value: 'conditional',
      sections: ['2.1', '3.2', '9'],
      limits: ['research', 'non-commercial', 'not-by-commercial-entities', 'hosting-undecided'],
      note: {
        de: 'Gewerbliche Stellen dürfen nichts bereitstellen, auch nicht kostenlos, gehostet oder hinter anderer Software. Wer keine ist, bleibt an Forschung gebunden.',
        en: 'Commercial entities may make nothing available, not even free of charge, hosted or behind other software. Others stay bound to research.',
      },
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['2.2', '9'],
      limits: ['research', 'non-commercial', 'not-by-commercial-entities'],
      note: {
        de: 'Nicht durch gewerbliche Stellen, auch nicht kostenlos. Empfänger erhalten ihre Rechte unmittelbar vom Lizenzgeber.',
        en: 'Not by commercial entities, not even free of charge. Recipients get their rights from the licensor directly.',
      },
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['2.3', '4.3', '9'],
      limits: ['research', 'non-commercial', 'not-by-commercial-entities'],
    },
    modify: {
      value: 'conditional',
      sections: ['2.1', '4.3'],
      limits: ['research', 'non-commercial', 'not-by-commercial-entities'],
    },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['3.2', '4.2'],
      limits: ['research', 'non-commercial', 'not-by-commercial-entities'],
      rule: 'purpose-limited',
      note: {
        de: 'Ausgaben sind an dieselben Forschungszwecke gebunden wie das Modell.',
        en: 'Outputs are bound to the same research purposes as the model.',
      },
    },
    patentGrant: {
      value: 'silent',
      note: {
        de: 'Die Einräumung nennt Nutzen, Kopieren, Ändern und Verbreiten, Patente nicht.',
        en: 'The grant names use, copying, modification and distribution, and no patents.',
      },
    },
  },
  bans: [
    { tag: 'commercial', strength: 'absolute', sections: ['3.2', '9'] },
    {
      tag: 'production',
      strength: 'absolute',
      sections: ['3.2', '9'],
      note: {
        de: 'Jede produktive Nutzung ist keine Forschung im Sinn der Begriffsbestimmung.',
        en: 'No productive use is research as the definition has it.',
      },
    },
  ],
  duties: [
    { kind: 'provide-licence-copy', triggers: ['distribute-weights'], sections: ['2.2'] },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights'],
      sections: ['2.2'],
      fixedWords: ['Licensed by Mistral AI under the Mistral AI Research License'],
    },
    {
      kind: 'mark-modified-files',
      triggers: ['distribute-derivative'],
      sections: ['2.3'],
      note: {
        de: 'Die Bearbeitung trägt deutliche Hinweise darauf, dass das Modell geändert wurde.',
        en: 'The derivative carries prominent notices that the model was modified.',
      },
    },
    { kind: 'no-endorsement-claim', triggers: ['distribute-derivative'], sections: ['3.1'] },
  ],
  thresholds: [],
  territory: [],
  powers: [{ kind: 'terminate-on-breach', sections: ['7.2'] }],
  termination: {
    found: true,
    sections: ['7.2'],
    says: {
      de: 'Der Lizenzgeber kann bei einem Verstoß jederzeit kündigen. Danach endet die Nutzung, und alle Kopien sind dauerhaft zu löschen.',
      en: 'The licensor may terminate at any time on breach. Use then ends, and all copies must be deleted for good.',
    },
  },
  litigation: {
    found: true,
    sections: ['7.3'],
    says: {
      de: 'Wer gegen den Lizenzgeber oder einen anderen geltend macht, das Modell oder eine Bearbeitung verletze eigene Rechte, verliert mit der Klage alle Lizenzen.',
      en: 'Whoever claims against the licensor or anybody else that the model or a derivative infringes rights of their own loses all licences with the suit.',
    },
  },
  indemnity: {
    found: true,
    sections: ['5.2'],
    says: {
      de: 'Wer Modell oder Bearbeitung nutzt oder verbreitet, stellt den Lizenzgeber von daraus entstehenden Ansprüchen und Schäden frei.',
      en: 'Whoever uses or distributes model or derivative holds the licensor harmless from claims and damages that arise from it.',
    },
  },
  disclaimer: {
    found: true,
    sections: ['5.1', '6.1'],
    says: {
      de: 'Keine Gewährleistung; Haftung ausgeschlossen, soweit nicht zwingendes Recht entgegensteht, wofür Vorsatz und grobe Fahrlässigkeit als Beispiel stehen.',
      en: 'No warranty; liability excluded except where mandatory law requires it, with intent and gross negligence as the example.',
    },
  },
  governingLaw: {
    law: 'France',
    forum: 'Paris courts',
    isCisgExcluded: true,
    sections: ['8.1', '8.2'],
  },
  audit: { found: false },
  feedback: { found: false },
  descent: {
    sections: ['2.3', '4.3', '3.2', '4.2'],
    fineTune: {
      de: 'Bearbeitung: die Beschränkungen aus Abschnitt 3 bleiben, unter welchen Bedingungen auch immer sie weitergegeben wird (4.3).',
      en: 'A derivative: the limits of section 3 stay, under whatever terms it is passed on (4.3).',
    },
    quantisation: {
      de: 'Bearbeitung; eine andere Angabe auf einer Plattform erweitert nichts.',
      en: 'A derivative; another tag on a hub widens nothing.',
    },
    merge: {
      de: 'Bearbeitung: die Beschränkungen aus Abschnitt 3 gelten für das ganze Werk.',
      en: 'A derivative: the limits of section 3 hold for the whole work.',
    },
    distillation: {
      de: 'Ausgaben tragen die Beschränkungen aus Abschnitt 3 mit sich (4.2).',
      en: 'Outputs carry the limits of section 3 with them (4.2).',
    },
    relicensing: {
      de: 'Andere Bedingungen für eigene Bearbeitungen sind erlaubt, dürfen dieser Lizenz aber nicht widersprechen (2.3).',
      en: 'Other terms for own derivatives are permitted but must not conflict with this licence (2.3).',
    },
  },
  notes: [
    {
      de: 'Auch Ausgaben, die ein Unternehmen von anderen erhält, bleiben an Forschungszwecke gebunden (3.2 mit 4.2).',
      en: 'Outputs that a company receives from others stay bound to research purposes as well (3.2 with 4.2).',
    },
    {
      de: 'Gelesen in einer vollständigen Abschrift in einem anderen Werk; ihr Fingerabdruck erkennt keine Datei, bis die Datei des Lizenzgebers vorliegt.',
      en: "Read in a full copy inside another work; its fingerprint identifies no file until the steward's own file is at hand.",
    },
  ],
}
