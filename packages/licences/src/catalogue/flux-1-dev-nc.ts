import type { LicenceTerms } from '../terms.ts'

export const flux1DevNc: LicenceTerms = {
  id: 'LicenseRef-flux-1-dev-nc',
  name: 'FLUX.1 [dev] Non-Commercial License',
  version: '1',
  date: '2024-08',
  steward: 'Black Forest Labs, Inc.',
  class: 'non-commercial',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-flux-1-dev-nc',
  hubTags: [],
  appliesTo: ['FLUX.1 [dev]'],
  source: 'collection-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'LicenseRef-flux-1-dev-nc',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/flux-1-nc.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: 'ace37a6711a97ceaf7942a031a1c49bb8f52e4b4363e88401d2e912689d82137',
      wordSha256: '5d5cf068175217dc07ea4f87833a17272f91861e001788ddeb9cbbc8bfc84822',
      proseSha256: 'dadcba29f85339476ee0bb3f2281535da224101c287ab6e55e34b3e501f8cd2f',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'no',
      sections: ['1.c', '2.a', '2.b', '4.a(i)'],
      note: {
        de: 'Jeder andere Zweck braucht vorher eine eigene Lizenz des Herstellers, über die er frei entscheidet und für die er Geld verlangen kann (2.b).',
        en: 'Any other purpose needs a licence of its own from the maker first, which the maker may refuse and may charge for (2.b).',
      },
    },
    internalUse: {
      value: 'conditional',
      sections: ['1.c', '2.a', '2.b'],
      limits: ['non-commercial', 'non-production'],
      note: {
        de: 'Unternehmen dürfen außerhalb des Betriebs testen, bewerten und nicht gewerblich forschen, solange daraus weder unmittelbar noch mittelbar Geld fließt.',
        en: 'Companies may test, evaluate and do non-commercial research outside of production, as long as no payment arises from it, directly or indirectly.',
      },
    },
    hostedService: {
      value: 'no',
      sections: ['1.c', '2.b'],
      note: {
        de: 'Unmittelbarer Kontakt mit Endnutzern und Wirkungen auf sie sind ausdrücklich kein nicht gewerblicher Zweck.',
        en: 'Direct interaction with end users and effects on them are expressly no non-commercial purpose.',
      },
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['2.a', '3'],
      limits: ['non-commercial', 'non-production'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['2.a', '3'],
      limits: ['non-commercial', 'non-production'],
    },
    modify: { value: 'conditional', sections: ['2.a', '2.b'], limits: ['non-commercial', 'non-production'] },
    outputsTrainOtherModels: {
      value: 'conditional',
      sections: ['1.c', '2.d', '4.a'],
      rule: 'purpose-limited',
      limits: ['contradiction'],
      note: {
        de: '2.d gibt Ausgaben für jeden Zweck frei, nur nicht für ein Modell im Wettbewerb mit FLUX.1 [dev]; 4.a untersagt gewerbliche und produktive Zwecke für alle Daten, die das Modell erzeugt; und Training anderer Modelle für gewerbliche Nutzung ist nach 1.c kein nicht gewerblicher Zweck.',
        en: '2.d sets outputs free for any purpose except a model that competes with FLUX.1 [dev]; 4.a bars commercial and production purposes for any data that the model produces; and by 1.c training other models for commercial use is no non-commercial purpose.',
      },
    },
    patentGrant: {
      value: 'silent',
      note: {
        de: 'Erlaubt werden Handlungen (2.a); Patente sind nicht genannt, weitere Lizenzen ausgeschlossen (2.c).',
        en: 'Acts are permitted (2.a); patents are not named, further licences are excluded (2.c).',
      },
    },
  },
  bans: [
    { tag: 'commercial', strength: 'absolute', sections: ['4.a(i)'] },
    { tag: 'production', strength: 'absolute', sections: ['4.a(i)'] },
    { tag: 'military', strength: 'absolute', sections: ['4.a(ii)'] },
    {
      tag: 'surveillance',
      strength: 'absolute',
      sections: ['4.a(iii)'],
      note: {
        de: 'Auch Forschung und Entwicklung zur Überwachung.',
        en: 'Research and development on surveillance as well.',
      },
    },
    { tag: 'biometrics', strength: 'absolute', sections: ['4.a(iv)'] },
    { tag: 'ip-infringement', strength: 'absolute', sections: ['4.a(v)'] },
    {
      tag: 'illegal-generic',
      strength: 'absolute',
      sections: ['4.a(vi)'],
      note: {
        de: 'Die DSGVO ist ausdrücklich genannt.',
        en: 'The GDPR is named expressly.',
      },
    },
    {
      tag: 'safety-circumvention',
      strength: 'absolute',
      sections: ['4.c'],
      note: {
        de: 'Schutz und Nutzungsbeschränkungen umgehen oder entfernen, abgeschaltete Funktionen freischalten.',
        en: 'Circumventing or removing protection and usage restrictions, enabling what was disabled.',
      },
    },
    {
      tag: 'trade-control',
      strength: 'absolute',
      sections: ['4.e', '4.f'],
      note: {
        de: 'Ausfuhr- und Sanktionsrecht der USA und anderer Staaten; auch gesperrte Empfänger und das Verschleiern des Standorts.',
        en: 'Export and sanctions law of the United States and others; also barred recipients and disguising the location.',
      },
    },
    {
      tag: 'itar-bwc-cwc',
      strength: 'absolute',
      sections: ['4.f'],
      note: {
        de: 'Zwecke, die das Ausfuhrrecht verbietet: nukleare, chemische und biologische Waffen sowie Raketentechnik.',
        en: 'Purposes that export law prohibits: nuclear, chemical and biological weapons, and missile technology.',
      },
    },
  ],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['3.a'],
      note: {
        de: 'Dazu der Hinweis, dass die Empfänger ihre Rechte unmittelbar vom Hersteller erhalten.',
        en: 'With the statement that recipients get their rights from the maker directly.',
      },
    },
    {
      kind: 'attribution-notice',
      triggers: ['distribute-weights', 'distribute-derivative'],
      sections: ['3.b'],
      fixedWords: [
        'The FLUX.1 [dev] Model is licensed by Black Forest Labs. Inc. under the FLUX.1 [dev] Non-Commercial License. Copyright Black Forest Labs. Inc. IN NO EVENT SHALL BLACK FOREST LABS, INC. BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH USE OF THIS MODEL.',
      ],
      note: {
        de: 'Gut sichtbar bei der Weitergabe, etwa in einer Textdatei namens „Notice“.',
        en: 'Prominently alongside what is distributed, for example in a text file named "Notice".',
      },
    },
    {
      kind: 'mark-modified-files',
      triggers: ['distribute-derivative'],
      sections: ['3.c'],
      note: {
        de: 'Der Hinweis muss sagen, dass das Modell verändert wurde.',
        en: 'The notice has to state that the model was modified.',
      },
    },
    { kind: 'no-endorsement-claim', triggers: ['distribute-derivative'], sections: ['3.e'] },
    {
      kind: 'keep-notices',
      triggers: ['modify', 'distribute-weights', 'distribute-derivative'],
      sections: ['4.b'],
      note: {
        de: 'Urheber- und Eigentumsvermerke weder ändern noch entfernen.',
        en: 'Copyright and proprietary notices are neither altered nor removed.',
      },
    },
  ],
  thresholds: [],
  territory: [],
  powers: [
    { kind: 'revocable', sections: ['2.a'] },
    { kind: 'auto-terminate', sections: ['2.a', '8.a'] },
    { kind: 'revoke-any-time', sections: ['8.b'] },
  ],
  termination: {
    found: true,
    sections: ['8.a', '8.b', '8.d'],
    says: {
      de: 'Endet von selbst mit jedem Verstoß, und der Hersteller kann jederzeit ohne Grund durch Mitteilung kündigen. Danach enden Nutzung und Weitergabe auch aller Bearbeitungen; 2.c, 2.d und 4 bis 11 gelten fort.',
      en: 'Ends by itself with any breach, and the maker may terminate at any time without cause by notice. Use and distribution then end, of all derivatives too; 2.c, 2.d and 4 to 11 survive.',
    },
  },
  litigation: {
    found: true,
    sections: ['8.c'],
    says: {
      de: 'Wer den Hersteller oder einen anderen verklagt, weil Modell oder Bearbeitungen eigene Rechte verletzten, verliert mit der Klage alle Lizenzen.',
      en: 'Whoever sues the maker or anybody else because the model or derivatives infringe its own rights loses all licences on filing.',
    },
  },
  indemnity: {
    found: true,
    sections: ['7'],
    says: {
      de: 'Der Nutzer stellt den Hersteller und verbundene Personen von Ansprüchen aus seiner Nutzung, auch der Ausgaben, frei; der Hersteller kann die Verteidigung an sich ziehen.',
      en: 'The user indemnifies the maker and related persons against claims from its use, outputs included; the maker may take over the defence.',
    },
  },
  disclaimer: {
    found: true,
    sections: ['5', '6'],
    says: {
      de: 'Keine Gewährleistung, keine Haftung. Wer das Modell dort einsetzt, wo ein Fehler Menschen schwer schaden kann, tut es auf eigene Gefahr und verpflichtet sich zu angemessenen Schutzmaßnahmen.',
      en: 'No warranty, no liability. Whoever uses the model where a fault may seriously harm people does so at its own risk and undertakes to put appropriate safeguards in place.',
    },
  },
  governingLaw: { law: 'Delaware', sections: ['11'] },
  audit: { found: false },
  feedback: { found: false },
  descent: {
    sections: ['1.a', '1.c', '2.a', '2.d', '3.d'],
    fineTune: {
      de: 'Bearbeitung (1.a): alle Beschränkungen gelten weiter (2.a).',
      en: 'A Derivative (1.a): all restrictions go on to bind it (2.a).',
    },
    quantisation: {
      de: 'Veränderte Fassung und damit Bearbeitung (1.a).',
      en: 'A modified version, so a Derivative (1.a).',
    },
    merge: {
      de: 'Werk, das auf dem Modell beruht: Bearbeitung (1.a).',
      en: 'A work based on the model: a Derivative (1.a).',
    },
    distillation: {
      de: 'Ausgaben sind keine Bearbeitung (1.a). Training eines Modells im Wettbewerb ist untersagt (2.d); Destillieren für gewerbliche Nutzung ist kein nicht gewerblicher Zweck (1.c).',
      en: 'Outputs are no Derivative (1.a). Training a competing model is barred (2.d); distilling for commercial use is no non-commercial purpose (1.c).',
    },
    relicensing: {
      de: 'Eigene Bedingungen für Bearbeitungen dürfen die Rechte aus dieser Lizenz weder beschränken noch ihr widersprechen (3.d, 4.d).',
      en: 'Own terms for derivatives may neither limit the rights under this licence nor conflict with it (3.d, 4.d).',
    },
  },
  notes: [
    {
      de: 'Die Überschriften tragen in der gelesenen Kopie keine Nummern; sie sind der Reihe nach gezählt, die Absätze darunter mit Buchstaben.',
      en: 'Headings carry no numbers in the copy that was read; they are counted in order, the paragraphs below them by letters.',
    },
    {
      de: 'Der Text widerspricht sich: Ausgaben sind auch gewerblich frei (2.d), doch 4.a untersagt gewerbliche Nutzung aller Daten, die das Modell erzeugt.',
      en: 'The text contradicts itself: outputs are free for commercial use as well (2.d), yet 4.a bars commercial use of any data that the model produces.',
    },
    {
      de: 'Auch privates Ausprobieren und gemeinnützige Zwecke gemeinnütziger Organisationen sind nicht gewerblich (1.c); ob sie produktiv sein dürfen, lässt 4.a(i) nicht erkennen. Der Katalog liest streng.',
      en: 'Private experiments and charitable purposes of charities are non-commercial as well (1.c); whether they may be production, 4.a(i) does not show. The catalogue reads strictly.',
    },
    {
      de: 'Von dieser Lizenz sind mehrere Fassungen in Umlauf; es gilt nur die mit dem genannten Fingerabdruck.',
      en: 'Several versions of this licence are in circulation; only the one with the named fingerprint is meant.',
    },
  ],
}
