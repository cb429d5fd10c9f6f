import type { LicenceTerms } from '../terms.ts'

export const ccByNc40: LicenceTerms = {
  id: 'CC-BY-NC-4.0',
  name: 'CC BY-NC 4.0',
  version: '4.0',
  date: '2013-11-25',
  steward: 'Creative Commons',
  class: 'non-commercial',
  osaid: 'excluded',
  spdxExpression: 'CC-BY-NC-4.0',
  hubTags: ['cc-by-nc-4.0'],
  appliesTo: [],
  source: 'collection-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'CC-BY-NC-4.0',
      role: 'licence',
      found: {
        repository: 'Xtra-Computing/ModelGo',
        path: 'license_raw/CC-BY-NC-4.0.txt',
        commit: 'efe34fe995ebfc989f01a6026f14ef15ba663336',
      },
      source: 'collection-file',
      sha256: '3711f963c05d0be80d53e5923308a6dee31b203da23435c9cfb7c7b6e4dd5e19',
      wordSha256: 'ad29e5e435f95d5ab290546ecbf1154a1cde559f25e8ac43485f556a103d03af',
      proseSha256: '34e6561e4cb188766e2356b6ae1eebfe543caf360e734cc0310641d21c1b59c5',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: { value: 'no', sections: ['2(a)(1)', '1 NonCommercial'] },
    internalUse: {
      value: 'conditional',
      sections: ['2(a)(1)', '1 NonCommercial'],
      limits: ['non-commercial'],
      note: {
        de: 'Nicht gewerblich ist, was nicht vorrangig auf geschäftlichen Vorteil oder Entgelt zielt; dass eine Nutzung im Unternehmen bleibt, macht sie noch nicht dazu (1(i)).',
        en: 'Non-commercial is what is not primarily aimed at commercial advantage or payment; staying inside a company does not make a use so (1(i)).',
      },
    },
    hostedService: {
      value: 'conditional',
      sections: ['2(a)(1)'],
      limits: ['non-commercial', 'hosting-undecided'],
      note: {
        de: 'Ein gewerblicher Dienst für Dritte ist nicht gestattet; ob ein anderer keinem geschäftlichen Vorteil dient, auch keinem mittelbaren, entscheidet eine Person.',
        en: 'A commercial service for others is not granted; whether another one serves no commercial advantage, not even an indirect one, is for a person to decide.',
      },
    },
    redistributeWeights: { value: 'conditional', sections: ['2(a)(1)', '3(a)'], limits: ['non-commercial'] },
    redistributeDerivatives: { value: 'conditional', sections: ['2(a)(1)', '3(a)'], limits: ['non-commercial'] },
    modify: { value: 'conditional', sections: ['2(a)(1)'], limits: ['non-commercial'] },
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
  bans: [{ tag: 'commercial', strength: 'absolute', sections: ['2(a)(1)', '1 NonCommercial'] }],
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
    sections: ['1', '2(a)(4)', '3(a)'],
    fineTune: {
      de: 'Soweit eine Bearbeitung vorliegt, darf sie unter eigener Lizenz stehen, solange Empfänger diese Lizenz einhalten können.',
      en: 'As far as it is adapted material it may come under a licence of its own, as long as recipients can keep this one.',
    },
    quantisation: {
      de: 'Rein technische Änderungen für ein anderes Format gelten nicht als Bearbeitung (2(a)(4)); ob eine Quantisierung rein technisch ist, ist nicht geklärt.',
      en: 'Merely technical modifications for another format never make adapted material (2(a)(4)); whether quantisation is merely technical is unsettled.',
    },
  },
  notes: [
    {
      de: 'Empfänger dürfen nicht durch weitere Bedingungen oder Kopierschutz beschränkt werden (2(a)(5)(B)).',
      en: 'Recipients may not be restricted by further terms or technological measures (2(a)(5)(B)).',
    },
    {
      de: 'Das besondere Recht an Datenbanken ist mitlizenziert (4); Persönlichkeits-, Marken- und Patentrechte sind es nicht (2(b)).',
      en: 'The sui generis right in databases is licensed as well (4); personality, trademark and patent rights are not (2(b)).',
    },
  ],
}
