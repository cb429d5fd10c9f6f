/**
 * Where the words stand that patterns begin with: looked for in one pass for all of them. Each would otherwise walk over every character.
 */
import type { Reading } from '../reading.ts'
import { type CueRule, cueRules } from './address-cues.ts'
import { writtenNameLabels } from './name-labels.ts'
import { salutations } from './salutations.ts'
import type { SecretRule } from './secret-rule.ts'
import { structureRules } from './secret-structures.ts'
import { tokenRules } from './secret-tokens.ts'
import { wordRules } from './secret-words.ts'
import { diagnosisCues, specialNeedles, type SpecialWord } from './special-needles.ts'
import { Spotter } from './spotter.ts'

/** What each pattern looks for. */
interface Sought {
  readonly address: CueRule
  readonly secret: SecretRule
  readonly special: SpecialWord | 'diagnosis'
  readonly name: string
  readonly salutation: string
}

interface Sighting<T> {
  readonly value: T
  readonly at: number
}

/** In the order of the text as the spotter sees it. */
type Sightings = { readonly [What in keyof Sought]: Sighting<Sought[What]>[] }

type File = (sightings: Sightings, at: number) => void

function fileAs<What extends keyof Sought>(what: What, value: Sought[What]): File {
  return (sightings, at) => void sightings[what].push({ value, at })
}

const spotter = new Spotter<File>([
  ...cueRules.map((rule) => ({ ...spotOf(rule), value: fileAs('address', rule) })),
  ...[...tokenRules, ...structureRules, ...wordRules].map((rule) => ({
    ...spotOf(rule),
    value: fileAs('secret', rule),
  })),
  ...specialNeedles.map((word) => ({
    needle: word.needle,
    ignoreCase: !/[A-ZÖ]/.test(word.needle),
    value: fileAs('special', word),
  })),
  ...diagnosisCues.map((needle) => ({ needle, ignoreCase: true, value: fileAs('special', 'diagnosis') })),
  ...writtenNameLabels.map((needle) => ({ needle, ignoreCase: true, value: fileAs('name', needle) })),
  ...[...salutations].map((needle) => ({ needle, value: fileAs('salutation', needle) })),
])

function spotOf(rule: CueRule | SecretRule): { needle: string; ignoreCase: boolean } {
  return { needle: rule.needle, ignoreCase: rule.ignoreCase === true }
}

/** A reading lives as long as its request, and so does what is known of it. */
const known = new WeakMap<Reading, Sightings>()

/** Calls `see` wherever something of the kind stands. */
export function eachSighting<What extends keyof Sought>(
  reading: Reading,
  what: What,
  see: (value: Sought[What], at: number) => void,
): void {
  for (const { value, at } of sightingsIn(reading)[what]) see(value, at)
}

function sightingsIn(reading: Reading): Sightings {
  const before = known.get(reading)
  if (before !== undefined) return before
  const sightings: Sightings = { address: [], secret: [], special: [], name: [], salutation: [] }
  spotter.scan(reading.text, (file, at) => file(sightings, at))
  known.set(reading, sightings)
  return sightings
}
