import { Database } from 'bun:sqlite'

export const opened = Database
