import { z } from 'zod'
import { useCaseOperation } from '../config-operation.ts'
import { id, line, list, section, text } from '../config-shapes.ts'
import { stated, title } from './stated.ts'

// An approved purpose: what a use case may do, who answers for it, and on which other objects it rests.

/** What a use case is about; it decides which facts its lamps need (law.md § 2.8). */
const profiles = ['internalDrafting', 'personalData', 'annexIII', 'publicService'] as const

/**
 * What employees' representation has to do with it: agreement (§ 87(1) no. 6 BetrVG), information (§ 90 BetrVG), or nothing,
 * because no employee uses it and none is watched by it. Checked 2026-11-24. The last word on scope is a person's.
 */
const participationScopes = ['required', 'information', 'none'] as const

/** Whether the request path knows who asks: not at all, for groups and training only and then no more, or as a person. */
const identityModes = ['none', 'group', 'person'] as const

const participation = section({
  scope: z
    .enum(participationScopes)
    .describe('Whether the representation of employees has to agree, has to be informed, or has no part in it.'),
  worksAgreement: id.exactOptional().describe('Id of the works agreement under which employees use it.'),
  permitsPersonIdentity: z
    .boolean()
    .default(false)
    .describe('Whether it permits that the request path knows persons and not only groups.'),
  ...stated,
})

export const useCase = section({
  title,
  purpose: text.describe('What it is for, in one sentence for whoever is concerned.'),
  owner: line.describe('Office or role that answers for it. Not a person.'),
  profile: z
    .enum(profiles)
    .describe('What it is about: internal drafting, personal data, Annex III of the AI Act, or a public service.'),
  ...useCaseOperation,
  identity: z
    .enum(identityModes)
    .default('group')
    .describe('Whether the request path knows who asks: none, group (used in memory, then dropped) or person.'),
  participation: participation.describe('What the representation of employees has to do with it.'),
  legalBases: list(id).prefault([]).describe('Ids of the legal bases of its processing.'),
  impactAssessment: id.exactOptional().describe('Id of the impact assessment, or of the reasons why there is none.'),
  aiActRecord: id.exactOptional().describe('Id of the record of role and class under the AI Act.'),
  transparencyMeasures: list(id).prefault([]).describe('Ids of the transparency measures, one for each channel.'),
  oversight: id.exactOptional().describe('Id of the object that names who oversees it.'),
  trainingRecord: id.exactOptional().describe('Id of the record that its users were trained.'),
  managementAcceptance: id.exactOptional().describe('Id of the acceptance by management.'),
  policySets: list(id).prefault([]).describe('Ids of policy sets of the operator that narrow it.'),
  fallbackProcedure: text.describe('What people do while it is dark: shown with every refusal and every stop.'),
  stopAnnouncer: line.describe('Office or role that announces a stop. Not a person.'),
}).superRefine(({ identity, participation: part }, problems) => {
  const tell = (path: string[], message: string): void => problems.addIssue({ code: 'custom', path, message })
  if (identity === 'person' && !part.permitsPersonIdentity) tell(['identity'], 'identityPerson')
  if (part.scope === 'required' && part.worksAgreement === undefined)
    tell(['participation', 'worksAgreement'], 'agreementNamed')
})

export type UseCaseBody = z.output<typeof useCase>
