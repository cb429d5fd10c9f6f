import { Database } from 'bun:sqlite'
import type { Journal } from '../../journal/port.ts'

export const kept: [Journal | undefined, typeof Database] = [undefined, Database]
