import type { Category } from '../finding.ts'

/**
 * What a pseudonym says it stands for: the category, in capitals and one word. `TEXT` is for text that looked like a pseudonym
 * before there was one.
 */
export type Label = Exclude<Category, 'CREDIT_CARD'> | 'CARD' | 'TEXT'

/** What a pseudonym says of the person, so that a model writes "sie" of a woman: female, male, several. */
export type Attribute = 'F' | 'M' | 'PL'

export const attributes: readonly Attribute[] = ['F', 'M', 'PL']

export const labels: readonly Label[] = [
  'PERSON',
  'ADDRESS',
  'ZIP',
  'LOCATION',
  'ORG',
  'DATE',
  'TIME',
  'AGE',
  'EMAIL',
  'PHONE',
  'URL',
  'IP',
  'IBAN',
  'CARD',
  'ID',
  'PROFESSION',
  'NRP',
  'TITLE',
  'SECRET',
  'TEXT',
]

export function labelOf(category: Category | 'TEXT'): Label {
  return category === 'CREDIT_CARD' ? 'CARD' : category
}
