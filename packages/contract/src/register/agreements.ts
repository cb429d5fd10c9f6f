import { z } from 'zod'
import { transfer } from '../config-place.ts'
import { date, id, line, list, says, section, text } from '../config-shapes.ts'
import { roles } from './role.ts'
import { sha256, shortLine, stated, title } from './stated.ts'

// What was agreed with others: with the representation of employees, and with processors.

/** Nobody needs statistics about a group of more people than there are; below two there is nobody to hide among. */
const [smallestGroupMin, smallestGroupMax] = [2, 1_000_000] as const

/** Days: ten years, the longest term of § 257(4) HGB and § 147(3) AO. Checked 2026-11-23. */
const daysMax = 3_653

/** Forms of participation: an agreement, an informal arrangement (Regelungsabrede), or the ruling of the conciliation board. */
const agreementForms = ['worksAgreement', 'arrangement', 'conciliationRuling'] as const

const document = section({
  sha256: sha256.describe('Digest of the signed document (SHA-256, hexadecimal).'),
  signedOn: date.describe('Day on which it was signed (ISO date).'),
})

export const worksAgreement = section({
  title,
  form: z.enum(agreementForms).describe('What was concluded.'),
  document,
  hasAfterEffect: z
    .boolean()
    .describe('Whether it goes on applying after its end until another takes its place (§ 77(6) BetrVG).'),
  permittedEvaluations: list(line).prefault([]).describe('Which evaluations it permits. What is not named is barred.'),
  smallestGroup: z
    .int()
    .min(smallestGroupMin)
    .max(smallestGroupMax)
    .describe('People that a figure has to be about at least.'),
  retentionDays: z.int().min(0).max(daysMax).describe('Days that data about use are kept at most.'),
  reidentification: section({
    isPermitted: z.boolean().describe('Whether a pseudonym of an employee may be opened at all.'),
    together: z
      .array(z.enum(roles))
      .max(roles.length)
      .readonly()
      .prefault([])
      .describe('Roles that have to do so together.'),
  }).describe('Who may find out which person it was.'),
  permitsPersonIdentity: z
    .boolean()
    .default(false)
    .describe('Whether the request path may know persons and not only groups.'),
  useCases: list(id).prefault([]).describe('Ids of the use cases that it covers.'),
  ...stated,
})

export const processorContract = section({
  title,
  processor: shortLine.describe('Name of the company that processes.'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, says('country'))
    .describe('Its seat, as in DE (ISO 3166-1).'),
  document: document.describe('The contract (Art. 28(3) GDPR), signed.'),
  subject: text.describe('What is processed for us, and what for.'),
  transfers: list(transfer).prefault([]).describe('By what right data go to third countries.'),
  subProcessors: list(shortLine).prefault([]).describe('Whom it uses in turn.'),
  measuresOn: date.exactOptional().describe('Day on which its technical and organisational measures were looked at.'),
  ...stated,
})
