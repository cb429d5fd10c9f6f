// Goal: OPT-175B is for research without gain, and names embargoes beside the law.
import { entryCases } from '../entry-cases.ts'
import { lab, researchRows } from './meta-research-rows.ts'

entryCases('LicenseRef-opt-175b', [
  ...researchRows,
  ['breach of an embargo', { ...lab, purposes: ['research', 'trade-control'] }, 'forbidden', { cites: ['2.a(vi)'] }],
])
