import { journal } from './journal/port.ts'
import { kept } from './storage/sqlite/journal.ts'

export const wired = [journal, kept]
