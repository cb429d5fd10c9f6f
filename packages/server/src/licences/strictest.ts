import type { Clearance } from '@stellwerk/contract/lamp'

/**
 * Two lamps about the same thing as one: the stricter state, with everything that both have to say in it.
 *
 * @example strictestOf(clear, blocked).state // 'blocked'
 */
export function strictestOf(one: Clearance, other: Clearance): Clearance {
  if (one.state === 'blocked' && other.state === 'blocked')
    return { state: 'blocked', reasons: [...one.reasons, ...other.reasons] }
  if (one.state === 'blocked') return one
  if (other.state === 'blocked') return other
  if (one.state === 'unknown' && other.state === 'unknown')
    return { state: 'unknown', missing: [...one.missing, ...other.missing] }
  if (one.state === 'unknown') return one
  if (other.state === 'unknown') return other
  const obligations = [...one.obligations, ...other.obligations]
  if (one.state === 'caution' && other.state === 'caution')
    return { state: 'caution', obligations, tasks: [...one.tasks, ...other.tasks] }
  if (one.state === 'caution') return { ...one, obligations }
  return { ...other, obligations }
}
