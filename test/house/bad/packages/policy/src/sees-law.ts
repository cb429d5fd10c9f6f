import { clock } from '../../law/src/clock.ts'

export const seen = clock
