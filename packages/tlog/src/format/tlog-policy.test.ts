// Goal: each thing has exactly one spelling. One defect a row; rows at both sides of each bound.
import { strict as assert } from 'node:assert'

import { describe, test } from 'bun:test'

import { refusedPart } from '../../../../test/conformance/tlog/refused.ts'
import { sha256, testLog, testWitness } from '../../../../test/conformance/tlog/written-log.ts'
import { concatBytes, encodeUtf8 } from './bytes.ts'
import { formatVerifierKey } from './note.ts'
import { isQuorum, MalformedPolicy, parsePolicy, policyLinesMax } from './tlog-policy.ts'

describe('policy', () => {
  const log = `log ${formatVerifierKey(testLog.key)}`
  const [a, b, c] = ['a', 'b', 'c'].map((name) => `witness ${name} ${formatVerifierKey(testWitness(name).key)}`)
  const three = `${a}\n${b}\n${c}\n`
  const sameKey = formatVerifierKey({ ...testWitness('a').key })
  const rows: readonly [why: string, text: string, part: string | undefined][] = [
    ['nobody at all', 'quorum none\n', undefined],
    [
      'addresses, tabs, comments and blank lines',
      `\t# one\n\n  ${log}\thttps://log.example/\nquorum none \n`,
      undefined,
    ],
    ['a witness as quorum', `${a}\nquorum a\n`, undefined],
    ['all of a group', `${three}group g all a b c\nquorum g\n`, undefined],
    ['the most of a group', `${three}group g 3 a b c\nquorum g\n`, undefined],
    ['groups of groups', `${three}group g any a b\ngroup h all g c\nquorum h\n`, undefined],
    ['logs behind the quorum', `quorum none\n${log}\n`, undefined],
    ['the most lines', `${'\n'.repeat(policyLinesMax - 1)}quorum none\n`, undefined],
    ['a line more', `${'\n'.repeat(policyLinesMax)}quorum none\n`, 'length'],
    ['no quorum', `${log}\n`, 'quorum'],
    ['two quorums', 'quorum none\nquorum none\n', 'quorum'],
    ['a quorum of strangers', 'quorum a\n', 'quorum'],
    ['a quorum before its witness', `quorum a\n${a}\n`, 'quorum'],
    ['more of a group than it has', `${three}group g 4 a b c\nquorum g\n`, 'threshold'],
    ['none of a group', `${three}group g 0 a b c\nquorum g\n`, 'threshold'],
    ['a leading zero', `${three}group g 02 a b c\nquorum g\n`, 'threshold'],
    ['an empty group', `${three}group g any\nquorum none\n`, 'group'],
    ['a member twice', `${three}group g any a a\nquorum g\n`, 'member'],
    ['a member of two groups', `${three}group g any a b\ngroup h any a c\nquorum g\n`, 'member'],
    ['a group in itself', `${three}group g any a g\nquorum g\n`, 'member'],
    ['nobody as a member', `${three}group g any a none\nquorum g\n`, 'member'],
    ['a name twice', `${a}\n${b?.replace(' b ', ' a ')}\nquorum none\n`, 'name'],
    ['a group named like a witness', `${three}group a any b c\nquorum a\n`, 'name'],
    ['a witness called none', `${a?.replace(' a ', ' none ')}\nquorum none\n`, 'name'],
    ['a key twice', `${a}\nwitness x ${sameKey}\nquorum none\n`, 'key'],
    ['a log twice', `${log}\n${log}\nquorum none\n`, 'key'],
    ['a witness with the key of a log', `witness a ${formatVerifierKey(testLog.key)}\nquorum none\n`, 'key'],
    ['a log with the key of a witness', `log ${sameKey}\nquorum none\n`, 'key'],
    ['a key that is none', 'log abc\nquorum none\n', 'key'],
    ['too many words', `${a} https://a.example/ more\nquorum none\n`, 'witness'],
    ['an unknown word', 'mirror a\nquorum none\n', 'keyword'],
    ['a capital', 'Quorum none\n', 'keyword'],
    ['CR LF', 'quorum none\r\n', 'control character'],
    ['a cut last line', 'quorum none', 'last line'],
    ['nothing', '', 'quorum'],
  ]
  for (const [why, text, part] of rows) {
    test(`${why}: ${part ?? 'read'}`, () => {
      assert.equal(
        refusedPart(() => parsePolicy(encodeUtf8(text), sha256), MalformedPolicy),
        part,
      )
    })
  }

  test('bytes that are not UTF-8 are refused', () => {
    const bytes = concatBytes(Uint8Array.of(0x23, 0xff), encodeUtf8('\nquorum none\n'))
    assert.equal(
      refusedPart(() => parsePolicy(bytes, sha256), MalformedPolicy),
      'encoding',
    )
  })

  const policy = parsePolicy(encodeUtf8(`${three}group g 2 a b\ngroup h any g c\nquorum h\n`), sha256)
  for (const [cosigned, isEnough] of [
    [[], false],
    [['a'], false],
    [['a', 'b'], true],
    [['c'], true],
    [['g'], false],
    [['h'], false],
    [['a', 'stranger'], false],
  ] as const) {
    test(`cosigned by ${cosigned.join(' and ') || 'nobody'}: ${isEnough ? 'enough' : 'not enough'}`, () => {
      assert.equal(isQuorum(policy, new Set(cosigned)), isEnough)
    })
  }
})
