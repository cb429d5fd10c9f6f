import type { LicenceTerms } from '../terms.ts'

export const ccByNcNd40: LicenceTerms = {
  id: 'CC-BY-NC-ND-4.0',
  name: 'CC BY-NC-ND 4.0',
  version: '4.0',
  date: '2013-11-25',
  steward: 'Creative Commons',
  class: 'non-commercial',
  osaid: 'excluded',
  spdxExpression: 'CC-BY-NC-ND-4.0',
  hubTags: ['cc-by-nc-nd-4.0'],
  appliesTo: [],
  source: 'collection-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'CC-BY-NC-ND-4.0',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/cc-by-nc-nd-4.0.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '78d0eef699abb914f80accd8900bf76dc948a8b5a721e7f7ca7c198a872949d1',
      wordSha256: 'de970f0d05e69978e0fca977cc9d66bd21663ad4e4c62854d19ec4f3b7df4c83',
      proseSha256: '259089aed684e3e187b96f14cec7a697bc5438430d65b50167b71b6f09c18653',
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
        de: 'Nicht gewerblich ist, was nicht vorrangig auf geschäftlichen Vorteil oder Entgelt zielt; dass eine Nutzung im Unternehmen bleibt, macht sie noch nicht dazu (1(h)).',
        en: 'Non-commercial is what is not primarily aimed at commercial advantage or payment; staying inside a company does not make a use so (1(h)).',
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
    redistributeDerivatives: {
      value: 'no',
      sections: ['2(a)(1)', '3(a)(1)'],
      note: {
        de: 'Bearbeitungen dürfen entstehen, aber nicht geteilt werden.',
        en: 'Adapted material may be made but not shared.',
      },
    },
    modify: {
      value: 'conditional',
      sections: ['2(a)(1)'],
      limits: ['non-commercial'],
      note: {
        de: 'Bearbeitungen dürfen nicht gewerblich entstehen und vervielfältigt, aber nicht geteilt werden.',
        en: 'Adapted material may be made and reproduced non-commercially, but not shared.',
      },
    },
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
      de: 'Bearbeitung: im eigenen Haus gestattet, teilen nicht.',
      en: 'Adapted material: granted in-house, not to be shared.',
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
