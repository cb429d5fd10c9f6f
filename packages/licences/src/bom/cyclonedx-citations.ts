import type { Catalogue } from '../catalogue-index.ts'
import type { Shown } from './cyclonedx-component.ts'
import type { BomComponent } from './input.ts'
import { inOrder, textIn, type Json, type JsonObject } from './json.ts'

/** Refs of what the bill itself names. */
export const toolRef = 'tool'
export const subjectRef = 'subject'

/** Who says what: one statement about one place of the document. */
interface Statement {
  readonly pointer: string
  readonly attributedTo: string
  readonly timestamp: string
  /** Begins with `measured`, `declared` or `concluded`: CycloneDX has no field for the kind. */
  readonly note: string
}

interface Made {
  readonly createdAt: string
  readonly catalogue: Catalogue
}

/** Statements of the same somebody at the same moment in the same words are one citation with several pointers. */
export function citationsOf(
  components: readonly JsonObject[],
  listed: readonly Shown[],
  made: Made,
): readonly JsonObject[] {
  const byRef = new Map(listed.map((shown) => [shown.ref, shown.known]))
  const statements = components.flatMap((component, index) =>
    statementsOf(component, `/components/${index}`, { byRef, made }),
  )
  const grouped = new Map<string, { readonly first: Statement; readonly pointers: string[] }>()
  for (const statement of statements) {
    const { attributedTo, timestamp, note, pointer } = statement
    const key = JSON.stringify([note, attributedTo, timestamp])
    const group = grouped.get(key)
    if (group === undefined) grouped.set(key, { first: statement, pointers: [pointer] })
    else group.pointers.push(pointer)
  }
  return [...grouped]
    .toSorted(([left], [right]) => inOrder(left, right))
    .map(([, { first, pointers }], index) => ({
      'bom-ref': `citation:${index + 1}`,
      pointers,
      timestamp: first.timestamp,
      attributedTo: first.attributedTo,
      note: first.note,
    }))
}

/** Offices that measured, declared or concluded something. An office is never a person's name. */
export function officesOf(listed: readonly Shown[]): readonly JsonObject[] {
  const names = listed.flatMap(({ known: { artefact, conclusion } }) => [artefact?.known.by, conclusion?.by])
  return [...new Set(names.filter((name) => name !== undefined))]
    .toSorted(inOrder)
    .map((name) => ({ 'bom-ref': officeRef(name), organization: { name } }))
}

function officeRef(name: string): string {
  return `office:${name}`
}

interface Walk {
  readonly byRef: ReadonlyMap<string, BomComponent>
  readonly made: Made
}

function statementsOf(component: JsonObject, pointer: string, walk: Walk): readonly Statement[] {
  const ref = textIn(component['bom-ref'])
  const known = walk.byRef.get(ref)
  const here: Here = { pointer, ref, known, ...walk.made }
  const statements = [
    ...bytesStatements(component, here),
    ...licenceStatements(component, here),
    ...['supplier', 'manufacturer', 'externalReferences', 'pedigree']
      .filter((field) => component[field] !== undefined)
      .map((field) => declaredBySubject(`${pointer}/${field}`, fieldNotes[field] ?? '', here)),
  ]
  const pedigree = component['pedigree']
  const inside = (value: Json | undefined, path: string): readonly Statement[] =>
    objects(value).flatMap((one, index) => statementsOf(one, `${pointer}${path}/${index}`, walk))
  return [
    ...statements,
    ...(isObject(pedigree) ? inside(pedigree['ancestors'], '/pedigree/ancestors') : []),
    ...(isObject(pedigree) ? inside(pedigree['variants'], '/pedigree/variants') : []),
    ...inside(objects(component['components']).filter(isNoFile), '/components'),
  ]
}

interface Here extends Made {
  readonly pointer: string
  readonly ref: string
  readonly known: BomComponent | undefined
}

const fieldNotes: Readonly<Record<string, string>> = {
  supplier: 'as recorded for this bill',
  manufacturer: 'as recorded for this bill',
  externalReferences: 'as recorded for this bill; nothing was fetched',
  pedigree: 'lineage as recorded for this bill; weights cannot prove it',
}

function declaredBySubject(pointer: string, what: string, here: Here): Statement {
  return { pointer, attributedTo: subjectRef, timestamp: here.createdAt, note: `declared: ${what}` }
}

/** Hashes of the artefact, of its files and of the texts beside them. */
function bytesStatements(component: JsonObject, { pointer, known, createdAt }: Here): readonly Statement[] {
  if (known?.artefact === undefined) return []
  const { kind, by, at } = known.artefact.known
  const files = objects(component['components']).flatMap((one, index) =>
    isNoFile(one) ? [] : [`${pointer}/components/${index}/hashes`],
  )
  const pointers = [
    ...(component['hashes'] === undefined ? [] : [`${pointer}/hashes`]),
    ...files,
    ...(component['evidence'] === undefined ? [] : [`${pointer}/evidence/licenses`]),
  ]
  const someone = kind === 'measured' ? toolRef : subjectRef
  const attributedTo = by === undefined ? someone : officeRef(by)
  const note =
    kind === 'measured'
      ? 'measured: SHA-256 over the bytes, texts by the hash of their words'
      : `declared: written down, not measured${at === undefined ? '; when it was is not known' : ''}`
  return pointers.map((one) => ({ pointer: one, attributedTo, timestamp: at ?? createdAt, note }))
}

function licenceStatements(component: JsonObject, here: Here): readonly Statement[] {
  return objects(component['licenses']).map((choice, index) => {
    const pointer = `${here.pointer}/licenses/${index}`
    const licence = choice['license']
    const acknowledgement = isObject(licence) ? licence['acknowledgement'] : choice['acknowledgement']
    return acknowledgement === 'declared' ? claimStatement(pointer, here) : conclusionStatement(pointer, here)
  })
}

const places = {
  text: 'in a licence text of the artefact',
  card: 'in the model card of the artefact',
  'file-header': 'in the header of a file of the artefact',
  'hub-label': 'on a label of the page it is offered on, which is not part of the artefact',
  statement: 'in a statement of its publisher',
}

function claimStatement(pointer: string, { ref, known, createdAt }: Here): Statement {
  const claim = known?.claim
  if (claim === undefined) {
    const note = 'declared: as recorded for this bill; where the claim stands is not known'
    return { pointer, attributedTo: subjectRef, timestamp: createdAt, note }
  }
  const isInside = claim.foundIn === 'card' || claim.foundIn === 'text' || claim.foundIn === 'file-header'
  const source = claim.source === undefined ? '' : ` (${claim.source})`
  const when = claim.at === undefined ? '; when it was seen there is not known' : ''
  return {
    pointer,
    attributedTo: isInside ? ref : subjectRef,
    timestamp: claim.at ?? createdAt,
    note: `declared: ${places[claim.foundIn]}${source}${when}`,
  }
}

function conclusionStatement(pointer: string, { known, createdAt, catalogue }: Here): Statement {
  const person = known?.conclusion
  if (person === undefined) {
    const note = `concluded: over the layers on record, with the licence catalogue of ${catalogue.asOf}`
    return { pointer, attributedTo: toolRef, timestamp: createdAt, note }
  }
  const source = person.source === undefined ? '' : ` (${person.source})`
  return {
    pointer,
    attributedTo: officeRef(person.by),
    timestamp: person.at,
    note: `concluded: by a person. ${person.reason}${source}`,
  }
}

function isNoFile(component: JsonObject): boolean {
  return component['type'] !== 'file'
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function objects(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}
