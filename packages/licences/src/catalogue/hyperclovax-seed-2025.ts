import type { LicenceTerms } from '../terms.ts'

export const hyperclovaxSeed2025: LicenceTerms = {
  id: 'LicenseRef-hyperclovax-seed-2025',
  name: 'HyperCLOVA X SEED Model License',
  version: '2025-04-24',
  date: '2025-04-24',
  steward: 'NAVER Corp.',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-hyperclovax-seed-2025',
  hubTags: ['other:hyperclovax-seed'],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-hyperclovax-seed-2025',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/hyperclova-x-seed-2025.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '564a2e88a416a6c2fcf80041ac90f75d945171e8fddfd2508c03ba17d68bc3a0',
      wordSha256: '2e19c4aa5bc372dc3d23a1f36490e0caaf955c80d7e27fd7aac977c85700c289',
      proseSha256: 'e540db501ab1980708a1e1cb18304799d3289eb1a75d1e6c2522a911565f5b4b',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: { value: 'conditional', sections: ['2.2', '4'] },
    internalUse: { value: 'yes', sections: ['2.2'] },
    hostedService: { value: 'conditional', sections: ['3.1'] },
    redistributeWeights: { value: 'conditional', sections: ['3.1'] },
    redistributeDerivatives: { value: 'conditional', sections: ['3.1'] },
    modify: { value: 'yes', sections: ['2.2'] },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['1.2', '3.1'],
      rule: 'student-is-derivative',
      note: {
        de: 'Soll das trainierte Modell Ähnliches leisten, ist es eine Bearbeitung (1.2). Wird es verbreitet oder bereitgestellt, beginnt sein Name mit „HyperCLOVA X“, ob ähnlich oder nicht (3.1).',
        en: 'If the trained model is meant to perform similarly, it is a derivative (1.2). If it is distributed or made available, its name begins with “HyperCLOVA X”, similar or not (3.1).',
      },
    },
    patentGrant: {
      value: 'silent',
      note: {
        de: 'Eingeräumt wird eine Lizenz an den Schutzrechten des Lizenzgebers im Modell; Patente sind nicht genannt.',
        en: "The grant covers the licensor's intellectual property embodied in the model; patents are not named.",
      },
    },
  },
  bans: [
    {
      tag: 'surveillance',
      strength: 'intent',
      sections: ['2.3(a)'],
      note: {
        de: 'Nur rechtswidrige Überwachung.',
        en: 'Illegal surveillance only.',
      },
    },
    {
      tag: 'biometrics',
      strength: 'without-consent',
      sections: ['2.3(b)'],
      note: {
        de: 'Nur rechtswidrig und ohne Einwilligung, wo das Recht sie verlangt.',
        en: 'Only when illegal and without consent, where the law asks for it.',
      },
    },
    { tag: 'defamation-harassment', strength: 'intent', sections: ['2.3(c)'] },
    {
      tag: 'disinformation',
      strength: 'intent',
      sections: ['2.3(c)'],
      note: {
        de: 'Absichtliche Irreführung oder Täuschung anderer.',
        en: 'Intentionally misleading or deceiving others.',
      },
    },
    { tag: 'illegal-generic', strength: 'absolute', sections: ['2.3'] },
    {
      tag: 'competitor-user',
      strength: 'absolute',
      sections: ['4(ii)'],
      note: {
        de: 'Bis der Lizenzgeber eine eigene Lizenz erteilt.',
        en: 'Until the licensor grants a separate licence.',
      },
    },
  ],
  duties: [
    {
      kind: 'flow-down-use-restrictions',
      triggers: ['distribute-weights', 'distribute-derivative', 'make-available-product'],
      sections: ['3.1(i)'],
      note: {
        de: 'Die Nutzungsregeln aus 2.3 als durchsetzbare Bestimmung in jeder Vereinbarung, und als Hinweis an alle, an die verbreitet wird.',
        en: 'The use policy of 2.3 as an enforceable provision in every agreement, and as a notice to everybody it is distributed to.',
      },
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'make-available-product'],
      sections: ['3.1(ii)'],
    },
    { kind: 'mark-modified-files', triggers: ['distribute-derivative'], sections: ['3.1(iii)'] },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['3.1(iv)'],
      fixedWords: [
        'HyperCLOVA X SEED Model is licensed under the HyperCLOVA X SEED Model License Agreement, Copyright © NAVER Corp. All Rights Reserved.',
      ],
    },
    {
      kind: 'badge',
      triggers: ['distribute-weights', 'distribute-derivative', 'make-available-product'],
      sections: ['3.1(v)'],
      fixedWords: ['Powered by HyperCLOVA X'],
      note: {
        de: 'Deutlich sichtbar auf einer zugehörigen Seite, Oberfläche oder in der Dokumentation.',
        en: 'Prominently on a related page, interface or in the documentation.',
      },
    },
    {
      kind: 'name-prefix',
      triggers: ['distribute-model-trained-on-outputs', 'distribute-model-built-from-materials'],
      sections: ['3.1'],
      fixedWords: ['HyperCLOVA X'],
      note: {
        de: 'Für jedes Modell, das mit dem Modell oder seinen Ausgaben geschaffen oder verbessert und dann verbreitet oder bereitgestellt wird.',
        en: 'For every model that is created or improved with the model or its outputs and then distributed or made available.',
      },
    },
  ],
  thresholds: [
    {
      metric: 'monthly-active-users',
      above: 10_000_000,
      unit: 'users',
      measured: {
        rule: 'once-at-release',
        referenceOn: '2025-04-24',
        window: {
          de: 'Kalendermonat vor dem Stichtag',
          en: 'calendar month before the reference date',
        },
      },
      of: 'group',
      scope: {
        de: 'Produkte und Dienste der Lizenznehmerin oder verbundener Unternehmen',
        en: 'products and services of the licensee or affiliates',
      },
      effect: 'no-rights-until-granted',
      sections: ['4(i)'],
    },
    {
      metric: 'competing-product',
      above: 0,
      unit: 'flag',
      measured: {
        rule: 'continuous',
        window: {
          de: 'jetzt',
          en: 'now',
        },
      },
      of: 'group',
      scope: {
        de: 'die Lizenznehmerin oder ein verbundenes Unternehmen bietet etwas an, das einem Produkt von NAVER im Wesentlichen gleicht oder mit ihm im Wettbewerb steht',
        en: 'licensee or affiliate offers something substantially similar to a product of NAVER or competing with it',
      },
      effect: 'no-rights-until-granted',
      sections: ['4(ii)'],
    },
  ],
  territory: [],
  powers: [
    {
      kind: 'licence-may-change',
      sections: ['2.1', '12'],
      note: {
        de: 'Wegen rechtlicher Anforderungen (2.1) und auch sonst jederzeit durch Veröffentlichen (12).',
        en: 'For legal requirements (2.1), and otherwise at any time by posting (12).',
      },
    },
    { kind: 'revocable', sections: ['2.2'] },
    { kind: 'request-separate-licence', sections: ['4'] },
    { kind: 'terminate-on-breach', sections: ['10'] },
  ],
  termination: {
    found: true,
    sections: ['10'],
    says: {
      de: 'Der Lizenzgeber kann bei einem Verstoß kündigen. Danach sind Modell und Bearbeitungen zu löschen und nicht mehr zu nutzen.',
      en: 'The licensor may terminate on breach. Model and derivatives must then be deleted and no longer used.',
    },
  },
  litigation: {
    found: true,
    sections: ['2.1'],
    says: {
      de: 'Wer jemanden verklagt, weil das Modell oder eine Bearbeitung Urheber- oder Patentrechte verletze, verliert mit der Klage die Lizenz für dieses Modell.',
      en: 'Whoever sues anybody because the model or a derivative infringes copyright or patents loses the licence for that model with the suit.',
    },
  },
  indemnity: {
    found: true,
    sections: ['8'],
    says: {
      de: 'Freistellung des Lizenzgebers von Ansprüchen Dritter aus Nutzung oder Verbreitung von Modell, Bearbeitung oder Ausgaben.',
      en: 'The licensor is held harmless from third-party claims about use or distribution of model, derivative or outputs.',
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
    law: 'Republic of Korea',
    forum: 'KCAB arbitration, Seoul',
    sections: ['11.1', '11.2'],
  },
  audit: { found: false },
  feedback: { found: false },
  descent: {
    sections: ['1.2', '3.1', '3.2'],
    fineTune: {
      de: 'Bearbeitung (1.2): beim Verbreiten oder Bereitstellen mit Nutzungsregeln, Hinweis und Namensteil (3.1).',
      en: 'A derivative (1.2): when distributed or made available with use policy, badge and name prefix (3.1).',
    },
    quantisation: {
      de: 'Bearbeitung wie jede andere Änderung am Modell.',
      en: 'A derivative like any other modification of the model.',
    },
    merge: {
      de: 'Bearbeitung (1.2): alle Bedingungen gelten für das ganze Werk.',
      en: 'A derivative (1.2): all terms hold for the whole work.',
    },
    distillation: {
      de: 'Bearbeitung, wenn das andere Modell Ähnliches leisten soll (1.2); der Namensteil gilt in jedem Fall (3.1).',
      en: 'A derivative if the other model is meant to perform similarly (1.2); the name prefix holds in any case (3.1).',
    },
    relicensing: {
      de: 'Andere Bedingungen für Bearbeitungen sind erlaubt, dürfen dieser Lizenz aber nicht widersprechen (3.2).',
      en: 'Other terms for derivatives are permitted but must not conflict with this licence (3.2).',
    },
  },
  notes: [
    {
      de: 'Branchenübliche Sorgfalt, Schutz vor Verzerrung und Unterrichtung der Nutzenden sind erbeten, nicht verlangt (2.3).',
      en: 'Care by the standards of the trade, measures against bias and information of users are encouraged, not demanded (2.3).',
    },
  ],
}
