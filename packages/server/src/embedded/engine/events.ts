// What parent and child say to each other: words of a command line one way, lines of JSON the other.
import { z } from 'zod'

import type { Confinement } from '../../confinement.ts'

/** The words that start a child. They stand in no help: whoever types them gets an engine without a gateway. */
export const engineCommand = ['engine', 'serve-embedded'] as const

const settings = z.strictObject({
  /** Absolute path of the model file. */
  model: z.string(),
  sha256: z.string().optional(),
  /** Folder of the package with llama.cpp. */
  package: z.string(),
  socket: z.string(),
  contextTokens: z.int(),
  parallel: z.int(),
  threads: z.int(),
  isForEmbeddings: z.boolean(),
})

const confinement = z.strictObject({ noNewPrivileges: z.boolean(), files: z.boolean(), connections: z.boolean() })

/** What a child has to know. */
export type EngineSettings = z.output<typeof settings>

export function engineWords(known: EngineSettings, taken?: Confinement): readonly string[] {
  return [...engineCommand, JSON.stringify(known), ...(taken === undefined ? [] : [JSON.stringify(taken)])]
}

/** @throws when the words are not those of {@link engineWords} */
export function parseEngineWords(words: readonly string[]): {
  readonly settings: EngineSettings
  readonly taken: Confinement | undefined
} {
  const [, , known, taken] = words
  return {
    settings: settings.parse(JSON.parse(known ?? '')),
    taken: taken === undefined ? undefined : confinement.parse(JSON.parse(taken)),
  }
}

// Hostile input from here on: a child whose parser was broken by its model file says what it likes. Each field has its
// bounds, and none of them can hold the text of a prompt.
const path = z.string().max(4_096)
const digest = z.string().regex(/^[0-9a-f]{64}$/)
const words = z.string().regex(/^[A-Za-z0-9 ._+/:'(),-]{0,200}$/)
const count = z.int().min(0)

const event = z.discriminatedUnion('event', [
  confinement.extend({ event: z.literal('confined') }),
  z.strictObject({ event: z.literal('measured'), bytes: count, sha256: digest }),
  z.strictObject({
    event: z.literal('loaded'),
    architecture: words,
    name: words,
    contextTokens: count,
    hasTemplate: z.boolean(),
    readsTools: z.boolean(),
    loadMs: count,
  }),
  z.strictObject({
    event: z.literal('failed'),
    code: z.enum(['missing', 'not_gguf', 'digest_differs', 'load_failed']),
    file: path.optional(),
    expected: digest.optional(),
    found: digest.optional(),
    message: words.optional(),
  }),
])

/** What a child says. */
export type EngineEvent = z.output<typeof event>

/** One line of a child; undefined when it is none of ours. */
export function parseEngineEvent(line: string): EngineEvent | undefined {
  try {
    return event.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

/** Text that passes as {@link EngineEvent} words, whatever it was before. */
export function asWords(text: string, charactersMax = 80): string {
  return text.replaceAll(/[^A-Za-z0-9 ._+/:'(),-]+/g, ' ').slice(0, charactersMax)
}
