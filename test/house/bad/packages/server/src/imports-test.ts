import { cases } from '../../../test/cases.ts'

export const seen = cases
