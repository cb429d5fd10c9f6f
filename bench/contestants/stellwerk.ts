/** Starts Stellwerk as its users do: a configuration, a key from the command line, `serve`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Running, Stage } from './contestant.ts'
import { bunEnvironment } from './contestant.ts'
import { freePort, NotRun, Program } from './program.ts'

const command = join(import.meta.dirname, '../../bin/stellwerk')
const startTimeoutSeconds = 20

const lamp = { state: 'clear', statedBy: 'Bench', source: 'bench/README.md', validUntil: '2099-01-01' }

/** `code` finds identifiers and secrets; `office` has the recogniser look for names as well, as it is by default. */
export type BenchPreset = 'code' | 'office'

function configuration(port: number, { mockPort, folder }: Stage, preset: BenchPreset): string {
  // JSON is YAML, and needs no writer of its own.
  return JSON.stringify(
    {
      language: 'en',
      listen: { host: '127.0.0.1', port },
      data: join(folder, 'data'),
      log: { level: 'warn' },
      upstreams: [{ id: 'mock', kind: 'openaiCompatible', url: `http://127.0.0.1:${mockPort}` }],
      deployments: [{ id: 'bench', model: 'bench', upstream: 'mock', servedAs: 'bench' }],
      useCases: [
        {
          id: 'bench',
          title: 'Bench',
          state: 'active',
          deployments: ['bench'],
          personalData: { preset },
          lamps: { licence: lamp, dataProtection: lamp, governance: lamp, security: lamp },
        },
      ],
    },
    null,
    2,
  )
}

export async function startStellwerk(stage: Stage, preset: BenchPreset): Promise<Running> {
  const port = freePort()
  const file = join(stage.folder, 'stellwerk.yaml')
  mkdirSync(stage.folder, { recursive: true })
  writeFileSync(file, configuration(port, stage, preset))
  const key = await createKey(file, stage.folder)
  const program = new Program({
    name: 'stellwerk',
    command: [command, 'serve', '--config', file],
    environment: bunEnvironment,
    folder: stage.folder,
  })
  try {
    const probe = { url: `http://127.0.0.1:${port}/readyz`, init: {}, timeoutSeconds: startTimeoutSeconds }
    return { program, port, headers: { authorization: `Bearer ${key}` }, startMs: await program.ready(probe) }
  } catch (error) {
    await program.end()
    throw error
  }
}

async function createKey(file: string, folder: string): Promise<string> {
  const child = Bun.spawn([command, 'keys', 'create', '--config', file, '--use-case', 'bench', '--json'], {
    cwd: folder,
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [said, complaint] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
  const key = /"key"\s*:\s*"([^"]+)"/.exec(said)?.[1]
  if ((await child.exited) !== 0 || key === undefined) {
    throw new NotRun(`stellwerk keys create: ${complaint.trim().slice(-300) || 'no key in its answer'}`)
  }
  return key
}
