// Goal: each thing has exactly one spelling. One defect a row; rows at both sides of each bound.
import { strict as assert } from 'node:assert'

import { describe, test } from 'bun:test'

import { refusedPart } from '../../../../test/conformance/tlog/refused.ts'
import { encodeBase64 } from './bytes.ts'
import { formatCheckpoint, MalformedCheckpoint, parseCheckpoint } from './checkpoint.ts'
import { formatCosignature, MalformedCosignature, parseCosignature } from './cosignature.ts'
import { treeSizeMax } from './tree-size.ts'

const hash = encodeBase64(new Uint8Array(32))

describe('checkpoint', () => {
  const rows: readonly [why: string, text: string, part: string | undefined][] = [
    ['as specified', `a.example/b\n0\n${hash}\n`, undefined],
    ['15 digits', `a\n999999999999999\n${hash}\n`, undefined],
    ['extensions', `a\n1\n${hash}\nmore\nand more\n`, undefined],
    ['16 digits', `a\n1000000000000000\n${hash}\n`, 'tree size'],
    ['no size', `a\n\n${hash}\n`, 'tree size'],
    ['leading zero', `a\n01\n${hash}\n`, 'tree size'],
    ['two zeros', `a\n00\n${hash}\n`, 'tree size'],
    ['sign', `a\n+1\n${hash}\n`, 'tree size'],
    ['minus', `a\n-1\n${hash}\n`, 'tree size'],
    ['exponent', `a\n1e3\n${hash}\n`, 'tree size'],
    ['hex', `a\n0x1\n${hash}\n`, 'tree size'],
    ['other digits', `a\n١\n${hash}\n`, 'tree size'],
    ['blank behind the size', `a\n1 \n${hash}\n`, 'tree size'],
    ['CR LF', `a\r\n1\r\n${hash}\r\n`, 'origin'],
    ['CR in the middle', `a\n1\r\n${hash}\n`, 'tree size'],
    ['empty origin', `\n1\n${hash}\n`, 'origin'],
    ['blank in the origin', `a b\n1\n${hash}\n`, 'origin'],
    ['narrow blank in the origin', `a\u202fb\n1\n${hash}\n`, 'origin'],
    ['plus in the origin', `a+b\n1\n${hash}\n`, 'origin'],
    ['root without padding', `a\n1\n${hash.slice(0, -1)}\n`, 'root'],
    ['root of 31 bytes', `a\n1\n${encodeBase64(new Uint8Array(31))}\n`, 'root'],
    ['root of 33 bytes', `a\n1\n${encodeBase64(new Uint8Array(33))}\n`, 'root'],
    ['root with bits behind it', `a\n1\n${hash.replace('A=', 'B=')}\n`, 'root'],
    ['blank behind the root', `a\n1\n${hash} \n`, 'root'],
    ['no last newline', `a\n1\n${hash}`, 'lines'],
    ['two lines', 'a\n1\n', 'lines'],
    ['one line', 'a\n', 'lines'],
    ['empty line behind', `a\n1\n${hash}\n\n`, 'extension'],
    ['empty line before an extension', `a\n1\n${hash}\n\nmore\n`, 'extension'],
    ['empty line in front', `\na\n1\n${hash}\n`, 'origin'],
  ]
  for (const [why, text, part] of rows) {
    test(`${why}: ${part ?? 'read'}`, () => {
      assert.equal(
        refusedPart(() => parseCheckpoint(text), MalformedCheckpoint),
        part,
      )
    })
  }

  const writes: readonly [why: string, change: { origin?: string; size?: number; root?: Uint8Array }, part?: string][] =
    [
      ['the largest size', { size: treeSizeMax }],
      ['a larger size', { size: treeSizeMax + 1 }, 'tree size'],
      ['a negative size', { size: -1 }, 'tree size'],
      ['half an entry', { size: 0.5 }, 'tree size'],
      ['an origin with a newline', { origin: 'a\nb' }, 'origin'],
      ['a lone surrogate', { origin: 'a\ud800' }, 'origin'],
      ['a short root', { root: new Uint8Array(31) }, 'root'],
    ]
  for (const [why, change, part] of writes) {
    test(`${why} is ${part === undefined ? 'written' : 'not written'}`, () => {
      const what = { origin: 'a', size: 1, root: new Uint8Array(32), ...change }
      assert.equal(
        refusedPart(() => formatCheckpoint(what), MalformedCheckpoint),
        part,
      )
    })
  }
})

describe('cosignature', () => {
  const payload = (timeSeconds: number): Uint8Array => formatCosignature({ timeSeconds, signature: new Uint8Array(64) })
  const rows: readonly [why: string, bytes: () => Uint8Array, part: string | undefined][] = [
    ['time 0', () => payload(0), undefined],
    ['the last time', () => payload(Number.MAX_SAFE_INTEGER), undefined],
    ['a second later', () => new Uint8Array([0, 0x20, ...new Uint8Array(70)]), 'time'],
    ['every bit set', () => new Uint8Array(72).fill(255), 'time'],
    ['a byte less', () => new Uint8Array(71), 'length'],
    ['a byte more', () => new Uint8Array(73), 'length'],
    ['half a second', () => payload(0.5), 'time'],
    ['before the epoch', () => payload(-1), 'time'],
  ]
  for (const [why, bytes, part] of rows) {
    test(`${why}: ${part ?? 'read'}`, () => {
      assert.equal(
        refusedPart(() => parseCosignature(bytes()), MalformedCosignature),
        part,
      )
    })
  }
})
