import type { Hints } from './detector.ts'
import { patternDetectors } from './detectors.ts'
import type { Finding } from './finding.ts'
import type { Reading } from './reading.ts'

/** Everything that has a structure: identifiers and patterns. Not resolved: findings may overlap. */
export function structuredFindings(reading: Reading, hints: Hints): Finding[] {
  const findings: Finding[] = []
  const add = (finding: Finding): void => {
    findings.push(finding)
  }
  for (const detector of patternDetectors) detector.find(reading, hints, add)
  return findings
}
