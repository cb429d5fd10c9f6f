import { z } from 'zod'
import { choices, date, id, line, list, section, text } from '../config-shapes.ts'
import { sha256, shortLine, stated, title } from './stated.ts'

// What the law asks to be assessed, done and accepted, each as a statement of an office with an end.

/** Art. 6(1) GDPR, and Art. 9(2). Checked 2026-11-24. */
const article6Letters = ['a', 'b', 'c', 'd', 'e', 'f'] as const
const article9Letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'] as const

/** Classes of the AI Act, from the strictest. */
const aiActClasses = [
  'prohibited',
  'high-risk-annex-i',
  'high-risk-annex-iii',
  'annex-iii-derogated',
  'no-high-risk',
  'not-an-ai-system',
  'out-of-scope',
] as const

const aiActRoles = ['provider', 'deployer', 'importer', 'distributor', 'gpaiProvider'] as const

/** Ways to meet Art. 50(2) AI Act, or to know why it is not met. Checked 2026-11-24. */
const markings = ['sampler', 'metadata', 'both', 'gapAnalysis', 'outOfScope'] as const

/** Days from the beginning of an observation to its end. */
const observedDaysMax = 60

/** Characters of a policy in Cedar. A longer one is several. */
const policyCharactersMax = 20_000

/** Policies of one set. Decisions grow with it. */
const policiesMax = 50

const dayMs = 86_400_000

export const legalBasis = section({
  title,
  purposes: list(line).describe('What the data are processed for, one purpose an entry.'),
  article6: z.enum(article6Letters).describe('Letter of Art. 6(1) GDPR.'),
  article9: z.enum(article9Letters).exactOptional().describe('Letter of Art. 9(2) GDPR, for special categories.'),
  recordOfProcessing: shortLine
    .exactOptional()
    .describe('Number in the record of processing activities (Art. 30 GDPR).'),
  notices: shortLine.exactOptional().describe('Version of the information for persons concerned (Art. 13, 14 GDPR).'),
  ...stated,
})

export const impactAssessment = section({
  title,
  outcome: z
    .enum(['acceptable', 'acceptableWithMeasures', 'highResidualRisk', 'notNeeded'])
    .describe('What came out of it (Art. 35 GDPR); notNeeded with the reasons.'),
  reasons: text.describe('Why, in one sentence.'),
  measures: list(line).prefault([]).describe('What has to be done.'),
  authorityAskedOn: date.exactOptional().describe('Day on which the authority was consulted (Art. 36(1) GDPR).'),
  waitsUntil: date.exactOptional().describe('Last day of waiting for the authority (Art. 36(2) GDPR).'),
  reviewOn: date.describe('Day by which it is looked at again (ISO date, UTC).'),
  ...stated,
})

export const aiActRecord = section({
  title,
  roles: choices(aiActRoles).describe('What the organisation is in the sense of the AI Act.'),
  class: z.enum(aiActClasses).describe('Class of the system.'),
  aiBom: sha256.exactOptional().describe('Digest of the AI-BOM that was classified (SHA-256, hexadecimal).'),
  isProhibitedPracticeExcluded: z
    .boolean()
    .describe('Whether every practice of Art. 5 was looked at and none applies.'),
  reasons: text.describe('Why, in one sentence.'),
  appliesFrom: date.exactOptional().describe('Day from which the duties of the class apply.'),
  ...stated,
})

export const transparencyMeasure = section({
  title,
  channel: shortLine.describe('Where people meet it, as in web chat or letters.'),
  measure: text.describe(
    'How they are told that they deal with a machine, or that a text is machine-made (Art. 50 AI Act).',
  ),
  isMachineReadable: z.boolean().default(false).describe('Whether what is made is marked so that machines see it.'),
  marking: z
    .enum(markings)
    .exactOptional()
    .describe(
      'How it is marked for machines (Art. 50(2) AI Act): by the sampler, by metadata or both; or that the gap was analysed; or that the duty does not apply, with the reasons at the source.',
    ),
  ...stated,
})

export const oversight = section({
  title,
  overseers: z
    .array(section({ office: line.describe('Office or role. Not a person.'), deputy: line.exactOptional() }))
    .min(1)
    .max(100)
    .readonly()
    .describe('Who oversees it (Art. 14, 26(2) AI Act).'),
  canStop: z.boolean().describe('Whether they can stop it (Art. 14(4)(e) AI Act).'),
  ...stated,
})

export const trainingRecord = section({
  title,
  groups: list(shortLine).describe('Groups that were trained. Of no single person anything is kept.'),
  topics: list(line).prefault([]).describe('What was taught (Art. 4 AI Act).'),
  trainedOn: date.describe('Day of the training (ISO date).'),
  ...stated,
})

export const managementAcceptance = section({
  title,
  useCases: list(id).describe('Ids of the use cases whose remaining risks are accepted.'),
  remainingRisks: text.describe('Which risks remain, in words.'),
  ...stated,
})

export const policySet = section({
  title,
  lamp: z.enum(['licence', 'dataProtection', 'governance', 'security']).describe('Lamp that it narrows.'),
  policies: z
    .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/), z.string().min(1).max(policyCharactersMax))
    .refine((policies) => Object.keys(policies).length <= policiesMax, { error: 'other' })
    .readonly()
    .describe('Policies in Cedar, by name.'),
  touchesEvaluations: z
    .boolean()
    .describe('Whether it has to do with what is recorded or evaluated about the use by employees.'),
  purpose: text.describe('What it is for, in one sentence.'),
})

export const observation = section({
  title,
  useCase: id.describe('Id of the use case whose refusals pass for a while.'),
  reason: text.describe('Why, in one sentence.'),
  from: date.describe('First day (ISO date, UTC).'),
  until: date.describe('Last day (ISO date, UTC), at most 60 days after the first.'),
  extends: sha256.exactOptional().describe('Digest of the version that it extends. Once only.'),
}).superRefine(({ from, until }, problems) => {
  const days = (Date.parse(until) - Date.parse(from)) / dayMs
  if (!(days >= 0 && days <= observedDaysMax))
    problems.addIssue({ code: 'custom', path: ['until'], message: 'observedTooLong' })
})
