import { journal } from '../../journal/port.ts'

export const ran = journal
