import type { LicenceTerms } from '../terms.ts'

export const minimaxModel2025: LicenceTerms = {
  id: 'LicenseRef-minimax-model-2025',
  name: 'MiniMax Model License',
  version: '2025-01-15',
  date: '2025-01-15',
  steward: 'MiniMax AI',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-minimax-model-2025',
  hubTags: ['other:minimax'],
  appliesTo: ['MiniMax-Text-01', 'VL-01', 'M2.5 (secondary)'],
  source: 'official-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'LicenseRef-minimax-model-2025',
      role: 'licence',
      found: {
        repository: 'MiniMax-AI/MiniMax-01',
        path: 'LICENSE-MODEL',
        commit: '57cf223b177e99636c7711a0f179e9fdc9c38e8a',
      },
      source: 'official-file',
      sha256: '2080d9b869057e9349ea79b623783500c877cd19b66e2d7f7f7f3b0bb62d483b',
      wordSha256: '65adeb036a45f54c677d10ce8b0dbe4679abd3de633f8066275b53211dd1fe6e',
      proseSha256: '8eb83ffdfce5b94b6b88e00a63333df2bb6e73c287f092c00547adb4a575eddf',
      isHashUsable: true,
    },
  ],
  policyBoundBy: ['2.b.iii'],
  rights: {
    commercialUse: { value: 'yes', sections: ['2.a'] },
    internalUse: { value: 'yes', sections: ['2.a'] },
    hostedService: {
      value: 'conditional',
      sections: ['2.a', '2.b.i'],
      note: {
        de: 'Wer ein Produkt oder einen Dienst bereitstellt, der das Modell benutzt, auch ein anderes Modell, gibt den Lizenztext mit.',
        en: 'Whoever makes available a product or service that uses the model, another model included, passes the licence text on with it.',
      },
    },
    redistributeWeights: { value: 'conditional', sections: ['2.a', '2.b'] },
    redistributeDerivatives: { value: 'conditional', sections: ['2.a', '2.b.i'] },
    modify: { value: 'yes', sections: ['2.a'] },
    outputsTrainOtherModels: {
      value: 'silent',
      rule: 'silent',
      note: {
        de: 'Ein „anderes Modell“ kommt nur als Produkt vor, das die Materialien benutzt (2.b.i); ob ein Training mit Ausgaben eine solche Benutzung ist, sagt der Text nicht.',
        en: 'Another model is mentioned only as a product that uses the materials (2.b.i); whether training on outputs is such a use, the text does not say.',
      },
    },
    patentGrant: {
      value: 'silent',
      note: {
        de: '2.a lizenziert Schutzrechte allgemein, soweit sie im Modell verkörpert sind, und nennt Patente nicht.',
        en: '2.a licenses intellectual property in general, as far as the model embodies it, and does not name patents.',
      },
    },
  },
  bans: [
    { tag: 'illegal-generic', strength: 'absolute', sections: ['PUP 1', 'PUP 5'] },
    { tag: 'ip-infringement', strength: 'absolute', sections: ['PUP 1'] },
    { tag: 'trade-control', strength: 'absolute', sections: ['2.b.iii'] },
    { tag: 'military', strength: 'absolute', sections: ['PUP 2'] },
    { tag: 'minors', strength: 'absolute', sections: ['PUP 3'] },
    { tag: 'disinformation', strength: 'intent', sections: ['PUP 4'] },
    {
      tag: 'pii-harm',
      strength: 'without-consent',
      sections: ['PUP 6'],
      note: {
        de: 'Auch mit Befugnis sind rechtswidrige und unangemessene Zwecke untersagt.',
        en: 'Unlawful and unreasonable purposes are barred even with authority.',
      },
    },
    { tag: 'defamation-harassment', strength: 'absolute', sections: ['PUP 7'] },
    {
      tag: 'automated-decision-individual',
      strength: 'fully-automated',
      sections: ['PUP 8'],
      note: {
        de: 'Gemeint sind Entscheidungen zum Nachteil der Rechte Einzelner und solche, die verbindliche Pflichten schaffen oder ändern.',
        en: 'Meant are decisions to the detriment of the rights of individuals and those that create or change binding obligations.',
      },
    },
    { tag: 'discrimination-protected', strength: 'absolute', sections: ['PUP 9'] },
  ],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'make-available-product'],
      sections: ['2.b.i'],
    },
    { kind: 'mark-modified-files', triggers: ['distribute-derivative'], sections: ['2.b.i'] },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights'],
      sections: ['2.b.ii'],
      fixedWords: [
        'MiniMax AI model is licensed under the MiniMax Model License, Copyright © MiniMax. All Rights Reserved.',
      ],
    },
    { kind: 'comply-aup', triggers: ['any-use'], sections: ['2.b.iii'] },
    {
      kind: 'no-allow-others-to-breach-aup',
      triggers: ['any-use'],
      sections: ['PUP opening sentence'],
      note: {
        de: 'Die Nutzungsregeln gelten auch für das, was man andere mit dem Modell tun lässt.',
        en: 'The policy also covers what one lets others do with the model.',
      },
    },
  ],
  thresholds: [],
  territory: [],
  powers: [{ kind: 'terminate-on-breach', sections: ['6'] }],
  termination: {
    found: true,
    sections: ['6'],
    says: {
      de: 'Der Lizenzgeber kann bei jedem Verstoß kündigen; danach ist das Modell zu löschen und nicht mehr zu nutzen. Ziffern 3, 4 und 7 gelten fort.',
      en: 'The licensor may terminate on any breach; the model then has to be deleted and no longer used. Sections 3, 4 and 7 survive.',
    },
  },
  litigation: {
    found: true,
    sections: ['5.c'],
    says: {
      de: 'Wer vor Gericht geltend macht, Modell oder Ausgaben verletzten seine Schutzrechte, verliert alle Rechte aus der Lizenz an diesem Tag.',
      en: 'Whoever claims in court that model or outputs infringe own rights loses all rights under the licence on that day.',
    },
  },
  indemnity: {
    found: true,
    sections: ['5.c'],
    says: {
      de: 'Der Nutzer stellt den Lizenzgeber von Ansprüchen Dritter aus Nutzung oder Weitergabe frei.',
      en: 'The user holds the licensor harmless from claims of third parties that arise from use or distribution.',
    },
  },
  disclaimer: {
    found: true,
    sections: ['3', '4'],
    says: {
      de: 'Keine Gewährleistung für Modell und Ausgaben; keine Haftung für entgangenen Gewinn und mittelbare Schäden.',
      en: 'No warranty for model and outputs; no liability for lost profits and indirect damages.',
    },
  },
  audit: { found: false },
  feedback: { found: false },
  governingLaw: { law: 'Singapore', forum: 'SIAC arbitration', isCisgExcluded: true, sections: ['7'] },
  descent: {
    sections: ['2.b.i', '5.b'],
    fineTune: {
      de: 'Eigene Bearbeitungen gehören dem Bearbeiter; der Lizenztext geht mit, geänderte Dateien werden gekennzeichnet.',
      en: 'Own derivatives belong to their maker; the licence text travels with them and changed files are marked.',
    },
    relicensing: {
      de: 'Für Bearbeitungen sind weitere oder andere Bedingungen zulässig, soweit diese Lizenz eingehalten bleibt.',
      en: 'Further or different terms are allowed for derivatives as long as this licence is kept.',
    },
  },
  notes: [
    {
      de: 'Spätere Modelle des Herstellers stehen nach Berichten Dritter unter anderen Bedingungen: M2.7 nur nicht gewerblich ohne schriftliche Erlaubnis, M3 unter einer eigenen Community License, M2 und M2.1 ohne Lizenzdatei. Der Familienname entscheidet nichts.',
      en: 'Later models of the steward come under other terms, as third parties report: M2.7 non-commercial unless authorised in writing, M3 under a Community License of its own, M2 and M2.1 without a licence file. The name of the family decides nothing.',
    },
  ],
}
