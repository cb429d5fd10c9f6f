// What the gateway and the child with the model say to each other: words of a command line to start it, then lines of JSON.
import { z } from 'zod'

import { categories } from '@stellwerk/contract/personal-data'

import type { Confinement } from '../confinement.ts'

/** The words that start a child. They stand in no help. */
export const classifierCommand = ['privacy', 'serve-model'] as const

const digest = z.string().regex(/^[0-9a-f]{64}$/)

const settings = z.strictObject({
  /** Absolute paths. */
  model: z.string(),
  sha256: digest,
  tokenizer: z.string(),
  tokenizerSha256: digest.optional(),
  /** Settings that were published with the model; absent where there are none. */
  tokenizerSettings: z.string().optional(),
  modelSettings: z.string().optional(),
  modelSettingsSha256: digest.optional(),
  /** Folder with ONNX Runtime and tokenizers. */
  package: z.string(),
  threads: z.int(),
  labels: z.record(z.string(), z.enum([...categories, 'NONE'])),
})

/** What a child has to know. */
export type ClassifierSettings = z.output<typeof settings>

const confinement = z.strictObject({ noNewPrivileges: z.boolean(), files: z.boolean(), connections: z.boolean() })

export function classifierWords(known: ClassifierSettings, taken?: Confinement): readonly string[] {
  return [...classifierCommand, JSON.stringify(known), ...(taken === undefined ? [] : [JSON.stringify(taken)])]
}

/** @throws when the words are not those of {@link classifierWords} */
export function parseClassifierWords(words: readonly string[]): {
  readonly settings: ClassifierSettings
  readonly taken: Confinement | undefined
} {
  const [, , known, taken] = words
  return {
    settings: settings.parse(JSON.parse(known ?? '')),
    taken: taken === undefined ? undefined : confinement.parse(JSON.parse(taken)),
  }
}

const id = z.int().min(0)

const question = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('look'), id, texts: z.array(z.string()) }),
  /** Nobody waits any more. It is answered all the same. */
  z.strictObject({ ask: z.literal('forget'), id }),
])

export type Question = z.output<typeof question>

/** @throws when it is no question */
export function parseQuestion(line: string): Question {
  return question.parse(JSON.parse(line))
}

// Hostile input from here on: a child whose parser was broken by its model file says what it likes. Each field has its bounds, and none
// of them can hold a text.
const path = z.string().max(4_096)
const words = z.string().regex(/^[A-Za-z0-9 ._+/:'(),-]{0,200}$/)

/** Of one text: start, end (UTF-16), category, score. */
const spotted = z.tuple([id, id, z.enum(categories), z.number().min(0).max(1)])

export type SpottedRow = z.output<typeof spotted>

const failures = ['not_confined', 'digest_differs', 'label_unknown', 'load_failed'] as const

const event = z.discriminatedUnion('event', [
  confinement.extend({ event: z.literal('confined') }),
  z.strictObject({ event: z.literal('loaded'), form: z.enum(['tokens', 'spans']), labelCount: id, loadMs: id }),
  z.strictObject({
    event: z.literal('failed'),
    code: z.enum(failures),
    file: path.optional(),
    expected: digest.optional(),
    found: digest.optional(),
    message: words.optional(),
  }),
  z.strictObject({ event: z.literal('found'), id, texts: z.array(z.array(spotted)) }),
  /** It threw. Only the name of an error is told: its message may quote a text. */
  z.strictObject({ event: z.literal('broke'), id, name: words }),
])

/** What a child says. */
export type ClassifierEvent = z.output<typeof event>

export type LoadFailure = Omit<Extract<ClassifierEvent, { event: 'failed' }>, 'event'>

/** One line of a child; undefined when it is none of ours. */
export function parseClassifierEvent(line: string): ClassifierEvent | undefined {
  try {
    return event.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

/** Text that passes as words of an event, whatever it was before. */
export function asWords(text: string, charactersMax = 200): string {
  return text.replaceAll(/[^A-Za-z0-9 ._+/:'(),-]+/g, ' ').slice(0, charactersMax)
}
