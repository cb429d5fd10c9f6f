import type { LicenceTerms } from '../terms.ts'

// What the Gemma Terms of Use of 2024-04-01 and of 2025-03-24 have in common: all but the definition of the models. Compared word
// for word on 2026-11-23. Both refer to a policy by address; the only one that was read is that of 2024-02-21.
//
// The copy of the policy prints no numbers: items are counted 1 to 4 and their sub-items a, b, c in order, so 2.e is the fifth
// sub-item of the second item.

const automatedDecisions = {
  strength: 'automated',
  sections: ['PUP 3'],
  arguable: {
    de: 'Der Unterpunkt zu automatisierten Entscheidungen steht unter einem Einleitungssatz über irreführende Inhalte. Eng gelesen wäre nur die irreführende Entscheidung untersagt.',
    en: 'The sub-item on automated decisions stands below a lead-in about misleading content. Read narrowly, only decisions that mislead would be barred.',
  },
  note: {
    de: 'Vierter Unterpunkt: automatisierte Entscheidungen in Bereichen, die Rechte oder Wohl Einzelner berühren, etwa Finanzen, Recht, Beschäftigung, Gesundheit, Wohnen, Versicherung und Sozialleistungen.',
    en: 'Fourth sub-item: automated decisions in fields that touch the rights or well-being of individuals, such as finance, law, employment, health, housing, insurance and welfare.',
  },
} as const

export const gemmaTerms = {
  name: 'Gemma Terms of Use',
  steward: 'Google LLC',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  hubTags: ['gemma'],
  source: 'collection-file',
  policyBoundBy: ['3.2'],
  rights: {
    commercialUse: {
      value: 'yes',
      sections: ['2.2'],
      note: {
        de: 'Jede Nutzung im Einklang mit den Bedingungen; gewerbliche ist nicht ausgenommen.',
        en: 'Any use in line with the terms; commercial use is not excepted.',
      },
    },
    internalUse: { value: 'yes', sections: ['2.2'] },
    hostedService: {
      value: 'conditional',
      sections: ['1.1(b)', '2.2', '3.1'],
      note: {
        de: 'Ein Dienst für Dritte über API oder Web ist nach 1.1(b) Weitergabe. Er schuldet die Nutzungsbeschränkungen als durchsetzbare Klausel und eine Kopie der Bedingungen, nicht aber die Hinweisdatei. Eigenes Personal ist kein Dritter.',
        en: 'A service for third parties by API or web is Distribution by 1.1(b). It owes the use restrictions as an enforceable provision and a copy of the terms, but not the notice file. Own staff is no third party.',
      },
    },
    redistributeWeights: { value: 'conditional', sections: ['2.2', '3.1'] },
    redistributeDerivatives: { value: 'conditional', sections: ['2.2', '3.1'] },
    modify: { value: 'yes', sections: ['2.2'] },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['1.1(e)(iii)', '3.1'],
      rule: 'student-is-derivative',
      note: {
        de: 'Ein Modell, das mit Ausgaben trainiert wird, um sich ähnlich wie Gemma zu verhalten, ist selbst ein Model Derivative unter diesen Bedingungen. Die Ausgaben allein sind keines.',
        en: 'A model that is trained on outputs in order to perform similarly to Gemma is itself a Model Derivative under these terms. The outputs alone are none.',
      },
    },
    patentGrant: {
      value: 'silent',
      note: {
        de: 'Erlaubt werden Handlungen (2.2); Patente sind nicht genannt, und nicht Eingeräumtes bleibt vorbehalten (4.2).',
        en: 'Acts are permitted (2.2); patents are not named, and what is not granted stays reserved (4.2).',
      },
    },
  },
  bans: [
    { tag: 'illegal-generic', strength: 'absolute', sections: ['3.2(2)', 'PUP 2.a'] },
    {
      tag: 'trade-control',
      strength: 'absolute',
      sections: ['3.2(2)'],
      note: {
        de: 'Nicht eigens genannt, aber Teil des anwendbaren Rechts.',
        en: 'Not named by itself, but part of applicable law.',
      },
    },
    { tag: 'ip-infringement', strength: 'absolute', sections: ['PUP 1'] },
    { tag: 'minors', strength: 'absolute', sections: ['PUP 2.a'] },
    {
      tag: 'drugs',
      strength: 'absolute',
      sections: ['PUP 2.a'],
      note: {
        de: 'Illegale Stoffe, Waren und Dienste: ihr Verkauf und Anleitungen zu Herstellung oder Bezug.',
        en: 'Illegal substances, goods and services: their sale, and instructions for making or getting them.',
      },
    },
    {
      tag: 'violence-terror',
      strength: 'absolute',
      sections: ['PUP 2.a', 'PUP 2.e'],
      note: {
        de: 'Gewalttätiger Extremismus und Terror; Inhalte, die Gewalt oder Selbstverletzung fördern.',
        en: 'Violent extremism and terrorism; content that promotes violence or self-harm.',
      },
    },
    { tag: 'unlicensed-profession', strength: 'unlicensed-only', sections: ['PUP 2.b', 'PUP 3 last item'] },
    { tag: 'spam-fake-engagement', strength: 'absolute', sections: ['PUP 2.c'] },
    {
      tag: 'malware-cyber',
      strength: 'absolute',
      sections: ['PUP 2.c'],
      note: { de: 'Auch Betrug und Phishing.', en: 'Also fraud and phishing.' },
    },
    {
      tag: 'safety-circumvention',
      strength: 'absolute',
      sections: ['PUP 2 (override or circumvent safety filters)'],
      note: {
        de: 'Vierter Unterpunkt: Sicherheitsfilter umgehen oder das Modell absichtlich gegen die Regeln lenken.',
        en: 'Fourth sub-item: circumventing safety filters, or intentionally steering the model against the policy.',
      },
    },
    {
      tag: 'defamation-harassment',
      strength: 'absolute',
      sections: ['PUP 2.e', 'PUP 3.e'],
      note: {
        de: 'Hass, Belästigung, Mobbing; verleumderische Inhalte.',
        en: 'Hatred, harassment, bullying; defamatory content.',
      },
    },
    {
      tag: 'pii-harm',
      strength: 'intent',
      sections: ['PUP 2.e'],
      note: {
        de: 'Personenbezogene Daten zur Verbreitung oder zu anderem Schaden erzeugen.',
        en: 'Generating personal data for distribution or other harm.',
      },
    },
    {
      tag: 'surveillance',
      strength: 'without-consent',
      sections: ['PUP 2.e'],
      note: {
        de: 'Menschen ohne ihre Einwilligung verfolgen oder überwachen.',
        en: 'Following or watching people who have not consented.',
      },
    },
    {
      tag: 'discrimination-protected',
      strength: 'absolute',
      sections: ['PUP 2.e'],
      note: {
        de: 'Inhalte mit ungerechten oder nachteiligen Folgen für Menschen, besonders wegen sensibler oder geschützter Merkmale.',
        en: 'Content with unfair or adverse effects on people, particularly because of sensitive or protected characteristics.',
      },
    },
    { tag: 'sensitive-data', strength: 'without-consent', sections: ['PUP 2.e'] },
    {
      tag: 'undisclosed-ai',
      strength: 'intent',
      sections: ['PUP 3.a'],
      note: {
        de: 'Ausgaben in Täuschungsabsicht als menschlich oder als Originalwerk ausgeben.',
        en: 'Passing output off as human or as an original work in order to deceive.',
      },
    },
    {
      tag: 'impersonation',
      strength: 'without-disclosure',
      sections: ['PUP 3.b'],
      note: {
        de: 'Lebende und Verstorbene; untersagt ohne ausdrückliche Kennzeichnung und in Täuschungsabsicht.',
        en: 'Living and dead; barred without explicit disclosure and in order to deceive.',
      },
    },
    {
      tag: 'disinformation',
      strength: 'intent',
      sections: ['PUP 3'],
      note: {
        de: 'Einleitungssatz: Inhalte erzeugen und verbreiten, die irreführen sollen. Auch falsche Behauptungen von Fachkunde in Gesundheit, Finanzen, Verwaltung oder Recht.',
        en: 'Lead-in: generating and distributing content that is meant to mislead. Also misleading claims of expertise in health, finance, government services or law.',
      },
    },
    { tag: 'automated-decision-individual', ...automatedDecisions },
    { tag: 'employment-decision', ...automatedDecisions },
    { tag: 'essential-services', ...automatedDecisions },
    {
      tag: 'sexual-content',
      strength: 'absolute',
      sections: ['PUP 4'],
      arguable: {
        de: 'Nur ausdrücklich sexuelle Inhalte sind untersagt; wissenschaftliche, lehrende, dokumentarische und künstlerische Zwecke sind ausgenommen.',
        en: 'Only sexually explicit content is barred; scientific, educational, documentary and artistic purposes are exempt.',
      },
    },
  ],
  duties: [
    {
      kind: 'comply-aup',
      triggers: ['any-use'],
      sections: ['3.2'],
      note: {
        de: 'Nutzungsregeln und anwendbares Recht binden jede Nutzung.',
        en: 'Policy and applicable law bind every use.',
      },
    },
    {
      kind: 'no-allow-others-to-breach-aup',
      triggers: ['any-use'],
      sections: ['2.2', 'PUP opening sentence'],
      note: {
        de: 'Andere nicht zum Verstoß ermutigen oder ihn ihnen ermöglichen.',
        en: 'Neither encourage nor permit anybody else to violate the terms.',
      },
    },
    {
      kind: 'bind-individual-and-entity',
      triggers: ['any-use'],
      sections: ['2.1'],
      note: {
        de: 'Wer für eine Organisation handelt, schließt für sich selbst und für sie ab.',
        en: 'Whoever acts for an organisation enters into the terms for itself and for the organisation.',
      },
    },
    {
      kind: 'flow-down-use-restrictions',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['3.1 item 1'],
      note: {
        de: 'Als durchsetzbare Klausel in der eigenen Vereinbarung mit den Nutzern, dazu ein Hinweis an alle späteren Nutzer.',
        en: "As an enforceable provision in one's own agreement with users, and a notice to all later users.",
      },
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative', 'hosted-service'],
      sections: ['3.1 item 2'],
      note: {
        de: 'An jeden Dritten, der Gemma oder eine Bearbeitung erhält.',
        en: 'To every third party that receives Gemma or a derivative.',
      },
    },
    {
      kind: 'mark-modified-files',
      triggers: ['modify', 'distribute-derivative'],
      sections: ['3.1 item 3'],
      note: {
        de: 'Die Bedingung steht auch vor der bloßen Vervielfältigung.',
        en: 'The condition stands before mere reproduction as well.',
      },
    },
    {
      kind: 'notice-file',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['3.1 item 4'],
      fixedWords: ['Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms'],
      note: { de: 'Nicht bei einem gehosteten Dienst.', en: 'Not with a hosted service.' },
    },
  ],
  thresholds: [],
  territory: [],
  powers: [
    {
      kind: 'restrict-remotely',
      sections: ['3.2 last paragraph'],
      note: {
        de: 'Wo Google vernünftigerweise einen Verstoß annimmt, auch aus der Ferne.',
        en: 'Where Google reasonably believes that there is a breach, remotely as well.',
      },
    },
    {
      kind: 'aup-may-change',
      sections: ['3.2', 'PUP first line'],
      note: {
        de: 'Die Nutzungsregeln sind über eine Adresse einbezogen, und Google kann sie später ändern.',
        en: 'The policy is incorporated by address, and Google may change it later.',
      },
    },
    { kind: 'terminate-on-breach', sections: ['4.5'] },
    { kind: 'model-may-update', sections: ['4.1'] },
  ],
  termination: {
    found: true,
    sections: ['4.5'],
    says: {
      de: 'Google kann bei jedem Verstoß kündigen. Danach sind alle Kopien von Gemma und seinen Bearbeitungen zu löschen und weder zu nutzen noch weiterzugeben; Definitionen, 2.1, 3.3 und 4.2 bis 4.9 gelten fort.',
      en: 'Google may terminate on any breach. All copies of Gemma and its derivatives then have to be deleted and neither used nor distributed; definitions, 2.1, 3.3 and 4.2 to 4.9 survive.',
    },
  },
  litigation: { found: false },
  indemnity: { found: false },
  disclaimer: {
    found: true,
    sections: ['4.3', '4.4'],
    says: {
      de: 'Keine Gewährleistung für Modell und Ausgaben; Haftung ausgeschlossen, soweit das Recht es zulässt.',
      en: 'No warranty for model and outputs; liability excluded as far as the law permits.',
    },
  },
  audit: { found: false },
  feedback: { found: false },
  governingLaw: {
    law: 'California',
    forum: 'courts of Santa Clara County, California',
    isCisgExcluded: true,
    sections: ['4.6'],
  },
  descent: {
    sections: ['1.1(e)', '1.1(e)(iii)', '3.1'],
    fineTune: { de: 'Model Derivative (1.1(e)(i) und (ii)).', en: 'A Model Derivative (1.1(e)(i) and (ii)).' },
    quantisation: { de: 'Model Derivative (1.1(e)(i)).', en: 'A Model Derivative (1.1(e)(i)).' },
    merge: { de: 'Model Derivative (1.1(e)(ii)).', en: 'A Model Derivative (1.1(e)(ii)).' },
    distillation: {
      de: 'Model Derivative (1.1(e)(iii)), wenn das Modell sich ähnlich verhalten soll; Training mit synthetischen Daten eingeschlossen.',
      en: 'A Model Derivative (1.1(e)(iii)) if the model is meant to perform similarly; training on synthetic data included.',
    },
    relicensing: {
      de: 'Weitere oder andere Bedingungen für eigene Änderungen sind erlaubt, dürfen diesen aber nicht widersprechen (3.1).',
      en: 'Additional or different terms for own modifications are permitted but must not conflict with these (3.1).',
    },
  },
} as const satisfies Partial<LicenceTerms>

/** The policy that both refer to; no later one was read. */
export const gemmaPolicy = {
  id: 'LicenseRef-gemma-pup-2024-02-21',
  role: 'policy',
  found: {
    repository: 'aboutcode-org/scancode-licensedb',
    path: 'docs/gemma-pup-2024-02-21.LICENSE',
    commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
  },
  source: 'collection-file',
  sha256: 'ca3477d4afc0c3f57acdca8f4b7469d91653ae96a3b0f9755756e49a2a096b82',
  wordSha256: '2a89eda445289a4423b3cef668a0b036bcb3e54f3a678c1e215be9ba89288e00',
  proseSha256: '81b271de469734fa9effc3041d127634d2b3f62325aee461f39f56b8a419194c',
  isHashUsable: true,
} as const satisfies LicenceTerms['texts'][number]

export const gemmaNotes = [
  {
    de: 'Die Nutzungsregeln können seit dem 21. Februar 2024 geändert worden sein; eine spätere Fassung wurde nicht gelesen.',
    en: 'The policy may have been changed since 21 February 2024; no later version was read.',
  },
  {
    de: 'Gemma 4 (2026) soll unter Apache-2.0 stehen (Berichte Dritter). Der Name der Familie entscheidet nie, nur Bestand, Fassung und Fingerabdruck.',
    en: 'Gemma 4 (2026) is reported to stand under Apache-2.0 (secondary sources). The name of the family never decides; repository, revision and fingerprint do.',
  },
] as const satisfies LicenceTerms['notes']
