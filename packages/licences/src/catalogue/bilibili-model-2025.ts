import type { Text } from '@stellwerk/contract/language'

import type { LicenceTerms } from '../terms.ts'

/** Why an office may let a deployment that 4.2 names pass for a time. */
const ownRisk: Text = {
  de: 'Nach 4.2 ist der Einsatz zu verhindern. Derselbe Abschnitt spricht aber vom Betreiber, der dennoch darauf besteht: er muss alle gesetzlichen Pflichten selbst erfüllen und trägt das Risiko allein. Ob darin eine Erlaubnis liegt, ist Auslegung.',
  en: '4.2 says that the deployment has to be prevented. The same section speaks of a deployer who insists nevertheless: it has to meet all statutory duties by itself and bears the risk alone. Whether that amounts to a permission is a matter of reading.',
}

export const bilibiliModel2025: LicenceTerms = {
  id: 'LicenseRef-bilibili-model-2025',
  name: 'bilibili Model Use License Agreement',
  version: '2025-09-09',
  date: '2025-09-09',
  steward: 'bilibili',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-bilibili-model-2025',
  hubTags: [],
  appliesTo: ['IndexTTS2'],
  source: 'collection-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'LicenseRef-bilibili-model-2025',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/bilibili-model-ula-2025-09-09.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: 'cc7da9ea0f8a97ef15ab3bf0389e636ce79ffca1aef5489520796ac87d87a87b',
      wordSha256: 'f39f05a46b7cd6142ea6495dd3d0b4fd6a398e7fb0577a9b8443accd4152b5a7',
      proseSha256: '8894bcec6111bab9c67a886d48297a39bfa4bd69a3a3d7e61844405656c3cc32',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'conditional',
      sections: ['1.6', '2.1', '2.2'],
      note: {
        de: 'Jede Nutzungsart ist erlaubt, gewerbliche eingeschlossen; große Gruppen brauchen vorher eine eigene Lizenz (2.2).',
        en: 'Every kind of use is permitted, commercial use included; large groups need a licence of their own first (2.2).',
      },
    },
    internalUse: {
      value: 'conditional',
      sections: ['1.6', '2.1', '2.2'],
      note: {
        de: 'Die Schwellen gelten für jede Nutzung, auch die interne.',
        en: 'The thresholds reach every use, internal use included.',
      },
    },
    hostedService: {
      value: 'conditional',
      sections: ['1.6', '2.1', '2.2'],
      note: {
        de: 'Öffentliche Wiedergabe und jede sonstige Verwertung gehören zur Nutzung (1.6).',
        en: 'Communicating to the public and exploiting in any other way belong to Use (1.6).',
      },
    },
    redistributeWeights: { value: 'conditional', sections: ['1.6', '2.1', '3.4.a', '3.4.b'] },
    redistributeDerivatives: { value: 'conditional', sections: ['1.6', '2.1', '3.4.a', '3.4.b', '4.1.a'] },
    modify: { value: 'conditional', sections: ['1.6', '2.1'] },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['1.5', '3.4.c'],
      rule: 'purpose-limited',
      limits: ['non-commercial'],
      note: {
        de: 'Modell und Bearbeitungen, zu denen auch Werke aus Ausgaben gehören (1.5), dürfen kein anderes KI-Modell verbessern; ausgenommen sind nicht gewerbliche Modelle, das Modell selbst und Bearbeitungen von ihm.',
        en: 'The model and its derivatives, among them works based on outputs (1.5), may not improve another AI model; non-commercial models, the model itself and derivatives of it are exempt.',
      },
    },
    patentGrant: {
      value: 'silent',
      note: {
        de: 'Lizenziert werden die Rechte von bilibili am Modell (2.1); Patente sind nicht eigens genannt.',
        en: "bilibili's rights in the model are licensed (2.1); patents are not named.",
      },
    },
  },
  bans: [
    {
      tag: 'medical',
      strength: 'risk-linked',
      sections: ['4.2'],
      arguable: ownRisk,
      note: { de: 'Genannt ist die medizinische Diagnose.', en: 'Medical diagnosis is named.' },
    },
    { tag: 'military', strength: 'risk-linked', sections: ['4.2'], arguable: ownRisk },
    {
      tag: 'critical-infrastructure',
      strength: 'risk-linked',
      sections: ['4.2'],
      arguable: ownRisk,
      note: {
        de: 'Steuerung kritischer Infrastruktur; auch autonomes Fahren.',
        en: 'Control of critical infrastructure; autonomous driving as well.',
      },
    },
    {
      tag: 'biometrics',
      strength: 'risk-linked',
      sections: ['4.2'],
      arguable: ownRisk,
      note: {
        de: 'Genannt ist biometrische Überwachung in großem Umfang.',
        en: 'Large-scale biometric surveillance is named.',
      },
    },
    {
      tag: 'surveillance',
      strength: 'risk-linked',
      sections: ['4.2'],
      arguable: ownRisk,
      note: {
        de: 'Genannt ist biometrische Überwachung in großem Umfang.',
        en: 'Large-scale biometric surveillance is named.',
      },
    },
    {
      tag: 'automated-decision-individual',
      strength: 'automated',
      sections: ['4.2'],
      arguable: ownRisk,
      note: {
        de: 'Automatisierte Entscheidungen, etwa über Kredit oder Beschäftigung.',
        en: 'Automated decision-making, such as credit or employment evaluations.',
      },
    },
    { tag: 'employment-decision', strength: 'automated', sections: ['4.2'], arguable: ownRisk },
    {
      tag: 'essential-services',
      strength: 'automated',
      sections: ['4.2'],
      arguable: ownRisk,
      note: {
        de: 'Genannt ist die Kreditwürdigkeit; die Aufzählung ist nicht abschließend.',
        en: 'Credit evaluation is named; the list is not exhaustive.',
      },
    },
    {
      tag: 'illegal-generic',
      strength: 'absolute',
      sections: ['4.1.c', '4.1.d'],
      note: {
        de: 'Maßgeblich ist das Recht dort, wo Modell oder Ausgaben erzeugt oder genutzt werden.',
        en: 'The law of the place counts where model or outputs are generated or used.',
      },
    },
    {
      tag: 'disinformation',
      strength: 'intent',
      sections: ['4.1.c', '4.1.d'],
      note: {
        de: 'Falsche Informationen sind ein Beispiel für rechtswidrige Zwecke.',
        en: 'False information is an example of unlawful purposes.',
      },
    },
    { tag: 'discrimination-protected', strength: 'absolute', sections: ['4.1.c', '4.1.d'] },
    {
      tag: 'pii-harm',
      strength: 'absolute',
      sections: ['4.1.c', '4.1.d'],
      note: {
        de: 'Inhalte, die die Privatsphäre verletzen, sind ein Beispiel für rechtswidrige Zwecke.',
        en: 'Content that infringes privacy is an example of unlawful purposes.',
      },
    },
  ],
  duties: [
    {
      kind: 'comply-law',
      triggers: ['any-use'],
      sections: ['4.1.c', '4.1.d'],
      note: {
        de: 'Auch die Ausgaben müssen dem anwendbaren Recht entsprechen.',
        en: 'Outputs have to comply with applicable law as well.',
      },
    },
    {
      kind: 'keep-notices',
      triggers: ['any-use'],
      sections: ['3.4.b'],
      note: {
        de: 'Vermerke und eine Kopie der Vereinbarung bleiben bei jeder Kopie, die genutzt wird, auch der eigenen.',
        en: "Notices and a copy of the agreement stay with every copy that is used, one's own included.",
      },
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['3.4.b'],
    },
    {
      kind: 'flow-down-use-restrictions',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['3.4.a'],
      note: {
        de: 'Durch Vertrag mit jedem Empfänger; für dessen Verstöße steht der Weitergebende ein.',
        en: 'By contract with every recipient; whoever passes it on answers for their breaches.',
      },
    },
    {
      kind: 'attribution-notice',
      triggers: ['distribute-derivative'],
      sections: ['4.1.a'],
      fixedWords: [
        'Any modifications made to the original model in this Derivative Work are not endorsed, warranted, or guaranteed by the original right-holder of the original model, and the original right-holder disclaims all liability related to this Derivative Work.',
      ],
      note: {
        de: 'Auf der Seite der Weitergabe oder in den Begleitunterlagen.',
        en: 'On the page of distribution or in the documents that come with it.',
      },
    },
  ],
  thresholds: [
    {
      metric: 'monthly-active-users',
      above: 100_000_000,
      unit: 'users',
      measured: {
        rule: 'continuous',
        window: {
          de: 'Kalendermonat unmittelbar vor der Nutzung',
          en: 'calendar month immediately before the use',
        },
      },
      of: 'group',
      scope: {
        de: 'Produkte und Dienste des Nutzers oder eines verbundenen Unternehmens',
        en: 'products and services of the user or of an affiliate',
      },
      effect: 'no-rights-until-granted',
      sections: ['2.2(i)'],
      note: {
        de: 'Ob je Unternehmen oder zusammen gezählt wird, sagt der Text nicht; der Katalog zählt vorsichtshalber zusammen.',
        en: 'The text does not say whether companies are counted each or together; the catalogue counts them together, to be careful.',
      },
    },
    {
      metric: 'annual-revenue',
      above: 1_000_000_000,
      unit: 'CNY',
      measured: {
        rule: 'continuous',
        window: {
          de: 'Kalenderjahr unmittelbar vor der Nutzung',
          en: 'calendar year immediately before the use',
        },
      },
      of: 'group',
      scope: {
        de: 'Umsatz des Nutzers oder eines verbundenen Unternehmens',
        en: 'revenue of the user or of an affiliate',
      },
      effect: 'no-rights-until-granted',
      sections: ['2.2(ii)'],
      note: {
        de: 'Ob je Unternehmen oder zusammen gezählt wird, sagt der Text nicht; der Katalog zählt vorsichtshalber zusammen.',
        en: 'The text does not say whether companies are counted each or together; the catalogue counts them together, to be careful.',
      },
    },
  ],
  territory: [],
  powers: [
    { kind: 'request-separate-licence', sections: ['2.2'] },
    {
      kind: 'revocable',
      sections: ['5.1'],
      note: { de: 'Bei einem Verstoß.', en: 'On a breach.' },
    },
    {
      kind: 'licence-may-change',
      sections: ['8'],
      note: {
        de: 'Neue Fassungen gelten nur für spätere Nutzungen und wirken nicht zurück.',
        en: 'New versions apply to later uses only and do not reach back.',
      },
    },
  ],
  termination: {
    found: true,
    sections: ['5.1'],
    says: {
      de: 'Widerruf bei einem Verstoß. Danach endet jede Nutzung, und alle Kopien des Modells und der Bearbeitungen sind zu löschen; 3 und 6 gelten fort.',
      en: 'Revocation on a breach. All use then ends and all copies of the model and of derivatives have to be deleted; 3 and 6 survive.',
    },
  },
  litigation: {
    found: true,
    sections: ['5.3'],
    says: {
      de: 'Wer bilibili verklagt, weil Modell oder Ausgaben eigene Rechte verletzten, verliert mit der Klage alle Lizenzen; das gilt auch für Klagen verbundener Unternehmen.',
      en: 'Whoever sues bilibili because model or outputs infringe its own rights loses all licences on filing; suits of affiliates count too.',
    },
  },
  indemnity: {
    found: true,
    sections: ['4.3'],
    says: {
      de: 'Der Nutzer ersetzt bilibili alle Verluste aus Ansprüchen Dritter, Strafen und Kosten, die sein Verhalten verursacht.',
      en: 'The user indemnifies bilibili for all losses from claims of third parties, penalties and costs that its actions cause.',
    },
  },
  disclaimer: {
    found: true,
    sections: ['3.1', '3.2', '3.3'],
    says: {
      de: 'Keine Gewährleistung für Modell und Ausgaben, keine Haftung; alle Folgen der Nutzung trägt der Nutzer allein.',
      en: 'No warranty for model and outputs, no liability; the user alone bears all consequences of its use.',
    },
  },
  governingLaw: { law: "People's Republic of China", forum: 'Shanghai Arbitration Commission', sections: ['6'] },
  audit: { found: false },
  feedback: { found: false },
  descent: {
    sections: ['1.5', '3.4.a', '3.4.c', '4.1.a'],
    fineTune: { de: 'Derivative Work (1.5(iii)).', en: 'A Derivative Work (1.5(iii)).' },
    quantisation: { de: 'Derivative Work (1.5(iii)).', en: 'A Derivative Work (1.5(iii)).' },
    merge: { de: 'Derivative Work (1.5(iii)).', en: 'A Derivative Work (1.5(iii)).' },
    distillation: {
      de: 'Derivative Work, soweit es auf Ausgaben beruht (1.5). Andere KI-Modelle zu verbessern ist untersagt, nicht gewerbliche ausgenommen (3.4.c).',
      en: 'A Derivative Work as far as it is based on outputs (1.5). Improving other AI models is barred, non-commercial ones exempt (3.4.c).',
    },
    relicensing: {
      de: 'Empfänger sind vertraglich an diese Vereinbarung zu binden (3.4.a).',
      en: 'Recipients have to be bound to this agreement by contract (3.4.a).',
    },
  },
  notes: [
    {
      de: 'Es gilt die chinesische Fassung, wo sie abweicht (9); gelesen wurde die englische.',
      en: 'The Chinese version prevails where they differ (9); the English one was read.',
    },
    {
      de: 'Auch Werke, die auf Ausgaben beruhen, sind Derivative Works (1.5): die Pflichten gehen mit ihnen mit.',
      en: 'Works based on outputs are Derivative Works too (1.5): the duties go with them.',
    },
    {
      de: 'Wer Daten oder Gewichte Dritter einbringt, muss deren Erlaubnis selbst einholen (4.1.b).',
      en: 'Whoever brings in data or weights of third parties has to obtain their permission (4.1.b).',
    },
  ],
}
