import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { crc32, formatApiKey, keyIdOf, keyPrefix, parseApiKey, parseKeyId, scannerRule } from './key.ts'

const alphabet = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz']
const counting = (count: number) => Uint8Array.from({ length: count }, (_, index) => index)
const known = formatApiKey(counting)

const keys = fc
  .uint8Array({ minLength: 32, maxLength: 32, max: 247 })
  .map((bytes) => formatApiKey((count) => Uint8Array.from({ length: count }, (_, index) => bytes[index % 32] ?? 0)))

test('the published check value of CRC-32', () => expect(crc32('123456789')).toBe(0xcbf43926))

// The expected text was computed with zlib's crc32, another implementation.
test('a key of known bytes never changes, because keys outlive releases', () => {
  expect(known).toBe('swk_live_0123456789ABCDEFGHIJKLMNOPQRSTUV2vaWii' as typeof known)
  expect(keyIdOf(known)).toBe('01234567' as ReturnType<typeof keyIdOf>)
})

test('every new key is valid, found by the scanner rule, and has 47 characters', () => {
  fc.assert(
    fc.property(keys, (key) => {
      expect(parseApiKey(key)).toEqual({ state: 'valid', key })
      expect(scannerRule.exec(`token=${key};`)?.[0]).toBe(key)
      expect(key).toHaveLength(47)
      expect(parseKeyId(keyIdOf(key))).toBe(keyIdOf(key))
    }),
  )
})

test('a change of any one character is found', () => {
  for (let position = 0; position < known.length; position++) {
    for (const character of [...alphabet, '_', '-', ' ', 'ä']) {
      const changed = known.slice(0, position) + character + known.slice(position + 1)
      if (changed !== known) expect(parseApiKey(changed).state).toBe('malformed')
    }
  }
})

test('two neighbours swapped are found', () => {
  fc.assert(
    fc.property(keys, fc.nat({ max: 45 }), (key, position) => {
      const [left = '', right = ''] = [key[position], key[position + 1]]
      const changed = key.slice(0, position) + right + left + key.slice(position + 2)
      expect(parseApiKey(changed).state).toBe(left === right ? 'valid' : 'malformed')
    }),
  )
})

const malformed: readonly [why: string, text: string, reason: string][] = [
  ['empty', '', 'prefix'],
  ['another product', `sk-${known.slice(3)}`, 'prefix'],
  ['prefix in capitals', known.replace('swk', 'SWK'), 'prefix'],
  ['space before', ` ${known}`, 'prefix'],
  ['one character short', known.slice(0, -1), 'length'],
  ['one character long', `${known}0`, 'length'],
  ['line break at the end', `${known}\n`, 'length'],
  ['line break inside', `${known.slice(0, -1)}\n`, 'alphabet'],
  ['letter that only looks right', known.replace('A', 'А'), 'alphabet'],
  ['wrong checksum', `${known.slice(0, -1)}${known.endsWith('0') ? '1' : '0'}`, 'checksum'],
]
describe('malformed', () => {
  for (const [why, text, reason] of malformed) {
    test(why, () => expect(parseApiKey(text)).toEqual({ state: 'malformed', reason } as ReturnType<typeof parseApiKey>))
  }
})

test('bytes that would favour some characters are not used', () => {
  const bytes = Uint8Array.from({ length: 64 }, (_, index) =>
    index % 2 === 0 ? 248 + ((index / 2) % 8) : (index - 1) / 2,
  )
  expect(formatApiKey(() => bytes)).toBe(known)
})

test('a source that gives only unusable bytes ends in an error, not in a loop', () => {
  expect(() => formatApiKey((count) => new Uint8Array(count).fill(255))).toThrow('random bytes')
})

test('all 62 characters are equally likely', () => {
  const counts = new Map<string, number>()
  for (let round = 0; round < 2_000; round++) {
    const key = formatApiKey((count) => crypto.getRandomValues(new Uint8Array(count)))
    for (const character of key.slice(keyPrefix.length, -6)) counts.set(character, (counts.get(character) ?? 0) + 1)
  }
  // 64,000 characters, 1,032 expected each, standard deviation 32: 7 deviations never happen by chance.
  for (const character of alphabet) expect(Math.abs((counts.get(character) ?? 0) - 1_032)).toBeLessThan(7 * 32)
})

const ids: readonly [text: string, isId: boolean][] = [
  ['01234567', true],
  ['0123456', false],
  ['012345678', false],
  ['0123456-', false],
  ['0123456\n', false],
]
for (const [text, isId] of ids) {
  test(`key id ${JSON.stringify(text)}`, () => expect(parseKeyId(text) !== undefined).toBe(isId))
}
