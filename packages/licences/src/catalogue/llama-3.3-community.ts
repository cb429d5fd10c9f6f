import type { LicenceTerms } from '../terms.ts'
import {
  clauses,
  countedByPosition,
  descentOfWeights,
  grant,
  licensorPowers,
  notForEuropeWhereMultimodal,
  policyBoundBy,
  policyDuties,
  policyOfLlama32To4,
  usersAtRelease,
} from './llama-family.ts'

export const llama33Community: LicenceTerms = {
  id: 'LicenseRef-llama-3.3-community',
  name: 'Llama 3.3 Community License',
  version: '3.3',
  date: '2024-12-06',
  steward: 'Meta Platforms (Ireland) Ltd / Inc.',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-llama-3.3-community',
  hubTags: ['llama3.3'],
  appliesTo: ['Llama 3.3 70B'],
  source: 'official-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'LicenseRef-llama-3.3-community',
      role: 'licence',
      found: {
        repository: 'meta-llama/llama-models',
        path: 'models/llama3_3/LICENSE',
        commit: 'a9c89c471f793423afd4cc3ca8671d6e56fe64cb',
      },
      source: 'official-file',
      sha256: 'fb58d9a630ccc1dc0d08f8c00232de56bc73309020f59c8181d0c12ef28d9f8c',
      wordSha256: '59ef210e240e0dbc9c12384cca8ed30db45e45900d1e9543d10caf41d59fc691',
      proseSha256: '509fe3b8870331205d5f88c7f3a52fd1a79568245ce6850612fbf9858ccbcfa2',
      isHashUsable: true,
    },
    {
      id: 'LicenseRef-llama-3.3-aup',
      role: 'policy',
      found: {
        repository: 'meta-llama/llama-models',
        path: 'models/llama3_3/USE_POLICY.md',
        commit: 'a9c89c471f793423afd4cc3ca8671d6e56fe64cb',
      },
      source: 'official-file',
      sha256: 'fac148bfbd9f515b3a7a9885d5d324187cd2ef9e2dcc9cdde49ef248695f3e07',
      wordSha256: '9b8ec6c60c8eb096cac0f35cc883241cfaa813bde19e7c2b853084855409c25f',
      proseSha256: 'fb65a4116e4258cd337c9843642833ce5d7e8bc55f00968a716f6502186af70c',
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
        de: 'Diese Fassung nennt Produkte und Dienste, die die Materialien enthalten. Dass ein gehosteter Dienst sie enthält, ist Auslegung; der Katalog nimmt es an.',
        en: 'This version names products and services that contain the materials. That a hosted service contains them is a matter of reading; the catalogue assumes that it does.',
      },
    },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['1.b.i'],
      rule: 'named',
      note: {
        de: 'Erlaubt. Wird das so trainierte Modell weitergegeben oder zugänglich gemacht, beginnt sein Name mit „Llama“.',
        en: 'Permitted. If the model trained in this way is distributed or made available, its name begins with "Llama".',
      },
    },
  },
  bans: policyOfLlama32To4,
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
        'Llama 3.3 is licensed under the Llama 3.3 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.',
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
      fixedWords: ['Built with Llama'],
      note: {
        de: 'Gut sichtbar auf einer zugehörigen Website, in der Oberfläche, einem Blogbeitrag, einer Über-uns-Seite oder der Produktdokumentation.',
        en: 'Prominently on a related website, in the user interface, a blog post, an about page or the product documentation.',
      },
    },
    {
      kind: 'name-prefix',
      triggers: ['distribute-model-built-from-materials', 'distribute-model-trained-on-outputs'],
      sections: ['1.b.i'],
      fixedWords: ['Llama'],
      note: {
        de: 'Für Modelle, die mit den Materialien oder ihren Ausgaben geschaffen, trainiert oder verbessert wurden, und nur, wenn sie weitergegeben oder zugänglich gemacht werden.',
        en: 'For models that were created, trained or improved with the materials or their outputs, and only if they are distributed or made available.',
      },
    },
  ],
  thresholds: [usersAtRelease('2024-12-06')],
  territory: [notForEuropeWhereMultimodal('AUP, unnumbered paragraph after item 5')],
  powers: licensorPowers,
  ...clauses,
  descent: {
    sections: ['1.b.i', '5.b'],
    ...descentOfWeights,
    distillation: {
      de: 'Erlaubt. Das Schülermodell gilt nach dem Text nicht als Bearbeitung: es trägt den Namensteil, und die Nutzungsregeln gelten für die Erzeugung der Ausgaben.',
      en: 'Permitted. The text does not define the student as a derivative: it carries the name prefix, and the policy binds the making of the outputs.',
    },
  },
  notes: [
    countedByPosition,
    {
      de: 'Der Namensteil darf nur verwendet werden, um 1.b.i zu erfüllen, und folgt den Markenrichtlinien von Meta (5.a).',
      en: 'The name prefix may be used only to comply with 1.b.i, and follows the brand guidelines of Meta (5.a).',
    },
    {
      de: 'Die Nutzungsregeln enthalten den Absatz zur EU, obwohl Llama 3.3 nur als Textmodell erschienen ist: es entscheidet die Art des Modells, nicht die Lizenz allein.',
      en: 'The policy carries the paragraph on the EU although Llama 3.3 came out as a text model only: the modality of the model decides, not the licence alone.',
    },
  ],
}
