import type { LicenceTerms } from '../terms.ts'

export const bigscienceOpenrailM: LicenceTerms = {
  id: 'LicenseRef-bigscience-openrail-m',
  name: 'BigScience OpenRAIL-M',
  version: '2022-08',
  date: '2022-08-18',
  steward: 'BigScience',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-bigscience-openrail-m',
  hubTags: ['bigscience-openrail-m'],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-bigscience-openrail-m',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/bigscience-open-rail-m.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '25727988a65339aba385d3f44391a898bf9df214fa85986edb97aff4eaa5d361',
      wordSha256: '49c935f6dcd1ba80861eb559354f987f493b5cdd5a8f21d4be8f24808cc49809',
      proseSha256: '71704367fd15b50a11d264da391943381c1d67fed488fe60c002120117b080b8',
      isHashUsable: true,
    },
    // The same words with the page numbers of a printed copy between them.
    {
      id: 'BigScience-BLOOM-OpenRAIL-M-modelgo',
      role: 'licence',
      found: {
        repository: 'Xtra-Computing/ModelGo',
        path: 'license_raw/BigScience-BLOOM-OpenRAIL-M.txt',
        commit: 'efe34fe995ebfc989f01a6026f14ef15ba663336',
      },
      source: 'collection-file',
      sha256: '43c5989254b6d40e3bf93fd8083041638f4b9ab0266f84091141346751a7a926',
      wordSha256: '06f6a8e814a7db90bae207ce70f78f1e85c5d742cc1eaa8175a067b58b59b45f',
      proseSha256: '71704367fd15b50a11d264da391943381c1d67fed488fe60c002120117b080b8',
      isHashUsable: true,
    },
  ],
  policyBoundBy: ['5'],
  rights: {
    commercialUse: {
      value: 'yes',
      sections: ['2', '5'],
      note: { de: 'Jeder Zweck außer denen in Anhang A.', en: 'Any purpose except those of Attachment A.' },
    },
    internalUse: { value: 'yes', sections: ['2', '5'] },
    hostedService: {
      value: 'conditional',
      sections: ['1 (Distribution)', '4'],
      note: {
        de: 'Das Bereitstellen für den Fernzugriff Dritter gilt als Verbreiten und ist ausdrücklich erlaubt, wenn die Nutzungsbeschränkungen weitergegeben werden. Ein Dienst nur für eigene Beschäftigte fällt nicht darunter.',
        en: 'Hosting for remote access by third parties counts as distribution and is expressly permitted if the use restrictions are passed on. A service for own staff alone is none.',
      },
    },
    redistributeWeights: { value: 'conditional', sections: ['4'] },
    redistributeDerivatives: { value: 'conditional', sections: ['4'] },
    modify: { value: 'yes', sections: ['2'] },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['1 (Derivatives)'],
      rule: 'student-is-derivative',
      note: {
        de: 'Ein Modell, das mit Ausgaben trainiert wird, um Ähnliches zu leisten, ist eine Bearbeitung und bleibt unter den Nutzungsbeschränkungen.',
        en: 'A model trained on outputs in order to perform similarly is a derivative and stays under the use restrictions.',
      },
    },
    patentGrant: { value: 'yes', sections: ['3'] },
  },
  bans: [
    { tag: 'illegal-generic', strength: 'absolute', sections: ['Att. A (a)'] },
    { tag: 'minors', strength: 'absolute', sections: ['Att. A (b)'] },
    {
      tag: 'disinformation',
      strength: 'intent',
      sections: ['Att. A (c)'],
      note: {
        de: 'Nur nachweislich Falsches, und nur um anderen zu schaden.',
        en: 'Only what is verifiably false, and only in order to harm others.',
      },
    },
    {
      tag: 'pii-harm',
      strength: 'absolute',
      sections: ['Att. A (d)'],
      note: {
        de: 'Es genügt, dass die Daten jemandem schaden können; eine Absicht verlangt der Text nicht.',
        en: 'It is enough that the data can harm somebody; the text asks for no purpose.',
      },
    },
    {
      tag: 'undisclosed-ai',
      strength: 'without-disclosure',
      sections: ['Att. A (e)'],
      note: {
        de: 'In jedem Zusammenhang; Bilder, Code, Beiträge und Artikel sind als Beispiele genannt.',
        en: 'In any context; images, code, posts and articles are given as examples.',
      },
    },
    { tag: 'defamation-harassment', strength: 'absolute', sections: ['Att. A (f)'] },
    {
      tag: 'impersonation',
      strength: 'without-consent',
      sections: ['Att. A (g)'],
      note: {
        de: 'Deepfakes sind als Beispiel genannt; mit Einwilligung ist es erlaubt.',
        en: 'Deepfakes are given as the example; with consent it is permitted.',
      },
    },
    {
      tag: 'automated-decision-individual',
      strength: 'fully-automated',
      sections: ['Att. A (h)'],
      note: {
        de: 'Nachteil für Rechte Einzelner oder bindende Verpflichtungen; eine Kennzeichnung ändert daran nichts.',
        en: 'Adverse effect on rights of individuals, or binding obligations; disclosure changes nothing.',
      },
    },
    {
      tag: 'social-scoring',
      strength: 'absolute',
      sections: ['Att. A (i)'],
      note: { de: 'Absicht oder Wirkung genügt.', en: 'Intention or effect is enough.' },
    },
    {
      tag: 'vulnerability-exploitation',
      strength: 'absolute',
      sections: ['Att. A (j)'],
      note: {
        de: 'Gemeint ist das Ausnutzen von Alter, sozialer, körperlicher oder geistiger Lage, um Verhalten zum Schaden zu verzerren.',
        en: 'What is meant is exploiting age, social, physical or mental condition in order to distort behaviour to harm.',
      },
    },
    {
      tag: 'discrimination-protected',
      strength: 'absolute',
      sections: ['Att. A (k)'],
      note: { de: 'Absicht oder Wirkung genügt.', en: 'Intention or effect is enough.' },
    },
    {
      tag: 'medical',
      strength: 'absolute',
      sections: ['Att. A (l)'],
      note: {
        de: 'Medizinischer Rat und Befunddeutung schlechthin, nicht nur als Ersatz für ärztlichen Rat.',
        en: 'Medical advice and interpretation of results as such, not only as a substitute for professional advice.',
      },
    },
    {
      tag: 'law-enforcement-justice',
      strength: 'absolute',
      sections: ['Att. A (m)'],
      note: {
        de: 'Nicht nur vollautomatische Entscheidungen: schon Informationen, die solchen Verfahren dienen sollen.',
        en: 'Not only fully automated decisions: information meant to serve such proceedings is enough.',
      },
    },
    {
      tag: 'migration-asylum',
      strength: 'absolute',
      sections: ['Att. A (m)'],
      note: {
        de: 'Nicht nur vollautomatische Entscheidungen: schon Informationen, die solchen Verfahren dienen sollen.',
        en: 'Not only fully automated decisions: information meant to serve such proceedings is enough.',
      },
    },
  ],
  duties: [
    {
      kind: 'flow-down-use-restrictions',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['4.a'],
      note: {
        de: 'Als durchsetzbare Bestimmung in jeder Vereinbarung über Nutzung oder Weitergabe, und als Hinweis an alle, an die verbreitet wird.',
        en: 'As an enforceable provision in every agreement on use or distribution, and as a notice to everybody it is distributed to.',
      },
    },
    {
      kind: 'require-users-to-comply',
      triggers: ['any-use-by-users'],
      sections: ['5'],
      note: {
        de: 'Alle eigenen Nutzerinnen und Nutzer sind auf die Beschränkungen zu verpflichten, Beschäftigte eingeschlossen.',
        en: 'All own users have to be bound to the restrictions, staff included.',
      },
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['4.b'],
    },
    { kind: 'mark-modified-files', triggers: ['distribute-derivative'], sections: ['4.c'] },
    { kind: 'keep-notices', triggers: ['distribute-weights', 'distribute-derivative'], sections: ['4.d'] },
    {
      kind: 'disclose-ai-output',
      triggers: ['any-use-by-users'],
      sections: ['Att. A (e)'],
      note: { de: 'In jedem Zusammenhang, also auch im Haus.', en: 'In any context, so in-house as well.' },
    },
    {
      kind: 'use-latest-version',
      triggers: ['any-use'],
      sections: ['7'],
      note: { de: 'Angemessenes Bemühen genügt.', en: 'Reasonable efforts are enough.' },
    },
  ],
  thresholds: [],
  territory: [],
  powers: [
    {
      kind: 'restrict-remotely',
      sections: ['7'],
      note: { de: 'Gegen Nutzungen, die gegen die Lizenz verstoßen.', en: 'Against uses that breach the licence.' },
    },
    { kind: 'update-or-modify-output-remotely', sections: ['7'] },
    { kind: 'model-may-update', sections: ['7'] },
  ],
  termination: { found: false },
  litigation: {
    found: true,
    sections: ['3'],
    says: {
      de: 'Wer jemanden wegen Patentverletzung durch das Modell oder das beigefügte Material verklagt, verliert mit der Klage die Patentlizenzen; die übrigen Rechte bleiben.',
      en: 'Whoever sues anybody for patent infringement by the model or the complementary material loses the patent licences with the suit; the other rights stay.',
    },
  },
  indemnity: {
    found: true,
    sections: ['11'],
    says: {
      de: 'Nur wer bei der Weitergabe selbst Gewährleistung, Unterstützung oder Haftung anbietet, stellt die Lizenzgeber davon frei.',
      en: 'Only whoever offers warranty, support or liability of their own on redistribution holds the licensors harmless for it.',
    },
  },
  disclaimer: {
    found: true,
    sections: ['9', '10'],
    says: {
      de: 'Keine Gewährleistung; Haftung ausgeschlossen, soweit nicht zwingendes Recht entgegensteht, wofür Vorsatz und grobe Fahrlässigkeit als Beispiel stehen.',
      en: 'No warranty; liability excluded except where mandatory law requires it, with intent and gross negligence as the example.',
    },
  },
  audit: { found: false },
  feedback: { found: false },
  descent: {
    sections: ['4', '1 (Derivatives)'],
    fineTune: {
      de: 'Bearbeitung: die Nutzungsbeschränkungen gehen mit.',
      en: 'A derivative: the use restrictions travel with it.',
    },
    quantisation: {
      de: 'Bearbeitung wie jede andere Änderung am Modell.',
      en: 'A derivative like any other modification of the model.',
    },
    merge: {
      de: 'Bearbeitung: die Beschränkungen gelten für das ganze Werk.',
      en: 'A derivative: the restrictions hold for the whole work.',
    },
    distillation: {
      de: 'Bearbeitung, wenn das andere Modell Ähnliches leisten soll; synthetische Daten sind ausdrücklich eingeschlossen.',
      en: 'A derivative if the other model is meant to perform similarly; synthetic data is expressly included.',
    },
    relicensing: {
      de: 'Andere Bedingungen sind erlaubt, aber nie ohne die Nutzungsbeschränkungen.',
      en: 'Other terms are permitted, but never without the use restrictions.',
    },
  },
  notes: [
    {
      de: 'Der Text nennt weder anwendbares Recht noch Gerichtsstand und sieht keine Kündigung vor.',
      en: 'The text names neither governing law nor venue and provides for no termination.',
    },
    {
      de: 'Eine zweite Abschrift dieses Textes mit Seitenzahlen ist im Umlauf; ihre Wörter ohne Listenzeichen sind dieselben.',
      en: 'A second copy of this text with page numbers is in circulation; its words without list marks are the same.',
    },
  ],
}
