import type { Word } from '../../contract/src/word.ts'

export function decide(word: Word): boolean {
  return word === 'clear'
}
