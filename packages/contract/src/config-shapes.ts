import { z } from 'zod'
import { allowedKeysMessage } from './config-problem.ts'
import type { ConfigSentence } from './config-problem.ts'
import { neverAllowable } from './fields/engines.ts'
import type { Text } from './language.ts'

// What values of a configuration look like: sections, lists, names, days, addresses, references to secrets.

/** Entries per list. Far above any organisation we know; keeps a generated file from taking all memory. */
const listEntriesMax = 10_000

/** Characters of a title, reason or source. A page of text belongs into a document, with its place as the source. */
const textCharactersMax = 2_000

/** A day in milliseconds: the largest duration that makes sense for a timeout. */
const dayMs = 86_400_000

/** A gigabyte: the largest size that can be configured for something held in memory. */
const gigabyte = 1_073_741_824

export const says = (name: ConfigSentence) => ({ error: name })

export function section<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const allowed = allowedKeysMessage(Object.keys(shape))
  return z
    .strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? allowed : undefined) })
    .readonly()
}

// INVARIANT: lists and sections get their standard value by prefault, which still runs through readonly() and is frozen
// with the rest; default() would hand out one mutable list to everybody.
export function list<Item extends z.core.SomeType>(item: Item) {
  return z.array(item).max(listEntriesMax).readonly()
}

/** A list of distinct literal values. */
export function choices<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z
    .array(z.enum(values))
    .max(listEntriesMax)
    .refine((chosen) => new Set(chosen).size === chosen.length, says('duplicates'))
    .readonly()
}

export const milliseconds = (standard: number) => z.int().min(1).max(dayMs).default(standard)
export const bytes = (standard: number) => z.int().min(1_024).max(gigabyte).default(standard)
export const count = (standard: number) => z.int().min(1).max(1_000_000).default(standard)

export const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, says('id'))
export const modelName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}$/, says('modelName'))
export const fieldName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_.[\]-]{0,127}$/, says('fieldName'))
  .refine((name) => !neverAllowable.includes(name), says('fieldNever'))
export const line = z.string().min(1).max(textCharactersMax)
export const date = z.iso.date(says('date'))
// No credentials, query or fragment, and no backslash, which URL parsers silently take for a slash.
const plainAddress = /^https?:\/\/[^/?#@\s\\]+(?:\/[^?#\s\\]*)?$/i
export const address = z
  .url({ protocol: /^https?$/, normalize: true, abort: true, ...says('url') })
  .max(textCharactersMax)
  .regex(plainAddress, says('url'))

/**
 * Address at an identity provider, kept as it is written: an issuer is compared character by character. Without encryption
 * only on the same machine, because whoever can change its keys on their way can be anybody.
 */
export const providerAddress = z
  .string()
  .max(textCharactersMax)
  .regex(
    /^(?:https:\/\/[^/?#@\s\\]+|http:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?)(?:\/[^?#\s\\]*)?$/,
    says('providerUrl'),
  )

/** Headers that mean something else already, or that a proxy on the way may take for itself. */
const takenHeaders = ['authorization', 'connection', 'content-length', 'content-type', 'cookie', 'host', 'x-api-key']

/** In lower case, as we ask for it: names of headers have no case. */
export const headerName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, says('headerName'))
  .transform((name) => name.toLowerCase())
  .refine((name) => !takenHeaders.includes(name), says('headerTaken'))

export const absolutePath = z.string().regex(/^\/[^\0]{1,4095}$/, says('absolutePath'))

const oneNetwork = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])

/** One address or a network in CIDR notation, IPv4 or IPv6. */
export function isNetwork(text: string): boolean {
  return oneNetwork.safeParse(text).success
}

/**
 * Reference to a secret: `file:/absolute/path` or `env:NAME`. The secret itself never stands in a configuration, which
 * gets copied, diffed and pasted into tickets.
 */
export const secretRef = z
  .string()
  .regex(/^(?:file:\/[^\0]{1,4095}|env:[A-Za-z_][A-Za-z0-9_]{0,254})$/, says('secret'))
  .brand<'SecretRef'>()

/** One sentence for people: either the same in all languages, or one for each. */
export const text = z
  .union([line, section({ de: line.describe('In German.'), en: line.describe('In English.') })], says('text'))
  .transform((said): Text => (typeof said === 'string' ? Object.freeze({ de: said, en: said }) : said))

/** @example withoutClosingSlash('https://bao.example/') // 'https://bao.example' */
export function withoutClosingSlash(url: string): string {
  return url.replace(/\/+$/, '')
}
