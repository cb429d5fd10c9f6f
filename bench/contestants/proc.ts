/**
 * What the kernel says about a process and its descendants. Read from /proc, so it counts the processor time
 * of the contestant alone and not of the box; elsewhere than on Linux there is nothing to read and it says so.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** USER_HZ, in which the kernel reports processor time: 100 on every Linux that we know. */
const ticksPerSecond = 100

export type Usage = {
  /** User and system time since the start, of the process, its children and those already gone. */
  readonly cpuMs: number
  readonly residentMb: number
  /** Sum of the peaks of each process; an upper bound when several share pages. */
  readonly peakMb: number
  readonly processes: number
}

type Stat = { readonly parent: number; readonly ticks: number; readonly startedAtTick: number }

const canMeasure = existsSync('/proc/self/stat')

function statOf(pid: number): Stat | null {
  const line = readOrNull(`/proc/${pid}/stat`)
  if (line === null) return null
  // The command in parentheses may itself hold spaces and parentheses; the fields start after the last one.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
  const field = (number: number): number => Number(fields[number - 3])
  // proc(5): 4 ppid, 14 utime, 15 stime, 16 cutime, 17 cstime, 22 starttime.
  return { parent: field(4), ticks: field(14) + field(15) + field(16) + field(17), startedAtTick: field(22) }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    // The process has gone between two looks, which is no fault.
    return null
  }
}

/** The process and all that descend from it, the process itself first. */
export function familyOf(root: number): readonly number[] {
  const children = new Map<number, number[]>()
  for (const name of canMeasure ? readdirSync('/proc') : []) {
    const parent = /^\d+$/.test(name) ? statOf(Number(name))?.parent : undefined
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  const family = [root]
  for (const member of family) family.push(...(children.get(member) ?? []))
  return family
}

export function usageOf(family: readonly number[]): Usage {
  let [ticks, residentKb, peakKb] = [0, 0, 0]
  for (const pid of family) {
    ticks += statOf(pid)?.ticks ?? 0
    const status = readOrNull(`/proc/${pid}/status`) ?? ''
    residentKb += Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0)
    peakKb += Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0)
  }
  return {
    cpuMs: (ticks * 1000) / ticksPerSecond,
    residentMb: residentKb / 1024,
    peakMb: peakKb / 1024,
    processes: family.length,
  }
}

/** Tells a process from a later one that got the same number. Null when it has gone. */
export function birthOf(pid: number): number | null {
  return statOf(pid)?.startedAtTick ?? null
}
