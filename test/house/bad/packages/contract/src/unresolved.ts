import { gone } from './gone.ts'

export const stillGone = gone
