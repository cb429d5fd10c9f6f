import type { Text } from '@stellwerk/contract/language'

import type { Ban, Duty, LicenceTerms, LicensorPower, Right, Sections, Territory, Threshold } from '../terms.ts'

// What the agreements of Llama 2 to 4 and their policies have in common: word for word but for names, dates and layout. The texts
// were compared with each other on 2026-11-23; what differs stands in the entry of the version.
//
// Sections of the policy are counted by position (first item, its second sub-item …), because the copies number it in different
// ways or not at all. A section is therefore to be cited together with the fingerprint of the text.

/** By which the policy becomes part of the agreement. */
export const policyBoundBy: Sections = ['1.b.iv']

const unlawfulConductOnly: Text = {
  de: 'Untersagt ist Diskriminierung und anderes rechtswidriges oder schädigendes Verhalten in diesem Bereich, nicht der Einsatz in diesem Bereich als solcher.',
  en: 'What is barred is discrimination and other unlawful or harmful conduct in this field, not use in this field as such.',
}

const opening: readonly Ban[] = [
  {
    tag: 'violence-terror',
    strength: 'absolute',
    sections: ['AUP 1.1.1', 'AUP 1.1.3', 'AUP 2.5', 'AUP 2.6'],
    note: {
      de: 'Gewalt und Terror, Menschenhandel und sexuelle Gewalt, Selbstverletzung sowie Inhalte, die zu Gewalt anstiften sollen.',
      en: 'Violence and terrorism, human trafficking and sexual violence, self-harm, and content that is meant to incite violence.',
    },
  },
  {
    tag: 'minors',
    strength: 'absolute',
    sections: ['AUP 1.1.2', 'AUP 1.1.3', 'AUP 1.1.4'],
    note: {
      de: 'Auch Menschenhandel und Ausbeutung, das Unterlassen einer Meldung von Missbrauchsdarstellungen und einer gesetzlich verlangten Altersprüfung.',
      en: 'Also trafficking and exploitation, failing to report abuse material, and failing to use an age check that the law requires.',
    },
  },
  {
    tag: 'sexual-content',
    strength: 'intent',
    sections: ['AUP 1.1.5'],
    note: {
      de: 'Genannt ist sexuelle Anbahnung unter den rechtswidrigen Handlungen, nicht jeder sexuelle Inhalt.',
      en: 'Sexual solicitation is named among unlawful acts, not every sexual content.',
    },
  },
]

const conduct: readonly Ban[] = [
  {
    tag: 'trade-control',
    strength: 'absolute',
    sections: ['1.b.iv'],
    note: {
      de: 'Die Nutzung muss dem Recht folgen, das Außenwirtschaftsrecht ist eigens genannt.',
      en: 'Use has to comply with the law, and trade compliance law is named.',
    },
  },
  {
    tag: 'defamation-harassment',
    strength: 'absolute',
    sections: ['AUP 1.2', 'AUP 3.2'],
    note: {
      de: 'Belästigung, Bedrohung und Mobbing; verleumderische Inhalte unter den Täuschungen.',
      en: 'Harassment, threats and bullying; defamatory content among the deceptions.',
    },
  },
  { tag: 'discrimination-protected', strength: 'absolute', sections: ['AUP 1.3'] },
  { tag: 'employment-decision', strength: 'intent', sections: ['AUP 1.3'], note: unlawfulConductOnly },
  { tag: 'essential-services', strength: 'intent', sections: ['AUP 1.3'], note: unlawfulConductOnly },
  {
    tag: 'unlicensed-profession',
    strength: 'unlicensed-only',
    sections: ['AUP 1.4'],
    note: {
      de: 'Untersagt ist nur die Ausübung eines Berufs ohne Zulassung; Finanzen, Recht und Gesundheit sind Beispiele.',
      en: 'Only practising a profession without authorisation is barred; finance, law and health are examples.',
    },
  },
]

const otherRights: readonly Ban[] = [
  { tag: 'ip-infringement', strength: 'absolute', sections: ['AUP 1.6'] },
  { tag: 'malware-cyber', strength: 'absolute', sections: ['AUP 1.7'] },
]

function privateData(note: Text): readonly Ban[] {
  return [
    { tag: 'sensitive-data', strength: 'without-consent', sections: ['AUP 1.5'], note },
    { tag: 'pii-harm', strength: 'without-consent', sections: ['AUP 1.5'], note },
  ]
}

/** Named below a lead-in on activities that endanger life and limb. */
function dangers(controlledGoods: Text): readonly Ban[] {
  return [
    { tag: 'military', strength: 'risk-linked', sections: ['AUP 2.1'] },
    { tag: 'nuclear', strength: 'risk-linked', sections: ['AUP 2.1'] },
    { tag: 'espionage', strength: 'risk-linked', sections: ['AUP 2.1'] },
    { tag: 'itar-bwc-cwc', strength: 'risk-linked', sections: ['AUP 2.1'], note: controlledGoods },
    {
      tag: 'weapons',
      strength: 'risk-linked',
      sections: ['AUP 2.2'],
      note: {
        de: 'Schusswaffen und verbotene Waffen, ihre Entwicklung eingeschlossen.',
        en: 'Guns and illegal weapons, including their development.',
      },
    },
    { tag: 'drugs', strength: 'risk-linked', sections: ['AUP 2.3'] },
    {
      tag: 'critical-infrastructure',
      strength: 'risk-linked',
      sections: ['AUP 2.4'],
      note: {
        de: 'Gemeint ist der Betrieb von Anlagen, Verkehrsmitteln oder schweren Maschinen, nicht Büroarbeit bei einem Betreiber.',
        en: 'Operating plants, means of transport or heavy machinery is meant, not office work at an operator of them.',
      },
    },
  ]
}

/** Named below a lead-in on intended deception. */
const deceptions: readonly Ban[] = [
  {
    tag: 'disinformation',
    strength: 'intent',
    sections: ['AUP 3.1'],
    note: { de: 'Betrug und Desinformation mit Täuschungsabsicht.', en: 'Fraud and disinformation meant to deceive.' },
  },
  { tag: 'spam-fake-engagement', strength: 'absolute', sections: ['AUP 3.3', 'AUP 3.6'] },
  {
    tag: 'impersonation',
    strength: 'without-consent',
    sections: ['AUP 3.4'],
    note: {
      de: 'Erlaubt mit Zustimmung, Ermächtigung oder gesetzlichem Recht.',
      en: 'Permitted with consent, authorisation or a legal right.',
    },
  },
  {
    tag: 'undisclosed-ai',
    strength: 'intent',
    sections: ['AUP 3.5'],
    note: {
      de: 'Untersagt ist, maschinelle Ausgaben in Täuschungsabsicht als menschlich auszugeben. Ob bloßes Schweigen darunter fällt, sagt der Text nicht.',
      en: 'What is barred is passing machine output off as human in order to deceive. Whether mere silence amounts to that, the text does not say.',
    },
  },
  {
    tag: 'end-user-disclosure',
    strength: 'absolute',
    sections: ['AUP 4'],
    note: {
      de: 'Bekannte Gefahren des eigenen KI-Systems sind den Endnutzern angemessen mitzuteilen.',
      en: "Known dangers of one's own AI system have to be disclosed to end users in an appropriate way.",
    },
  },
]

/** The policy beside Llama 2, 3 and 3.1: three texts that differ in names alone. */
export const policyOfLlama2To31: readonly Ban[] = [
  ...opening,
  { tag: 'illegal-generic', strength: 'absolute', sections: ['1.b.iv', 'AUP 1.1.6'] },
  ...conduct,
  ...privateData({
    de: 'Erlaubt mit den Rechten und Einwilligungen, die das anwendbare Recht verlangt.',
    en: 'Permitted with the rights and consents that applicable law requires.',
  }),
  ...otherRights,
  ...dangers({
    de: 'In dieser Fassung sind nur Güter unter den ITAR-Vorschriften der USA genannt.',
    en: 'This version names items under the ITAR rules of the United States only.',
  }),
  ...deceptions,
]

/** The policy beside Llama 3.2, 3.3 and 4: adds safeguards, biological and chemical weapons, harmful tools. */
export const policyOfLlama32To4: readonly Ban[] = [
  ...opening,
  {
    tag: 'illegal-generic',
    strength: 'absolute',
    sections: ['1.b.iv', 'AUP 1.1.6', 'AUP 5'],
    note: {
      de: 'Auch das Zusammenspiel mit Werkzeugen, die für Rechtswidriges gemacht sind, und die Behauptung, deren Ausgaben gehörten zu Meta.',
      en: 'Also interacting with tools made for unlawful ends, and claiming that their output is associated with Meta.',
    },
  },
  ...conduct,
  ...privateData({
    de: 'Erlaubt, wenn das Recht dazu nach anwendbarem Recht erlangt wurde.',
    en: 'Permitted once the right to do so was obtained under applicable law.',
  }),
  ...otherRights,
  {
    tag: 'safety-circumvention',
    strength: 'absolute',
    sections: ['AUP 1.8'],
    note: {
      de: 'Absichtliches Umgehen oder Entfernen von Nutzungsbeschränkungen und Schutzvorkehrungen; auch das Freischalten von Funktionen, die Meta abgeschaltet hat.',
      en: 'Intentionally circumventing or removing usage restrictions and safeguards; also enabling what Meta has disabled.',
    },
  },
  ...dangers({
    de: 'Genannt sind Güter unter den ITAR-Vorschriften der USA und unter den Gesetzen der USA zu biologischen und chemischen Waffen.',
    en: 'Items under the ITAR rules of the United States and under its acts on biological and chemical weapons are named.',
  }),
  ...deceptions,
]

/** Duties of every use. */
export const policyDuties: readonly Duty[] = [
  { kind: 'comply-aup', triggers: ['any-use'], sections: ['1.b.iv'] },
  {
    kind: 'no-allow-others-to-breach-aup',
    triggers: ['any-use'],
    sections: ['AUP opening sentence of Prohibited Uses'],
    note: {
      de: 'Die Zusage umfasst auch, anderen keine untersagte Nutzung zu ermöglichen.',
      en: 'The promise includes not letting others put the model to a barred use.',
    },
  },
]

export const grant = {
  commercialUse: {
    value: 'conditional',
    sections: ['1.a', '2'],
    note: {
      de: 'Gewerbliche Nutzung ist nicht ausgenommen; nur sehr große Gruppen brauchen vorher eine Erlaubnis von Meta (2).',
      en: 'Commercial use is not excepted; only very large groups need a licence from Meta first (2).',
    },
  },
  internalUse: { value: 'yes', sections: ['1.a'] },
  redistributeWeights: { value: 'conditional', sections: ['1.a', '1.b.i', '1.b.iii'] },
  redistributeDerivatives: { value: 'conditional', sections: ['1.a', '1.b.i', '1.b.iii'] },
  modify: { value: 'yes', sections: ['1.a'] },
  patentGrant: {
    value: 'silent',
    note: {
      de: 'Lizenziert werden „geistiges Eigentum und andere Rechte“ von Meta an den Materialien (1.a); Patente sind nicht eigens genannt.',
      en: 'Meta licenses its intellectual property and other rights in the materials (1.a); patents are not named.',
    },
  },
} as const satisfies Partial<Record<keyof LicenceTerms['rights'], Right>>

/** Section 2: users of the group, counted once. */
export function usersAtRelease(referenceOn: string): Threshold {
  return {
    metric: 'monthly-active-users',
    above: 700_000_000,
    unit: 'users',
    measured: {
      rule: 'once-at-release',
      referenceOn,
      window: {
        de: 'Kalendermonat vor dem Erscheinen dieser Fassung',
        en: 'calendar month before this version was released',
      },
    },
    of: 'group',
    scope: {
      de: 'Produkte und Dienste des Lizenznehmers oder mit ihm verbundener Unternehmen, auch wenn Dritte sie in dessen Auftrag anbieten',
      en: 'products and services of the licensee or its affiliates, also where others offer them on its behalf',
    },
    effect: 'no-rights-until-granted',
    sections: ['2'],
    spares: ['third-party-product'],
    note: {
      de: 'Einmal gemessen: späteres Wachstum löst nichts aus. Wer das Modell als Teil eines fertigen Produkts von einem Lizenznehmer erhält, ist ausgenommen (1.b.ii).',
      en: 'Measured once: later growth sets nothing off. Whoever receives the model as part of an integrated product of a licensee is exempt (1.b.ii).',
    },
  }
}

/** The unnumbered paragraph after the last item of the policy, from 3.2 on. */
export function notForEuropeWhereMultimodal(section: string): Territory {
  return {
    excludes: ['EU'],
    modality: 'multimodal',
    tests: ['operator-seat'],
    sections: [section],
    takesAway: ['1.a'],
    sparesThirdPartyProduct: true,
    note: {
      de: 'Gemeint ist die EU, nicht der EWR; EWR und Schweiz bestimmen im Vertrag nur, welche Gesellschaft von Meta Vertragspartner ist. Maßgeblich sind Wohnsitz oder Hauptsitz des Nutzers, nicht der Standort der Rechner. Genannt sind natürliche Personen und Unternehmen; Behörden und Hochschulen behandelt der Katalog vorsichtshalber ebenso. Endnutzer eines Produkts oder Dienstes, in dem ein solches Modell steckt, sind ausgenommen.',
      en: "The EU is meant, not the EEA; in the agreement EEA and Switzerland only decide which company of Meta is the party. What counts is the user's domicile or principal place of business, not where the machines stand. Individuals and companies are named; the catalogue treats public bodies and universities alike, to be careful. Whoever merely uses what somebody else built with such a model is exempt.",
    },
  }
}

export const licensorPowers: readonly LicensorPower[] = [
  {
    kind: 'aup-may-change',
    sections: ['1.b.iv', 'AUP introduction'],
    note: {
      de: 'Die Nutzungsregeln sind über eine Adresse einbezogen, und sie verweisen auf ihre neueste Fassung dort.',
      en: 'The policy is incorporated by address, and points to its most recent copy there.',
    },
  },
  { kind: 'request-separate-licence', sections: ['2'] },
  { kind: 'terminate-on-breach', sections: ['6'] },
]

export const clauses = {
  termination: {
    found: true,
    sections: ['6'],
    says: {
      de: 'Meta kann bei jedem Verstoß kündigen. Danach sind die Materialien zu löschen und nicht weiter zu nutzen; Gewährleistungsausschluss, Haftung und Gerichtsstand (3, 4, 7) gelten fort.',
      en: 'Meta may terminate on any breach. The materials then have to be deleted and no longer used; disclaimer, liability and jurisdiction (3, 4, 7) survive.',
    },
  },
  litigation: {
    found: true,
    sections: ['5.c'],
    says: {
      de: 'Wer Meta oder einen anderen verklagt, weil Materialien oder Ausgaben eigene Rechte verletzten, verliert mit der Klage alle Lizenzen aus diesem Vertrag.',
      en: 'Whoever sues Meta or anybody else because materials or outputs infringe its own rights loses all licences of this agreement on filing.',
    },
  },
  indemnity: {
    found: true,
    sections: ['5.c'],
    says: {
      de: 'Der Nutzer stellt Meta von Ansprüchen Dritter frei, die aus seiner Nutzung oder Weitergabe entstehen.',
      en: 'The user indemnifies Meta against claims of third parties that arise from its use or distribution.',
    },
  },
  disclaimer: {
    found: true,
    sections: ['3', '4'],
    says: {
      de: 'Keine Gewährleistung für Materialien und Ausgaben; keine Haftung für entgangenen Gewinn und mittelbare Schäden.',
      en: 'No warranty for materials and outputs; no liability for lost profits and indirect damages.',
    },
  },
  governingLaw: { law: 'California', forum: 'courts of California', isCisgExcluded: true, sections: ['7'] },
  audit: { found: false },
  feedback: { found: false },
} as const satisfies Partial<LicenceTerms>

/** What fine-tunes and the like stand under; the rule about outputs differs between the versions. */
export const descentOfWeights = {
  fineTune: {
    de: 'Bearbeitung der Materialien: dieselbe Lizenz gilt für das, was von ihnen darin steckt.',
    en: 'A derivative work of the materials: the same licence binds what it contains of them.',
  },
  quantisation: {
    de: 'Veränderung der Materialien: dieselbe Lizenz.',
    en: 'A modification of the materials: the same licence.',
  },
  merge: {
    de: 'Das Ganze enthält Llama-Materialien und steht auch unter dieser Lizenz.',
    en: 'The whole contains Llama materials and stands under this licence as well.',
  },
  relicensing: {
    de: 'Die eigenen Änderungen gehören dem Bearbeiter (5.b); Lizenzkopie und Nutzungsregeln bleiben dennoch verbindlich.',
    en: 'Modifications belong to their maker (5.b); licence copy and policy stay binding nevertheless.',
  },
} as const satisfies Readonly<Record<string, Text>>

export const countedByPosition: Text = {
  de: 'Die Nummern der Nutzungsregeln sind nach der Stellung gezählt.',
  en: 'Sections of the policy are counted by position.',
}
