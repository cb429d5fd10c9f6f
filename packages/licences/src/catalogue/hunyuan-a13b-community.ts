import type { LicenceTerms } from '../terms.ts'

export const hunyuanA13bCommunity: LicenceTerms = {
  id: 'LicenseRef-hunyuan-a13b-community',
  name: 'Tencent Hunyuan Community License (A13B)',
  version: '2025-06-27',
  date: '2025-06-27',
  steward: 'Tencent',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-hunyuan-a13b-community',
  hubTags: ['other:tencent-hunyuan-community'],
  appliesTo: [],
  source: 'official-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-hunyuan-a13b-community',
      role: 'licence',
      found: {
        repository: 'Tencent-Hunyuan/Hunyuan-A13B',
        path: 'LICENSE',
        commit: '2798f3c8b6a69e0ce93950b0d2417203cf950fa0',
      },
      source: 'official-file',
      sha256: 'e3e51427556222cb152990f47991eedbd6ffa6561bb9346580d32e841e13530c',
      wordSha256: '93234ce6bd8174839dc8e3e1c89add0c30c9c233b59636a98ffd66a6bd711647',
      proseSha256: '0f60b7b519d7cf36356fdee59b73d2b709c5dac9f11e4632f1792a8e0fd88a63',
      isHashUsable: true,
    },
  ],
  policyBoundBy: ['2', '5.a'],
  rights: {
    commercialUse: { value: 'conditional', sections: ['2', '4'] },
    internalUse: {
      value: 'conditional',
      sections: ['2', '5.c'],
      note: {
        de: 'Nur innerhalb des Lizenzgebiets.',
        en: 'Only within the territory.',
      },
    },
    hostedService: {
      value: 'conditional',
      sections: ['3'],
      note: {
        de: 'Nur innerhalb des Lizenzgebiets; ein Dienst für Dritte gilt als Bereitstellen.',
        en: 'Only within the territory; a service for third parties counts as making available.',
      },
    },
    redistributeWeights: { value: 'conditional', sections: ['3'] },
    redistributeDerivatives: { value: 'conditional', sections: ['3'] },
    modify: { value: 'conditional', sections: ['2'] },
    outputsTrainOtherModels: {
      value: 'no',
      sections: ['5.b'],
      rule: 'barred',
      note: {
        de: 'Weder die Werke noch ihre Ausgaben dürfen ein anderes KI-Modell verbessern; ausgenommen sind das Modell selbst und seine Bearbeitungen.',
        en: 'Neither the works nor their output may improve another AI model; the model itself and its derivatives are excepted.',
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
    {
      tag: 'trade-control',
      strength: 'absolute',
      sections: ['5.a'],
    },
    { tag: 'illegal-generic', strength: 'absolute', sections: ['Ex. A 2'] },
    {
      tag: 'violence-terror',
      strength: 'absolute',
      sections: ['Ex. A 3', 'Ex. A 4'],
      note: {
        de: 'Sich oder andere schädigen, auch durch umgewidmete Ausgaben.',
        en: 'Harming oneself or others, also through repurposed output.',
      },
    },
    { tag: 'safety-circumvention', strength: 'absolute', sections: ['Ex. A 5'] },
    { tag: 'minors', strength: 'absolute', sections: ['Ex. A 6'] },
    {
      tag: 'disinformation',
      strength: 'intent',
      sections: ['Ex. A 7'],
      note: {
        de: 'Nur nachweislich Falsches, um anderen zu schaden oder Wahlen zu beeinflussen.',
        en: 'Only what is verifiably false, in order to harm others or to influence elections.',
      },
    },
    { tag: 'election-influence', strength: 'intent', sections: ['Ex. A 7'] },
    { tag: 'spam-fake-engagement', strength: 'absolute', sections: ['Ex. A 8'] },
    { tag: 'defamation-harassment', strength: 'intent', sections: ['Ex. A 9'] },
    {
      tag: 'malware-cyber',
      strength: 'absolute',
      sections: ['Ex. A 10'],
      note: {
        de: 'Schadsoftware schlechthin; andere Inhalte nur, soweit sie Systemen schaden sollen.',
        en: 'Malware as such; other content only as far as it is meant to harm systems.',
      },
    },
    { tag: 'pii-harm', strength: 'intent', sections: ['Ex. A 11'] },
    {
      tag: 'undisclosed-ai',
      strength: 'without-disclosure',
      sections: ['Ex. A 12'],
      note: {
        de: 'Für alles, was in einen öffentlichen Zusammenhang gestellt wird.',
        en: 'For whatever is placed in a public context.',
      },
    },
    { tag: 'impersonation', strength: 'without-consent', sections: ['Ex. A 13'] },
    {
      tag: 'automated-decision-individual',
      strength: 'automated',
      sections: ['Ex. A 14'],
      note: {
        de: 'Folgenreiche automatisierte Entscheidungen über Sicherheit, Rechte oder Wohl Einzelner. Die genannten Gebiete liegen nahe an den Hochrisiko-Gebieten der KI-Verordnung.',
        en: 'High-stakes automated decisions about safety, rights or well-being of individuals. The domains named come close to the high-risk list of the AI Act.',
      },
    },
    { tag: 'employment-decision', strength: 'automated', sections: ['Ex. A 14'] },
    {
      tag: 'essential-services',
      strength: 'automated',
      sections: ['Ex. A 14'],
      note: {
        de: 'Genannt sind wesentliche Leistungen, Kredit, Wohnung, Bildung und Versicherung.',
        en: 'Essential services, credit, housing, education and insurance are named.',
      },
    },
    {
      tag: 'critical-infrastructure',
      strength: 'automated',
      sections: ['Ex. A 14'],
      note: {
        de: 'Auch Sicherheitsbauteile von Produkten.',
        en: 'Safety components of products as well.',
      },
    },
    { tag: 'law-enforcement-justice', strength: 'automated', sections: ['Ex. A 14'] },
    { tag: 'migration-asylum', strength: 'automated', sections: ['Ex. A 14'] },
    { tag: 'medical', strength: 'automated', sections: ['Ex. A 14'] },
    { tag: 'social-scoring', strength: 'automated', sections: ['Ex. A 14'] },
    { tag: 'violence-terror', strength: 'absolute', sections: ['Ex. A 16'] },
    { tag: 'discrimination-protected', strength: 'intent', sections: ['Ex. A 17'] },
    {
      tag: 'social-scoring',
      strength: 'intent',
      sections: ['Ex. A 17'],
      note: {
        de: 'Nachteile wegen Sozialverhaltens oder vermuteter Persönlichkeit, soweit sie beabsichtigt sind.',
        en: 'Detriment by social behaviour or presumed personality, as far as it is intended.',
      },
    },
    { tag: 'vulnerability-exploitation', strength: 'intent', sections: ['Ex. A 18'] },
    { tag: 'military', strength: 'absolute', sections: ['Ex. A 19'] },
    {
      tag: 'unlicensed-profession',
      strength: 'unlicensed-only',
      sections: ['Ex. A 20'],
      note: {
        de: 'Finanzen, Recht und Heilberufe sind als Beispiele genannt.',
        en: 'Financial, legal and health professions are given as examples.',
      },
    },
  ],
  duties: [
    {
      kind: 'comply-aup',
      triggers: ['any-use'],
      sections: ['2', '5.a'],
      note: {
        de: 'Die Nutzungsregeln stehen in Anhang A und sind Teil des Vertrags.',
        en: 'The use policy stands in Exhibit A and is part of the agreement.',
      },
    },
    {
      kind: 'no-allow-others-to-breach-aup',
      triggers: ['any-use'],
      sections: ['2'],
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'make-available-product'],
      sections: ['3.a'],
      note: {
        de: 'Auch an Empfänger von Produkten oder Diensten, die das Modell verwenden.',
        en: 'To recipients of products or services that use the model as well.',
      },
    },
    { kind: 'mark-modified-files', triggers: ['distribute-derivative'], sections: ['3.b'] },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['3.d'],
      fixedWords: [
        'Tencent Hunyuan is licensed under the Tencent Hunyuan Community License Agreement, Copyright © 2025 Tencent. All Rights Reserved. The trademark rights of “Tencent Hunyuan” are owned by Tencent or its affiliate.',
      ],
      note: {
        de: 'Nicht bei gehosteten Diensten.',
        en: 'Not for hosted services.',
      },
    },
    {
      kind: 'flow-down-use-restrictions',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['5.a'],
      note: {
        de: 'Die Beschränkungen aus 5.a und 5.b als durchsetzbare Bestimmung in jeder Vereinbarung, und als Hinweis an alle, an die verbreitet wird.',
        en: 'Every agreement holds 5.a and 5.b as terms that can be enforced, and everybody it is distributed to is told of them.',
      },
    },
    {
      kind: 'badge-encouraged',
      triggers: ['distribute-weights', 'hosted-service'],
      sections: ['3.c'],
      fixedWords: ['Powered by Tencent Hunyuan'],
      note: {
        de: 'Nur erbeten, wie auch ein öffentlicher Beitrag über die Erfahrungen.',
        en: 'Encouraged only, as is a public post about the experience.',
      },
    },
  ],
  thresholds: [
    {
      metric: 'monthly-active-users',
      above: 100_000_000,
      unit: 'users',
      measured: {
        rule: 'once-at-release',
        referenceOn: '2025-06-27',
        window: {
          de: 'Kalendermonat vor dem Stichtag',
          en: 'calendar month before the reference date',
        },
      },
      of: 'group',
      scope: {
        de: 'alle Produkte und Dienste, die von der Lizenznehmerin oder für sie bereitgestellt werden; verbundene Unternehmen sind nicht genannt',
        en: 'all products and services made available by or for the licensee; affiliates are not named',
      },
      effect: 'no-rights-until-granted',
      sections: ['4'],
    },
  ],
  territory: [
    {
      excludes: ['EU', 'GB', 'KR'],
      modality: 'any',
      tests: ['place-of-use', 'place-of-output-use'],
      sections: ['preamble', '1.l', '2', '5.c', 'Ex. A 1'],
      takesAway: ['2'],
      sparesThirdPartyProduct: false,
      note: {
        de: '5.c erfasst auch Ausgaben, die außerhalb des Gebiets genutzt oder gezeigt werden: ein entfernter Rechner heilt es nicht. Fertige Produkte anderer sind nur von Abschnitt 3 befreit, nicht vom Gebiet.',
        en: '5.c reaches output used or displayed outside the territory as well: a remote machine does not cure it. Finished products of others are spared section 3 alone, not the territory.',
      },
    },
  ],
  powers: [
    { kind: 'aup-may-change', sections: ['Ex. A intro'] },
    { kind: 'request-separate-licence', sections: ['4'] },
    { kind: 'terminate-on-breach', sections: ['8.b'] },
  ],
  termination: {
    found: true,
    sections: ['8.b'],
    says: {
      de: 'Der Lizenzgeber kann bei einem Verstoß kündigen. Danach sind die Werke unverzüglich zu löschen und nicht mehr zu nutzen.',
      en: 'The licensor may terminate on breach. The works must then be deleted promptly and no longer used.',
    },
  },
  litigation: {
    found: true,
    sections: ['6.c'],
    says: {
      de: 'Wer den Lizenzgeber oder einen anderen verklagt, weil die Werke oder ihre Ausgaben eigene Rechte verletzten, verliert mit der Klage alle Lizenzen.',
      en: 'Whoever sues the licensor or anybody else because the materials or their output infringe rights of their own loses all licences with the suit.',
    },
  },
  indemnity: {
    found: true,
    sections: ['6.c'],
    says: {
      de: 'Wer die Werke nutzt oder weitergibt, stellt den Lizenzgeber von Ansprüchen Dritter frei, auch wegen der Nutzung durch diese Dritten.',
      en: 'Whoever uses or distributes the works holds the licensor harmless from third-party claims, those about the use by these third parties included.',
    },
  },
  disclaimer: {
    found: true,
    sections: ['7.b', '7.c'],
    says: {
      de: 'Keine Gewährleistung; Haftung ausgeschlossen, soweit das Recht es zulässt.',
      en: 'No warranty; liability excluded as far as the law permits.',
    },
  },
  governingLaw: {
    law: 'Hong Kong SAR',
    forum: 'Hong Kong courts',
    isCisgExcluded: true,
    sections: ['9.a', '9.b'],
  },
  audit: { found: false },
  feedback: { found: false },
  descent: {
    sections: ['3', '5.b'],
    fineTune: {
      de: 'Bearbeitung (1.g): Lizenzgebiet und Nutzungsregeln gehen mit.',
      en: 'A derivative (1.g): territory and use policy travel with it.',
    },
    quantisation: {
      de: 'Bearbeitung wie jede andere Änderung am Modell.',
      en: 'A derivative like any other modification of the model.',
    },
    merge: {
      de: 'Bearbeitung (1.g): Lizenzgebiet und Nutzungsregeln gelten für das ganze Werk.',
      en: 'A derivative (1.g): territory and use policy hold for the whole work.',
    },
    distillation: {
      de: 'Für andere Modelle untersagt (5.b); was dem Modell ähnlich werden soll, ist eine Bearbeitung (1.g).',
      en: 'Barred for other models (5.b); what is meant to become similar to the model is a derivative (1.g).',
    },
    relicensing: {
      de: 'Andere Bedingungen sind erlaubt, soweit Abschnitt 3 und 5 und das Lizenzgebiet gewahrt bleiben.',
      en: 'Other terms are permitted as far as sections 3 and 5 and the territory are kept.',
    },
  },
  notes: [
    {
      de: 'Der Schwellenwert ist hundertmal höher als im sonst fast gleichen Text für 3D 2.0.',
      en: 'The threshold is a hundred times higher than in the otherwise nearly equal text for 3D 2.0.',
    },
    {
      de: 'Anhang A 15 verlangt außerdem, Sozialethik und Moral anderer Länder zu achten; das ist zu unbestimmt für eine Regel.',
      en: 'Exhibit A 15 also asks to respect social ethics and moral standards of other countries, which is too vague for a rule.',
    },
    {
      de: 'Die Europäische Union ist genannt, der EWR nicht; die Schweiz, Norwegen, Island und Liechtenstein gehören nicht zu ihr.',
      en: 'The European Union is named, the EEA is not; Switzerland, Norway, Iceland and Liechtenstein are no part of it.',
    },
  ],
}
