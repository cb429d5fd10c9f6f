import { join } from 'node:path'

/** A broken rule as dependency-cruiser reports it. */
export interface Violation {
  readonly rule: string
  readonly from: string
  readonly to: string
}

export interface Cruise {
  readonly sources: readonly string[]
  readonly violations: readonly Violation[]
}

interface Report {
  readonly modules: readonly { readonly source: string }[]
  readonly summary: {
    readonly violations: readonly {
      readonly rule: { readonly name: string }
      readonly from: string
      readonly to: string
    }[]
  }
}

export const root = join(import.meta.dir, '../..')

/** Runs dependency-cruiser with the rules of this repository over the folders below `cwd`. It needs Node 22, or Bun. */
export function cruise(cwd: string, folders: readonly string[]): Cruise {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const config = join(root, '.dependency-cruiser.cjs')
  const run = Bun.spawnSync([process.execPath, program, ...folders, '--config', config, '--output-type', 'json'], {
    cwd,
  })
  const text = run.stdout.toString()
  if (!text.startsWith('{')) throw new Error(`dependency-cruiser said: ${text}${run.stderr.toString()}`)
  // Its own documented output; a change of shape fails the tests.
  const report = JSON.parse(text) as Report
  return {
    sources: report.modules.map((module) => module.source),
    violations: report.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  }
}
