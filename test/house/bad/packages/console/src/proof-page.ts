import { verified } from '../../tlog/src/verify/proof.ts'
import { words } from '../../contract/src/word.ts'

export const page = [verified, words]
