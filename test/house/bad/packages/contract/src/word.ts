export type Word = 'clear'
export const words: readonly Word[] = ['clear']
