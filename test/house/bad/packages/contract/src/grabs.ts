import { grabbed } from './utils.ts'
import { piled } from './shared/pile.ts'

export const both = grabbed && piled
