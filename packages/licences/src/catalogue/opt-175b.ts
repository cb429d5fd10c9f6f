import type { LicenceTerms } from '../terms.ts'

export const opt175b: LicenceTerms = {
  id: 'LicenseRef-opt-175b',
  name: 'OPT-175B License Agreement',
  version: '2022',
  date: '2022-05',
  steward: 'Meta Platforms, Inc.',
  class: 'research-only',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-opt-175b',
  hubTags: [],
  appliesTo: ['OPT-175B'],
  source: 'collection-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'LicenseRef-opt-175b',
      role: 'licence',
      found: {
        repository: 'Xtra-Computing/ModelGo',
        path: 'license_raw/OPT-175B.txt',
        commit: 'efe34fe995ebfc989f01a6026f14ef15ba663336',
      },
      source: 'collection-file',
      sha256: '4cc460f4677a89bc03e494c565af1872aa98b8fdb6042c0a759c25aaa13f549d',
      wordSha256: '260f9c802e0156b0a518bd7d0ba60de48bb6cb7b1570a4c0bd41e78764fd5ac1',
      proseSha256: '88ce164dadb9a980be552f61fed11f41d340fddb240d654b6df5e51a772b016b',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: { value: 'no', sections: ['1.a', '2.a(i)'] },
    internalUse: {
      value: 'conditional',
      sections: ['1.a'],
      limits: ['research', 'non-commercial'],
      note: {
        de: 'Nur für die eigene nicht gewerbliche Forschung; die Erlaubnis ist persönlich und nicht übertragbar.',
        en: "Only for one's own non-commercial research; the permission is personal and cannot be transferred.",
      },
    },
    hostedService: {
      value: 'no',
      sections: ['1.a', '2.a'],
      note: {
        de: 'Der Text nennt das Hosten nicht. Ein Dienst für Dritte ist keine eigene Forschung und in der Regel produktiv; der Katalog liest ihn als nicht eingeräumt.',
        en: "The text does not name hosting. A service for others is not one's own research and as a rule productive; the catalogue reads it as not granted.",
      },
    },
    redistributeWeights: { value: 'conditional', sections: ['1.a', '3'], limits: ['research', 'non-commercial'] },
    redistributeDerivatives: { value: 'conditional', sections: ['1.a', '3'], limits: ['research', 'non-commercial'] },
    modify: { value: 'conditional', sections: ['1.a'], limits: ['research', 'non-commercial'] },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['2.a'],
      rule: 'bans-travel',
      limits: ['non-commercial'],
      note: {
        de: 'Die Verbote erfassen auch Daten, die die Software erzeugt: ein damit trainiertes Modell bleibt an sie gebunden.',
        en: 'The bans reach data produced by the software as well: a model trained on it stays bound by them.',
      },
    },
    patentGrant: {
      value: 'no',
      sections: ['1.a', '1.c'],
      note: {
        de: 'Lizenziert ist nur das Urheberrecht; weitere Lizenzen sind ausdrücklich ausgeschlossen.',
        en: 'Only copyright is licensed; further licences are expressly excluded.',
      },
    },
  },
  bans: [
    { tag: 'commercial', strength: 'absolute', sections: ['2.a(i)'] },
    { tag: 'production', strength: 'absolute', sections: ['2.a(i)'] },
    { tag: 'military', strength: 'absolute', sections: ['2.a(ii)'] },
    { tag: 'nuclear', strength: 'absolute', sections: ['2.a(ii)'] },
    {
      tag: 'surveillance',
      strength: 'absolute',
      sections: ['2.a(iii)'],
      note: {
        de: 'Auch Forschung und Entwicklung zur Überwachung.',
        en: 'Research and development on surveillance as well.',
      },
    },
    { tag: 'biometrics', strength: 'absolute', sections: ['2.a(iv)'] },
    { tag: 'ip-infringement', strength: 'absolute', sections: ['2.a(v)'] },
    {
      tag: 'illegal-generic',
      strength: 'absolute',
      sections: ['2.a(vi)'],
      note: {
        de: 'Die DSGVO ist ausdrücklich genannt.',
        en: 'The GDPR is named expressly.',
      },
    },
    {
      tag: 'safety-circumvention',
      strength: 'absolute',
      sections: ['2.c'],
      note: {
        de: 'Schutz und Nutzungsbeschränkungen umgehen oder entfernen, abgeschaltete Funktionen freischalten.',
        en: 'Circumventing or removing protection and usage restrictions, enabling what was disabled.',
      },
    },
    {
      tag: 'trade-control',
      strength: 'absolute',
      sections: ['2.a(vi)'],
      note: {
        de: 'Genannt ist der Zugriff aus einem Staat, über den die USA ein Embargo verhängt haben; eine eigene Klausel zum Ausfuhrrecht fehlt.',
        en: 'Access from a country under an embargo of the United States is named; there is no clause on export law of its own.',
      },
    },
  ],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['3'],
    },
    {
      kind: 'attribution-notice',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['3'],
      fixedWords: [
        'OPT-175B is licensed under the OPT-175B license, Copyright (c) Meta Platforms, Inc. All Rights Reserved.',
      ],
    },
    {
      kind: 'keep-notices',
      triggers: ['modify', 'distribute-weights', 'distribute-derivative'],
      sections: ['2.b'],
      note: {
        de: 'Urheber- und Eigentumsvermerke weder ändern noch entfernen.',
        en: 'Copyright and proprietary notices are neither altered nor removed.',
      },
    },
  ],
  thresholds: [],
  territory: [],
  powers: [
    { kind: 'revocable', sections: ['1.a'] },
    { kind: 'auto-terminate', sections: ['1.a', '7.a'] },
    { kind: 'revoke-any-time', sections: ['7.b'] },
  ],
  termination: {
    found: true,
    sections: ['7.a', '7.b', '7.c'],
    says: {
      de: 'Endet von selbst mit jedem Verstoß, und Meta kann jederzeit ohne Grund durch Mitteilung kündigen. Beschränkungen, Haftung und Freistellung (2 bis 11) gelten fort.',
      en: 'Ends by itself with any breach, and Meta may terminate at any time without cause by notice. Restrictions, liability and indemnity (2 to 11) survive.',
    },
  },
  litigation: { found: false },
  indemnity: {
    found: true,
    sections: ['6'],
    says: {
      de: 'Der Nutzer stellt Meta und verbundene Personen von Ansprüchen aus seiner Nutzung, auch der Ergebnisse, frei; Meta kann die Verteidigung an sich ziehen.',
      en: 'The user indemnifies Meta and related persons against claims from its use, results included; Meta may take over the defence.',
    },
  },
  disclaimer: {
    found: true,
    sections: ['4', '5'],
    says: {
      de: 'Keine Gewährleistung, keine Haftung. Wer sie dort einsetzt, wo ein Fehler Menschen schwer schaden kann, tut es auf eigene Gefahr und verpflichtet sich zu angemessenen Schutzmaßnahmen.',
      en: 'No warranty, no liability. Whoever uses it where a fault may seriously harm people does so at its own risk and undertakes to put appropriate safeguards in place.',
    },
  },
  governingLaw: { law: 'California', forum: 'courts in San Mateo County, California', sections: ['10'] },
  audit: { found: false },
  feedback: { found: false },
  descent: {
    sections: ['1.a', '2.a', '2.d', '3'],
    fineTune: {
      de: 'Bearbeitungen bleiben auf nicht gewerbliche Forschung beschränkt; das gilt auch für Feinabstimmungen unter anderem Namen.',
      en: 'Derivatives stay limited to non-commercial research; that holds for fine-tunes under another name too.',
    },
    quantisation: { de: 'Bearbeitung: dieselben Grenzen.', en: 'A derivative: the same limits.' },
    merge: {
      de: 'Werke, die die Software enthalten, stehen unter denselben Beschränkungen (2.a).',
      en: 'Works that incorporate the software stand under the same restrictions (2.a).',
    },
    distillation: {
      de: 'Erzeugte Daten teilen die Verbote (2.a).',
      en: 'Data that was produced shares the bans (2.a).',
    },
    relicensing: {
      de: 'Bedingungen, die diese Lizenz ändern oder ihr widersprechen, dürfen nicht auferlegt werden (2.d); keine Unterlizenzen (1.a).',
      en: 'Terms that alter this licence or are inconsistent with it may not be imposed (2.d); no sublicences (1.a).',
    },
  },
  notes: [
    {
      de: 'Die Erlaubnis setzt voraus, dass auch die Dokumentation eingehalten wird (1.a); sie ist hier nicht gelesen.',
      en: 'The permission presupposes that the documentation is complied with as well (1.a); it was not read here.',
    },
    {
      de: 'Die Beschränkungen in 2 dürfen auch Dritten nicht ermöglicht werden.',
      en: 'Third parties may not be enabled to do what section 2 restricts either.',
    },
  ],
}
