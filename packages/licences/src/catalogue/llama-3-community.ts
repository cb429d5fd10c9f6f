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

export const llama3Community: LicenceTerms = {
  id: 'LicenseRef-llama-3-community',
  name: 'Meta Llama 3 Community License',
  version: '3',
  date: '2024-04-18',
  steward: 'Meta Platforms (Ireland) Ltd / Inc.',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-llama-3-community',
  hubTags: ['llama3'],
  appliesTo: ['Meta Llama 3 8B', 'Meta Llama 3 70B'],
  source: 'official-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'LicenseRef-llama-3-community',
      role: 'licence',
      found: {
        repository: 'meta-llama/llama-models',
        path: 'models/llama3/LICENSE',
        commit: 'a9c89c471f793423afd4cc3ca8671d6e56fe64cb',
      },
      source: 'official-file',
      sha256: '6afe79695ec2b066faaacea47584f8581d5d1f2d0d8078970e52be699a383af5',
      wordSha256: 'b523b6ec93be3b97d0ed8aff5c50b1cbfe0fd3b54a4d49165ba9262946ae6e6d',
      proseSha256: '1a4193247cc98650f79764c156fc364d175e4858f9bd0664f2b6baf22ef04b87',
      isHashUsable: true,
    },
    {
      id: 'LicenseRef-llama-3-aup',
      role: 'policy',
      found: {
        repository: 'meta-llama/llama-models',
        path: 'models/llama3/USE_POLICY.md',
        commit: 'a9c89c471f793423afd4cc3ca8671d6e56fe64cb',
      },
      source: 'official-file',
      sha256: 'da147301380ac432394647edc6576a9f3f69e3de987d7497fa5c77b8c580797f',
      wordSha256: 'ec33cc7721f32acec957cdc6586a7950d2bb5651e4effeda1810e7443e0c10ae',
      proseSha256: 'ab30d375a5a7043d667e9e3c1e4d71ad19b689d28a0cc3a6c3642bad391903c4',
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
        de: 'Diese Fassung nennt jedes Produkt und jeden Dienst, der die Materialien nutzt; ein gehosteter Dienst gehört dazu.',
        en: 'This version names every product or service that uses the materials; a hosted service is one.',
      },
    },
    outputsTrainOtherModels: {
      value: 'no',
      sections: ['1.b.v'],
      rule: 'barred',
      note: {
        de: 'Weder die Materialien noch ihre Ausgaben dürfen ein anderes Sprachmodell verbessern; ausgenommen sind Meta Llama 3 und Bearbeitungen davon.',
        en: 'Neither the materials nor their outputs may improve another language model; Meta Llama 3 and derivatives of it are exempt.',
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
        de: 'Die Kopie begleitet die Materialien; anders als bei Llama 2 ist nicht vorausgesetzt, dass ein Dritter sie erhält.',
        en: 'The copy goes with the materials; unlike in Llama 2, a third party as recipient is not required.',
      },
    },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['1.b.iii'],
      fixedWords: [
        'Meta Llama 3 is licensed under the Meta Llama 3 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.',
      ],
      note: {
        de: 'In einer Textdatei namens „Notice“ bei jeder weitergegebenen Kopie.',
        en: 'In a text file named "Notice" with every copy that is distributed.',
      },
    },
    ...policyDuties,
    {
      kind: 'badge',
      triggers: ['distribute-weights', 'distribute-derivative', 'make-available-product'],
      sections: ['1.b.i'],
      fixedWords: ['Built with Meta Llama 3'],
      note: {
        de: 'Gut sichtbar auf einer zugehörigen Website, in der Oberfläche, einem Blogbeitrag, einer Über-uns-Seite oder der Produktdokumentation.',
        en: 'Prominently on a related website, in the user interface, a blog post, an about page or the product documentation.',
      },
    },
    {
      kind: 'name-prefix',
      triggers: ['distribute-model-built-from-materials'],
      sections: ['1.b.i'],
      fixedWords: ['Llama 3'],
      note: {
        de: 'Für Modelle, die aus den Materialien geschaffen, mit ihnen trainiert oder verbessert wurden und weitergegeben oder zugänglich gemacht werden. Ausgaben sind hier nicht genannt; mit ihnen darf ohnehin kein anderes Sprachmodell verbessert werden (1.b.v).',
        en: 'For models that were created, trained or improved with the materials and are distributed or made available. Outputs are not named here; they may not improve another language model anyway (1.b.v).',
      },
    },
  ],
  thresholds: [usersAtRelease('2024-04-18')],
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
      de: 'Der Vertragstext gibt die Nutzungsregeln im Anhang ein zweites Mal wieder. Dort steht die Pflicht zum Hinweis auf bekannte Gefahren als letzter Unterpunkt von 3, in der eigenen Datei als Punkt 4.',
      en: 'The agreement repeats the policy at its end. There the duty to disclose known dangers is the last sub-item of 3, in the file of its own it is item 4.',
    },
    {
      de: 'Der Namensteil darf nur verwendet werden, um 1.b.i zu erfüllen, und folgt den Markenrichtlinien von Meta (5.a).',
      en: 'The name prefix may be used only to comply with 1.b.i, and follows the brand guidelines of Meta (5.a).',
    },
  ],
}
