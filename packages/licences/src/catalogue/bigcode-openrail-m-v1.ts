import type { LicenceTerms } from '../terms.ts'

export const bigcodeOpenrailMV1: LicenceTerms = {
  id: 'LicenseRef-bigcode-openrail-m-v1',
  name: 'BigCode OpenRAIL-M',
  version: '1',
  date: '2023-05',
  steward: 'BigCode',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-bigcode-openrail-m-v1',
  hubTags: ['bigcode-openrail-m'],
  appliesTo: ['StarCoder', 'StarCoder2'],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-bigcode-openrail-m-v1',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/bigcode-open-rail-m-v1.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: 'c4bddcdba7e01b0af2d9f1a8206a626ec6cc64d620782e040fa266f406785d66',
      wordSha256: '58c2a6de0b5079e3cde1700ad12d89aa4868bfbc02a742240088c65e555921a4',
      proseSha256: 'f37720d68092d6eefdd918b368a2c4f89f09d538e761139e564f038e23ca853c',
      isHashUsable: true,
    },
  ],
  policyBoundBy: ['4'],
  rights: {
    commercialUse: {
      value: 'yes',
      sections: ['2', '4'],
      note: {
        de: 'Jeder Zweck außer denen in Anhang A; ihre Beachtung ist Bedingung aller Rechte.',
        en: 'Any purpose except those of Attachment A; observing it is a condition of all rights.',
      },
    },
    internalUse: { value: 'yes', sections: ['2'] },
    hostedService: {
      value: 'conditional',
      sections: ['1.k', '5'],
      note: {
        de: 'Ein Dienst für Dritte gilt als Teilen. Ein Dienst nur für eigene Beschäftigte fällt nicht darunter.',
        en: 'A service for third parties counts as sharing. A service for own staff alone does not.',
      },
    },
    redistributeWeights: { value: 'conditional', sections: ['5'] },
    redistributeDerivatives: { value: 'conditional', sections: ['5.1'] },
    modify: { value: 'yes', sections: ['2'] },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['1.i'],
      rule: 'student-is-derivative',
      note: {
        de: 'Ein Modell, auf das Muster aus Ausgaben übertragen werden, ist eine Bearbeitung, auch wenn es nichts Ähnliches leisten soll.',
        en: 'A model to which patterns of outputs are transferred is a modification, even if it is not meant to perform similarly.',
      },
    },
    patentGrant: { value: 'yes', sections: ['3'] },
  },
  bans: [
    { tag: 'illegal-generic', strength: 'absolute', sections: ['Att. A (a)'] },
    { tag: 'minors', strength: 'absolute', sections: ['Att. A (b)'] },
    { tag: 'malware-cyber', strength: 'absolute', sections: ['Att. A (c)'] },
    {
      tag: 'disinformation',
      strength: 'intent',
      sections: ['Att. A (d)'],
      note: {
        de: 'Nur nachweislich Falsches, und nur um anderen zu schaden.',
        en: 'Only what is verifiably false, and only in order to harm others.',
      },
    },
    {
      tag: 'pii-harm',
      strength: 'intent',
      sections: ['Att. A (e)'],
      note: {
        de: 'Anders als in den BigScience-Texten nur mit dem Ziel, anderen zu schaden.',
        en: 'Unlike the BigScience texts, only with the aim of harming others.',
      },
    },
    {
      tag: 'undisclosed-ai',
      strength: 'without-disclosure',
      sections: ['Att. A (f)'],
      note: {
        de: 'Für alles, was in einen öffentlichen Zusammenhang gestellt wird; Code ist ausdrücklich genannt.',
        en: 'For whatever is placed in a public context; code is expressly named.',
      },
    },
    { tag: 'defamation-harassment', strength: 'intent', sections: ['Att. A (g)'] },
    {
      tag: 'impersonation',
      strength: 'intent',
      sections: ['Att. A (h)'],
      note: {
        de: 'Nur zur Täuschung.',
        en: 'Only for deception.',
      },
    },
    {
      tag: 'automated-decision-individual',
      strength: 'fully-automated',
      sections: ['Att. A (i)'],
      arguable: {
        de: 'Der Text nimmt aus, was ausdrücklich als maschinell entstandene Verpflichtung gekennzeichnet ist. Ob das auch Entscheidungen zum Nachteil von Rechten deckt, ist offen.',
        en: 'The text excepts what is expressly disclosed as an obligation made by a machine. Whether that covers decisions to the detriment of rights as well is open.',
      },
      note: {
        de: 'Nachteil für Rechte Einzelner oder bindende Verpflichtungen.',
        en: 'Adverse effect on rights of individuals, or binding obligations.',
      },
    },
    {
      tag: 'social-scoring',
      strength: 'intent',
      sections: ['Att. A (j)'],
      note: {
        de: 'Anders als in den BigScience-Texten genügt die Wirkung nicht; benachteiligt werden muss mit Absicht.',
        en: 'Unlike the BigScience texts, the effect is not enough; the detriment has to be intended.',
      },
    },
    { tag: 'vulnerability-exploitation', strength: 'intent', sections: ['Att. A (k)'] },
    {
      tag: 'discrimination-protected',
      strength: 'intent',
      sections: ['Att. A (l)'],
      note: {
        de: 'Nur bei Absicht; die Wirkung allein genügt nicht.',
        en: 'Only when intended; the effect alone is not enough.',
      },
    },
    {
      tag: 'medical',
      strength: 'substitute-only',
      sections: ['Att. A (m)'],
      note: {
        de: 'Rat und Befunddeutung nur, soweit sie ärztlichen Rat, Diagnose oder Behandlung ersetzen sollen.',
        en: 'Advice and interpretation of results only as far as they are meant to replace professional advice, diagnosis or treatment.',
      },
    },
    {
      tag: 'law-enforcement-justice',
      strength: 'fully-automated',
      sections: ['Att. A (n)'],
      note: {
        de: 'Nur vollautomatische Entscheidungen.',
        en: 'Only fully automated decisions.',
      },
    },
    {
      tag: 'migration-asylum',
      strength: 'fully-automated',
      sections: ['Att. A (n)'],
      note: {
        de: 'Nur vollautomatische Entscheidungen.',
        en: 'Only fully automated decisions.',
      },
    },
  ],
  duties: [
    {
      kind: 'flow-down-use-restrictions',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['5.1'],
      note: {
        de: 'Die Beschränkungen selbst oder gleichwertige, die denselben Zweck erfüllen.',
        en: 'The restrictions themselves or equivalent ones that serve the same purpose.',
      },
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['5.2.a'],
    },
    {
      kind: 'keep-model-card',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['5.2.b'],
      note: {
        de: 'Die erläuternde Dokumentation bleibt erhalten; wer eine Bearbeitung teilt, dokumentiert die Änderungen mindestens ebenso gut.',
        en: 'The explanatory documentation is kept; whoever shares a modification documents the changes at least as well.',
      },
    },
    {
      kind: 'keep-notices',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['5.2.c'],
    },
    { kind: 'disclose-ai-output', triggers: ['publish-output'], sections: ['Att. A (f)'] },
  ],
  thresholds: [],
  territory: [],
  powers: [
    {
      kind: 'restrict-remotely',
      sections: ['7'],
      note: {
        de: 'Gegen Nutzungen, die gegen die Lizenz verstoßen.',
        en: 'Against uses that breach the licence.',
      },
    },
  ],
  termination: { found: false },
  litigation: {
    found: true,
    sections: ['3'],
    says: {
      de: 'Wer jemanden wegen Patentverletzung durch das Modell verklagt, verliert mit der Klage alle Rechte an ihm, nicht nur die Patentlizenz.',
      en: 'Whoever sues anybody for patent infringement by the model loses all rights in it with the suit, not the patent licence alone.',
    },
  },
  indemnity: {
    found: true,
    sections: ['12'],
    says: {
      de: 'Nur wer beim Teilen selbst Gewährleistung, Unterstützung oder Haftung anbietet, stellt die Lizenzgeber davon frei.',
      en: 'Only whoever offers warranty, support or liability of their own on sharing holds the licensors harmless for it.',
    },
  },
  disclaimer: {
    found: true,
    sections: ['10', '11'],
    says: {
      de: 'Keine Gewährleistung; Haftung ausgeschlossen, soweit nicht zwingendes Recht entgegensteht, wofür Vorsatz und grobe Fahrlässigkeit als Beispiel stehen.',
      en: 'No warranty; liability excluded except where mandatory law requires it, with intent and gross negligence as the example.',
    },
  },
  audit: { found: false },
  feedback: { found: false },
  descent: {
    sections: ['5.1', '1.i'],
    fineTune: {
      de: 'Bearbeitung (1.i): die Beschränkungen gehen mit.',
      en: 'A modification (1.i): the restrictions travel with it.',
    },
    quantisation: {
      de: 'Bearbeitung wie jede andere Änderung am Modell.',
      en: 'A modification like any other change of the model.',
    },
    merge: {
      de: 'Bearbeitung: die Beschränkungen gelten für das ganze Werk.',
      en: 'A modification: the restrictions hold for the whole work.',
    },
    distillation: {
      de: 'Bearbeitung, auch ohne dass das andere Modell Ähnliches leisten soll (1.i).',
      en: 'A modification, even if the other model is not meant to perform similarly (1.i).',
    },
    relicensing: {
      de: 'Jede Lizenz ist erlaubt, die gleichwertige Beschränkungen enthält (5.1).',
      en: 'Any licence that carries equivalent restrictions is permitted (5.1).',
    },
  },
  notes: [
    {
      de: 'Die Abschnitte 2 und 3 tragen in dieser Abschrift nur ihre Überschriften; gezählt wird der Reihe nach.',
      en: 'Sections 2 and 3 carry only their headings in this copy; they are counted in order.',
    },
    {
      de: 'Quelltext und erläuternde Dokumentation sind nicht mitlizenziert (1.d, 1.h).',
      en: 'Source code and explanatory documentation are not licensed along with it (1.d, 1.h).',
    },
    {
      de: 'Der Text nennt weder anwendbares Recht noch Gerichtsstand und sieht keine Kündigung vor.',
      en: 'The text names neither governing law nor venue and provides for no termination.',
    },
  ],
}
