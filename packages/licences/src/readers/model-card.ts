import { fromUtf8 } from '../bytes.ts'
import { type ClaimedBase, claimCharactersMax, claimCountMax, type Claims, claimText } from './claims.ts'
import { malformed, tooLarge } from './unreadable.ts'

/** Bytes of a front matter. Results of benchmarks make some of them tens of thousands long. */
const frontMatterBytesMax = 262_144

/** A YAML parser. Throws on what is no YAML; bounds aliases itself. */
export type ParseYaml = (text: string) => unknown

/**
 * What a model card claims in its front matter (hub-docs, model cards; checked 2026-11-23). Undefined where it has none.
 *
 * @param bytes the beginning of the card, or all of it
 * @throws ArtefactUnreadable
 * @example readModelCard(utf8('---\nlicense: mit\n---\n'), parse)?.licences // ['mit']
 */
export function readModelCard(bytes: Uint8Array, parse: ParseYaml): Claims | undefined {
  const front = frontMatter(bytes)
  if (front === undefined) return undefined
  const fields = new Fields(parsed(front, parse))
  return {
    licences: fields.texts('license'),
    ...fields.text('license_name', 'licenceName'),
    ...fields.text('license_link', 'licenceLink'),
    bases: fields.texts('base_model').map((name): ClaimedBase => ({ name })),
    ...fields.text('base_model_relation', 'relation'),
    datasets: fields.texts('datasets'),
    ...fields.text('pipeline_tag', 'task'),
  }
}

function frontMatter(bytes: Uint8Array): string | undefined {
  // A character cut in two at the end of what was read must not make the beginning unreadable.
  const text = [0, 1, 2, 3]
    .map((cut) => fromUtf8(bytes.subarray(0, Math.min(bytes.length, frontMatterBytesMax + 8) - cut)))
    .find((each) => each !== undefined)
  if (text === undefined) throw malformed('UTF-8 of the card')
  const opening = /^---[ \t]*\r?\n/.exec(text)
  if (opening === null) return undefined
  const rest = text.slice(opening[0].length)
  const closing = /^---[ \t]*\r?$/m.exec(rest)
  if (closing !== null) return rest.slice(0, closing.index)
  throw bytes.length > frontMatterBytesMax
    ? tooLarge(`front matter of more than ${frontMatterBytesMax} bytes`)
    : malformed('front matter without its end (---)')
}

function parsed(front: string, parse: ParseYaml): object {
  let value: unknown
  try {
    value = parse(front)
  } catch (error) {
    throw malformed('YAML of the front matter', error)
  }
  if (value === null || value === undefined) return {}
  if (typeof value !== 'object' || Array.isArray(value)) throw malformed('front matter that is no mapping')
  return value
}

class Fields {
  private readonly from: object

  constructor(from: object) {
    this.from = from
  }

  /** Its own fields only: whoever writes a card does not reach prototypes. */
  private field(name: string): unknown {
    return Object.getOwnPropertyDescriptor(this.from, name)?.value
  }

  text<Name extends string>(name: string, as: Name): { readonly [Key in Name]?: string } {
    const value = this.field(name)
    if (value === undefined || value === null || value === '') return {}
    return { [as]: claim(value, name) } as { readonly [Key in Name]: string } // TypeScript widens a computed key to string.
  }

  texts(name: string): readonly string[] {
    const value = this.field(name)
    if (value === undefined || value === null || value === '') return []
    const list: readonly unknown[] = Array.isArray(value) ? value : [value]
    if (list.length > claimCountMax) throw tooLarge(`${name} with more than ${claimCountMax} entries`)
    return list.map((each) => claim(each, name))
  }
}

function claim(value: unknown, name: string): string {
  if (typeof value !== 'string') throw malformed(`${name} that is no text`)
  if (value.length > claimCharactersMax) throw tooLarge(`${name} of more than ${claimCharactersMax} characters`)
  return claimText(value)
}
