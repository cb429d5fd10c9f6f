import type { Clearance, MissingFact, Reason, Task } from '@stellwerk/contract/lamp'

/** What facts add to a lamp. */
export interface Narrowing {
  readonly reasons: readonly Reason[]
  readonly missing: readonly MissingFact[]
  readonly tasks: readonly Task[]
}

/** A lamp with more against it. It never shows more than it did. */
export function shutBy(shown: Clearance, { reasons, missing, tasks }: Narrowing): Clearance {
  const [reason, ...otherReasons] = [...(shown.state === 'blocked' ? shown.reasons : []), ...reasons]
  if (reason !== undefined) return { state: 'blocked', reasons: [reason, ...otherReasons] }
  const [fact, ...otherFacts] = [...(shown.state === 'unknown' ? shown.missing : []), ...missing]
  if (fact !== undefined) return { state: 'unknown', missing: [fact, ...otherFacts] }
  const [task, ...otherTasks] = [...(shown.state === 'caution' ? shown.tasks : []), ...tasks]
  if (task === undefined) return shown
  // Blocked and unknown have returned above; neither is without a reason or a fact.
  const obligations = 'obligations' in shown ? shown.obligations : []
  return { state: 'caution', obligations, tasks: [task, ...otherTasks] }
}
