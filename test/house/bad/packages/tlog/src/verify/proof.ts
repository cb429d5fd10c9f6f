import { note } from '../format/note.ts'

export const verified = note
