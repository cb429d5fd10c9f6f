import { written } from '../write/tile.ts'

export const seen = written
