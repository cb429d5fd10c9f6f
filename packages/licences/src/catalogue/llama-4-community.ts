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

export const llama4Community: LicenceTerms = {
  id: 'LicenseRef-llama-4-community',
  name: 'Llama 4 Community License',
  version: '4',
  date: '2025-04-05',
  steward: 'Meta Platforms (Ireland) Ltd / Inc.',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-llama-4-community',
  hubTags: ['llama4'],
  appliesTo: ['Llama 4 Scout', 'Llama 4 Maverick'],
  source: 'official-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'LicenseRef-llama-4-community',
      role: 'licence',
      found: {
        repository: 'meta-llama/llama-models',
        path: 'models/llama4/LICENSE',
        commit: 'a9c89c471f793423afd4cc3ca8671d6e56fe64cb',
      },
      source: 'official-file',
      sha256: '6b346865267ef58a4592287a99e9417178223c9300e9da361ce7801be6dea61f',
      wordSha256: '4b00eed363b5c5c8c64b2de02d469c33f6f871f9898e8a963c36e1e8f0b87da6',
      proseSha256: 'b1ce6bcbfdc3df32ac30d8cef2830757c6920a2f40cd1980273c2ddae1497700',
      isHashUsable: true,
    },
    {
      id: 'LicenseRef-llama-4-aup',
      role: 'policy',
      found: {
        repository: 'meta-llama/llama-models',
        path: 'models/llama4/USE_POLICY.md',
        commit: 'a9c89c471f793423afd4cc3ca8671d6e56fe64cb',
      },
      source: 'official-file',
      sha256: 'bbf009b29f1dc413c2b3c9abb12637b0cdffa350cd0a3bd6eba89b270fc9e83f',
      wordSha256: '15c174a3bcf1161e942e90380837cb47d49639419564d89fd27ffdcc1a299274',
      proseSha256: '1098069f4a2f48b5db84060fa3ac303d0a020b93bc650c651bbac70c401fa1a2',
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
        'Llama 4 is licensed under the Llama 4 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.',
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
  thresholds: [usersAtRelease('2025-04-05')],
  territory: [notForEuropeWhereMultimodal('AUP, unnumbered paragraph after the last numbered item')],
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
      de: 'Die Datei im Bestand zählt die Nutzungsregeln 1, 3, 4, 5, 6: gedruckt ist jede Nummer ab dem zweiten Punkt um eins höher als hier.',
      en: 'The file in the repository counts the policy 1, 3, 4, 5, 6: from the second item on, each printed number is one higher than here.',
    },
    {
      de: 'Scout und Maverick sind von Grund auf multimodal; der Ausschluss der EU trifft deshalb die ganze Ausgabe. Nur Text an ein solches Modell zu senden, ändert daran nichts.',
      en: 'Scout and Maverick are natively multimodal, so the exclusion of the EU reaches the whole release. Sending nothing but text to such a model changes nothing.',
    },
  ],
}
