import { strict as assert } from 'node:assert'

import { test } from 'bun:test'
import fc from 'fast-check'

import {
  booleanOf,
  derBytesMax,
  DerFields,
  formatDer,
  formatInteger,
  formatOid,
  integerOf,
  MalformedDer,
  oidOf,
  parseDer,
  smallIntegerOf,
  tags,
  timeOf,
} from './der.ts'

// Goal: one spelling of each value is read, and everything else is refused, whatever it is.
const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'))
const outcome = <Value>(run: () => Value): Value | 'malformed' => {
  try {
    return run()
  } catch (error) {
    assert.ok(error instanceof MalformedDer, String(error))
    return 'malformed'
  }
}

const long = (length: number): string => '00'.repeat(length)
const values: readonly [why: string, isRead: boolean, bytes: string][] = [
  ['an empty sequence', true, '3000'],
  ['127 bytes', true, `047f${long(127)}`],
  ['128 bytes', true, `048180${long(128)}`],
  ['256 bytes', true, `04820100${long(256)}`],
  ['65,536 bytes', true, `0483010000${long(65_536)}`],
  ['nothing', false, ''],
  ['a tag alone', false, '30'],
  ['a byte too few', false, '040200'],
  ['a byte too many', false, '04010000'],
  ['a length left open', false, '30800000'],
  ['a length in a byte too many', false, `04817f${long(127)}`],
  ['a length with a zero in front', false, `048200ff${long(255)}`],
  ['a length of four bytes', false, '0484000000010000'],
  ['a length of all bytes', false, '04ff00'],
  ['a tag of several bytes', false, '3f810100'],
  ['the end of contents', false, '0000'],
  ['an inner value cut off', false, '30030402 00'],
  ['an inner value behind a whole one', false, '3005 0401 00 0402'],
]
for (const [why, isRead, bytes] of values) {
  test(`DER: ${why} is ${isRead ? 'read' : 'refused'}`, () => {
    assert.equal(outcome(() => parseDer(hex(bytes))) !== 'malformed', isRead)
  })
}

test('DER: bounds of size, depth and number', () => {
  const nest = (depth: number): Uint8Array =>
    depth === 0 ? formatDer(tags.sequence) : formatDer(tags.sequence, nest(depth - 1))
  assert.notEqual(
    outcome(() => parseDer(nest(32))),
    'malformed',
  )
  assert.equal(
    outcome(() => parseDer(nest(33))),
    'malformed',
  )
  const many = (count: number): Uint8Array => formatDer(tags.sequence, hex('0500'.repeat(count)))
  assert.notEqual(
    outcome(() => parseDer(many(19_999))),
    'malformed',
  )
  assert.equal(
    outcome(() => parseDer(many(20_001))),
    'malformed',
  )
  assert.equal(
    outcome(() => parseDer(new Uint8Array(derBytesMax + 1))),
    'malformed',
  )
})

const read: readonly [why: string, read: (bytes: Uint8Array) => unknown, bytes: string, value: unknown][] = [
  ['an object identifier', oidOfBytes, '06092a864886f70d010702', '1.2.840.113549.1.7.2'],
  ['one below 2', oidOfBytes, '0603883703', '2.999.3'],
  ['an empty one', oidOfBytes, '0600', 'malformed'],
  ['one that is cut off', oidOfBytes, '06022a86', 'malformed'],
  ['one with a zero in front', oidOfBytes, '06032a8001', 'malformed'],
  ['one with an arc beyond all', oidOfBytes, '06082affffffffffff7f', 'malformed'],
  ['zero', smallOfBytes, '020100', 0],
  ['128', smallOfBytes, '02020080', 128],
  ['a negative number', smallOfBytes, '020180', 'malformed'],
  ['a number of five bytes', smallOfBytes, '02050100000000', 'malformed'],
  ['an empty number', smallOfBytes, '0200', 'malformed'],
  ['a number with a zero in front', smallOfBytes, '0202007f', 'malformed'],
  ['a number with ones in front', smallOfBytes, '0202ff80', 'malformed'],
  ['true', (bytes) => booleanOf(parseDer(bytes)), '0101ff', true],
  ['something like true', (bytes) => booleanOf(parseDer(bytes)), '010101', 'malformed'],
]

function oidOfBytes(bytes: Uint8Array): string {
  return oidOf(parseDer(bytes))
}

function smallOfBytes(bytes: Uint8Array): number {
  return smallIntegerOf(parseDer(bytes))
}

for (const [why, reading, bytes, value] of read) {
  test(`DER: ${why}`, () => {
    assert.equal(
      outcome(() => reading(hex(bytes))),
      value,
    )
  })
}

const times: readonly [text: string, tag: number, iso: string | undefined][] = [
  ['20261123120000Z', tags.generalizedTime, '2026-11-23T12:00:00.000Z'],
  ['20261123120000.5Z', tags.generalizedTime, '2026-11-23T12:00:00.500Z'],
  ['20261123120000.0019Z', tags.generalizedTime, '2026-11-23T12:00:00.001Z'],
  ['20240229000000Z', tags.generalizedTime, '2024-02-29T00:00:00.000Z'],
  ['261123120000Z', tags.utcTime, '2026-11-23T12:00:00.000Z'],
  ['500101000000Z', tags.utcTime, '1950-01-01T00:00:00.000Z'],
  ['491231235959Z', tags.utcTime, '2049-12-31T23:59:59.000Z'],
  ['20261123120000.50Z', tags.generalizedTime, undefined],
  ['20261123120000.Z', tags.generalizedTime, undefined],
  ['20261123120000', tags.generalizedTime, undefined],
  ['202611231200Z', tags.generalizedTime, undefined],
  ['20261123120060Z', tags.generalizedTime, undefined],
  ['20230229000000Z', tags.generalizedTime, undefined],
  ['20261323120000Z', tags.generalizedTime, undefined],
  ['20261123240000Z', tags.generalizedTime, undefined],
  ['2611231200Z', tags.utcTime, undefined],
  ['', tags.utcTime, undefined],
]
for (const [text, tag, iso] of times) {
  test(`DER: the time "${text}" is ${iso ?? 'refused'}`, () => {
    const time = outcome(() => timeOf(parseDer(formatDer(tag, Buffer.from(text)))))
    assert.equal(typeof time === 'number' ? new Date(time).toISOString() : undefined, iso)
  })
}

test('DER: fields are taken in order, to the end', () => {
  const fields = (): DerFields => new DerFields(parseDer(hex('3006 020101 0101ff')))
  const one = fields()
  assert.equal(one.takeIf(tags.boolean), undefined)
  assert.equal(smallIntegerOf(one.take(tags.integer)), 1)
  assert.equal(
    outcome(() => one.end()),
    'malformed',
  )
  assert.equal(
    outcome(() => fields().take(tags.boolean)),
    'malformed',
  )
  assert.equal(
    outcome(() => new DerFields(parseDer(hex('3000')), tags.set)),
    'malformed',
  )
})

test('DER: what is written is read again', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 400 }),
      fc.constantFrom(tags.octetString, tags.bitString),
      (content, tag) => {
        const whole = formatDer(tag, content)
        assert.deepEqual(parseDer(whole), { tag, content: new Uint8Array(content), whole })
      },
    ),
  )
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 80n }), (number) => {
      const bytes = hex(number.toString(16).padStart(24, '0'))
      const again = integerOf(parseDer(formatInteger(bytes)))
      assert.equal(BigInt(`0x${Buffer.from(again).toString('hex')}`), number)
    }),
  )
  const arc = fc.nat({ max: 2 ** 31 - 1 })
  fc.assert(
    fc.property(fc.nat({ max: 1 }), fc.nat({ max: 39 }), fc.array(arc, { maxLength: 12 }), (top, second, others) => {
      const dotted = [top, second, ...others].join('.')
      assert.equal(oidOf(parseDer(formatOid(dotted))), dotted)
    }),
  )
})

test('DER: any bytes are read or refused, and what is read is written the same way', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const value = outcome(() => parseDer(bytes))
      if (value !== 'malformed') assert.deepEqual(formatDer(value.tag, value.content), new Uint8Array(bytes))
    }),
    { numRuns: 5000 },
  )
})
