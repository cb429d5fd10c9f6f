import type { LicenceTerms } from '../terms.ts'

export const databricksOpenModel: LicenceTerms = {
  id: 'LicenseRef-databricks-open-model',
  name: 'Databricks Open Model License',
  version: '2024-03-27',
  date: '2024-03-27',
  steward: 'Databricks, Inc.',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-databricks-open-model',
  hubTags: ['other:databricks-open-model-license'],
  appliesTo: [],
  source: 'official-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-databricks-open-model',
      role: 'licence',
      found: {
        repository: 'databricks/dbrx',
        path: 'LICENSE',
        commit: 'a3200393e678387a6f30f3e903108c650625eb21',
      },
      source: 'official-file',
      sha256: '516246c751d9d7fd329f66f7d90f48688aaa5959b6af1bc87ed7bf0d181d8293',
      wordSha256: '052ddc39a139547de40bb41e2dfb9575a85bd331a2a015cd52238891bc2905bc',
      proseSha256: '5f3bd1d3466a265a19bb42ebc8fded73405841153c789d4de8f8ce6ae9053edc',
      isHashUsable: true,
    },
    {
      id: 'NOTICE-dbrx',
      role: 'notice',
      found: {
        repository: 'databricks/dbrx',
        path: 'NOTICE',
        commit: 'a3200393e678387a6f30f3e903108c650625eb21',
      },
      source: 'official-file',
      sha256: 'bd164c296690cd021db9cd3ba620c151b550c19fc1933c266b3d55adeaf754f1',
      wordSha256: 'd6b5f713359d2547d118d75675c7555c70eb213426267280968d9579f76d05cf',
      proseSha256: 'd6b5f713359d2547d118d75675c7555c70eb213426267280968d9579f76d05cf',
      isHashUsable: true,
    },
  ],
  unreadPolicy: {
    sections: ['2.3(1)'],
    name: {
      de: 'Open Model Acceptable Use Policy von Databricks',
      en: 'Open Model Acceptable Use Policy of Databricks',
    },
  },
  rights: {
    commercialUse: { value: 'conditional', sections: ['2.1', '3'] },
    internalUse: { value: 'yes', sections: ['2.1'] },
    hostedService: {
      value: 'conditional',
      sections: ['2.2(2)'],
      note: {
        de: 'Das Bereitstellen für Dritte ist neben dem Verbreiten genannt und löst die Kopie des Vertrags aus.',
        en: 'Making it available to third parties is named beside distribution and sets off the copy of the agreement.',
      },
    },
    redistributeWeights: { value: 'conditional', sections: ['2.2'] },
    redistributeDerivatives: { value: 'conditional', sections: ['2.2'] },
    modify: { value: 'yes', sections: ['2.1'] },
    outputsTrainOtherModels: {
      value: 'no',
      sections: ['2.3'],
      rule: 'barred',
      note: {
        de: 'Weder Modell noch Ausgaben dürfen ein anderes großes Sprachmodell verbessern; ausgenommen sind DBRX und Bearbeitungen davon.',
        en: 'Neither model nor outputs may improve another large language model; DBRX and its derivatives are excepted.',
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
  bans: [{ tag: 'illegal-generic', strength: 'absolute', sections: ['2.3(2)'] }],
  duties: [
    {
      kind: 'notice-file',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['2.2(1)'],
      fixedWords: [
        'DBRX is provided under and subject to the Databricks Open Model License, Copyright © Databricks, Inc. All rights reserved.',
      ],
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'make-available-product'],
      sections: ['2.2(2)'],
    },
    { kind: 'mark-modified-files', triggers: ['distribute-derivative'], sections: ['2.2(3)'] },
    { kind: 'comply-aup', triggers: ['any-use'], sections: ['2.3(1)'] },
    {
      kind: 'use-latest-version',
      triggers: ['any-use'],
      sections: ['4.1'],
      note: {
        de: 'Angemessenes Bemühen genügt.',
        en: 'Reasonable efforts are enough.',
      },
    },
  ],
  thresholds: [
    {
      metric: 'monthly-active-users',
      above: 700_000_000,
      unit: 'users',
      measured: {
        rule: 'once-at-release',
        referenceOn: '2024-03-27',
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
      sections: ['3'],
      spares: ['third-party-product'],
    },
  ],
  territory: [],
  powers: [
    { kind: 'restrict-remotely', sections: ['2.3'] },
    { kind: 'aup-may-change', sections: ['2.3(1)'] },
    { kind: 'model-may-update', sections: ['4.1'] },
    { kind: 'request-separate-licence', sections: ['3'] },
    { kind: 'terminate-on-breach', sections: ['4.5'] },
  ],
  termination: {
    found: true,
    sections: ['4.5'],
    says: {
      de: 'Der Lizenzgeber kann bei einem Verstoß kündigen. Danach sind Modell und Bearbeitungen zu löschen und nicht mehr zu nutzen.',
      en: 'The licensor may terminate on breach. Model and derivatives must then be deleted and no longer used.',
    },
  },
  litigation: {
    found: true,
    sections: ['4.2(d)'],
    says: {
      de: 'Wer den Lizenzgeber oder einen anderen verklagt, weil das Modell oder seine Ausgaben eigene Rechte verletzten, verliert mit der Klage alle Lizenzen.',
      en: 'Whoever sues the licensor or anybody else because the model or its outputs infringe rights of their own loses all licences with the suit.',
    },
  },
  indemnity: {
    found: true,
    sections: ['4.2(d)'],
    says: {
      de: 'Freistellung des Lizenzgebers von Ansprüchen Dritter aus Nutzung oder Verbreitung von Modell oder Bearbeitungen.',
      en: 'The licensor is held harmless from third-party claims about use or distribution of model or derivatives.',
    },
  },
  disclaimer: {
    found: true,
    sections: ['4.3', '4.4'],
    says: {
      de: 'Keine Gewährleistung, soweit das Recht es zulässt; Haftung für entgangenen Gewinn und mittelbare Schäden ausgeschlossen.',
      en: 'No warranty as far as the law permits; liability for lost profits and indirect damages excluded.',
    },
  },
  governingLaw: {
    law: 'California',
    forum: 'courts of California',
    isCisgExcluded: true,
    sections: ['4.6'],
  },
  audit: { found: false },
  feedback: { found: false },
  descent: {
    sections: ['1', '2.2', '2.3'],
    fineTune: {
      de: 'Bearbeitung (1): Nutzungsregeln gehen mit; eigene Bedingungen dürfen nicht widersprechen (2.2).',
      en: 'A derivative (1): the use policy travels with it; own terms must not conflict (2.2).',
    },
    quantisation: {
      de: 'Bearbeitung wie jede andere Änderung am Modell.',
      en: 'A derivative like any other modification of the model.',
    },
    merge: {
      de: 'Bearbeitung (1); das andere große Sprachmodell darf dadurch nicht verbessert werden (2.3).',
      en: 'A derivative (1); the other large language model must not be improved by it (2.3).',
    },
    distillation: {
      de: 'Für andere große Sprachmodelle untersagt (2.3); Ausgaben sind keine Bearbeitung (1).',
      en: 'Barred for other large language models (2.3); outputs are no derivatives (1).',
    },
    relicensing: {
      de: 'Andere Bedingungen sind erlaubt; bei Widerspruch gilt diese Lizenz (2.2).',
      en: 'Other terms are permitted; on conflict this licence prevails (2.2).',
    },
  },
  notes: [
    {
      de: 'Wer das Modell in einem fertigen Produkt anderer erhält, ist von der Schwelle in Abschnitt 3 befreit.',
      en: 'Whoever receives the model inside a finished product of others is spared the threshold of section 3.',
    },
  ],
}
