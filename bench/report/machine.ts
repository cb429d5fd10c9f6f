/** On what the figures were taken, without anything that names the machine. */
import { readFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { litellmVersion, portkeyVersion, undiciVersion } from '../contestants/install.ts'

export type Machine = {
  readonly cpu: string
  readonly cores: number
  readonly memoryMb: number
  readonly kernel: string
  readonly bun: string
  readonly node: string | null
  /** With `+` when something was changed and not committed. */
  readonly commit: string | null
  readonly peers: Readonly<Record<string, string>>
  /** One minute average before the run: above 0.5 something else was using the cores. */
  readonly loadBefore: number | null
}

const root = join(import.meta.dirname, '../..')

function said(...command: readonly string[]): string | null {
  try {
    const { stdout, success } = Bun.spawnSync([...command], { cwd: root, stderr: 'ignore' })
    return success ? stdout.toString().trim() : null
  } catch {
    return null
  }
}

export function machine(): Machine {
  const processors = cpus()
  const commit = said('git', 'rev-parse', '--short=12', 'HEAD')
  const changes = said('git', 'status', '--porcelain', '--', 'packages', 'bin', 'scripts', 'bench')
  return {
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryMb: Math.round(totalmem() / 2 ** 20),
    kernel: release(),
    bun: Bun.version,
    node: said('node', '--version'),
    commit: commit === null ? null : `${commit}${changes === '' ? '' : '+'}`,
    peers: { portkey: portkeyVersion, litellm: litellmVersion, undici: undiciVersion },
    loadBefore: loadBefore(),
  }
}

function loadBefore(): number | null {
  try {
    return Number(readFileSync('/proc/loadavg', 'latin1').split(' ')[0])
  } catch {
    return null
  }
}
