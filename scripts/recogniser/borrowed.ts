// Public corpora and texts that are not in the folder of our data and may be used with attribution. Each is a checkout of its
// repository, named on the command line; the model card says which version was used. Nothing of them is kept here.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Sample } from './corpora.ts'

type Span = Sample['spans'][number]

/** Puts words together as they would be printed, and remembers where each stands. */
function printed(words: readonly string[]): { text: string; places: { start: number; end: number }[] } {
  let text = ''
  let isOpen = true
  const places = words.map((word) => {
    const joins = isOpen || /^([.,;:!?)\]}%”’]|'s|n't|'\w\w?)$/.test(word)
    if (!joins) text += ' '
    const start = text.length
    text += word
    isOpen = /^[([{“„‘]$/.test(word)
    return { start, end: text.length }
  })
  return { text, places }
}

/** LitBank (CC BY 4.0; texts in the public domain): the proper names among its mentions. */
export function readLitBank(folder: string): Sample[] {
  const path = join(folder, 'coref/tsv')
  const books = readdirSync(path)
    .filter((name) => name.endsWith('.txt'))
    .sort()
  return books.flatMap((book) => {
    const sentences = readFileSync(join(path, book), 'utf8')
      .split('\n')
      .map((line) => line.split(' ').filter((word) => word !== ''))
    const mentions = readFileSync(join(path, book.replace('.txt', '.ann')), 'utf8')
      .split('\n')
      .map((line) => line.split('\t'))
    return sentences.map((words, number) => {
      const { text, places } = printed(words)
      const spans = mentions
        .filter(
          ([kind, , sentence, , , , , , quality]) =>
            kind === 'MENTION' && Number(sentence) === number && quality === 'PROP',
        )
        .flatMap(([, , , from, , to, , type]) =>
          spanOfBook(words, { from: Number(from), to: Number(to), type: type ?? '' }),
        )
      return {
        text,
        spans: longestOf(
          spans.map(({ from, to, label }) => ({ start: places[from]!.start, end: places[to]!.end, label })),
        ),
        language: 'en' as const,
        corpus: 'litbank',
      }
    })
  })
}

const typesOfBooks: Readonly<Record<string, Span['label']>> = {
  PER: 'PERSON',
  GPE: 'LOCATION',
  LOC: 'LOCATION',
  FAC: 'LOCATION',
  ORG: 'ORG',
}

/** Without the article and the title before a name, and without what is added behind a comma. */
function spanOfBook(
  words: readonly string[],
  { from, to, type }: { from: number; to: number; type: string },
): { from: number; to: number; label: Span['label'] }[] {
  const label = typesOfBooks[type]
  if (label === undefined) return []
  let first = from
  let last = to
  const comma = words.slice(from, to + 1).indexOf(',')
  if (comma > 0) last = from + comma - 1
  while (first < last && (/^\p{Ll}/u.test(words[first]!) || isTitle(words[first]!))) first++
  if (!/^\p{Lu}/u.test(words[first]!) || isTitle(words[first]!)) return []
  return [{ from: first, to: last, label }]
}

function isTitle(word: string): boolean {
  return /^(Mr|Mrs|Ms|Miss|Mister|Master|Dr|Doctor|Sir|Lady|Lord|Madam|Madame|Captain|Capt|Colonel|General|Rev|Reverend|Prof|Professor|The|Aunt|Uncle|St|President|Judge|Justice|Senator|Sen|King|Queen|Prince|Princess|Governor|Gov|Secretary|Minister|Mayor|Chairman|Chancellor|Attorney|Counsel|Ambassador|Congressman|Congresswoman|Commissioner|Director|Petitioner|Respondent|Defense|Chief|Sheriff|Officer|Detective|Major|Lieutenant|Sergeant|Bishop|Pope|MP|Refugee|God)\.?$/.test(
    word,
  )
}

/** Of spans that lie in one another the outermost. */
function longestOf(spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((one, other) => one.start - other.start || other.end - one.end)
  const kept: Span[] = []
  for (const span of sorted) if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span)
  return kept
}

/** Genres of GUM whose texts are CC BY or free of rights, by its LICENSE.txt; the annotations are CC BY 4.0. */
const genresOfGum = /^GUM_(news|interview|academic|court)_/

interface GumToken {
  readonly form: string
  readonly isProper: boolean
  /** Americans, Magicians: a name of many is nobody's. */
  readonly isPlural: boolean
  readonly entity: string
  readonly isJoined: boolean
}

export function readGum(folder: string): Sample[] {
  const path = join(folder, 'dep')
  const files = readdirSync(path)
    .filter((name) => genresOfGum.test(name))
    .sort()
  return files.flatMap((file) => readFileSync(join(path, file), 'utf8').split('\n\n').map(sampleOfGum))
}

function sampleOfGum(block: string): Sample {
  const tokens = block
    .split('\n')
    .filter((line) => /^\d+\t/.test(line))
    .map((line): GumToken => {
      const columns = line.split('\t')
      const misc = columns[9] ?? ''
      return {
        form: columns[1]!,
        isProper: columns[3] === 'PROPN',
        isPlural: columns[4] === 'NNPS',
        entity: /Entity=([^|]+)/.exec(misc)?.[1] ?? '',
        isJoined: misc.includes('SpaceAfter=No'),
      }
    })
  let text = ''
  const places = tokens.map(({ form, isJoined }) => {
    const start = text.length
    text += form + (isJoined ? '' : ' ')
    return { start, end: start + form.length }
  })
  const entities = entitiesOfGum(tokens)
  const spans = entities.flatMap(({ from, to, type, head }): Span[] => {
    const label = ({ person: 'PERSON', place: 'LOCATION', organization: 'ORG' } as Record<string, Span['label']>)[type]
    if (label === undefined) return []
    const others = entities.filter((other) => other.type !== 'person' && other.from >= from && other.to <= to)
    const run =
      label === 'PERSON' ? firstName(tokens, { from, to }, others) : properRun(tokens, { from, to, head }, label)
    return run === undefined ? [] : [{ start: places[run.from]!.start, end: places[run.to]!.end, label }]
  })
  return { text: text.trimEnd(), spans: longestOf(spans), language: 'en', corpus: 'gum' }
}

interface GumEntity {
  readonly from: number
  readonly to: number
  readonly type: string
  /** Its head, by the smallest span of the entity. */
  readonly head: number
}

function entitiesOfGum(tokens: readonly GumToken[]): GumEntity[] {
  const open: { id: string; type: string; from: number; head: number }[] = []
  const closed: GumEntity[] = []
  for (const [index, { entity }] of tokens.entries()) {
    for (const piece of entity.match(/\([^()]+\)?|[^()]+\)/g) ?? []) {
      const id = /^\(?(\d+)/.exec(piece)?.[1] ?? ''
      const [, type = '', , , , head = '1'] = piece.split('-')
      if (piece.startsWith('('))
        open.push({ id, type, from: index, head: index + (Number.parseInt(head, 10) || 1) - 1 })
      if (!piece.endsWith(')')) continue
      const at = open.findLastIndex((one) => one.id === id)
      if (at >= 0) closed.push({ ...open.splice(at, 1)[0]!, to: index })
    }
  }
  return closed
}

interface Range {
  readonly from: number
  readonly to: number
}

/** "musician Nick Rhodes of Duran Duran": the first run of proper nouns that lies in no place and no organisation. */
function firstName(tokens: readonly GumToken[], { from, to }: Range, others: readonly Range[]): Range | undefined {
  const isName = (index: number) => {
    const { isProper, isPlural, form } = tokens[index]!
    return isProper && !isPlural && !isTitle(form) && !others.some((other) => other.from <= index && index <= other.to)
  }
  let first = from
  while (first <= to && !isName(first)) first++
  if (first > to) return undefined
  let last = first
  while (last < to && (isName(last + 1) || (tokens[last + 1]!.form === '-' && last + 2 <= to && isName(last + 2))))
    last++
  return { from: first, to: last }
}

/** From the first proper noun to the last one, when the head of the entity is one: "the city of York" is none, "York" in it is. */
function properRun(
  tokens: readonly GumToken[],
  { from, to, head }: Range & { head: number },
  label: Span['label'],
): Range | undefined {
  if (tokens[head]?.isProper !== true) return undefined
  const mayJoin = (index: number) => tokens[index]!.isProper || /^(-|of|for|and|&)$/.test(tokens[index]!.form)
  let first = head
  while (first > from && (tokens[first - 1]!.isProper || (label === 'ORG' && mayJoin(first - 1)))) first--
  let last = head
  for (let index = head + 1; index <= to && mayJoin(index); index++) if (tokens[index]!.isProper) last = index
  return tokens[first]!.isProper ? { from: first, to: last } : { from: head, to: last }
}

/** Europeana Newspapers NER corpora (CC0), German: newspapers of 1700 to 1945, read by machine. */
export function readEuropeana(folder: string): Sample[] {
  return ['lft', 'onb', 'sbb'].flatMap((library) => {
    const lines = readFileSync(join(folder, `enp_DE.${library}.bio/enp_DE.${library}.bio`), 'utf8').split('\n')
    const tokens = lines
      .map((line) => line.split(' '))
      .filter(
        (parts): parts is [string, string] => parts.length === 2 && /^(O|[BI][-_.](PER|LOC|ORG))$/i.test(parts[1]!),
      )
    const samples: Sample[] = []
    for (let at = 0; at < tokens.length; at += 60) samples.push(sampleOfBio(tokens.slice(at, at + 60)))
    return samples
  })
}

function sampleOfBio(tokens: readonly [string, string][]): Sample {
  const { text, places } = printed(tokens.map(([word]) => word))
  const spans: Span[] = []
  for (const [index, [, tag]] of tokens.entries()) {
    const label = ({ PER: 'PERSON', LOC: 'LOCATION', ORG: 'ORG' } as const)[
      tag.slice(2).toUpperCase() as 'PER' | 'LOC' | 'ORG'
    ]
    if (label === undefined) continue
    const last = spans.at(-1)
    const { start, end } = places[index]!
    const continues = tag.startsWith('I') && last?.label === label && start - last.end <= 1
    if (continues) spans[spans.length - 1] = { ...last, end }
    else spans.push({ start, end, label })
  }
  return { text, spans, language: 'de', corpus: 'europeana' }
}

/** How often a word stands in small letters, and how often with a capital inside a sentence. */
export interface WordCount {
  lower: number
  capital: number
}

/** Counts words of running text, without the first of each sentence, whose capital says nothing. */
export function countWords(text: string, counts: Map<string, WordCount>): void {
  for (const match of text.matchAll(/(?<=[\p{Ll},;] )\p{L}+(-\p{L}+)*/gu)) {
    const [word] = match
    const key = word.toLowerCase()
    let count = counts.get(key)
    if (count === undefined) counts.set(key, (count = { lower: 0, capital: 0 }))
    if (word === key) count.lower++
    else count.capital++
  }
}

/** German federal laws (no copyright, section 5 UrhG), as Markdown. */
export function textsOfLaws(folder: string): string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('index.md'))
  return paths.sort().map((path) => readFileSync(join(folder, path), 'utf8'))
}

/** The English books of LitBank, whole (public domain). */
export function textsOfBooks(folder: string): string[] {
  const path = join(folder, 'original')
  return readdirSync(path)
    .sort()
    .map((name) => readFileSync(join(path, name), 'utf8').replaceAll(/\s+/g, ' '))
}
