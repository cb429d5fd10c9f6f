import type { Journal } from '../journal/port.ts'

export type Seen = Journal
