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

export const llama32Community: LicenceTerms = {
  id: 'LicenseRef-llama-3.2-community',
  name: 'Llama 3.2 Community License',
  version: '3.2',
  date: '2024-09-25',
  steward: 'Meta Platforms (Ireland) Ltd / Inc.',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-llama-3.2-community',
  hubTags: ['llama3.2'],
  appliesTo: ['Llama 3.2 1B', 'Llama 3.2 3B', 'Llama 3.2 11B Vision', 'Llama 3.2 90B Vision'],
  source: 'official-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'LicenseRef-llama-3.2-community',
      role: 'licence',
      found: {
        repository: 'meta-llama/llama-models',
        path: 'models/llama3_2/LICENSE',
        commit: 'a9c89c471f793423afd4cc3ca8671d6e56fe64cb',
      },
      source: 'official-file',
      sha256: '8cc15535a8a34b41888f644b339a1a9eb428af793a4f5e24df58a3e5b1487d74',
      wordSha256: '2c4a06fb05ca15b611267b574f79377aaaf6b424c617f5c1d0b6f21a2d27974c',
      proseSha256: '85c07a9f5237ad70d1e0c9d64792d697c8a338811598a426711c68f2453d7662',
      isHashUsable: true,
    },
    {
      id: 'LicenseRef-llama-3.2-aup',
      role: 'policy',
      found: {
        repository: 'meta-llama/llama-models',
        path: 'models/llama3_2/USE_POLICY.md',
        commit: 'a9c89c471f793423afd4cc3ca8671d6e56fe64cb',
      },
      source: 'official-file',
      sha256: '40e2777d7faa6beaf98400654170f414d8ab29b921b5163ad4ea0a1d39894201',
      wordSha256: '128d4632f3768581002601334b10f769f62421684a82442e541221345499b509',
      proseSha256: '5572ba7fb2a3900542afcf444f126c0d72d4eb210d561d89f86dfab6a4e68424',
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
        'Llama 3.2 is licensed under the Llama 3.2 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.',
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
  thresholds: [usersAtRelease('2024-09-25')],
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
      de: 'Multimodal sind die Fassungen 11B und 90B Vision; 1B und 3B verarbeiten nur Text. Das sind Tatsachen über die Modelle, nicht aus dem Lizenztext.',
      en: 'The 11B and 90B Vision models are multimodal; 1B and 3B take text only. These are facts about the models, not from the text of the licence.',
    },
    {
      de: 'In der Datei beginnt die Zählung in Punkt 1 der Nutzungsregeln nach dem ersten Unterpunkt neu bei 1; danach läuft sie durch: Punkt 2 zählt 8 bis 13, Punkt 3 zählt 14 bis 19.',
      en: 'In the file the count in item 1 of the policy starts again at 1 after the first sub-item; then it runs on: item 2 counts 8 to 13, item 3 counts 14 to 19.',
    },
  ],
}
