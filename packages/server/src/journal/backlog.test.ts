import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { Backlog } from './backlog.ts'

const mebibyte = 1_048_576

// Goal: neither too many entries nor too many bytes wait for the publisher, and what it has taken no longer counts.
const cases: readonly [
  why: string,
  frames: readonly (readonly [size: number, bytes: number])[],
  integrated: number,
  isTooLong: boolean,
][] = [
  ['nothing', [], 1_000, false],
  ['as many entries as may be', [[101_000, mebibyte]], 1_000, false],
  ['one more', [[101_001, mebibyte]], 1_000, true],
  ['as many bytes as may be', [[1_001, 256 * mebibyte]], 1_000, false],
  [
    'a byte more',
    [
      [1_001, 256 * mebibyte],
      [1_002, 1],
    ],
    1_000,
    true,
  ],
  [
    'a byte more, and the first frame is taken',
    [
      [1_001, 256 * mebibyte],
      [1_002, 1],
    ],
    1_001,
    false,
  ],
  ['a frame that is taken in part counts whole', [[1_100, 256 * mebibyte + 1]], 1_050, true],
  [
    'everything taken',
    [
      [1_001, 512 * mebibyte],
      [200_000, mebibyte],
    ],
    200_000,
    false,
  ],
]
for (const [why, frames, integrated, isTooLong] of cases) {
  test(`backlog: ${why}`, () => {
    const backlog = new Backlog(1_000)
    for (const [size, bytes] of frames) backlog.appended(size, bytes)
    backlog.integrated(integrated)
    assert.equal(backlog.isTooLong, isTooLong)
  })
}
