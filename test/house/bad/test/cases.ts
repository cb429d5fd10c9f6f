import { journal } from '../packages/server/src/journal/port.ts'

export const cases = [journal]
