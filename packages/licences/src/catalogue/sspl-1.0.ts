import type { LicenceTerms } from '../terms.ts'

export const sspl10: LicenceTerms = {
  id: 'SSPL-1.0',
  name: 'Server Side Public License',
  version: '1',
  date: '2018-10-16',
  steward: 'MongoDB',
  class: 'source-available',
  osaid: 'excluded',
  spdxExpression: 'SSPL-1.0',
  hubTags: [],
  appliesTo: [],
  source: 'collection-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'SSPL-1.0',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/mongodb-sspl-1.0.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: 'cd465cf1cee64ba297e49660a717cafd90d170da79f6184798e234fd45c0574e',
      wordSha256: 'a88539390090187c5eac263036a4f207a40dad35e93bc115afc647923f2b8cc2',
      proseSha256: 'e450774b529f0be809d962ef6fe0303623c735da64874d9cecd868179eb2ada3',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: { value: 'yes', sections: ['2'] },
    internalUse: {
      value: 'yes',
      sections: ['2'],
      note: {
        de: 'Betrieb für eigene Zwecke; Ziffer 13 betrifft nur Dienste für Dritte.',
        en: 'Running it for own purposes; section 13 concerns services for third parties only.',
      },
    },
    hostedService: {
      value: 'conditional',
      sections: ['2', '13'],
      note: {
        de: 'Wer die Funktionen des Programms Dritten als Dienst anbietet, gibt den Quelltext des ganzen Dienstes frei. Ein Dienst mit anderem Zweck, der nur seine Daten im Programm hält, bietet diese Funktionen nicht an.',
        en: 'Whoever offers the functions of the program to third parties as a service releases the source of the whole service. A service with another purpose that merely keeps its data in the program does not offer those functions.',
      },
    },
    redistributeWeights: { value: 'conditional', sections: ['4', '6'] },
    redistributeDerivatives: { value: 'conditional', sections: ['4', '5', '6'] },
    modify: { value: 'conditional', sections: ['2', '5'] },
    outputsTrainOtherModels: {
      value: 'yes',
      sections: ['2'],
      rule: 'free',
      note: {
        de: 'Ausgaben fallen nur dann unter die Lizenz, wenn sie ihrem Inhalt nach selbst ein erfasstes Werk sind.',
        en: 'Output falls under the licence only if its content is itself a covered work.',
      },
    },
    patentGrant: { value: 'yes', sections: ['11'] },
  },
  bans: [],
  duties: [
    {
      kind: 'release-service-source',
      triggers: ['hosted-service'],
      sections: ['13'],
      note: {
        de: 'Samt Verwaltung, Oberfläche, Automatisierung, Überwachung, Sicherung und Speicherung, unentgeltlich für alle. Entfällt, wenn der Dienst einen anderen Zweck hat und Dritten nicht die Funktionen des Programms gibt.',
        en: 'Management, interface, automation, monitoring, backup and storage included, free of charge for everybody. It falls away where the service has another purpose and does not give third parties the functions of the program.',
      },
    },
    { kind: 'provide-source', triggers: ['distribute-software'], sections: ['6'] },
    { kind: 'provide-licence-copy', triggers: ['distribute-software'], sections: ['4'] },
    { kind: 'keep-notices', triggers: ['distribute-software'], sections: ['4'] },
    { kind: 'mark-modified-files', triggers: ['distribute-derivative'], sections: ['5'] },
    { kind: 'same-licence', triggers: ['distribute-derivative'], sections: ['5'] },
  ],
  thresholds: [],
  territory: [],
  powers: [{ kind: 'auto-terminate', sections: ['8'] }],
  termination: {
    found: true,
    sections: ['8'],
    says: {
      de: 'Bei Verstoß enden die Rechte von selbst. Sie leben auf, wenn er endet und 60 Tage keine Rüge kommt oder wenn der erste gerügte Verstoß binnen 30 Tagen geheilt wird.',
      en: 'The rights end by themselves on a violation. They revive if it stops and no notice comes for 60 days, or if the first notified violation is cured within 30 days.',
    },
  },
  litigation: {
    found: true,
    sections: ['10'],
    says: {
      de: 'Wer Rechte aus der Lizenz ausübt, darf nicht wegen Patentverletzung durch das Programm klagen.',
      en: 'Whoever exercises rights under the licence may not sue over patent infringement by the program.',
    },
  },
  indemnity: { found: false },
  disclaimer: {
    found: true,
    sections: ['15', '16', '17'],
    says: {
      de: 'Keine Gewährleistung und keine Haftung, soweit das Recht es zulässt.',
      en: 'No warranty and no liability as far as the law allows.',
    },
  },
  audit: { found: false },
  feedback: { found: false },
  notes: [
    {
      de: 'Bis auf Ziffer 13 und die Vorbehalte zu ihren Gunsten in Ziffer 2 fast wortgleich mit der AGPL-3.0; von der OSI nicht anerkannt.',
      en: 'Almost the words of AGPL-3.0 except for section 13 and the reservations for it in section 2; not approved by the OSI.',
    },
  ],
}
