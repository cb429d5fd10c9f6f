/** A source of chance that can be repeated: the same seed gives the same run. */
export interface Chance {
  /** From 0, below `below`. */
  readonly whole: (below: number) => number
  readonly is: (probability: number) => boolean
  readonly oneOf: <T>(values: readonly T[]) => T
}

/** The seed of this run: one from the environment to repeat a run, otherwise a new one. Printed by whoever asks. */
export function seedFor(what: string): number {
  const given = process.env['FUZZ_SEED']
  const seed = given === undefined ? crypto.getRandomValues(new Uint32Array(1))[0]! : Number(given)
  process.stdout.write(`${what}: FUZZ_SEED=${seed}\n`)
  return seed
}

/** Mulberry32: 32 bits of state are plenty for choosing mutations. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (below: number): number => Math.floor(next() * below)
  return { whole, is: (probability) => next() < probability, oneOf: (values) => values[whole(values.length)]! }
}

const texts = [
  '',
  'Hallo',
  'ä€😀',
  '\u0000',
  '\u202e\u200b',
  '__proto__',
  'x'.repeat(300),
  'data:image/png;base64,AAAA',
  '{"a":1}',
]
const numbers = [0, -0, -1, 1, 0.5, 8, 9, 1e300, -1e300, 2 ** 53, 4_294_967_296, 1e-320]
const names = [
  'a',
  'role',
  'content',
  'type',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  'model',
  'text',
]

/** Any JSON value. Own keys such as `__proto__` are among them, as JSON.parse makes them. */
export function anyJson(chance: Chance, depth = 4): unknown {
  switch (chance.whole(depth > 0 ? 7 : 5)) {
    case 0:
      return null
    case 1:
      return chance.is(0.5)
    case 2:
      return chance.oneOf(numbers)
    case 3:
    case 4:
      return chance.oneOf(texts)
    case 5:
      return Array.from({ length: chance.whole(4) }, () => anyJson(chance, depth - 1))
    default: {
      const entries = Array.from({ length: chance.whole(4) }, () => [chance.oneOf(names), anyJson(chance, depth - 1)])
      return Object.fromEntries(entries as [string, unknown][])
    }
  }
}

const pieces = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  'null',
  '1e999',
  '9'.repeat(400),
  '-',
  '\\ud83d',
  '\u0000',
  '\n',
  ' ',
]

/** The same text with some places changed, left out, doubled or cut off. */
export function mutated(text: string, chance: Chance): string {
  let result = text
  for (let times = 1 + chance.whole(4); times > 0; times--) {
    const at = chance.whole(result.length + 1)
    const length = chance.whole(12)
    switch (chance.whole(5)) {
      case 0:
        result = result.slice(0, at) + chance.oneOf(pieces) + result.slice(at)
        break
      case 1:
        result = result.slice(0, at) + result.slice(at + length)
        break
      case 2:
        result = result.slice(0, at) + result.slice(at, at + length).repeat(2) + result.slice(at + length)
        break
      case 3:
        result = result.slice(0, at) + chance.oneOf(pieces) + result.slice(at + 1)
        break
      default:
        if (chance.is(0.3)) result = result.slice(0, at)
    }
  }
  return result
}

/** The bytes of a text, sometimes with some that are no UTF-8. */
export function bytesOf(text: string, chance: Chance, spoilt = 0.05): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length > 0 && chance.is(spoilt))
    bytes[chance.whole(bytes.length)] = chance.oneOf([0xff, 0xc0, 0xed, 0x80, 0xf8])
  return bytes
}
