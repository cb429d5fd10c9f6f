import { parseArgs } from 'node:util'
import type { Pattern } from '../load/schedule.ts'

export type Options = {
  readonly isJson: boolean
  readonly seconds: number
  readonly rounds: number
  readonly seed: number
  readonly warmupSeconds: number
  /** Questions per second of the open loop. */
  readonly rate: number
  readonly pattern: Pattern
  /** Questions at the same time in saturation. */
  readonly inFlight: number
  readonly contestants: readonly string[]
}

type Standard = Pick<Options, 'seconds' | 'rounds' | 'contestants'>

export function parseOptions(arguments_: readonly string[], standard: Standard): Options {
  const { values } = parseArgs({
    args: [...arguments_],
    options: {
      json: { type: 'boolean', default: false },
      seconds: { type: 'string', default: String(standard.seconds) },
      rounds: { type: 'string', default: String(standard.rounds) },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      warmup: { type: 'string', default: '1' },
      rate: { type: 'string', default: '1000' },
      poisson: { type: 'boolean', default: false },
      'in-flight': { type: 'string', default: '64' },
      only: { type: 'string', default: standard.contestants.join(',') },
    },
  })
  return {
    isJson: values.json,
    seconds: positive('seconds', values.seconds),
    rounds: Math.ceil(positive('rounds', values.rounds)),
    seed: Math.floor(positive('seed', values.seed)),
    warmupSeconds: positive('warmup', values.warmup),
    rate: positive('rate', values.rate),
    pattern: values.poisson ? 'poisson' : 'constant',
    inFlight: Math.floor(positive('in-flight', values['in-flight'])),
    contestants: values.only.split(','),
  }
}

function positive(name: string, text: string): number {
  const value = Number(text)
  if (Number.isFinite(value) && value > 0) return value
  throw new Error(`--${name} must be a number above zero, not "${text}"`)
}
