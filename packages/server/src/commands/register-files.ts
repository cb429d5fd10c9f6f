// Objects of the register as files: one document {kind, id, body} each, in YAML or JSON.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

import { ConfigInvalid, type ConfigProblem } from '@stellwerk/contract/config-problem'
import { canonicalJson } from '@stellwerk/contract/journal/canonical'
import type { Text } from '@stellwerk/contract/language'
import { type Bodies, isObjectId, parseBody } from '@stellwerk/contract/register/body'
import { type ObjectKind, objectKinds } from '@stellwerk/contract/register/kind'
import { parseAllDocuments, stringify } from 'yaml'

import { UsageError } from './command.ts'

/** Bytes of a file: an artefact of five thousand files with their digests. */
const fileBytesMax = 4_194_304

/** Files of one call. Above any organisation we know. */
const filesMax = 10_000

export interface ObjectDocument {
  readonly kind: ObjectKind
  readonly id: string
  readonly body: Bodies[ObjectKind]
  /** File that it stands in. */
  readonly file: string
}

/**
 * The documents of files and folders, each checked, in the order of their files.
 *
 * @throws ConfigInvalid with everything that is wrong at once, UsageError where a file cannot be read
 */
export function readDocuments(places: readonly string[], cwd: string): readonly ObjectDocument[] {
  const files = places.flatMap((place) => filesAt(resolve(cwd, place)))
  if (files.length > filesMax) throw unreadable(places.join(', '), `> ${filesMax}`)
  const problems: ConfigProblem[] = []
  const documents = files.flatMap((file) => documentsIn(file, relative(cwd, file), problems))
  const seen = new Map<string, string>()
  for (const { kind, id, file } of documents) {
    const name = `${kind}/${id}`
    const other = seen.get(name)
    if (other !== undefined) problems.push({ path: `${file}: ${name}`, problem: twice(other) })
    seen.set(name, file)
  }
  const [first, ...rest] = problems
  if (first !== undefined) throw new ConfigInvalid([first, ...rest])
  return documents
}

/** Files of a folder and those below it, by name; what is no document by its ending is left alone. */
function filesAt(place: string): readonly string[] {
  try {
    if (!statSync(place).isDirectory()) return [place]
    return readdirSync(place, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ya?ml|json)$/.test(name) && !name.split('/').some((part) => part.startsWith('.')))
      .toSorted()
      .map((name) => join(place, name))
      .filter((file) => statSync(file).isFile())
  } catch (error) {
    throw unreadable(place, error instanceof Error ? error.message : String(error))
  }
}

function unreadable(place: string, why: string): UsageError {
  return new UsageError({ de: `${place} lässt sich nicht lesen: ${why}`, en: `${place} cannot be read: ${why}` })
}

function documentsIn(file: string, shown: string, problems: ConfigProblem[]): readonly ObjectDocument[] {
  const bytes = readFileSync(file)
  if (bytes.length > fileBytesMax) throw unreadable(shown, `> ${fileBytesMax} bytes`)
  // Aliases can make a small file large in memory.
  const parsed = parseAllDocuments(bytes.toString('utf8'), { uniqueKeys: true })
  if (!Array.isArray(parsed)) return []
  return parsed.flatMap((document) => {
    const [error] = document.errors
    if (error !== undefined) {
      problems.push({ path: shown, problem: { de: error.message, en: error.message } })
      return []
    }
    const value: unknown = document.toJS({ maxAliasCount: 0 })
    return value === null ? [] : checked(value, shown, problems)
  })
}

function checked(value: unknown, file: string, problems: ConfigProblem[]): readonly ObjectDocument[] {
  const {
    kind: named,
    id,
    body,
    ...rest
  } = isMapping(value) ? value : { kind: undefined, id: undefined, body: undefined }
  const kind = objectKinds.find((known) => known === named)
  if (kind === undefined || typeof id !== 'string' || Object.keys(rest).length > 0) {
    problems.push({ path: file, problem: shape })
    return []
  }
  if (!isObjectId(kind, id)) {
    problems.push({ path: `${file}: id`, problem: badId })
    return []
  }
  try {
    return [{ kind, id, body: parseBody(kind, body), file }]
  } catch (error) {
    if (!(error instanceof ConfigInvalid)) throw error
    problems.push(...error.problems.map(({ path, ...more }) => ({ ...more, path: `${file}: body.${path}` })))
    return []
  }
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const shape: Text = {
  de: `ist kein Dokument aus kind (${objectKinds.join(', ')}), id und body`,
  en: `is no document of kind (${objectKinds.join(', ')}), id and body`,
}

const badId: Text = { de: 'kann so ein Objekt nicht heißen', en: 'cannot be the id of such an object' }

function twice(other: string): Text {
  return { de: `steht auch in ${other}`, en: `stands in ${other} as well` }
}

/**
 * A document as a file: the same object is always the same bytes.
 *
 * @example documentText({ kind: 'group', id: 'registry', body }) // 'kind: group\nid: registry\nbody:\n  name: …'
 */
export function documentText({
  kind,
  id,
  body,
}: {
  readonly kind: ObjectKind
  readonly id: string
  readonly body: unknown
}): string {
  const sorted: unknown = JSON.parse(canonicalJson(body))
  return stringify({ kind, id, body: sorted }, { lineWidth: 0, aliasDuplicateObjects: false })
}

export function documentName({ kind, id }: { readonly kind: ObjectKind; readonly id: string }): string {
  return `${kind}-${id}.yaml`
}
