import type { LicenceTerms } from '../terms.ts'

export const stabilityCommunity202407: LicenceTerms = {
  id: 'LicenseRef-stability-community-2024-07',
  name: 'Stability AI Community License',
  version: '2024-07-05',
  date: '2024-07-05',
  steward: 'Stability AI Ltd',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-stability-community-2024-07',
  hubTags: ['other:stabilityai-ai-community'],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-stability-community-2024-07',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/stability-ai-community-2024.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '5acbcfb7e7e290bfa0905cc7612ab5c31dae2428f13ce99452e3536d30c61b5a',
      wordSha256: '8822cbf840520d4a70abe0cabfb755dfdd0807f18e373e082cc48a3b247134b4',
      proseSha256: '714f1acd67e98ccfa12529effdbcb1d4b03437c9fa943173ef328de60e93bd29',
      isHashUsable: true,
    },
  ],
  unreadPolicy: {
    sections: ['IV.b', "V 'AUP'"],
    name: {
      de: 'Acceptable Use Policy von Stability AI in ihrer jeweils neuesten Fassung im Netz',
      en: 'Acceptable Use Policy of Stability AI in its latest version online',
    },
  },
  rights: {
    commercialUse: {
      value: 'conditional',
      sections: ['III'],
      note: {
        de: 'Mit Registrierung beim Lizenzgeber, bis die Jahreseinnahmen des Konzerns die Schwelle überschreiten.',
        en: "With registration with the licensor, until the group's annual revenue passes the threshold.",
      },
    },
    internalUse: {
      value: 'conditional',
      sections: ['II', 'III'],
      note: {
        de: 'Interne Abläufe eines Unternehmens gelten ausdrücklich als gewerblicher Zweck; Erprobung und Test nicht.',
        en: 'Internal operations of a business are expressly a commercial purpose; evaluation and testing are not.',
      },
    },
    hostedService: {
      value: 'conditional',
      sections: ['III', 'IV.a'],
      note: {
        de: 'Dienste und Schnittstellen sind als gewerblicher Zweck genannt und erlaubt.',
        en: 'Services and interfaces are named as a commercial purpose and permitted.',
      },
    },
    redistributeWeights: { value: 'conditional', sections: ['IV.a'] },
    redistributeDerivatives: { value: 'conditional', sections: ['IV.a'] },
    modify: { value: 'yes', sections: ['II', 'III'] },
    outputsTrainOtherModels: {
      value: 'no',
      sections: ['IV.b'],
      rule: 'barred',
      note: {
        de: 'Weder Modell noch Ausgaben dürfen ein generatives Grundlagenmodell schaffen oder verbessern; ausgenommen sind die Modelle des Lizenzgebers und Bearbeitungen davon.',
        en: "Neither model nor outputs may create or improve a foundational generative model; the licensor's models and derivatives of them are excepted.",
      },
    },
    patentGrant: {
      value: 'silent',
      note: {
        de: 'Eingeräumt wird eine Lizenz an den Schutzrechten des Lizenzgebers in den Werken; Patente sind nicht genannt.',
        en: "The grant covers the licensor's intellectual property embodied in the materials; patents are not named.",
      },
    },
  },
  bans: [
    { tag: 'illegal-generic', strength: 'absolute', sections: ['IV.b'] },
    { tag: 'trade-control', strength: 'absolute', sections: ['IV.b'] },
  ],
  duties: [
    {
      kind: 'register-with-licensor',
      triggers: ['commercial-use'],
      sections: ['III'],
      note: {
        de: 'Schon für interne Abläufe eines Unternehmens.',
        en: 'For internal operations of a business already.',
      },
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'make-available-product'],
      sections: ['IV.a(i)'],
    },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['IV.a(ii)'],
      fixedWords: [
        'This Stability AI Model is licensed under the Stability AI Community License, Copyright © Stability AI Ltd. All Rights Reserved',
      ],
    },
    {
      kind: 'badge',
      triggers: ['distribute-weights', 'distribute-derivative', 'make-available-product'],
      sections: ['IV.a(iii)'],
      fixedWords: ['Powered by Stability AI'],
      note: {
        de: 'Deutlich sichtbar auf einer zugehörigen Seite, Oberfläche oder in der Dokumentation.',
        en: 'Prominently on a related page, interface or in the documentation.',
      },
    },
    {
      kind: 'mark-modified-files',
      triggers: ['distribute-derivative'],
      sections: ['IV.a'],
      note: {
        de: 'Die Hinweisdatei sagt, dass und wie das Werk geändert wurde, wenn sie eigene Vermerke erhält.',
        en: 'The notice file says that and how the work was changed, where it gets notices of its own.',
      },
    },
    {
      kind: 'comply-aup',
      triggers: ['any-use'],
      sections: ['IV.b'],
      note: {
        de: 'Dazu gehört auch die Dokumentation des Lizenzgebers.',
        en: "The licensor's documentation is part of it.",
      },
    },
  ],
  thresholds: [
    {
      metric: 'annual-revenue',
      above: 1_000_000,
      unit: 'USD',
      measured: {
        rule: 'continuous',
        window: {
          de: 'ein Jahr',
          en: 'a year',
        },
      },
      of: 'group',
      scope: {
        de: 'Lizenznehmerin und verbundene Unternehmen, einzeln oder zusammen, gleich aus welcher Quelle',
        en: 'licensee and affiliates, single or together, from whatever source',
      },
      effect: 'licence-ends',
      sections: ['III'],
      spares: ['third-party-product', 'non-commercial'],
      note: {
        de: 'Die Regel steht in Abschnitt III bei der gewerblichen Lizenz, und die Einleitung bezieht die Grenze auf begrenzte gewerbliche Nutzung: Forschung und nicht gewerbliche Zwecke nach Abschnitt II berührt sie nicht, obwohl ihre Worte jede Lizenz aus dem Vertrag nennen.',
        en: 'The rule stands in section III with the commercial licence, and the preamble ties the limit to limited commercial use: it leaves research and non-commercial purposes under section II alone, although its words name any licence under the agreement.',
      },
    },
  ],
  territory: [],
  powers: [
    { kind: 'aup-may-change', sections: ["V 'AUP'"] },
    { kind: 'revocable', sections: ['II', 'III'] },
    { kind: 'request-separate-licence', sections: ['III'] },
    { kind: 'terminate-on-breach', sections: ['IV.f'] },
  ],
  termination: {
    found: true,
    sections: ['IV.f', 'III'],
    says: {
      de: 'Bei einem Verstoß durch Kündigung, beim Überschreiten der Einnahmenschwelle von selbst. Danach sind Werke und Bearbeitungen zu löschen und nicht mehr zu nutzen.',
      en: 'On breach by notice, on passing the revenue threshold by itself. Materials and derivatives must then be deleted and no longer used.',
    },
  },
  litigation: {
    found: true,
    sections: ['IV.c(iv)'],
    says: {
      de: 'Wer selbst oder durch verbundene Unternehmen den Lizenzgeber verklagt, weil Werke, Bearbeitungen oder Ausgaben eigene Rechte verletzten, verliert mit der Klage alle Lizenzen.',
      en: 'Whoever sues the licensor, directly or through affiliates, because materials, derivatives or outputs infringe rights of their own loses all licences with the suit.',
    },
  },
  indemnity: {
    found: true,
    sections: ['IV.c(iv)'],
    says: {
      de: 'Freistellung des Lizenzgebers von Ansprüchen Dritter aus einer Nutzung oder Weitergabe, die gegen den Vertrag verstößt.',
      en: 'The licensor is held harmless from third-party claims about use or distribution in breach of the agreement.',
    },
  },
  disclaimer: {
    found: true,
    sections: ['IV.d', 'IV.e'],
    says: {
      de: 'Keine Gewährleistung, soweit das Recht es zulässt; Haftung ohne Vorbehalt für zwingendes Recht ausgeschlossen.',
      en: 'No warranty as far as the law permits; liability excluded without reserving mandatory law.',
    },
  },
  governingLaw: { law: 'US / California', isCisgExcluded: true, sections: ['IV.g'] },
  audit: { found: false },
  feedback: {
    found: true,
    sections: ['IV.c(v)'],
    says: {
      de: 'Freiwillig; wer Rückmeldung gibt, räumt dem Lizenzgeber unbefristete und unbeschränkte Rechte daran ein.',
      en: 'Voluntary; whoever gives feedback grants the licensor perpetual and unrestricted rights in it.',
    },
  },
  descent: {
    sections: ['IV.a', 'IV.b'],
    fineTune: {
      de: 'Bearbeitung (V), LoRA und Modelle aus Ausgaben eingeschlossen: alle Bedingungen gelten weiter.',
      en: 'A derivative (V), LoRA and models made from outputs included: all terms go on.',
    },
    quantisation: {
      de: 'Bearbeitung wie jede andere Änderung am Modell.',
      en: 'A derivative like any other modification of the model.',
    },
    merge: {
      de: 'Bearbeitung (V): alle Bedingungen gelten für das ganze Werk.',
      en: 'A derivative (V): all terms hold for the whole work.',
    },
    distillation: {
      de: 'Ein Modell aus Ausgaben ist selbst eine Bearbeitung (V); ein fremdes generatives Grundlagenmodell darf nicht entstehen (IV.b).',
      en: 'A model made from outputs is itself a derivative (V); no foundational generative model of others may come of it (IV.b).',
    },
  },
  notes: [
    {
      de: 'Die Abschnitte tragen in dieser Abschrift keine Ziffern; I bis V zählen die Überschriften.',
      en: 'The sections carry no numerals in this copy; I to V count the headings.',
    },
    {
      de: 'Die Einleitung spricht von weniger als 1.000.000 US-Dollar, Abschnitt III von mehr als 1.000.000; genau der Betrag selbst liegt noch darunter.',
      en: 'The introduction speaks of less than US$ 1,000,000, section III of more than 1,000,000; the very sum is still below.',
    },
    {
      de: 'Wer das Modell in einem fertigen Produkt anderer erhält, ist von Abschnitt III befreit.',
      en: 'Whoever receives the model inside a finished product of others is spared section III.',
    },
  ],
}
