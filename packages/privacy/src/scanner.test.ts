import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Candidate, Grade, IdentifierDetector } from './detector.ts'
import type { Finding } from './finding.ts'
import { readingOf } from './reading.ts'
import { scannerOf } from './scanner.ts'

// Goal: the scanner hands out what stands for itself, in every way of writing it, and nothing cut out of something longer.
// The detectors here take everything of their form, so that only the scanner decides. Numbers are invented.
const detector = (kind: string, grade: Grade, more: Partial<IdentifierDetector>): IdentifierDetector => ({
  kind,
  category: 'ID',
  lengths: [11],
  startsWith: 'digit',
  context: ['steuer-id'],
  grade: () => grade,
  ...more,
})

function found(text: string, ...detectors: readonly IdentifierDetector[]): string[] {
  const findings: Finding[] = []
  scannerOf(detectors)(readingOf(text), { region: 'DE' }, (finding) => findings.push(finding))
  return findings.map(({ start, end }) => text.slice(start, end))
}

const eleven = detector('ELEVEN', 'certain', {})
const written: readonly [why: string, text: string, found: readonly string[]][] = [
  ['in one piece', 'a 86095742719 b', ['86095742719']],
  ['at both ends of the text', '86095742719', ['86095742719']],
  ['with spaces', 'a 86 095 742 719, b', ['86 095 742 719']],
  ['with no-break spaces', 'a 86\u00a0095\u00a0742\u00a0719', ['86\u00a0095\u00a0742\u00a0719']],
  ['with hyphens', '86-095-742-719', ['86-095-742-719']],
  ['with dashes', '86–095–742–719', ['86–095–742–719']],
  ['full width', '８６０９５７４２７１９', ['８６０９５７４２７１９']],
  ['end of a sentence', 'a 86095742719.', ['86095742719']],
  ['behind another number', '5 86095742719', ['86095742719']],
  ['behind a word and a hyphen', 'ID-86095742719', ['86095742719']],
  ['in JSON inside of JSON', '\\"a\\n86095742719\\"', ['86095742719']],
  ['a row of values', 'a,86095742719,b,12', ['86095742719']],
  ['beside Chinese', '号86095742719号', ['86095742719']],
  ['named dots are not named here', '860.957.427.19', []],
  ['one digit more', '860957427190', []],
  ['part of a word', 'x86095742719', []],
  ['part of a name of a program', 'test_86095742719', []],
  ['letter with umlaut before', 'ü86095742719', []],
  ['hash', '5945621666a1c69d4ba949c561848c58c69c658f', []],
  ['UUID', '72b38132-f921-4d68-a8b5-860957427190', []],
  ['UUID with letters alone in the middle', '86095742719-abcd-4d68-a8b5-f84e0bd92aa2', []],
  ['decimal', '3.86095742719', []],
  ['in a row of numbers, one group', `${'12 '.repeat(40)}86095742719`, ['86095742719']],
  ['in a row of numbers, several groups', `${'12 '.repeat(40)}86 095 742 719`, []],
  ['German decimal', 'bei 0,86095742719 m', []],
  ['decimals behind', '86095742719.50', []],
  ['thousands', '86 095 742 719 €', []],
  ['money', '86095742719 EUR', []],
  ['money before', '$86095742719', []],
  ['phone number with its country', '+86095742719', []],
  ['cut out of a longer number over hyphens', '1-86095742719', []],
  ['before a unit', '86095742719 km', []],
]
for (const [why, text, expected] of written)
  test(`scanner: ${why}`, () => assert.deepEqual(found(text, eleven), expected))

const letters: readonly [why: string, text: string, lengths: readonly number[], found: readonly string[]][] = [
  ['letters before the first digit', 'ein D L 8257H ja', [7], ['D L 8257H']],
  ['a country in lower case', 'vat de 123456789', [11], ['de 123456789']],
  ['letters alone among digits', 'RO26 HMID 6079', [12], ['RO26 HMID 6079']],
  ['the same in lower case', 'ro26 hmid 6079', [12], ['ro26 hmid 6079']],
  ['prose in lower case is not chained', 'a1 und b2', [7], []],
  ['capitals alone', 'bei ABCDDEFF also', [8], ['ABCDDEFF']],
  ['capitals alone, seven', 'bei ABCDDEF also', [7], []],
  ['both cases in one group', 'aB3dE5fG7h', [10], []],
]
for (const [why, text, lengths, expected] of letters) {
  test(`scanner: ${why}`, () => {
    assert.deepEqual(found(text, detector('LETTERS', 'certain', { lengths, startsWith: 'letter' })), expected)
  })
}

const evidence: readonly [why: string, grade: Grade, isEnough: boolean, text: string, evidence: string | undefined][] =
  [
    ['certain alone', 'certain', false, 'a 86095742719', 'certain'],
    ['certain in a path', 'certain', false, '/srv/a/86095742719/b', 'certain'],
    ['likely with a word before', 'likely', false, 'Steuer-ID 86095742719', 'likely'],
    ['likely with a word behind', 'likely', false, '86095742719 (Steuer-ID)', 'likely'],
    ['likely without', 'likely', false, 'a 86095742719', 'weak'],
    ['likely, called something else', 'likely', false, 'Steuer-ID folgt. Bestellung 86095742719', 'weak'],
    ['likely, the key is something else', 'likely', false, '{"steuer_id":"","order":"86095742719"}', 'weak'],
    ['likely, the next value has the word', 'likely', false, '{"a_b":86095742719,"steuer_id":""}', 'weak'],
    ['likely in a path', 'likely', false, 'Steuer-ID /srv/a/86095742719/b', 'weak'],
    ['likely under its column', 'likely', false, 'Ort;Steuer-ID\nx;86095742719', 'likely'],
    ['likely under another column', 'likely', false, 'Steuer-ID;Bestellung\n;86095742719', 'weak'],
    ['a shape with a word that is enough', 'weak', true, 'Steuer-ID 86095742719', 'likely'],
    ['a shape with a word that is not enough', 'weak', false, 'Steuer-ID 86095742719', undefined],
    ['nothing', undefined, true, 'Steuer-ID 86095742719', undefined],
    ['certain, called something else', 'certain', false, 'Bestellung 86095742719', 'certain'],
  ]
for (const [why, grade, contextIsEnough, text, expected] of evidence) {
  test(`evidence: ${why}`, () => {
    const findings: Finding[] = []
    const scan = scannerOf([detector('GRADED', grade, { contextIsEnough })])
    scan(readingOf(text), { region: 'DE' }, (finding) => findings.push(finding))
    assert.deepEqual(
      findings.map((finding) => finding.evidence),
      expected === undefined ? [] : [expected],
    )
  })
}

test('scanner: separators, groups and both forms of a candidate', () => {
  const seen: unknown[] = []
  const grade = (candidate: Candidate): Grade => {
    seen.push(candidate.compact, candidate.written, candidate.groups, candidate.separators)
    return undefined
  }
  found('svnr 1a.23–4 5', detector('SEEN', undefined, { lengths: [6], separators: '.', grade }))
  assert.deepEqual(seen, ['1A2345', '1a.23–4 5', [2, 2, 1, 1], '.- '])
})

test('scanner: a detector that heeds other names is not certain of what is called something else', () => {
  const heeding = detector('HEEDING', 'certain', { heedsOtherNames: true })
  const evidenceOf = (text: string): string[] => {
    const findings: Finding[] = []
    scannerOf([heeding])(readingOf(text), { region: 'DE' }, (finding) => findings.push(finding))
    return findings.map((finding) => finding.evidence)
  }
  assert.deepEqual(evidenceOf('Bestellung 86095742719'), ['weak'])
  assert.deepEqual(evidenceOf('{"sku":"86095742719"}'), ['weak'])
  assert.deepEqual(evidenceOf('{"bestellung_steuer_id":"86095742719"}'), ['likely'])
  assert.deepEqual(evidenceOf('a 86095742719'), ['certain'])
})
