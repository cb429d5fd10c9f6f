import { z } from 'zod'
import { allowedKeysMessage } from './config-problem.ts'
import { componentOf } from './config-licences.ts'
import { choices, date, line, list, milliseconds, says, section } from './config-shapes.ts'
import {
  categories,
  detectorFailures,
  privacyPresets,
  pseudonymModes,
  pseudonymScopes,
  sensitivities,
  specialKinds,
  treatments,
} from './personal-data.ts'

// What is done with personal data in requests: `useCases[].personalData`, and how they are looked for: `privacy` (docs/personal-data.md).

/** Defaults of `privacy`. */
const privacyDefaults = {
  /** Milliseconds. A megabyte takes a fifth of it; whoever needs longer has met something that nobody foresaw. */
  deadlineMs: 2_000,
  /** Characters of all texts of a request. Below it a worker costs more than it spares the others. */
  threadFromCharacters: 65_536,
  /** Milliseconds for an external model, which is a hundred times slower than what is built in. */
  modelDeadlineMs: 1_000,
} as const

/** Labels that a model can have. Those that we know of have below a hundred. */
const labelsMax = 1_000

/** Characters of the body of a request, at most a gigabyte. */
const threadFromMax = 1_073_741_824

/** Art. 6(1) GDPR, and Art. 9(2). Checked 2026-11-23. */
const article6Letters = ['a', 'b', 'c', 'd', 'e', 'f'] as const
const article9Letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'] as const

const country = z.string().regex(/^[A-Z]{2}$/, says('country'))
const kind = z.string().regex(/^[A-Z][A-Z0-9_]{1,63}$/, says('findingKind'))
const reference = (what: string) => line.exactOptional().describe(what)
const validUntil = date.describe('Last day on which it holds (ISO date, UTC). Afterwards it counts as not stated.')
const byCategory = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z
    .partialRecord(z.enum(categories), z.enum(words), {
      // The types name two codes only, and this one comes as well.
      error: ({ code }: { readonly code: string }) =>
        code === 'unrecognized_keys' ? allowedKeysMessage(categories) : undefined,
    })
    .readonly()
    .prefault({})

export const personalData = section({
  preset: z
    .enum(privacyPresets)
    .default('office')
    .describe(
      'What the use case is about; it stands for a treatment of every category. code: secrets and certain identifiers only.',
    ),
  treatment: byCategory(treatments).describe(
    'Another treatment for a category than the preset has, as in ORG: pseudonymise.',
  ),
  kinds: z
    .record(kind, z.enum(treatments))
    .readonly()
    .prefault({})
    .describe('Another treatment for a kind of finding, before its category, as in DE_KFZ: pass.'),
  sensitivity: byCategory(sensitivities).describe(
    'How much of a category is taken for personal data: strict when in doubt yes, lenient when in doubt no.',
  ),
  mode: z
    .enum(pseudonymModes)
    .default('typed')
    .describe('What stands in place of a value: typed a mark with the category, surrogate another realistic value.'),
  scope: z
    .enum(pseudonymScopes)
    .default('conversation')
    .describe(
      'Where the same value has the same pseudonym: in one chat of a trusted front end, else for a person behind a key, else for the key; or in the whole use case.',
    ),
  region: country
    .exactOptional()
    .describe('Country of phone numbers without a country code. Not given: that of the operator, else DE.'),
  embeddings: section({
    irreversible: z
      .boolean()
      .exactOptional()
      .describe('Whether nobody can tell any more what a pseudonym stood for. Not given: only for personnel.'),
  })
    .prefault({})
    .describe('Texts that become vectors. Documents and queries of a use case always share their pseudonyms.'),
  onDetectorFailure: z
    .enum(detectorFailures)
    .default('refuse')
    .describe('When the external model (privacy.model) fails: refuse the request, or go on with what is built in.'),
  keepMapping: z
    .boolean()
    .default(false)
    .describe(
      'Whether the vault keeps what each pseudonym of a call stood for, with the record of the call and as long as that (record.days). Otherwise it is forgotten with the end of the request.',
    ),
  purposes: list(line).prefault([]).describe('What the data are processed for, one purpose an entry.'),
  legalBasis: section({
    article6: z.enum(article6Letters).describe('Letter of Art. 6(1) GDPR.'),
    source: line.describe('Where it is set out: a law, a contract, the weighing of interests.'),
    validUntil,
  })
    .exactOptional()
    .describe('On what the processing rests. Needed for personnel, patient and citizen.'),
  specialCategories: section({
    kinds: choices(specialKinds).describe('Which of them may reach the model.'),
    article9: z.enum(article9Letters).describe('Letter of Art. 9(2) GDPR.'),
    source: line.describe('Where it is set out.'),
    validUntil,
  })
    .exactOptional()
    .describe('Special categories (Art. 9(1) GDPR) that may reach the model. Without it none may.'),
  permitted: choices(categories)
    .exactOptional()
    .describe('Categories that may reach the model, also as a pseudonym. Not given: all that the treatments let pass.'),
  dpia: section({
    reference: reference('Data protection impact assessment (Art. 35 GDPR), and where it can be read.'),
    notNeeded: reference('Or else why none is needed, and where that can be read.'),
    on: date.describe('Day of the assessment, or of the reasons (ISO date).'),
    reviewOn: date.describe(
      'Day by which it is looked at again (ISO date, UTC). Afterwards there are 30 days to do so.',
    ),
  })
    .refine(({ reference: done, notNeeded }) => (done === undefined) !== (notNeeded === undefined), {
      ...says('assessedOrReasoned'),
      path: ['reference'],
    })
    .exactOptional()
    .describe('Impact assessment, or reasons why there is none. Needed for personnel, patient and citizen.'),
  recordOfProcessing: reference('Number in the record of processing activities (Art. 30 GDPR). Needed likewise.'),
  notices: reference('Version of the information for the persons concerned (Art. 13, 14 GDPR). Needed likewise.'),
  retention: reference('Rule of retention that the terms below record follow (Art. 5(1)(e) GDPR).'),
  recipientCannotIdentify: section({
    statedBy: line.describe('Office or role that answers for it. Not a person.'),
    source: line.describe('Where the reasons can be read.'),
    validUntil,
  })
    .exactOptional()
    .describe(
      'Position that pseudonymised data are no personal data for whoever runs the server (CJEU C-413/23 P). Without it they are.',
    ),
  withoutBasis: z
    .enum(['refuse', 'whereNothingFound'])
    .default('refuse')
    .describe(
      'At a server whose place is unknown, or to which personal data may not go: refuse everything, or only requests in which personal data were found.',
    ),
  appliesSgbV393: z
    .boolean()
    .exactOptional()
    .describe(
      'Whether § 393 SGB V binds it: providers of health care, health and care funds, and who processes for them. Not given: for patient, and wherever health data are found.',
    ),
})
  .prefault({})
  .describe('What is done with personal data in its requests, and by what right.')

const absolutePath = z.string().regex(/^\/[^\0]{1,4095}$/, says('absolutePath'))

export const privacy = section({
  deadlineMs: milliseconds(privacyDefaults.deadlineMs).describe(
    'Until everything in a request was looked through, in milliseconds. Later it is refused.',
  ),
  threadFromCharacters: z
    .int()
    .min(1_024)
    .max(threadFromMax)
    .default(privacyDefaults.threadFromCharacters)
    .describe('Characters from which on a request is looked through on a thread of its own.'),
  model: section({
    path: absolutePath.describe(
      'ONNX file of a token classifier, with tokenizer.json and config.json or gliner_config.json beside it or, for a folder onnx, above it. Absolute path.',
    ),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, says('sha256'))
      .describe('Digest that the file must have (hexadecimal). With another one nothing starts.'),
    tokenizerSha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, says('sha256'))
      .exactOptional()
      .describe(
        'Digest that tokenizer.json beside it must have, likewise. Not given: any, and stellwerk doctor says so.',
      ),
    component: componentOf(
      'Id of the component that it is, for the terms of its licence in every use case that asks it. Not given: the licence lamp does not see it, and stellwerk doctor says so.',
    ),
    labels: z
      .record(z.string().min(1).max(200), z.enum([...categories, 'NONE']))
      .refine((labels) => Object.keys(labels).length <= labelsMax, says('other'))
      .readonly()
      .describe(
        'Which category each label of the model means, as in B-PER: PERSON; NONE for what is no personal data.',
      ),
    deadlineMs: milliseconds(privacyDefaults.modelDeadlineMs).describe(
      'Until it has looked through a request, in milliseconds.',
    ),
  })
    .exactOptional()
    .describe('A model of the operator that finds personal data, besides what is built in.'),
})
  .prefault({})
  .describe('How personal data are looked for.')

export type PersonalDataConfig = z.output<typeof personalData>
