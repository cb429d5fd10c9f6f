// Words and laws that follow from what an organisation is. Checked 2026-11-24.
import type { Text } from '../language.ts'
import type { bsigFields, churchLaws, OrganisationBody, protectedDataClasses, Representation } from './organisation.ts'

/** What a representation and its agreement are called, and where the agreement has its force from. */
export interface RepresentationWords {
  readonly representation: Text
  readonly agreement: Text
  readonly source: string
}

const representationWords: Readonly<Record<Exclude<Representation, 'none'>, RepresentationWords>> = {
  worksCouncil: {
    representation: { de: 'Betriebsrat', en: 'works council (Betriebsrat)' },
    agreement: { de: 'Betriebsvereinbarung', en: 'works agreement (Betriebsvereinbarung)' },
    source: '§ 77 BetrVG',
  },
  staffCouncil: {
    representation: { de: 'Personalrat', en: 'staff council (Personalrat)' },
    agreement: { de: 'Dienstvereinbarung', en: 'service agreement (Dienstvereinbarung)' },
    source: '§ 63 BPersVG',
  },
  churchStaffRepresentation: {
    representation: { de: 'Mitarbeitervertretung (MAV)', en: 'church staff representation (MAV)' },
    agreement: { de: 'Dienstvereinbarung', en: 'church service agreement (Dienstvereinbarung)' },
    source: '§ 36 MVG-EKD, § 38 MAVO',
  },
}

/** The law behind each class of data. */
export const dataClassSources: Readonly<Record<(typeof protectedDataClasses)[number], string>> = {
  socialData: '§ 35 SGB I, § 80 SGB X',
  taxSecrecy: '§ 30 AO',
  professionalSecrecy: '§ 203 StGB',
  bankingSecrecy: 'Nr. 2 AGB-Banken',
}

const churchLawNames: Readonly<Record<(typeof churchLaws)[number], Text>> = {
  'DSG-EKD': {
    de: 'Kirchengesetz über den Datenschutz der Evangelischen Kirche in Deutschland (DSG-EKD)',
    en: 'data protection act of the Protestant Church in Germany (DSG-EKD)',
  },
  KDG: {
    de: 'Gesetz über den Kirchlichen Datenschutz (KDG)',
    en: 'act on church data protection of the Catholic dioceses (KDG)',
  },
}

export const bsigFieldNames: Readonly<Record<(typeof bsigFields)[number], Text>> = {
  riskAnalysis: { de: 'Risikoanalyse und Sicherheit in der Informationstechnik', en: 'risk analysis and IT security' },
  incidentHandling: { de: 'Bewältigung von Sicherheitsvorfällen', en: 'incident handling' },
  businessContinuity: {
    de: 'Aufrechterhaltung des Betriebs, Wiederherstellung, Krisenmanagement',
    en: 'business continuity, recovery, crisis management',
  },
  supplyChain: { de: 'Sicherheit der Lieferkette', en: 'supply chain security' },
  acquisitionAndMaintenance: {
    de: 'Sicherheit bei Erwerb, Entwicklung und Wartung; Schwachstellen',
    en: 'security in acquisition, development and maintenance; vulnerabilities',
  },
  effectiveness: { de: 'Bewertung der Wirksamkeit der Maßnahmen', en: 'assessment of how effective measures are' },
  trainingAndHygiene: { de: 'Schulung und Sensibilisierung', en: 'training and awareness' },
  cryptography: { de: 'kryptographische Verfahren', en: 'cryptography' },
  personnelAndAccess: {
    de: 'Sicherheit des Personals, Zugriffskontrolle, Verwaltung der Systeme',
    en: 'personnel security, access control, asset management',
  },
  authenticationAndCommunication: {
    de: 'Mehr-Faktor-Authentisierung, gesicherte Kommunikation',
    en: 'multi-factor authentication, secured communication',
  },
}

/** What follows from the facts of an organisation, for whoever speaks to its people. */
export interface OrganisationWords {
  /** Nothing where nobody represents the employees. */
  readonly representation?: RepresentationWords | undefined
  readonly dataProtectionLaw: Text
  readonly dataClasses: readonly { readonly class: string; readonly source: string }[]
}

/** @example organisationWords(city).representation?.agreement.de // 'Dienstvereinbarung' */
export function organisationWords(body: OrganisationBody): OrganisationWords {
  const { kind } = body.representation
  return {
    ...(kind === 'none' ? {} : { representation: representationWords[kind] }),
    dataProtectionLaw: body.churchLaw === undefined ? { de: 'DSGVO', en: 'GDPR' } : churchLawNames[body.churchLaw],
    dataClasses: body.dataClasses.map((one) => ({ class: one.class, source: dataClassSources[one.class] })),
  }
}
