import { words } from '../../contract/src/word.ts'

export const seen = words.length
