import type { LicenceTerms } from '../terms.ts'

export const hfoil10: LicenceTerms = {
  id: 'LicenseRef-hfoil-1.0',
  name: 'Hugging Face Optimized Inference License',
  version: '1.0',
  date: '2023-07-28',
  steward: 'Hugging Face',
  class: 'source-available',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-hfoil-1.0',
  hubTags: [],
  appliesTo: [
    'text-generation-inference 1.0 .. 1.4.x (until 2024-04-08)',
    'text-embeddings-inference before 2024-04-08',
  ],
  source: 'collection-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'LicenseRef-hfoil-1.0',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/hfoil-1.0.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: 'eabf9d38f9a429afb44a066e1fb12df9a8535af6c6ac7306b65b033cd8168ad7',
      wordSha256: 'c00d8e3c88c53400082d26f1908bda37c8345da6ee0136a344491459c9ccc135',
      proseSha256: 'f9940f96959f010fb4a24aec88ba2cc02330f78e17df415f960b8c2d37835318',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: { value: 'yes', sections: ['1'] },
    internalUse: { value: 'yes', sections: ['1'] },
    hostedService: {
      value: 'conditional',
      sections: ['1', '2'],
      limits: ['not-as-paid-managed-service'],
      note: {
        de: 'Kein gehosteter oder betreuter Dienst gegen Entgelt, der Nutzern einen wesentlichen Teil der Funktionen der Software gibt; die Software nur im Inneren eines anderen Dienstes zu benutzen, fällt nicht darunter.',
        en: "No hosted or managed service against payment that gives users a substantial set of the software's features; merely using the software inside another service is not one.",
      },
    },
    redistributeWeights: { value: 'conditional', sections: ['1', '3'] },
    redistributeDerivatives: { value: 'conditional', sections: ['1', '2', '3'] },
    modify: { value: 'yes', sections: ['1'] },
    outputsTrainOtherModels: {
      value: 'yes',
      sections: ['4'],
      rule: 'free',
      note: {
        de: 'Der Lizenzgeber erhebt keinen Anspruch auf Ausgaben; sie dürfen nur nicht gegen die Lizenz selbst eingesetzt werden.',
        en: 'The licensor claims no rights in outputs; they may only not be used against the licence itself.',
      },
    },
    patentGrant: { value: 'yes', sections: ['1'] },
  },
  bans: [],
  duties: [
    { kind: 'provide-licence-copy', triggers: ['distribute-software'], sections: ['3'] },
    { kind: 'keep-notices', triggers: ['distribute-software'], sections: ['3'] },
    {
      kind: 'keep-model-card',
      triggers: ['distribute-software'],
      sections: ['3'],
      note: {
        de: 'Beiliegende Erläuterungen bleiben; wer eine Bearbeitung weitergibt, beschreibt seine Änderungen.',
        en: 'Explanatory documentation stays; whoever shares a modification documents the changes.',
      },
    },
    {
      kind: 'mark-modified-files',
      triggers: ['modify'],
      sections: ['3'],
      note: {
        de: 'Mit dem Vermerk, dass die Änderungen unter dieser Lizenz stehen.',
        en: 'With a notice that the modifications are released under this licence.',
      },
    },
    { kind: 'same-licence', triggers: ['distribute-derivative'], sections: ['2', '3'] },
  ],
  thresholds: [],
  territory: [],
  powers: [{ kind: 'terminate-on-breach', sections: ['4'] }],
  termination: {
    found: true,
    sections: ['4'],
    says: {
      de: 'Der Lizenzgeber kann eine vertragswidrige Nutzung beschränken; damit enden die Rechte von selbst.',
      en: 'The licensor may restrict use in violation; the rights then end by themselves.',
    },
  },
  litigation: {
    found: true,
    sections: ['1'],
    says: {
      de: 'Wer wegen Patentverletzung durch die Software klagt, verliert alle Rechte an diesem Tag.',
      en: 'Whoever sues over patent infringement by the software loses all rights on that day.',
    },
  },
  indemnity: {
    found: true,
    sections: ['4'],
    says: {
      de: 'Nur wer selbst Gewähr oder Haftung zusagt, stellt Lizenzgeber und Beitragende davon frei.',
      en: 'Only who promises warranty or liability holds licensor and contributors harmless from it.',
    },
  },
  disclaimer: {
    found: true,
    sections: ['4'],
    says: {
      de: 'Keine Gewährleistung; Haftung nur nach zwingendem Recht, etwa für Vorsatz und grobe Fahrlässigkeit, oder schriftlicher Zusage.',
      en: 'No warranty; liability only by mandatory law, for example for deliberate and grossly negligent acts, or written promise.',
    },
  },
  audit: { found: false },
  feedback: { found: false },
  notes: [
    {
      de: 'Text Generation Inference stand bis 0.9.4 unter Apache-2.0 und steht seit PR #1714 vom 8. April 2024 wieder darunter; dazwischen gilt dieser Text.',
      en: 'Text Generation Inference was under Apache-2.0 up to 0.9.4 and is again since PR #1714 of 8 April 2024; this text holds in between.',
    },
    {
      de: 'Nach der Auskunft des Lizenzgebers in Issue #744 ist ein im eigenen Haus betriebenes Backend für eine Chat-Oberfläche kein gehosteter Inferenzdienst. Sie ist nicht Teil des Textes.',
      en: "By the licensor's answer in issue #744 an in-house backend for a chat interface is no hosted inference product. It is not part of the text.",
    },
  ],
}
