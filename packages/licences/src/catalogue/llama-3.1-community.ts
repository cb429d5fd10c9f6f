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

export const llama31Community: LicenceTerms = {
  id: 'LicenseRef-llama-3.1-community',
  name: 'Llama 3.1 Community License',
  version: '3.1',
  date: '2024-07-23',
  steward: 'Meta Platforms (Ireland) Ltd / Inc.',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-llama-3.1-community',
  hubTags: ['llama3.1'],
  appliesTo: ['Llama 3.1 8B', 'Llama 3.1 70B', 'Llama 3.1 405B'],
  source: 'official-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'LicenseRef-llama-3.1-community',
      role: 'licence',
      found: {
        repository: 'meta-llama/llama-models',
        path: 'models/llama3_1/LICENSE',
        commit: 'a9c89c471f793423afd4cc3ca8671d6e56fe64cb',
      },
      source: 'official-file',
      sha256: 'bf2eac60b81e5c5f779fc3b4849d3bfacfd63f97f3eb68b44e9c6868c5801712',
      wordSha256: '5a9deb1a336fa441c72a415a3c7c8d3b7094aa68b06ac23062c05f14aef5783b',
      proseSha256: '7208d604b50b09604b15e69a86c125b2dd8ff0d45d7391a9d10bb63b552fb366',
      isHashUsable: true,
    },
    {
      id: 'LicenseRef-llama-3.1-aup',
      role: 'policy',
      found: {
        repository: 'meta-llama/llama-models',
        path: 'models/llama3_1/USE_POLICY.md',
        commit: 'a9c89c471f793423afd4cc3ca8671d6e56fe64cb',
      },
      source: 'official-file',
      sha256: 'f456a3f5b15ab588c84d06cf095a245bfee0bbc1620b48ed00af2cca4a711735',
      wordSha256: '17fdde86b3b8d4a0f6d63fac246f9925dfe6e5591982a25ce40cb153ef5b1bae',
      proseSha256: 'e658f6e83d631add5e51877b60974b5a81fa94bf2017db85a41137ddece2f30d',
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
        'Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.',
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
  thresholds: [usersAtRelease('2024-07-23')],
  territory: [],
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
      de: 'Die Nutzungsregeln sind hier eine Liste ohne Nummern.',
      en: 'The policy is a list without numbers here.',
    },
  ],
}
