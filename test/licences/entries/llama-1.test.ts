// Goal: LLaMA 1 is for research without gain, and names export law.
import { entryCases } from '../entry-cases.ts'
import { lab, researchRows } from './meta-research-rows.ts'

entryCases('LicenseRef-llama-1', [
  ...researchRows,
  ['breach of export law', { ...lab, purposes: ['research', 'trade-control'] }, 'forbidden', { cites: ['2.e'] }],
  ['controlled weapons', { ...lab, purposes: ['research', 'itar-bwc-cwc'] }, 'forbidden', { cites: ['2.e'] }],
])
