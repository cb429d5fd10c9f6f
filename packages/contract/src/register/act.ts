// What people with roles say about a version. An act is bound to the digest that it saw, and a withdrawal is a row of its own.
import { z } from 'zod'
import { date, line, list, section } from '../config-shapes.ts'
import { actKinds, actOutcomes } from './act-words.ts'
import { roles } from './role.ts'
import { sha256 } from './stated.ts'
import type { ObjectReference } from './version.ts'

const document = section({
  sha256: sha256.describe('Digest of the signed document (SHA-256, hexadecimal).'),
  resolvedOn: date.describe('Day of the resolution (ISO date).'),
  validUntil: date.exactOptional().describe('Last day on which it holds; not given where it has after-effect.'),
})

/** An act as somebody states it. */
export const statedAct = section({
  kind: z.enum(actKinds).describe('What is said.'),
  role: z.enum(roles).describe('In which role.'),
  outcome: z.enum(actOutcomes).describe('What came of it.'),
  comment: line.exactOptional().describe('Why. Needed where management decides in spite of a negative opinion.'),
  conditions: list(line).exactOptional().describe('Conditions of an opinion.'),
  document: document.exactOptional().describe('The signed document of an agreement.'),
  expiresOn: date.exactOptional().describe('Last day on which the act holds (ISO date, UTC).'),
  delegatedBy: z.string().min(1).max(128).exactOptional().describe('Person in whose place it is said.'),
  answers: z.string().min(1).max(64).exactOptional().describe('Id of the negative opinion that it is about.'),
})

export type StatedAct = z.output<typeof statedAct>

/** An act as it stands in the register. */
export interface Act extends StatedAct {
  readonly id: string
  readonly person: string
  readonly object: ObjectReference
  /** Milliseconds since the epoch. */
  readonly actedAt: number
  readonly withdrawnAt?: number | undefined
}
