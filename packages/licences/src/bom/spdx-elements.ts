import type { DigestOf } from './input.ts'
import type { JsonObject } from './json.ts'

/** All elements of a document were made at one moment by one agent. */
export const creationInfo = '_:creationInfo'

/**
 * The elements of one document, each once. An element that would be made again is the one that is there: a licence or a base model that
 * ten components share stands in the document once.
 */
export class Elements {
  readonly #namespace: string
  readonly #digestOf: DigestOf
  readonly #byId = new Map<string, JsonObject>()

  /** @param namespace an IRI without fragment */
  constructor(namespace: string, digestOf: DigestOf) {
    this.#namespace = namespace
    this.#digestOf = digestOf
  }

  get all(): readonly JsonObject[] {
    return [...this.#byId.values()]
  }

  /** @param key what tells it from others of its type @returns its id */
  add(type: string, key: string, fields: JsonObject): string {
    const spdxId = this.idOf(type, key)
    if (!this.#byId.has(spdxId)) this.#byId.set(spdxId, { type, spdxId, creationInfo, ...fields })
    return spdxId
  }

  has(type: string, key: string): boolean {
    return this.#byId.has(this.idOf(type, key))
  }

  /** @returns its id */
  relate(
    from: string,
    relationshipType: string,
    to: string,
    about: { readonly comment?: string | undefined } = {},
  ): string {
    const { comment } = about
    const key = JSON.stringify([from, relationshipType, to, comment]).replaceAll(this.#namespace, '')
    // What runs a model or shows it is needed while it runs.
    const isRuntime = relationshipType === 'dependsOn'
    return this.add(isRuntime ? 'LifecycleScopedRelationship' : 'Relationship', key, {
      from,
      relationshipType,
      to: [to],
      scope: isRuntime ? 'runtime' : undefined,
      comment,
    })
  }

  /** Begins with what a person may know it by; the digest tells apart what differs only in signs that no IRI holds. */
  idOf(type: string, key: string): string {
    const [name = ''] = key.split(' {')
    const readable = isShort(type) ? '' : `${name.replaceAll(/[^A-Za-z0-9._-]+/g, '-').slice(0, 60)}-`
    return `${this.#namespace}#${type}-${readable}${this.#digestOf(key).slice(0, 16)}`
  }
}

/** Keys of relationships are long and say nothing to a person. */
function isShort(type: string): boolean {
  return type.endsWith('Relationship')
}
