import { hashOf, type Sha256 } from './fingerprint.ts'
import { holdersIn } from './holders.ts'
import type { LicenceId } from '../terms.ts'

/**
 * A licence whose copies differ in holder and year. Known are the fingerprints of the words between a first and a last anchor. Before
 * a part may stand who holds the rights, and **nothing follows the last one**: a modified MIT is MIT word for word up to there, and
 * then adds a duty (reference/licences.md § 3.4).
 */
export interface Template {
  readonly licence: LicenceId
  /** What the licence calls itself above the terms, in words. */
  readonly titles: readonly string[]
  readonly parts: readonly [Part, ...Part[]]
}

interface Part {
  /** The words that it begins and ends with. */
  readonly first: string
  readonly last: string
  /** Of its words, anchors included; one for each known form. */
  readonly sha256s: readonly string[]
  readonly isOptional?: true
}

/** Words of the longest part that is known (Apache-2.0 without its appendix has 1,431). Longer ones are not hashed. */
const partWordsMax = 2_000

/**
 * The fingerprints were read in copies that published packages carry and, for MIT and Apache-2.0, in the texts of
 * the catalogue (2026-11-23). BSD: with the conditions numbered, and not; naming "the copyright holder", not an organisation.
 */
export const templates: readonly Template[] = [
  {
    licence: 'MIT',
    titles: ['the mit license mit', 'the mit license', 'mit license', 'mit', 'the mit licence', 'mit licence'],
    parts: [
      {
        first: 'permission is hereby granted',
        last: 'dealings in the software',
        sha256s: ['0cf21bdfd1964a97a8615e128534845826afbc887edc95aa5c925cbf64386b5c'],
      },
    ],
  },
  {
    licence: 'Apache-2.0',
    titles: [],
    parts: [
      {
        first: 'apache license version 2.0',
        last: 'end of terms and conditions',
        sha256s: [
          '83856857a774d56643996219df143eae4adafe38efa5ae010d793ed7863bc79f',
          // Without the address of the licence below its title.
          '9fbfb3a9bcd720ce5e0e129e3262beacf68f94bdf8137776c64ee1fa1413aedb',
        ],
      },
      {
        first: 'appendix how to apply',
        last: 'within third party archives',
        sha256s: ['5632e3d7e64b7ad9fd2c14ed0daabfa9c7898f31dba34ad57e6e20071cc5a43a'],
        isOptional: true,
      },
      {
        first: 'licensed under the apache license',
        last: 'limitations under the license',
        sha256s: ['fabb2d6dda85c599b369184554a448eda9205c66971cc319c629d7a82f1c0569'],
        isOptional: true,
      },
    ],
  },
  {
    licence: 'BSD-3-Clause',
    titles: ['the 3 clause bsd license', 'bsd 3 clause license', 'bsd license', 'the bsd license'],
    parts: [
      {
        first: 'redistribution and use in source and binary forms',
        last: 'possibility of such damage',
        sha256s: [
          '9b83d3dee0616d07b82a272dd9bf5134a9f402b750f5ee6188458073b0a32ff2',
          '53075742228962c7ea381b8242c64602fa32e7b8f52facb6d13ee4f9c596ddfa',
        ],
      },
    ],
  },
  {
    licence: 'BSD-2-Clause',
    titles: ['the 2 clause bsd license', 'bsd 2 clause license', 'bsd license', 'the bsd license'],
    parts: [
      {
        first: 'redistribution and use in source and binary forms',
        last: 'possibility of such damage',
        sha256s: [
          'a56fee4b2f66331ed54da4950ef9c9391453fd1490b4d8ea202bc29683bcbd30',
          '986c3c3199a93b916c8f2e0aeed57819bcbdcb2cd9d99902dcc9d74b53f93a74',
        ],
      },
    ],
  },
  {
    licence: 'ISC',
    titles: ['the isc license', 'isc license', 'isc license isc', 'the isc license isc', 'isc'],
    parts: [
      {
        first: 'permission to use copy modify and or distribute',
        last: 'performance of this software',
        sha256s: ['217da0747cec63a2e734185db11cbaa819bcd9e5b83cd12f812128fffe66e26a'],
      },
    ],
  },
]

/** What a text filled a template with. */
export interface Filled {
  readonly licence: LicenceId
  /** As the text states them; a person may want to look. */
  readonly holders: readonly string[]
}

/**
 * The template that the words fill, all of them.
 *
 * @example filledTemplate(wordsOf(text), templates, sha256)?.licence // 'MIT'
 */
export function filledTemplate(
  words: readonly string[],
  known: readonly Template[],
  sha256: Sha256,
): Filled | undefined {
  for (const template of known) {
    const holders = filled(words, template, sha256)
    if (holders !== undefined) return { licence: template.licence, holders }
  }
  return undefined
}

function filled(words: readonly string[], template: Template, sha256: Sha256): readonly string[] | undefined {
  const holders: string[] = []
  let at = titleEnd(words, template.titles)
  for (const part of template.parts) {
    const from = indexOfWords(words, part.first.split(' '), at)
    if (from === undefined && part.isOptional) continue
    const to = from === undefined ? undefined : endOf(words, part, from)
    const named = from === undefined ? undefined : holdersIn(words.slice(at, from))
    if (to === undefined || named === undefined) return undefined
    if (!part.sha256s.includes(hashOf(words.slice(from, to), sha256))) return undefined
    holders.push(...named)
    at = to
  }
  return at === words.length ? holders : undefined
}

/** Where the title ends; 0 where there is none. The longest wins: "MIT License (MIT)" begins with "MIT". */
function titleEnd(words: readonly string[], titles: readonly string[]): number {
  const fitting = titles.map((title) => title.split(' ')).filter((title) => startsAt(words, title, 0))
  return fitting.reduce((longest, { length }) => Math.max(longest, length), 0)
}

function endOf(words: readonly string[], { last }: Part, from: number): number | undefined {
  const anchor = last.split(' ')
  const at = indexOfWords(words.slice(from, from + partWordsMax), anchor, 0)
  return at === undefined ? undefined : from + at + anchor.length
}

function indexOfWords(words: readonly string[], wanted: readonly string[], from: number): number | undefined {
  for (let at = from; at <= words.length - wanted.length; at++) if (startsAt(words, wanted, at)) return at
  return undefined
}

function startsAt(words: readonly string[], wanted: readonly string[], at: number): boolean {
  return wanted.every((word, index) => words[at + index] === word)
}
