import { keepsText } from '@stellwerk/contract/config-record'

import type { EntryKeeping, JournalItem } from './messages.ts'

type Bytes = Readonly<Record<string, Uint8Array>>

/** What the vault record of an entry holds. */
export interface Kept {
  readonly subjects: readonly string[]
  readonly retention: Pick<EntryKeeping, 'class' | 'deleteOnDay'>
  readonly openings: Bytes
  readonly values: Bytes
}

/** Value that names the fields which were to be kept as a text and were too long, with blanks between. */
const unkeptName = 'unkept'

const nothing: Kept = {
  subjects: [],
  retention: { class: 'none', deleteOnDay: 0 },
  openings: {},
  values: {},
}

const encoder = new TextEncoder()

/**
 * What is kept of an entry with these openings; on the writer's thread, at some 20,000 entries a second.
 *
 * Names of people and keys are kept with their openings from `metadata` on, for under them a person is found and erased;
 * texts only in `pseudonymised` and `full`.
 */
export function keptOf(item: JournalItem, openings: Bytes): Kept {
  const { class: most, deleteOnDay } = item.keeping
  if (most === 'none') return nothing
  const { values, unkept } = valuesOf(item)
  const kept = keptOpenings(item.keeping, openings)
  if (unkept.length > 0) values[unkeptName] = encoder.encode(unkept.sort().join(' '))
  // Without anything to erase, a record still leads from a person to the entry.
  if (item.subjects.length === 0 && isEmpty(kept) && isEmpty(values)) return nothing
  return { subjects: item.subjects, retention: { class: most, deleteOnDay }, openings: kept, values }
}

function isEmpty(fields: Bytes): boolean {
  for (const _ in fields) return false
  return true
}

/** The rule is that all openings are kept, and then nothing is copied. */
function keptOpenings(keeping: EntryKeeping, openings: Bytes): Bytes {
  if (!('fields' in keeping) || keeping.fields === undefined) return openings
  return Object.fromEntries(Object.entries(openings).filter(([field]) => classOf(field, keeping) !== 'none'))
}

function valuesOf(item: JournalItem): { readonly values: Record<string, Uint8Array>; readonly unkept: string[] } {
  const { keeping, identities, committed = {} } = item
  const values: Record<string, Uint8Array> = {}
  const unkept: string[] = []
  for (const field in identities) {
    if (classOf(field, keeping) !== 'none') values[field] = encoder.encode(identities[field])
  }
  if (!('full' in keeping) || keeping.full === undefined) return { values, unkept }
  for (const [field, { text }] of Object.entries(committed)) {
    if (!keepsText(classOf(field, keeping))) continue
    if (text === undefined) unkept.push(field)
    else values[field] = encoder.encode(text)
  }
  return { values, unkept }
}

function classOf(field: string, keeping: EntryKeeping): EntryKeeping['class'] {
  const fields: Readonly<Record<string, EntryKeeping['class'] | undefined>> =
    'fields' in keeping && keeping.fields !== undefined ? keeping.fields : {}
  return (Object.hasOwn(fields, field) ? fields[field] : undefined) ?? keeping.class
}
