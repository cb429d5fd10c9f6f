import { house } from '../../server/src/ports.ts'

export const used = house
