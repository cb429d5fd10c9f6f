/**
 * Whether a numbering plan has a number, by the plans of `libphonenumber-js`, with each plan's expressions made once. The library makes them
 * again for every question and answers by errors, which costs ten times as much; it is asked where a plan does what only it knows.
 */
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import metadata from 'libphonenumber-js/min/metadata'

/** The plan of one country. */
interface Plan {
  readonly callingCode: string
  /** What is dialled before the country code of another country. */
  readonly dialledAbroad: string
  readonly pattern: RegExp
  readonly lengths: readonly number[]
  /** What is dialled before a number within the country. */
  readonly trunk: RegExp | undefined
  /** Rewrites what is dialled, instead of leaving the trunk prefix out. */
  readonly isRewriting: boolean
  /** Tells the countries apart that share a calling code. */
  readonly leading: RegExp | undefined
  readonly types: readonly { readonly pattern: RegExp; readonly lengths: readonly number[] }[] | undefined
}

/** Digits of a number, from the shortest to the longest that the library takes. */
const [digitsMin, digitsMax] = [2, 17]
const callingCodeMax = 3

/**
 * @param compact digits, with `+` before them where one was written
 * @param region where numbers without a country code are, ISO 3166-1 alpha-2
 */
export function isNumberOfAPlan(compact: string, region: string): boolean {
  return answered(compact, region) ?? asked(compact, region)
}

function asked(compact: string, region: string): boolean {
  // Regions come from the configuration, which knows the codes of ISO 3166-1; one without a plan makes the library throw no error but
  // leave national numbers unknown.
  const defaultCountry = region as CountryCode
  return parsePhoneNumberFromString(compact, { defaultCountry, extract: false })?.isValid() ?? false
}

/** Undefined where the library is to be asked. */
function answered(compact: string, region: string): boolean | undefined {
  const own = planOf(region)
  if (own === undefined) return undefined
  if (compact.startsWith('+')) return international(compact, 1)
  if (compact.startsWith(own.callingCode)) return undefined
  // Other countries dial something else abroad, or several things.
  if (own.dialledAbroad !== '00') return undefined
  if (compact.startsWith('00') && compact.charAt(2) !== '0') return international(compact, 2)
  return valid(compact, own, sharingOf(own.callingCode), own)
}

/** A number whose country code begins at `from`. */
function international(compact: string, from: number): boolean | undefined {
  // No country code begins with 0.
  if (compact.charAt(from) === '0') return false
  for (let end = from + 1; end <= from + callingCodeMax && end <= compact.length; end++) {
    const sharing = sharingOf(compact.slice(from, end))
    if (sharing.length > 0) return valid(compact.slice(end), sharing[0], sharing, undefined)
  }
  // Numbers of no country, as +800: few, and the library knows them.
  return undefined
}

/** Whether the digits are a number of one of the plans that share a calling code; `plan` is the one by which they are read. */
function valid(
  digits: string,
  plan: Plan | undefined,
  sharing: readonly Plan[],
  otherwise: Plan | undefined,
): boolean | undefined {
  if (plan === undefined || plan.isRewriting) return undefined
  const number = withoutTrunk(digits, plan, sharing)
  if (number.length < digitsMin || number.length > digitsMax) return false
  const own = countryOf(number, sharing) ?? otherwise ?? plan
  return own.types === undefined ? own.pattern.test(number) : isOfType(number, own)
}

/** Without the trunk prefix, unless the rest would be no number of the plan. */
function withoutTrunk(digits: string, plan: Plan, sharing: readonly Plan[]): string {
  const rest = digits.slice(plan.trunk?.exec(digits)?.[0].length ?? 0)
  if (rest === digits || (plan.pattern.test(digits) && !plan.pattern.test(rest))) return digits
  const { lengths } = countryOf(rest, sharing) ?? plan
  return lengths.includes(rest.length) || rest.length > (lengths.at(-1) ?? 0) ? rest : digits
}

function countryOf(number: string, sharing: readonly Plan[]): Plan | undefined {
  if (sharing.length === 1) return sharing[0]
  return sharing.find((plan) => (plan.leading === undefined ? isOfType(number, plan) : plan.leading.test(number)))
}

function isOfType(number: string, { pattern, types = [] }: Plan): boolean {
  return pattern.test(number) && types.some((type) => type.lengths.includes(number.length) && type.pattern.test(number))
}

const plans = new Map<string, Plan | undefined>()

function planOf(country: string): Plan | undefined {
  if (!plans.has(country)) plans.set(country, readPlan(country))
  return plans.get(country)
}

const plansByCode = new Map<string, readonly Plan[]>()

/** The plans of all countries with this calling code, the leading one first; none where no country has it. */
function sharingOf(callingCode: string): readonly Plan[] {
  const known = plansByCode.get(callingCode)
  if (known !== undefined) return known
  const countries = metadata.country_calling_codes[callingCode] ?? []
  const sharing = countries.map((country) => planOf(country)).filter((plan) => plan !== undefined)
  plansByCode.set(callingCode, sharing)
  return sharing
}

/** As the library writes a plan down (its METADATA.md, version 4, checked 2026-11-24). */
type Row = readonly [
  callingCode: string,
  dialledAbroad: string,
  pattern: string,
  lengths: readonly number[],
  formats: unknown,
  trunk: string | 0 | undefined,
  trunkRule: unknown,
  trunkForParsing: string | 0 | undefined,
  rewriting: string | 0 | undefined,
  optionalTrunk: unknown,
  leading: string | 0 | undefined,
  types: readonly (readonly [pattern: string, lengths?: readonly number[] | 0] | 0 | undefined)[] | 0 | undefined,
]

function readPlan(country: string): Plan | undefined {
  // The library gives no types to the columns of its plans; their order is that of its documentation.
  const row = metadata.countries[country as CountryCode] as unknown as Row | undefined
  if (row === undefined) return undefined
  const [callingCode, dialledAbroad, pattern, lengths, , trunk, , trunkForParsing, rewriting, , leading, types] = row
  const prefix = given(trunkForParsing) ?? given(trunk)
  const typed = (given(types) ?? []).map(given).flatMap((type) => {
    if (type === undefined || type[0] === '') return []
    return [{ pattern: whole(type[0]), lengths: given(type[1]) ?? lengths }]
  })
  return {
    callingCode,
    dialledAbroad,
    pattern: whole(pattern),
    lengths,
    trunk: prefix === undefined ? undefined : new RegExp(`^(?:${prefix})`),
    isRewriting: given(rewriting) !== undefined,
    leading: given(leading) === undefined ? undefined : new RegExp(`^(?:${leading})`),
    types: (given(types)?.length ?? 0) > 0 ? typed : undefined,
  }
}

/** Columns that a plan does not need are 0, or missing at its end. */
function given<T>(value: T | 0 | undefined): T | undefined {
  return value === 0 ? undefined : value
}

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`)
}
