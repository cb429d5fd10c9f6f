// Goal: a number is one of a plan exactly where libphonenumber-js says so, whatever the digits and wherever they are dialled.
import { test } from 'bun:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { isNumberOfAPlan } from './phone-plan.ts'

const regions = fc.oneof(
  fc.constantFrom(...(['DE', 'AT', 'CH', 'GB', 'US', 'IT', 'JP', 'BR'] as const)),
  fc.constantFrom(...getCountries()),
)
const codes = [...new Set(getCountries().map((country) => getCountryCallingCode(country))), '800', '999']
const digits = fc.stringMatching(/^[0-9]{3,15}$/)
const prefixes = fc.oneof(
  fc.constantFrom('', '0', '00', '+', '+0', '+49', '+490', '0049', '49', '+44', '+1', '+39'),
  fc.constantFrom(...codes.flatMap((code) => [code, `+${code}`, `00${code}`, `+${code}0`])),
)

test('phone plan: the same as the library says', () => {
  fc.assert(
    fc.property(prefixes, digits, regions, (prefix, rest, region) => {
      const number = prefix + rest
      const expected =
        parsePhoneNumberFromString(number, { defaultCountry: region, extract: false })?.isValid() ?? false
      assert.equal(isNumberOfAPlan(number, region), expected, `${number} from ${region}`)
    }),
    { numRuns: 5_000 },
  )
})

const rows: readonly [why: string, number: string, region: string, isOne: boolean][] = [
  ['a number of the region', '0303246728', 'DE', true],
  ['its country code', '+49303246728', 'DE', true],
  ['two zeros abroad', '0049303246728', 'AT', true],
  ['a calling code of several countries', '+442079460500', 'DE', true],
  ['no country', '+0303246728', 'DE', false],
  ['too short', '+4930', 'DE', false],
  ['a region without a plan', '0303246728', 'XX', false],
  ['a plan that rewrites what is dialled', '01115 23456789', 'AR', true],
]
for (const [why, number, region, isOne] of rows) {
  test(`phone plan: ${why}`, () => assert.equal(isNumberOfAPlan(number.replaceAll(' ', ''), region), isOne))
}
