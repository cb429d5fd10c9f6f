import { z } from 'zod'
import { date, line, list, section } from '../config-shapes.ts'

// What a fact of the register carries: where it can be read, who answers for it, until when it holds, and how it was come by.

/** Read off the thing itself; said by somebody; or concluded by somebody from something else. */
const provenances = ['measured', 'declared', 'concluded'] as const

/** Characters of a line that stands in lists. */
const shortCharactersMax = 200

export const title = z.string().min(1).max(shortCharactersMax).describe('What people call it.')
export const shortLine = z.string().min(1).max(shortCharactersMax)

/** A SHA-256 in hex. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, { error: 'sha256' })

const provenance = z
  .enum(provenances)
  .default('declared')
  .describe('How it was come by: measured on the thing itself, declared, or concluded by an office.')

/** The attributes that each legal fact has beside what it says. */
export const stated = {
  source: line.describe('Where it can be read: a law, a contract, a file number, a document.'),
  statedBy: line.describe('Office or role that answers for it. Not a person.'),
  validUntil: date.describe('Last day on which it holds (ISO date, UTC). Afterwards it counts as missing.'),
  provenance,
}

/** A single value with who says so. What a machine read off needs no end: it holds as long as the thing is the same. */
export function fact<Value extends z.core.SomeType>(value: Value) {
  return section({
    value,
    provenance: z.enum(provenances).describe('How it was come by.'),
    statedBy: line.describe('Office or role that answers for it, or the program that measured it. Not a person.'),
    source: line.exactOptional().describe('Where it can be read.'),
    on: date.exactOptional().describe('Day of the measurement or statement (ISO date).'),
    validUntil: date.exactOptional().describe('Last day on which it holds (ISO date, UTC).'),
  })
}

/** Where values come from that carry nothing themselves: one entry for all fields of one origin, as CycloneDX 1.7 has citations. */
export const citations = list(
  section({
    fields: z.array(shortLine).min(1).max(100).readonly().describe('Keys of this object that it is about.'),
    provenance: z.enum(provenances).describe('How they were come by.'),
    statedBy: line.describe('Office or role that answers for them, or the program that measured them. Not a person.'),
    source: line.exactOptional().describe('Where it can be read.'),
    on: date.describe('Day of the measurement or statement (ISO date).'),
  }),
)
  .exactOptional()
  .describe('Where its values come from, as far as somebody has said so.')
