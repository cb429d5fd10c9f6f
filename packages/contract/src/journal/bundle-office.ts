import { z } from 'zod'

// What the control API says about evidence that leaves the house, and the operations behind it.

/** Logs of one bundle: one a week for two hundred years. */
const logsMax = 10_000
/** Characters of a recipient and of a reason. A file reference is what belongs there. */
const textCharactersMax = 2_000

const count = z.int().min(0)
const origin = z.string().regex(/^[!#-[\]-~]{1,255}$/)
const text = z.string().min(1).max(textCharactersMax)

export const exportSchema = z.strictObject({
  logs: z
    .array(z.strictObject({ origin, size: count }))
    .min(1)
    .max(logsMax),
  /** SHA-256 of the manifest, hex: so the journal says exactly what was handed out, to whoever knows the manifest. */
  manifest: z.string().regex(/^[0-9a-f]{64}$/),
  recipient: text.optional(),
  reason: text.optional(),
})

export const sampleSchema = z.strictObject({
  from: count,
  to: count,
  count,
  population: count,
  seed: z.string().regex(/^[!#-[\]-~]{1,255}$/),
})

export type ExportWish = Readonly<z.output<typeof exportSchema>>
export type SampleWish = Readonly<z.output<typeof sampleSchema>>

/** Where an entry of the journal lies. */
export interface RecordedAt {
  readonly origin: string
  readonly index: number
}

/** Writes into the journal that evidence leaves the house, before it does. */
export interface EvidenceOffice {
  /** One entry for each log. */
  exported(wish: ExportWish): Promise<readonly RecordedAt[]>
  sampled(wish: SampleWish): Promise<RecordedAt>
}
