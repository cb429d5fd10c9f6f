import type { PlaceConfig } from '@stellwerk/contract/config-place'
import type { MissingFact, Reason } from '@stellwerk/contract/lamp'
import type { Text } from '@stellwerk/contract/language'
import type { Moment } from '@stellwerk/contract/route'

import { endOfDay } from './declared.ts'

/**
 * What a place is to personal data. It follows from the facts; nobody can state it.
 *
 * - `ownHouse`: the controller itself, on its own machines
 * - `euProcessor`: somebody who processes for it in the European Economic Area, and answers to nobody outside
 * - `euProcessorWithThirdCountryParent`: the same, and a company outside controls it
 * - `adequacyDecision`, `standardContractualClauses`: data get to a third country, each time with that basis
 * - `noBasis`: data get to a third country without one
 * - `unknown`: nobody has said where it is
 */
export type PlaceClass =
  | 'ownHouse'
  | 'euProcessor'
  | 'euProcessorWithThirdCountryParent'
  | 'adequacyDecision'
  | 'standardContractualClauses'
  | 'noBasis'
  | 'unknown'

/** Member States of the Union, and Iceland, Liechtenstein and Norway (GDPR in the EEA since 2018-07-20). Checked 2026-11-23. */
const economicArea: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '),
)

/** States that § 35(7) SGB I puts beside the Member States: those of the EEA, and Switzerland. Checked 2026-11-23. */
function isEquatedBySgb(country: string): boolean {
  return economicArea.has(country) || country === 'CH'
}

/** § 393(2) SGB V asks for it of every place of processing, be it that of a sub-processor or of who reaches in. Checked 2026-11-23. */
export function isPlacedBySgb(place: PlaceConfig, now: Moment): boolean {
  return [place.country, ...thirdCountriesOf(place)].every(
    (country) => isEquatedBySgb(country) || basisOf(place, country, now) === 'adequacyDecision',
  )
}

/** A machine of which a configuration says at least how it is reached. */
export interface Reached {
  readonly kind: string
  readonly url?: string | undefined
  readonly place?: PlaceConfig | undefined
}

/** An address on this machine. Nobody else's machine is reached without leaving it; whoever tunnels has to say so. */
const onThisMachine = /^https?:\/\/(?:(?:[a-z0-9-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])(?:[:/]|$)/i

/**
 * Where a server is as it was stated; what is built in or on this machine is the own house until somebody says otherwise.
 *
 * @example placeOf({ kind: 'vllm', url: 'http://127.0.0.1:8000' }, 'DE')?.operator // 'ownHouse'
 */
export function placeOf({ kind, url, place }: Reached, home = 'DE'): PlaceConfig | undefined {
  if (place !== undefined) return place
  const isHere = kind === 'mirror' || kind === 'embedded' || (url !== undefined && onThisMachine.test(url))
  return isHere ? { operator: 'ownHouse', country: home, transfers: [] } : undefined
}

/** @example placeClassOf(undefined, now) // 'unknown' */
export function placeClassOf(place: PlaceConfig | undefined, now: Moment): PlaceClass {
  if (place === undefined) return 'unknown'
  const thirdCountries = thirdCountriesOf(place)
  if (thirdCountries.length > 0) return transferClassOf(place, thirdCountries, now)
  if (place.operator === 'ownHouse') return 'ownHouse'
  const isForeign = (place.parents ?? []).some(({ country }) => !economicArea.has(country))
  return isForeign ? 'euProcessorWithThirdCountryParent' : 'euProcessor'
}

/** Where data get to outside the EEA: machines of others, people who reach in, and whoever is used in turn. */
function thirdCountriesOf({ operator, country, remoteSupport = [], subProcessors = [] }: PlaceConfig) {
  // A machine of one's own abroad is no transfer: nobody else gets the data (EDPB Guidelines 05/2021).
  const machines = operator === 'processor' ? [country] : []
  const all = [...machines, ...remoteSupport, ...subProcessors.map((one) => one.country)]
  return [...new Set(all)].filter((one) => !economicArea.has(one))
}

function transferClassOf(place: PlaceConfig, thirdCountries: readonly string[], now: Moment): PlaceClass {
  const bases = thirdCountries.map((country) => basisOf(place, country, now))
  if (bases.includes(undefined)) return 'noBasis'
  return bases.includes('standardContractualClauses') ? 'standardContractualClauses' : 'adequacyDecision'
}

/** A decision that does not cover the recipient, and clauses without a look at the law there, are none. */
function basisOf({ transfers }: PlaceConfig, country: string, now: Moment) {
  const stated = transfers.find((one) => one.country === country)
  if (stated === undefined || !(now < endOfDay(stated.validUntil))) return undefined
  const isSound =
    stated.basis === 'adequacyDecision' ? stated.coversRecipient === true : stated.assessment !== undefined
  return isSound ? stated.basis : undefined
}

/** Why personal data may not go to a place. */
export interface Lacking {
  readonly reasons: readonly Reason[]
  readonly missing: readonly MissingFact[]
}

const contractOffice: Text = {
  de: 'Datenschutzbeauftragte Stelle, Vertragsstelle',
  en: 'data protection and contract offices',
}

/** What a place lacks before personal data may go there. */
export function lackingAt(place: PlaceConfig | undefined, now: Moment): Lacking {
  if (place === undefined) return { reasons: [], missing: [missing('place', unknownPlace)] }
  const reasons: Reason[] = []
  if (placeClassOf(place, now) === 'noBasis') reasons.push(noTransferBasis(place, now))
  if (place.operator === 'ownHouse') return { reasons, missing: [] }
  const { contract } = place
  const isSigned = contract !== undefined && Date.parse(contract.signedOn) <= now
  if (!isSigned || !(now < endOfDay(contract.validUntil)))
    reasons.push(noContract(isSigned ? contract.validUntil : undefined))
  return { reasons, missing: unstatedAt(place, now) }
}

const unknownPlace: Text = {
  de: 'Wo der Server steht und wer ihn betreibt, ist nicht angegeben (upstreams[].place)',
  en: 'where the server stands and who runs it is not stated (upstreams[].place)',
}

/** What a reviewer asks of every processor, and what of one that somebody outside the EEA can give orders to. */
const askedOfAll = {
  parents: { de: 'Konzernmütter des Auftragsverarbeiters', en: 'parent companies of the processor' },
  remoteSupport: { de: 'Fernzugriff: aus welchen Ländern', en: 'remote support: from which countries' },
  subProcessors: { de: 'Unterauftragsverarbeiter', en: 'sub-processors' },
  deletion: { de: 'Löschung beim Auftragsverarbeiter', en: 'deletion at the processor' },
} as const satisfies Partial<Record<keyof PlaceConfig, Text>>

const askedAboutAccess = {
  keys: { de: 'Verwahrung der Schlüssel', en: 'custody of the keys' },
  accessRequests: {
    de: 'Mitteilung und Anfechtung von Zugriffen durch Behörden',
    en: 'notice and challenge of access requests by authorities',
  },
} as const satisfies Partial<Record<keyof PlaceConfig, Text>>

function unstatedAt(place: PlaceConfig, now: Moment): readonly MissingFact[] {
  const asked: Readonly<Partial<Record<keyof PlaceConfig, Text>>> =
    placeClassOf(place, now) === 'euProcessor' ? askedOfAll : { ...askedOfAll, ...askedAboutAccess }
  return Object.entries(asked).flatMap(([fact, text]) =>
    // The keys of `asked` are keys of a place.
    place[fact as keyof PlaceConfig] === undefined ? [missing(`place.${fact}`, text)] : [],
  )
}

function missing(name: string, text: Text): MissingFact {
  return { name: `dataProtection.${name}`, text, suppliedBy: contractOffice }
}

function noTransferBasis(place: PlaceConfig, now: Moment): Reason {
  const countries = thirdCountriesOf(place).filter((country) => basisOf(place, country, now) === undefined)
  return {
    code: 'transfer_basis_missing',
    lamp: 'dataProtection',
    basis: 'statute',
    // Checked 2026-11-23.
    source: 'Art. 44–46 GDPR',
    clearedBy: contractOffice,
    text: {
      de: `keine gültige Grundlage für die Übermittlung nach ${countries.join(', ')}`,
      en: `no valid basis for the transfer to ${countries.join(', ')}`,
    },
  }
}

function noContract(ranOutOn: string | undefined): Reason {
  return {
    code: 'processor_contract_missing',
    lamp: 'dataProtection',
    basis: 'statute',
    // Checked 2026-11-23.
    source: 'Art. 28(3) GDPR',
    clearedBy: contractOffice,
    text:
      ranOutOn === undefined
        ? {
            de: 'kein Vertrag mit dem Auftragsverarbeiter angegeben, der schon gilt',
            en: 'no contract with the processor is stated that holds yet',
          }
        : {
            de: `Vertrag mit dem Auftragsverarbeiter am ${ranOutOn} abgelaufen`,
            en: `contract with the processor ran out on ${ranOutOn}`,
          },
  }
}

/** When something that is stated about a place begins: before that it does not count. */
export function startsAt(place: PlaceConfig | undefined): readonly Moment[] {
  const days = [place?.contract?.signedOn, place?.attestation?.issuedOn]
  return days.flatMap((day) => (day === undefined ? [] : [Date.parse(day)]))
}

/** Days on which something about a place ends. */
export function endsAt(place: PlaceConfig | undefined): readonly string[] {
  if (place === undefined) return []
  const { contract, secrecy, attestation, transfers } = place
  return [contract, secrecy, attestation, ...transfers].flatMap((one) => (one === undefined ? [] : [one.validUntil]))
}
