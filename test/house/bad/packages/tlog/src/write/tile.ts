import { createHash } from 'node:crypto'
import { note } from '../format/note.ts'

export const written = createHash('sha256').update(note)
