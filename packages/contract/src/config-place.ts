import { z } from 'zod'
import { configSentences, pathText } from './config-problem.ts'
import type { ConfigProblem } from './config-problem.ts'
import { date, line, list, says, section } from './config-shapes.ts'

// Where an inference server stands, who runs it, and by what right data go there: `upstreams[].place` (docs/personal-data.md). These
// are facts that a reviewer asks for. Nothing has a default that could permit; an empty list says that there is nobody.

/** Who runs a server: we ourselves, or somebody who processes for us (Art. 28 GDPR). */
const placeOperators = ['ownHouse', 'processor'] as const

/** On what a transfer to a third country rests: Art. 45, or Art. 46(2)(c) and (d) GDPR. Checked 2026-11-23. */
const transferBases = ['adequacyDecision', 'standardContractualClauses'] as const

/** Who holds the keys of what lies encrypted there. */
const keyCustodians = ['controller', 'operator', 'trustee', 'notEncrypted'] as const

/** Attestations and certificates that § 393(4) SGB V knows, as their kind. Checked 2026-11-23. */
const attestations = ['c5Type1', 'c5Type2', 'equivalent'] as const

/** Days. A year is what contracts commonly give; above ten nothing is being deleted. */
const deletionDaysMax = 3_653

const country = z.string().regex(/^[A-Z]{2}$/, says('country'))
const shortLine = z.string().min(1).max(200)
const source = line.describe('Where it can be read: a contract, a file number, a document.')
const validUntil = date.describe('Last day on which it holds (ISO date, UTC).')

const company = {
  name: shortLine.describe('Name of the company.'),
  country: country.describe('Its seat, as in US (ISO 3166-1).'),
}

export const transfer = section({
  country: country.describe('Third country that it is about.'),
  basis: z.enum(transferBases).describe('On what the transfer rests: Art. 45, or Art. 46(2)(c) and (d) of the GDPR.'),
  source: line.describe('Which decision or which clauses, and where they can be read.'),
  coversRecipient: z
    .boolean()
    .exactOptional()
    .describe(
      'For an adequacy decision: whether it covers this very recipient, as being on the list of the EU-US Data Privacy Framework.',
    ),
  assessment: line
    .exactOptional()
    .describe('For clauses: assessment of the law of that country, and where it can be read.'),
  validUntil,
})

export const place = section({
  operator: z
    .enum(placeOperators)
    .describe('Who runs it: ownHouse for the controller itself on its own machines, processor for anybody else.'),
  name: shortLine.exactOptional().describe('Name of who runs it.'),
  country: country.describe('Country in which the machines stand.'),
  contract: section({
    source,
    signedOn: date.describe('Day on which it was signed (ISO date).'),
    validUntil,
  })
    .exactOptional()
    .describe('Contract with the processor (Art. 28(3) GDPR).'),
  parents: list(
    section({
      ...company,
      accessLaws: list(shortLine).describe(
        'Laws under which it can be made to hand over data or to give access, as in CLOUD Act or FISA 702.',
      ),
    }),
  )
    .exactOptional()
    .describe('Companies that control the processor, up to the top. An empty list says that there are none.'),
  remoteSupport: list(country)
    .exactOptional()
    .describe('Countries from which people may reach the machines. An empty list says that nobody may from outside.'),
  subProcessors: list(section(company))
    .exactOptional()
    .describe('Whom the processor uses in turn. An empty list says that there is nobody.'),
  keys: z.enum(keyCustodians).exactOptional().describe('Who holds the keys of what lies encrypted there.'),
  accessRequests: section({
    notifies: z.boolean().describe('Whether the processor tells us when an authority asks for access.'),
    challenges: z.boolean().describe('Whether the processor goes to court against such a request.'),
    source,
  })
    .exactOptional()
    .describe('What the contract says about requests of authorities.'),
  deletion: section({
    afterDays: z.int().min(0).max(deletionDaysMax).describe('Days after which nothing of a request is left there.'),
    source,
  })
    .exactOptional()
    .describe('What the contract says about deletion.'),
  transfers: list(transfer)
    .prefault([])
    .describe('By what right data go to third countries, one entry for each country that is named above.'),
  secrecy: section({
    source: line.describe('Where the duty of secrecy was taken over in text form.'),
    validUntil,
  })
    .exactOptional()
    .describe('That who works there is bound to a professional secret (§ 203(4) StGB, § 43e BRAO).'),
  attestation: section({
    kind: z
      .enum(attestations)
      .describe('Which one: C5 of type 1 or 2, or another that a law puts beside it (§ 393(4) SGB V).'),
    source,
    issuedOn: date.describe('Day on which it was issued (ISO date).'),
    validUntil,
    hasGermanEstablishment: z
      .boolean()
      .describe('Whether the processor has an establishment in Germany (§ 393(2) SGB V).'),
    customerCriteriaMet: z
      .boolean()
      .describe('Whether the criteria for customers in its report are met on our side (§ 393(3) no. 3 SGB V).'),
  })
    .exactOptional()
    .describe('Attestation of the cloud, for health and social data (§ 393 SGB V).'),
})
  .exactOptional()
  .describe(
    'Where it stands, who runs it, and by what right personal data go there. Not given: the own house for what is built in or on this machine, and unknown for everything else.',
  )

export type PlaceConfig = NonNullable<z.output<typeof place>>

/** What contradicts itself: the own house has no contract with itself, and two bases for one country leave open which one holds. */
export function placeProblems(value: {
  readonly upstreams: readonly { readonly place?: PlaceConfig }[]
}): ConfigProblem[] {
  return value.upstreams.flatMap(({ place: stated }, index): ConfigProblem[] => {
    if (stated === undefined) return []
    const at = (...rest: readonly PropertyKey[]): string => pathText(['upstreams', index, 'place', ...rest])
    const isOwn = stated.operator === 'ownHouse'
    const misplaced = (['contract', 'parents', 'subProcessors', 'attestation'] as const).filter(
      (key) => isOwn && stated[key] !== undefined,
    )
    const seen = new Set<string>()
    const twice = stated.transfers.flatMap((one, position) => {
      const isTaken = seen.has(one.country)
      seen.add(one.country)
      return isTaken ? [{ path: at('transfers', position, 'country'), problem: configSentences.duplicates }] : []
    })
    return [...misplaced.map((key) => ({ path: at(key), problem: configSentences.ownHouseHasNone })), ...twice]
  })
}
