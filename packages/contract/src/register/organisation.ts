import { z } from 'zod'
import { operator } from '../config-licences.ts'
import { date, line, section } from '../config-shapes.ts'
import { stated, title } from './stated.ts'

// What the organisation is: it sets roles, words, recipients, the law of data protection, and what security law asks for.

export const organisationKinds = [
  'company',
  'companyWithWorksCouncil',
  'publicBody',
  'hospital',
  'churchBody',
  'bank',
] as const

export type OrganisationKind = (typeof organisationKinds)[number]

/** Betriebsrat (BetrVG), Personalrat (BPersVG and laws of the Länder), Mitarbeitervertretung (MVG-EKD, MAVO). */
export const representations = ['none', 'worksCouncil', 'staffCouncil', 'churchStaffRepresentation'] as const

export type Representation = (typeof representations)[number]

/** DSG-EKD for the Protestant, KDG for the Catholic church: they apply in place of the GDPR (Art. 91 GDPR). Checked 2026-11-24. */
export const churchLaws = ['DSG-EKD', 'KDG'] as const

/** Data that a law of their own protects beside the GDPR. `words.ts` has the law of each. */
export const protectedDataClasses = ['socialData', 'taxSecrecy', 'professionalSecrecy', 'bankingSecrecy'] as const

/** § 28 BSIG: besonders wichtige and wichtige Einrichtungen; § 29: the federal administration. Checked 2026-11-24. */
const bsigCategories = ['particularlyImportant', 'important', 'federalAdministration', 'outside'] as const

/** The ten fields of § 30(2) BSIG, in its order (Art. 21(2) NIS2). Checked 2026-11-24. */
export const bsigFields = [
  'riskAnalysis',
  'incidentHandling',
  'businessContinuity',
  'supplyChain',
  'acquisitionAndMaintenance',
  'effectiveness',
  'trainingAndHygiene',
  'cryptography',
  'personnelAndAccess',
  'authenticationAndCommunication',
] as const

const controlStates = ['met', 'partly', 'notMet', 'notApplicable'] as const

const control = section({
  state: z.enum(controlStates).describe('How far it is met.'),
  ...stated,
})

const bsig = section({
  category: z.enum(bsigCategories).describe('Category of § 28 BSIG, or outside of it.'),
  controls: z
    .partialRecord(z.enum(bsigFields), control)
    .readonly()
    .prefault({})
    .describe('Status of the ten fields of § 30(2) BSIG. What is not named is not known.'),
  ...stated,
})

const representation = section({
  kind: z.enum(representations).describe('Which representation there is, or none.'),
  ...stated,
})

export const organisation = section({
  title,
  kind: z.enum(organisationKinds).describe('What kind of body it is. It sets words, recipients and classes of data.'),
  representation: representation.describe(
    'Representation of the employees. None has to be said as well, with who says so.',
  ),
  churchLaw: z.enum(churchLaws).exactOptional().describe('Data protection law of the church. Needed for churchBody.'),
  dataClasses: z
    .array(section({ class: z.enum(protectedDataClasses).describe('Which class of data.'), ...stated }))
    .max(protectedDataClasses.length)
    .readonly()
    .prefault([])
    .describe('Data that a law of their own protects and that are processed here.'),
  bsig: bsig.exactOptional().describe('What security law asks for. Without it the category is not known.'),
  operator,
  employees: z.int().min(0).max(100_000_000).exactOptional().describe('How many people work there.'),
  dataProtectionContact: line.exactOptional().describe('Office that answers questions about personal data.'),
  reviewOn: date.exactOptional().describe('Day by which these facts are looked at again (ISO date, UTC).'),
}).superRefine(({ kind, churchLaw, representation: { kind: body }, dataClasses }, problems) => {
  const tell = (path: string, message: string): void => problems.addIssue({ code: 'custom', path: [path], message })
  if ((kind === 'churchBody') !== (churchLaw !== undefined) && kind !== 'hospital') tell('churchLaw', 'churchLaw')
  if (!representationsOf[kind].includes(body)) tell('representation', 'representation')
  if (new Set(dataClasses.map((one) => one.class)).size < dataClasses.length) tell('dataClasses', 'duplicates')
})

/** A hospital may be a company, a public body or the church's; each of the others has its own law. */
const representationsOf: Readonly<Record<OrganisationKind, readonly Representation[]>> = {
  company: ['none'],
  companyWithWorksCouncil: ['worksCouncil'],
  publicBody: ['staffCouncil', 'none'],
  hospital: representations,
  churchBody: ['churchStaffRepresentation', 'none'],
  bank: ['worksCouncil', 'none'],
}

export type OrganisationBody = z.output<typeof organisation>
