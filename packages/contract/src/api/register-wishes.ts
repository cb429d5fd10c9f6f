// What the control API is asked about objects of the register.
import { z } from 'zod'
import { date, line } from '../config-shapes.ts'
import { statedAct } from '../register/act.ts'
import { bodySchemas } from '../register/body.ts'
import type { ObjectKind } from '../register/kind.ts'
import { sha256 } from '../register/stated.ts'

/** Objects of a page, unless somebody asks for another number. */
export const pageDefault = 50

/** Objects of a page. */
const pageMax = 200

const limit = z
  .string()
  .regex(/^\d{1,3}$/)
  .transform(Number)
  .pipe(z.int().min(1).max(pageMax))
  .exactOptional()
  .describe(`How many, 1 to ${pageMax}; ${pageDefault} without it.`)

/** Cursors are the last id or number of the page before; nobody has to know that. */
export const objectPage = z.strictObject({
  limit,
  after: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
    .exactOptional()
    .describe('Cursor: `next` of the page before.'),
})

export const numberPage = z.strictObject({
  limit,
  after: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .exactOptional()
    .describe('Cursor: `next` of the page before.'),
})

const digest = sha256.describe('Digest of the version that is meant, as it was seen.')

export function proposal(kind: ObjectKind) {
  return z.strictObject({
    body: bodySchemas[kind],
    opinionDueOn: date
      .exactOptional()
      .describe('Last day on which the data protection officer is waited for (ISO date, UTC).'),
  })
}

/** The body is checked by the register, which names everything that is wrong with it. */
export const anyProposal = z.strictObject({ body: z.unknown(), opinionDueOn: date.exactOptional() })

export const act = z.strictObject({ digest, act: statedAct })

/** Of a whole version, or of one act on it. */
export const withdrawal = z.strictObject({
  digest,
  act: z.string().min(1).max(64).exactOptional().describe('Id of an act; without it the version itself is withdrawn.'),
  reason: line.exactOptional(),
})

export const comment = z.strictObject({ digest, text: line })
