import { decide } from '../../policy/src/decide.ts'

export const decided = decide('clear')
