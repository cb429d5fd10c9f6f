import { verified } from '../verify/proof.ts'

export const seen = verified
