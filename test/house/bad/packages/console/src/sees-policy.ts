import { decide } from '../../policy/src/decide.ts'

export const seen = decide
