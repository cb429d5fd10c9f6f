import type { Sample } from './corpora.ts'
export function syntheticSamples(_count: number, _random: () => number): Sample[] {
  return []
}
