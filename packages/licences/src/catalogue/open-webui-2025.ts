import type { LicenceTerms } from '../terms.ts'

export const openWebui2025: LicenceTerms = {
  id: 'LicenseRef-open-webui-2025',
  name: 'Open WebUI License',
  version: '2025-04/05',
  date: '2025-04',
  steward: 'Open WebUI',
  class: 'source-available',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-open-webui-2025',
  hubTags: [],
  appliesTo: ['Open WebUI from 0.6.6'],
  source: 'collection-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'LicenseRef-open-webui-2025',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/open-webui-2025.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '3c62fa2d041cea25e6baf17ab047a7d6442d29d69baa8517d175522f126d4fb3',
      wordSha256: '3c7a44d8bc178fb992952f4dc7e1b452f660c859834c6174670f9bf65b8c62f8',
      proseSha256: '17e862ce0cf5a5bd34b79c34c45c50421b39e1a5afabe72c416be390d354d617',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: { value: 'yes', sections: ['BSD part'] },
    internalUse: { value: 'yes', sections: ['BSD part'] },
    hostedService: { value: 'yes', sections: ['BSD part'] },
    redistributeWeights: { value: 'conditional', sections: ['BSD part', '1', '2', '3', '4'] },
    redistributeDerivatives: { value: 'conditional', sections: ['BSD part', '1', '2', '3', '4'] },
    modify: {
      value: 'conditional',
      sections: ['BSD part', '4'],
      note: {
        de: 'Ändern ist gestattet; Name, Logo und sonstige Kennzeichen bleiben, soweit nicht 5 oder 6 etwas anderes sagt.',
        en: 'Modification is granted; name, logo and other identifiers stay unless 5 or 6 says otherwise.',
      },
    },
    outputsTrainOtherModels: { value: 'yes', sections: ['whole text: silent'], rule: 'free' },
    patentGrant: {
      value: 'silent',
      note: { de: 'Der Text nennt Patente nicht.', en: 'The text does not name patents.' },
    },
  },
  bans: [],
  duties: [
    { kind: 'keep-notices', triggers: ['distribute-software'], sections: ['1', '2'] },
    { kind: 'no-endorsement-claim', triggers: ['distribute-derivative'], sections: ['3'] },
    {
      kind: 'keep-branding',
      triggers: ['deploy', 'distribute-software'],
      sections: ['4'],
      sinceVersion: '0.6.6',
      note: {
        de: 'Gilt für jeden Einsatz, nicht nur für die Weitergabe, auch im eigenen Haus. Ausgenommen sind höchstens 50 Endnutzer in 30 Tagen, Beitragende mit schriftlicher Erlaubnis und Inhaber einer Unternehmenslizenz (5).',
        en: 'Holds for any deployment, not for distribution only, in-house as well. Excepted are at most 50 end users in 30 days, contributors with written permission and holders of an enterprise licence (5).',
      },
    },
  ],
  thresholds: [
    {
      metric: 'end-users-30-days',
      above: 50,
      unit: 'users',
      measured: {
        rule: 'continuous',
        window: { de: 'beliebige 30 aufeinanderfolgende Tage', en: 'any rolling 30 days' },
      },
      of: 'deployment',
      scope: {
        de: 'natürliche Personen mit unmittelbarem Zugang zu diesem Einsatz',
        en: 'natural persons with direct access to this deployment',
      },
      effect: 'branding-locked',
      sections: ['5(i)'],
      sinceVersion: '0.6.6',
    },
  ],
  territory: [],
  powers: [],
  termination: {
    found: true,
    sections: ['5'],
    says: {
      de: 'Unerlaubtes Entfernen oder Ändern der Marke ist ein wesentlicher Verstoß gegen die Lizenz.',
      en: 'Removing or altering the branding without leave is a material breach of the licence.',
    },
  },
  litigation: { found: false },
  indemnity: { found: false },
  disclaimer: {
    found: true,
    sections: ['as-is paragraph'],
    says: { de: 'Keine Gewährleistung und keine Haftung.', en: 'No warranty and no liability.' },
  },
  audit: { found: false },
  feedback: { found: false },
  notes: [
    {
      de: 'Code bis Fassung 0.6.5 bleibt nach Ziffer 6 unter BSD-3-Clause; ab 0.6.6 ist der Bestand gemischt.',
      en: 'Code up to version 0.6.5 stays under BSD-3-Clause by clause 6; from 0.6.6 on the work is mixed.',
    },
    {
      de: 'Ein Entwurf der Klausel vom April 2025 lautet anders, und spätere Fassungen (gesehen bei 0.11.4, nur im Auszug) sind umformuliert: Der Fingerabdruck der Datei entscheidet.',
      en: 'A draft of the clause of April 2025 reads differently, and later versions (seen at 0.11.4, in an excerpt only) are reworded: the fingerprint of the file decides.',
    },
  ],
}
