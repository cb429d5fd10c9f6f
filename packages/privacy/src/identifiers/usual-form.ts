import type { Candidate, Grade } from '../detector.ts'

/**
 * `certain` where the number stands in one piece or in groups as people write it, `likely` in any others: a row of
 * figures holds so many stretches of eleven digits that one of them passes a check by chance.
 *
 * @param forms Lengths of the groups, divided by spaces.
 * @example certainInForm({ groups: [6, 5], … }, ['6 5']) // 'certain'
 */
export function certainInForm({ groups }: Candidate, forms: readonly string[]): Grade {
  return groups.length === 1 || forms.includes(groups.join(' ')) ? 'certain' : 'likely'
}
