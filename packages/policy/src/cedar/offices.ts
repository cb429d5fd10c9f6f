import type { Text } from '@stellwerk/contract/language'

/** Who can supply a fact or clear a reason: offices and roles, never names. */
export const offices = {
  owner: { de: 'Verantwortliche Stelle des Anwendungsfalls', en: 'owner of the use case' },
  itSecurity: { de: 'IT-Sicherheit', en: 'IT security' },
  management: { de: 'Leitung', en: 'management' },
  dataProtectionOfficer: { de: 'Datenschutzbeauftragte Stelle', en: 'data protection officer' },
  employeeRepresentation: { de: 'Beschäftigtenvertretung', en: 'employee representation' },
  legal: { de: 'Rechtsabteilung', en: 'legal department' },
  operator: { de: 'Betrieb', en: 'operator' },
} as const satisfies Readonly<Record<string, Text>>

export type Office = keyof typeof offices
