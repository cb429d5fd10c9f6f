import type { House } from '../house.ts'

export const keys = (house: House) => house.registry
