import type { LicenceTerms } from '../terms.ts'

export const ccBySa40: LicenceTerms = {
  id: 'CC-BY-SA-4.0',
  name: 'CC BY-SA 4.0',
  version: '4.0',
  date: '2013-11-25',
  steward: 'Creative Commons',
  class: 'open-content',
  osaid: 'excluded',
  spdxExpression: 'CC-BY-SA-4.0',
  hubTags: ['cc-by-sa-4.0'],
  appliesTo: [],
  source: 'collection-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'CC-BY-SA-4.0',
      role: 'licence',
      found: {
        repository: 'Xtra-Computing/ModelGo',
        path: 'license_raw/CC-BY-SA-4.0.txt',
        commit: 'efe34fe995ebfc989f01a6026f14ef15ba663336',
      },
      source: 'collection-file',
      sha256: '23ee78c8bae49cf08ea2f0c84945c66b987ebe4520881fb51b3dad4fb43d07c2',
      wordSha256: 'a9daf24fd444b1b12d8a2474d5c575e2a69c0820af25127ce78436c5b6e77315',
      proseSha256: '9e6cea1247342ada2a126e536b8bf3f18c427ffa85d53a48800c7a2663527f9b',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: { value: 'yes', sections: ['2(a)(1)'] },
    internalUse: { value: 'yes', sections: ['2(a)(1)'] },
    hostedService: { value: 'conditional', sections: ['2(a)(1)'] },
    redistributeWeights: { value: 'conditional', sections: ['2(a)(1)', '3(a)'] },
    redistributeDerivatives: { value: 'conditional', sections: ['2(a)(1)', '3(b)'] },
    modify: { value: 'yes', sections: ['2(a)(1)'] },
    outputsTrainOtherModels: {
      value: 'silent',
      rule: 'silent',
      note: {
        de: 'Ob ein Training das Werk bearbeitet und ob Ausgaben davon noch etwas tragen, ist nicht geklärt.',
        en: 'Whether training adapts the work, and whether outputs still carry any of it, is unsettled.',
      },
    },
    patentGrant: { value: 'no', sections: ['2(b)(2)'] },
  },
  bans: [],
  duties: [
    {
      kind: 'attribution-notice',
      triggers: ['share'],
      sections: ['3(a)(1)'],
      note: {
        de: 'Urheber, Vermerke und Fundstelle, soweit der Lizenzgeber sie mitgibt.',
        en: 'Creators, notices and a link, as far as the licensor supplies them.',
      },
    },
    { kind: 'keep-notices', triggers: ['share'], sections: ['3(a)(1)(A)'] },
    {
      kind: 'mark-modified-files',
      triggers: ['share'],
      sections: ['3(a)(1)(B)'],
      note: {
        de: 'Eigene Änderungen angeben; Angaben über frühere stehen lassen, auch wo unverändert geteilt wird.',
        en: 'Say what was changed; leave in place what is said of earlier changes, also where nothing was changed.',
      },
    },
    {
      kind: 'provide-licence-copy',
      triggers: ['share'],
      sections: ['3(a)(1)(C)'],
      note: {
        de: 'Text oder Fundstelle der Lizenz.',
        en: 'The text of the licence or a link to it.',
      },
    },
    { kind: 'same-licence', triggers: ['share-adapted'], sections: ['3(b)'] },
  ],
  thresholds: [],
  territory: [],
  powers: [{ kind: 'auto-terminate', sections: ['6'] }],
  termination: {
    found: true,
    sections: ['6'],
    says: {
      de: 'Bei Verstoß enden die Rechte von selbst; sie leben auf, wenn er binnen 30 Tagen nach Entdeckung geheilt wird oder der Lizenzgeber es erklärt.',
      en: 'The rights end by themselves on a violation; they revive if it is cured within 30 days of its discovery, or if the licensor says so.',
    },
  },
  litigation: { found: false },
  indemnity: { found: false },
  disclaimer: {
    found: true,
    sections: ['5'],
    says: {
      de: 'Keine Gewährleistung und keine Haftung, soweit das Recht es zulässt.',
      en: 'No warranty and no liability as far as the law allows.',
    },
  },
  audit: { found: false },
  feedback: { found: false },
  descent: {
    sections: ['1', '2(a)(4)', '3(b)'],
    fineTune: {
      de: 'Soweit eine Bearbeitung vorliegt, unter derselben oder einer als vereinbar anerkannten Lizenz.',
      en: 'As far as it is adapted material, under the same licence or one approved as compatible.',
    },
    quantisation: {
      de: 'Rein technische Änderungen für ein anderes Format gelten nicht als Bearbeitung (2(a)(4)); ob eine Quantisierung rein technisch ist, ist nicht geklärt.',
      en: 'Merely technical modifications for another format never make adapted material (2(a)(4)); whether quantisation is merely technical is unsettled.',
    },
  },
  notes: [
    {
      de: 'Empfänger dürfen nicht durch weitere Bedingungen oder Kopierschutz beschränkt werden (2(a)(5)(C)).',
      en: 'Recipients may not be restricted by further terms or technological measures (2(a)(5)(C)).',
    },
    {
      de: 'Das besondere Recht an Datenbanken ist mitlizenziert (4); Persönlichkeits-, Marken- und Patentrechte sind es nicht (2(b)).',
      en: 'The sui generis right in databases is licensed as well (4); personality, trademark and patent rights are not (2(b)).',
    },
  ],
}
