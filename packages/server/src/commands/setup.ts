// stellwerk setup: what the organisation is. Words, recipients and laws follow from it.
import type { Language, Text } from '@stellwerk/contract/language'
import { organisationId } from '@stellwerk/contract/register/kind'
import { parseBody } from '@stellwerk/contract/register/body'
import {
  churchLaws,
  type OrganisationBody,
  type OrganisationKind,
  organisationKinds,
  protectedDataClasses,
  type Representation,
  representations,
} from '@stellwerk/contract/register/organisation'
import { dataClassSources, organisationWords } from '@stellwerk/contract/register/organisation-words'

import { carryOut } from './apply.ts'
import {
  type CommandCall,
  type CommandSpec,
  type ExitCode,
  optionText,
  optionTexts,
  say,
  UsageError,
} from './command.ts'
import { registerClient, serverOptions } from './register-client.ts'
import { planOf } from './register-plan.ts'

/** Days that what is said holds unless somebody says otherwise. */
const validDaysDefault = 365

const dayMs = 86_400_000

export const setupCommand: CommandSpec = {
  words: 'setup',
  summary: { de: 'Sagen, was die Organisation ist', en: 'Say what the organisation is' },
  details: {
    de: 'Fragt nach allem, was nicht angegeben ist, zeigt den Plan und schlägt das Objekt organisation vor. Daraus folgen Wörter (Betriebsrat, Personalrat, MAV; Betriebs- oder Dienstvereinbarung), das Datenschutzrecht und wer zustimmen muss.',
    en: 'Asks for everything that is not given, shows the plan and proposes the object organisation. Words (works council, staff council, MAV; works or service agreement), the data protection law and who has to agree follow from it.',
  },
  options: [
    {
      name: 'organisation',
      value: organisationKinds.join('|'),
      help: { de: 'Was für eine Organisation es ist', en: 'What kind of organisation it is' },
    },
    { name: 'title', value: 'TEXT', help: { de: 'Ihr Name', en: 'Its name' } },
    {
      name: 'representation',
      value: representations.join('|'),
      help: { de: 'Vertretung der Beschäftigten, oder none', en: 'Representation of the employees, or none' },
    },
    {
      name: 'church-law',
      value: churchLaws.join('|'),
      help: { de: 'Kirchliches Datenschutzrecht', en: 'Church law of data protection' },
    },
    {
      name: 'data-class',
      value: protectedDataClasses.join('|'),
      isRepeatable: true,
      help: {
        de: 'Daten, die ein eigenes Gesetz schützt; auch mehrfach',
        en: 'Data that a law of their own protects; also repeated',
      },
    },
    {
      name: 'stated-by',
      value: 'OFFICE',
      help: { de: 'Stelle, die dafür einsteht; keine Person', en: 'Office that answers for it; not a person' },
    },
    { name: 'source', value: 'TEXT', help: { de: 'Wo es nachzulesen ist', en: 'Where it can be read' } },
    {
      name: 'valid-until',
      value: 'DATE',
      help: {
        de: `Bis wann es gilt (sonst ${validDaysDefault} Tage)`,
        en: `Until when it holds (otherwise ${validDaysDefault} days)`,
      },
    },
    { name: 'dry-run', help: { de: 'Nur den Plan zeigen', en: 'Only show the plan' } },
    { name: 'yes', help: { de: 'Ohne Rückfrage', en: 'Without asking back' } },
    ...serverOptions,
  ],
  run: setup,
}

async function setup(call: CommandCall): Promise<ExitCode> {
  const body = await askedBody(call)
  const client = registerClient(call)
  const document = { kind: 'organisation', id: organisationId, body, file: 'setup' } as const
  const code = await carryOut(call, client, await planOf([document], client))
  if (code === 0 && !call.isJson) for (const told of wordLines(body, call.language)) say(call, told)
  return code
}

/** @throws ConfigInvalid where what was said does not go together */
async function askedBody(call: CommandCall): Promise<OrganisationBody> {
  const kind = await oneOf(call, 'organisation', organisationKinds, {
    de: 'Was für eine Organisation ist es?',
    en: 'What kind of organisation is it?',
  })
  const title = await line(call, 'title', { de: 'Wie heißt sie?', en: 'What is it called?' })
  const representation = await representationOf(call, kind)
  const churchLaw =
    kind === 'churchBody' || representation === 'churchStaffRepresentation'
      ? await oneOf(call, 'church-law', churchLaws, { de: 'Welches Kirchenrecht?', en: 'Which church law?' })
      : undefined
  const stated = await statedOf(call)
  const classes = await dataClasses(call)
  return parseBody('organisation', {
    title,
    kind,
    representation: { kind: representation, ...stated },
    ...(churchLaw === undefined ? {} : { churchLaw }),
    dataClasses: classes.map((one) => ({ class: one, ...stated, source: dataClassSources[one] })),
  })
}

/** Where the kind leaves no choice nobody is asked. */
const onlyRepresentation: Partial<Readonly<Record<OrganisationKind, Representation>>> = {
  company: 'none',
  companyWithWorksCouncil: 'worksCouncil',
}

async function representationOf(call: CommandCall, kind: OrganisationKind): Promise<Representation> {
  const only = onlyRepresentation[kind]
  if (only !== undefined && optionText(call, 'representation') === undefined) return only
  return oneOf(call, 'representation', representations, {
    de: 'Wer vertritt die Beschäftigten?',
    en: 'Who represents the employees?',
  })
}

async function statedOf(call: CommandCall) {
  const statedBy = await line(call, 'stated-by', {
    de: 'Welche Stelle steht dafür ein (keine Person)?',
    en: 'Which office answers for it (not a person)?',
  })
  const source = await line(call, 'source', {
    de: 'Wo ist es nachzulesen (Satzung, Aktenzeichen)?',
    en: 'Where can it be read (statute, file number)?',
  })
  const end = new Date(call.wiring.now() + validDaysDefault * dayMs).toISOString().slice(0, 10)
  return { statedBy, source, validUntil: optionText(call, 'valid-until') ?? end, provenance: 'declared' as const }
}

/** None is an answer; without a terminal what is not named is not processed. */
async function dataClasses(call: CommandCall): Promise<readonly (typeof protectedDataClasses)[number][]> {
  const given = optionTexts(call, 'data-class')
  const question: Text = {
    de: `Werden Daten eigener Gesetze verarbeitet (${protectedDataClasses.join(', ')}; leer: keine)? `,
    en: `Are data of laws of their own processed (${protectedDataClasses.join(', ')}; empty: none)? `,
  }
  const isAsked = given.length === 0 && !call.isJson && !call.options.has('yes')
  const words = isAsked ? ((await call.wiring.ask(question[call.language])) ?? '').split(/[\s,]+/) : given
  return words.filter((word) => word !== '').map((word) => chosen(word, 'data-class', protectedDataClasses))
}

async function oneOf<const Value extends string>(
  call: CommandCall,
  option: string,
  values: readonly Value[],
  question: Text,
): Promise<Value> {
  const told = { de: `${question.de} (${values.join(', ')})`, en: `${question.en} (${values.join(', ')})` }
  return chosen(await line(call, option, told), option, values)
}

function chosen<const Value extends string>(word: string, option: string, values: readonly Value[]): Value {
  const found = values.find((value) => value === word)
  if (found !== undefined) return found
  throw new UsageError({
    de: `--${option} verlangt ${values.join(', ')}`,
    en: `--${option} wants ${values.join(', ')}`,
  })
}

/** What was given, or what somebody types. */
async function line(call: CommandCall, option: string, question: Text): Promise<string> {
  const given = optionText(call, option)
  if (given !== undefined) return given
  const typed = call.isJson ? undefined : (await call.wiring.ask(`${question[call.language]} `))?.trim()
  if (typed !== undefined && typed !== '') return typed
  throw new UsageError({ de: `--${option} fehlt`, en: `--${option} is missing` })
}

function wordLines(body: OrganisationBody, language: Language): readonly string[] {
  const words = organisationWords(body)
  const { representation, dataProtectionLaw, dataClasses: classes } = words
  const nobody = {
    de: 'Niemand vertritt die Beschäftigten; Anwendungsfälle brauchen keine Zustimmung einer Vertretung.',
    en: 'Nobody represents the employees; use cases need no agreement of a representation.',
  }
  const agreed =
    representation === undefined
      ? nobody[language]
      : `${representation.representation[language]}: ${representation.agreement[language]} (${representation.source})`
  return [
    agreed,
    `${{ de: 'Datenschutzrecht', en: 'Data protection law' }[language]}: ${dataProtectionLaw[language]}`,
    ...classes.map((one) => `${one.class}: ${one.source}`),
  ]
}
