import type { House } from './house.ts'

export const house: House | undefined = undefined
