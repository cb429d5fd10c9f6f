import { wired } from './main.ts'

export const seen = wired
