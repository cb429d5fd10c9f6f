import type { Text } from '@stellwerk/contract/language'

import { type BanTag, banTags } from './vocabulary.ts'

/** Purposes that no licence of the catalogue speaks of. A closed list: an owner of a use case chooses from it. */
export const plainPurposes = {
  'general-office': { de: 'allgemeine Büroarbeit', en: 'general office work' },
  'citizen-information': { de: 'Auskunft für Bürgerinnen und Bürger', en: 'information for citizens' },
  'customer-support': { de: 'Auskunft für Kundinnen und Kunden', en: 'customer support' },
  'internal-search': { de: 'Suche in eigenen Dokumenten', en: 'search in own documents' },
  summarisation: { de: 'Zusammenfassung', en: 'summarisation' },
  translation: { de: 'Übersetzung', en: 'translation' },
  transcription: { de: 'Verschriftung', en: 'transcription' },
  drafting: { de: 'Entwürfe', en: 'drafting' },
  classification: { de: 'Einordnung von Dokumenten', en: 'classification of documents' },
  'data-extraction': { de: 'Auslesen von Dokumenten', en: 'extraction from documents' },
  'software-development': { de: 'Softwareentwicklung', en: 'software development' },
  'it-operations': { de: 'IT-Betrieb', en: 'IT operations' },
  marketing: { de: 'Werbung und Öffentlichkeitsarbeit', en: 'marketing and public relations' },
  education: { de: 'Lehre', en: 'teaching' },
  accessibility: { de: 'Barrierefreiheit', en: 'accessibility' },
  'proof-of-concept': { de: 'Machbarkeitsprobe', en: 'proof of concept' },
  research: { de: 'Forschung', en: 'research' },
  'scientific-research': { de: 'wissenschaftliche Forschung', en: 'scientific research' },
  evaluation: { de: 'Erprobung', en: 'evaluation' },
  testing: { de: 'Test', en: 'testing' },
} as const satisfies Readonly<Record<string, Text>>

/** Purposes that are not productive use. A proof of concept aims at production and is none of them. */
const unproductive: ReadonlySet<string> = new Set(['research', 'scientific-research', 'evaluation', 'testing'])

/** Purposes that are research. Trying a model out for later use is not. */
const scientific: ReadonlySet<string> = new Set(['research', 'scientific-research'])

export function isProductive(purpose: string): boolean {
  return !unproductive.has(purpose)
}

export function isResearch(purpose: string): boolean {
  return scientific.has(purpose)
}

/** Teaching, learning and research, with the trying out that belongs to them. */
export function isAcademic(purpose: string): boolean {
  return purpose === 'education' || !isProductive(purpose)
}

export function isBanTag(purpose: string): purpose is BanTag {
  return Object.hasOwn(banTags, purpose)
}

export function isKnownPurpose(purpose: string): boolean {
  return isBanTag(purpose) || Object.hasOwn(plainPurposes, purpose)
}

/**
 * Purposes that nobody can have lawfully. A ban that bites only with a harmful purpose bites when the purpose itself is one of
 * these; for every other purpose it is the policy, and no more.
 */
export const harmfulPurposes: ReadonlySet<BanTag> = new Set<BanTag>([
  'unlicensed-profession',
  'social-scoring',
  'discrimination-protected',
  'vulnerability-exploitation',
  'minors',
  'disinformation',
  'election-influence',
  'impersonation',
  'undisclosed-ai',
  'spam-fake-engagement',
  'malware-cyber',
  'safety-circumvention',
  'pii-harm',
  'defamation-harassment',
  'violence-terror',
  'illegal-generic',
  'ip-infringement',
  'trade-control',
  'end-user-disclosure',
])
