import type { Word } from '../../contract/src/word.ts'

export const clock: Word = 'clear'
