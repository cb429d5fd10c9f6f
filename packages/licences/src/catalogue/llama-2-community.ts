import type { LicenceTerms } from '../terms.ts'
import {
  clauses,
  countedByPosition,
  descentOfWeights,
  grant,
  licensorPowers,
  policyBoundBy,
  policyDuties,
  policyOfLlama2To31,
  usersAtRelease,
} from './llama-family.ts'

export const llama2Community: LicenceTerms = {
  id: 'LicenseRef-llama-2-community',
  name: 'Llama 2 Community License',
  version: '2',
  date: '2023-07-18',
  steward: 'Meta Platforms (Ireland) Ltd / Inc.',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-llama-2-community',
  hubTags: ['llama2'],
  appliesTo: ['Llama 2 7B', 'Llama 2 13B', 'Llama 2 70B'],
  source: 'official-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'LicenseRef-llama-2-community',
      role: 'licence',
      found: {
        repository: 'meta-llama/llama-models',
        path: 'models/llama2/LICENSE',
        commit: 'a9c89c471f793423afd4cc3ca8671d6e56fe64cb',
      },
      source: 'official-file',
      sha256: 'e30d9339da533205f88140009e32d62c1d73911b8a0bef0d0b252f549ed8e9c4',
      wordSha256: 'e4937443ca1ceec64e98765d57423be7d0655ee74cf2fadb640ab768b6e0684d',
      proseSha256: 'c5dfc90b09c8ad3458fc84db58152418d31e85c271081f06f2ff2047e82adae2',
      isHashUsable: true,
    },
    {
      id: 'LicenseRef-llama-2-aup',
      role: 'policy',
      found: {
        repository: 'meta-llama/llama-models',
        path: 'models/llama2/USE_POLICY.md',
        commit: 'a9c89c471f793423afd4cc3ca8671d6e56fe64cb',
      },
      source: 'official-file',
      sha256: 'bf462e7787cc55d2b81819f3b521f054df07dfa50cf1391e21fe5f7cdd4ba9f6',
      wordSha256: '38fcb753454f4bec29681e7730595aff9a074593c68a1c745f5b3fa9fb2ab7c9',
      proseSha256: 'd1d098d079f01245927563bdb92a84303a30e71ad26ccc8b769a22ccbfc18382',
      isHashUsable: true,
    },
  ],
  policyBoundBy,
  rights: {
    ...grant,
    hostedService: {
      value: 'conditional',
      sections: ['1.a', '1.b.i'],
      note: {
        de: 'Die Nutzung für Dritte ist von der Einräumung umfasst. Ob ein Dienst die Materialien Dritten „zugänglich macht“ und deshalb die Lizenzkopie schuldet, ist Auslegung; der Katalog nimmt es an.',
        en: 'Use for others is within the grant. Whether a service makes the materials available to a third party and so owes the copy of the licence is a matter of reading; the catalogue assumes that it does.',
      },
    },
    outputsTrainOtherModels: {
      value: 'no',
      sections: ['1.b.v'],
      rule: 'barred',
      note: {
        de: 'Weder die Materialien noch ihre Ausgaben dürfen ein anderes Sprachmodell verbessern; ausgenommen sind Llama 2 und Bearbeitungen davon.',
        en: 'Neither the materials nor their outputs may improve another language model; Llama 2 and derivatives of it are exempt.',
      },
    },
  },
  bans: policyOfLlama2To31,
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'make-available-product'],
      sections: ['1.b.i'],
      note: {
        de: 'Geschuldet, sobald Materialien oder Bearbeitungen Dritten überlassen oder zugänglich gemacht werden.',
        en: 'Owed once materials or derivatives are handed to or made available to a third party.',
      },
    },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['1.b.iii'],
      fixedWords: [
        'Llama 2 is licensed under the LLAMA 2 Community License, Copyright (c) Meta Platforms, Inc. All Rights Reserved.',
      ],
      note: {
        de: 'In einer Textdatei namens „Notice“ bei jeder weitergegebenen Kopie.',
        en: 'In a text file named "Notice" with every copy that is distributed.',
      },
    },
    ...policyDuties,
  ],
  thresholds: [usersAtRelease('2023-07-18')],
  territory: [],
  powers: licensorPowers,
  ...clauses,
  descent: {
    sections: ['1.b.i', '1.b.v', '5.b'],
    ...descentOfWeights,
    distillation: {
      de: 'Für andere Sprachmodelle untersagt (1.b.v).',
      en: 'Barred for other language models (1.b.v).',
    },
  },
  notes: [
    countedByPosition,
    {
      de: 'Fertige Produkte: Abschnitt 2 (700 Millionen Nutzer) gilt nicht für Empfänger, die das Modell darin erhalten (1.b.ii).',
      en: 'Integrated products: section 2 (700 million users) does not reach recipients who get the model inside one (1.b.ii).',
    },
    {
      de: 'Kein Hinweis „Built with“ und kein Namensteil: beides kam erst mit Llama 3.',
      en: 'Neither a "Built with" badge nor a name prefix: both came with Llama 3.',
    },
  ],
}
