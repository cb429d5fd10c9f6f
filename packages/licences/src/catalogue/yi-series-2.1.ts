import type { LicenceTerms } from '../terms.ts'

export const yiSeries21: LicenceTerms = {
  id: 'LicenseRef-yi-series-2.1',
  name: 'Yi Series Models Community License',
  version: '2.1',
  date: '2023-11-23',
  steward: '01.AI (Beijing Lingyiwanwu)',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-yi-series-2.1',
  hubTags: ['other:yi-license'],
  appliesTo: [],
  source: 'official-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'LicenseRef-yi-series-2.1',
      role: 'licence',
      found: {
        repository: '01-ai/Yi',
        path: 'MODEL_LICENSE_AGREEMENT.txt',
        commit: '90fe5676d3ec5f9e5b54601de4aa5f80a13d5f79',
      },
      source: 'official-file',
      sha256: 'd9247556ada84d3b0610b94dd27a2dd8e517f453b5c0e17b895d0051a2fb8354',
      wordSha256: 'ec65579aa4855f1bcbd7afefc5b7612ab3aebe0a13cb26a0bddfd54d9849f545',
      proseSha256: 'c29b3426d27ba7e601bb946855df4974e8fc7260d1e370e56bf632fb1b0b3cee',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'conditional',
      sections: ['2'],
      limits: ['separate-commercial-licence'],
      note: {
        de: 'Erst nach Registrierung mit Formular und mit der gewerblichen Lizenz, die darauf folgt; deren Text ist nicht gelesen. Gewerblich ist auch, was mittelbar dem Betrieb oder dem Gewinn dient (1).',
        en: 'Only after registration by form and with the commercial licence that follows from it, whose text has not been read. Commercial is also what serves operation or profit indirectly (1).',
      },
    },
    internalUse: { value: 'yes', sections: ['2'] },
    hostedService: {
      value: 'conditional',
      sections: ["1 'Distribute'", '2(4)'],
      note: {
        de: 'Zugang über Programmierschnittstelle oder Web gilt als Weitergabe.',
        en: 'Access through an API or the web counts as distribution.',
      },
    },
    redistributeWeights: { value: 'conditional', sections: ['1', '2', '2(4)'] },
    redistributeDerivatives: { value: 'conditional', sections: ['1', '2', '2(4)', '2(5)'] },
    modify: { value: 'conditional', sections: ['2', '2(5)'] },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ["1 'Derivatives'"],
      rule: 'student-is-derivative',
      note: {
        de: 'Ein Modell, das mit Ausgaben zu ähnlicher Leistung trainiert wird, auch mit künstlich erzeugten Daten, ist eine Bearbeitung und bleibt unter diesen Beschränkungen.',
        en: 'A model trained on outputs to similar performance, synthetic data included, is a derivative and stays under these restrictions.',
      },
    },
    patentGrant: {
      value: 'silent',
      note: {
        de: 'Gewährt wird eine Urheberrechtslizenz; Patente nennt die Lizenz nicht.',
        en: 'What is granted is a copyright licence; patents are not named.',
      },
    },
  },
  bans: [
    { tag: 'military', strength: 'absolute', sections: ['2(2)'] },
    { tag: 'illegal-generic', strength: 'absolute', sections: ['2(1)', '2(2)'] },
    {
      tag: 'violence-terror',
      strength: 'absolute',
      sections: ['2(1)'],
      note: {
        de: 'Als Beispiel eines rechtswidrigen Zwecks genannt.',
        en: 'Named as an example of an unlawful purpose.',
      },
    },
    {
      tag: 'discrimination-protected',
      strength: 'absolute',
      sections: ['2(1)'],
      note: {
        de: 'Aufstachelung zu Hass und Diskriminierung ist als Beispiel eines rechtswidrigen Zwecks genannt.',
        en: 'Inciting hatred and discrimination is named as an example of an unlawful purpose.',
      },
    },
    {
      tag: 'sexual-content',
      strength: 'absolute',
      sections: ['2(1)'],
      note: {
        de: 'Pornografie ist als Beispiel eines rechtswidrigen Zwecks genannt.',
        en: 'Pornography is named as an example of an unlawful purpose.',
      },
    },
    {
      tag: 'disinformation',
      strength: 'absolute',
      sections: ['2(1)'],
      note: {
        de: 'Das Verbreiten falscher, schädlicher Angaben ist als Beispiel eines rechtswidrigen Zwecks genannt.',
        en: 'Spreading false and harmful information is named as an example of an unlawful purpose.',
      },
    },
    {
      tag: 'ip-infringement',
      strength: 'absolute',
      sections: ['2(3)'],
      note: {
        de: 'Gilt auch für Ausgaben; Rechte am eigenen Bild, Ruf und Privatleben zählen dazu.',
        en: 'Holds for outputs as well; rights to likeness, reputation and privacy are among them.',
      },
    },
  ],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['2(4)'],
    },
    {
      kind: 'attribution-notice',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['2(4)'],
      note: {
        de: 'Dritte Nutzer müssen klar erfahren, dass das Modell vom Lizenzgeber stammt.',
        en: 'Third-party users must be told clearly that the model comes from the licensor.',
      },
    },
    {
      kind: 'mark-modified-files',
      triggers: ['modify', 'distribute-derivative'],
      sections: ['2(5)'],
      note: {
        de: 'Wesentliche Änderungen sind klar anzugeben, sobald eine Bearbeitung entsteht.',
        en: 'Substantial modifications have to be indicated clearly as soon as a derivative is made.',
      },
    },
    {
      kind: 'no-allow-others-to-breach-aup',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['2(5)'],
    },
    {
      kind: 'register-with-licensor',
      triggers: ['commercial-use'],
      sections: ['2'],
      note: {
        de: 'Formular einsenden und die gewerbliche Lizenz erhalten, bevor die gewerbliche Nutzung beginnt.',
        en: 'Send in the form and obtain the commercial licence before commercial use begins.',
      },
    },
  ],
  thresholds: [],
  territory: [],
  powers: [
    { kind: 'revocable', sections: ['2'] },
    { kind: 'terminate-on-breach', sections: ['6'] },
    { kind: 'licence-may-change', sections: ['7'] },
  ],
  termination: {
    found: true,
    sections: ['6'],
    says: {
      de: 'Der Lizenzgeber kann bei Verstoß kündigen; die Nutzung ist dann sofort einzustellen. Ziffern 4 und 5 gelten fort.',
      en: 'The licensor may terminate on breach; use then has to stop at once. Sections 4 and 5 survive.',
    },
  },
  litigation: { found: false },
  indemnity: {
    found: true,
    sections: ['4'],
    says: {
      de: 'Der Nutzer ersetzt Schäden des Lizenzgebers und stellt ihn von Ansprüchen Dritter aus Nutzung, Weitergabe und Bearbeitung frei.',
      en: "The user makes good the licensor's losses and holds it harmless from third-party claims about use, distribution and derivatives.",
    },
  },
  disclaimer: {
    found: true,
    sections: ['4'],
    says: {
      de: 'Keine Gewährleistung und keine Haftung, auch nicht für Datensicherheit, Ruf und Schutzrechte an Ausgaben.',
      en: 'No warranty and no liability, nor for data security, reputation and rights in outputs.',
    },
  },
  audit: { found: false },
  feedback: { found: false },
  governingLaw: { law: 'PRC mainland', forum: "court at the licensor's seat", sections: ['5'] },
  descent: {
    sections: ['1', '2'],
    fineTune: {
      de: 'Bearbeitung unter denselben Beschränkungen.',
      en: 'A derivative under the same restrictions.',
    },
    quantisation: { de: 'Bearbeitung.', en: 'A derivative.' },
    merge: { de: 'Bearbeitung.', en: 'A derivative.' },
    distillation: {
      de: 'Bearbeitung, wenn ähnliche Leistung das Ziel ist, auch über künstlich erzeugte Daten.',
      en: 'A derivative where similar performance is the aim, through synthetic data as well.',
    },
  },
  notes: [
    {
      de: 'Fassung 1.0 vom 1. November 2023 untersagte gewerbliche Nutzung ohne schriftliche Erlaubnis.',
      en: 'Version 1.0 of 1 November 2023 barred commercial use without written authorisation.',
    },
    {
      de: 'Derselbe Pfad MODEL_LICENSE_AGREEMENT.txt enthielt nacheinander Fassung 1.0 (03c9c1b), 2.1 (90fe567) und seit 6280097 (30. Mai 2024) den Text der Apache-2.0: Fingerabdruck und Datum entscheiden.',
      en: 'The same path MODEL_LICENSE_AGREEMENT.txt held version 1.0 (03c9c1b), 2.1 (90fe567) and, since 6280097 (30 May 2024), the text of Apache-2.0: fingerprint and date decide.',
    },
    {
      de: 'Personenbezogene Daten, die im Modell stecken können, sind nach 4(2) Sache des Nutzers; das gehört in die Prüfung des Datenschutzes.',
      en: "Personal data that the model may contain are the user's own matter by 4(2); that belongs to the data protection review.",
    },
  ],
}
