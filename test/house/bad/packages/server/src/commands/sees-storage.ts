import { kept } from '../storage/sqlite/journal.ts'

export const seen = kept
