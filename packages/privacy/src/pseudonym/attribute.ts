import type { Attribute } from './label.ts'

const byWord: ReadonlyMap<string, Attribute> = new Map([
  ...'frau fr mrs ms miss'.split(' ').map((word): [string, Attribute] => [word, 'F']),
  ...'herr herrn hr mr'.split(' ').map((word): [string, Attribute] => [word, 'M']),
  ...'familie fam eheleute ehepaar geschwister'.split(' ').map((word): [string, Attribute] => [word, 'PL']),
])

/**
 * What a name says of whom it names, by its own words alone. A salutation beside the name stays in the text, where the model reads it;
 * were it counted here, the same name would have two pseudonyms.
 */
export function attributeOf(name: string): Attribute | undefined {
  for (const word of name.toLowerCase().split(/[\s.,]+/u)) {
    const attribute = byWord.get(word)
    if (attribute !== undefined) return attribute
  }
  return undefined
}
