// An installation with a configuration file, for tests of backup, restore and doctor: served in this process, worked on by
// command lines as a person types them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { ConfigInput } from '../../packages/contract/src/config.ts'
import { chat, clearLamps, type Inside, openInside } from '../gateway/inside.ts'
import { runtimeEnvironment } from '../runtime-environment.ts'

const main = join(import.meta.dir, '../../packages/server/src/main.ts')

/** What a command said, and how it ended. */
export interface Ran {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export interface Installed {
  readonly inside: Inside
  /** For everything that the test makes besides. */
  readonly folder: string
  readonly configFile: string
  /** A chat of a user; fails unless it is answered. */
  readonly call: (user?: string, url?: string) => Promise<void>
  /** On its data directory, or another. */
  readonly typed: (words: readonly string[], data?: string) => Promise<Ran>
  readonly remove: () => Promise<void>
}

/**
 * @param journal section of the configuration; `floor` may name a file in the folder
 * @param folder that is there already
 */
export async function openInstalled(
  journal: (folder: string) => NonNullable<ConfigInput['journal']> = () => ({ name: 'gateway.example' }),
  folder: string = mkdtempSync(join(tmpdir(), 'stellwerk-backup-')),
): Promise<Installed> {
  const data = join(folder, 'data')
  const upstreams = [{ id: 'a', kind: 'mirror' }] as const
  const more = { data, journal: journal(folder) }
  const configFile = join(folder, 'stellwerk.yaml')
  const deployments = [{ id: 'a', model: 'm', upstream: 'a' }]
  const useCases = [{ id: 'test', title: 'Test', state: 'active', deployments: ['a'], lamps: clearLamps }]
  // YAML 1.2 contains JSON.
  writeFileSync(configFile, JSON.stringify({ upstreams, deployments, useCases, ...more }))
  const inside = await openInside([...upstreams], more)
  const call = async (user = 'alice', url = inside.url): Promise<void> => {
    const answer = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${inside.key}`, 'content-type': 'application/json' },
      body: JSON.stringify(chat('Hallo', { user })),
    })
    const text = await answer.text()
    if (answer.status !== 200) throw new Error(text)
  }
  return {
    inside,
    folder,
    configFile,
    call,
    typed: (words, at = data) => typed([...words, '--config', configFile, '--data', at], folder),
    remove: async () => {
      await inside.opened.stop().catch(() => undefined)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function typed(words: readonly string[], cwd: string): Promise<Ran> {
  const child = Bun.spawn([process.execPath, main, ...words], {
    env: { ...process.env, ...runtimeEnvironment, LC_ALL: 'C', USER: 'dana' },
    cwd,
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [stdout, stderr, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  return { stdout, stderr, exitCode }
}
