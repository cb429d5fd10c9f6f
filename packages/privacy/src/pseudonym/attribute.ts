import { genderOf } from '../surrogate/gender.ts'
import type { Attribute } from './label.ts'

const byWord: ReadonlyMap<string, Attribute> = new Map([
  ...'frau fr mrs ms miss'.split(' ').map((word): [string, Attribute] => [word, 'F']),
  ...'herr herrn hr mr'.split(' ').map((word): [string, Attribute] => [word, 'M']),
  ...'familie fam eheleute ehepaar geschwister'.split(' ').map((word): [string, Attribute] => [word, 'PL']),
])

/**
 * What a name says of whom it names, by its own words alone: a salutation, or a given name with a family name behind it. A
 * salutation beside the name stays in the text, where the model reads it; were it counted here, the same name would have two
 * pseudonyms.
 *
 * @example attributeOf('Anna Weber') === 'F'
 */
export function attributeOf(name: string): Attribute | undefined {
  const [family = '', given] = name.toLowerCase().split(',')
  const words = (given === undefined ? family : `${given} ${family}`).split(/[\s.]+/u).filter((word) => word !== '')
  for (const word of words) {
    const attribute = byWord.get(word)
    if (attribute !== undefined) return attribute
  }
  const gender = words.length > 1 ? words.map((word) => genderOf(word)).find((one) => one !== undefined) : undefined
  return gender === undefined ? undefined : gender === 'female' ? 'F' : 'M'
}
