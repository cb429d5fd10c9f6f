import type { Text } from '../language.ts'

/** What the register keeps. Each kind has one schema (`body.ts`). */
export const objectKinds = [
  'organisation',
  'useCase',
  'component',
  'artefact',
  'upstream',
  'deployment',
  'worksAgreement',
  'processorContract',
  'legalBasis',
  'impactAssessment',
  'aiActRecord',
  'transparencyMeasure',
  'oversight',
  'trainingRecord',
  'managementAcceptance',
  'policySet',
  'group',
  'observation',
] as const

export type ObjectKind = (typeof objectKinds)[number]

export const objectKindNames: Readonly<Record<ObjectKind, Text>> = {
  organisation: { de: 'Organisation', en: 'organisation' },
  useCase: { de: 'Anwendungsfall', en: 'use case' },
  component: { de: 'Komponente', en: 'component' },
  artefact: { de: 'Modellartefakt', en: 'model artefact' },
  upstream: { de: 'Upstream', en: 'upstream' },
  deployment: { de: 'Deployment', en: 'deployment' },
  worksAgreement: { de: 'Betriebs- oder Dienstvereinbarung', en: 'works agreement' },
  processorContract: { de: 'Auftragsverarbeitungsvertrag', en: 'processor contract' },
  legalBasis: { de: 'Rechtsgrundlage', en: 'legal basis' },
  impactAssessment: { de: 'Datenschutz-Folgenabschätzung', en: 'data protection impact assessment' },
  aiActRecord: { de: 'Einordnung nach der KI-Verordnung', en: 'AI Act record' },
  transparencyMeasure: { de: 'Transparenzmaßnahme', en: 'transparency measure' },
  oversight: { de: 'menschliche Aufsicht', en: 'human oversight' },
  trainingRecord: { de: 'Schulungsnachweis', en: 'training record' },
  managementAcceptance: { de: 'Freigabe der Leitung', en: 'management acceptance' },
  policySet: { de: 'Regelsatz', en: 'policy set' },
  group: { de: 'Gruppe', en: 'group' },
  observation: { de: 'Beobachtung', en: 'observation' },
}

/** There is one organisation, so that nobody gets around its facts with a second one. */
export const organisationId = 'organisation'
