import type { Row, Use } from '../entry-cases.ts'

/** A row for each purpose that a licence bars outright, or that nobody can have lawfully, with the sections that bar it. */
export function barred(bans: Readonly<Record<string, readonly string[]>>, use: Use = {}): readonly Row[] {
  return Object.entries(bans).map(([tag, cites]) => [tag, { ...use, purposes: [tag] }, 'forbidden', { cites }])
}
