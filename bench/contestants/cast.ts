/** Everything that stands between the generator and the mock in one run. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Contestant, Running, Stage } from './contestant.ts'
import { bunEnvironment, startAnswering } from './contestant.ts'
import * as install from './install.ts'
import { freePort, NotRun } from './program.ts'
import { startStellwerk } from './stellwerk.ts'

const peers = join(import.meta.dirname, '../peers')
/** LiteLLM imports for many seconds before it listens. */
const litellmStartTimeoutSeconds = 120

function ownProxy(name: string, note: string): Contestant {
  return {
    name,
    note,
    start: async ({ mockPort, folder }) => {
      const port = freePort()
      const environment = { ...bunEnvironment, PORT: String(port), UPSTREAM: `http://127.0.0.1:${mockPort}` }
      const command = [process.execPath, join(peers, `${name}.ts`)]
      return await startAnswering({ command: { name, command, environment, folder }, port })
    },
  }
}

function portkey(name: string, note: string, runtime: () => string): Contestant {
  return {
    name,
    note,
    start: async ({ mockPort, folder }) => {
      const server = await install.portkey()
      const port = freePort()
      const command = [runtime(), server, '--headless', `--port=${port}`]
      const headers = {
        authorization: 'Bearer none',
        'x-portkey-provider': 'openai',
        'x-portkey-custom-host': `http://127.0.0.1:${mockPort}/v1`,
      }
      return await startAnswering({ command: { name, command, environment: bunEnvironment, folder }, port, headers })
    },
  }
}

function node(): string {
  const path = Bun.which('node')
  if (path === null) throw new NotRun('node is not on this machine')
  return path
}

const bareNode: Contestant = {
  name: 'bare-node',
  note: 'Node with undici, parses and re-serialises JSON',
  start: async ({ mockPort, folder }) => {
    const port = freePort()
    const upstream = `http://127.0.0.1:${mockPort}`
    const environment = { PORT: String(port), UPSTREAM: upstream, UNDICI: await install.undici() }
    const command = [node(), join(peers, 'bare-node.mjs')]
    return await startAnswering({ command: { name: 'bare-node', command, environment, folder }, port })
  },
}

const nginx: Contestant = {
  name: 'nginx',
  note: '1 worker, passes bytes through, no buffering, no log',
  start: async ({ mockPort, folder }) => {
    const binary = await install.nginx()
    const port = freePort()
    const file = join(folder, 'nginx.conf')
    const template = await Bun.file(join(peers, 'nginx.conf')).text()
    const filled = template.replaceAll('PORT_LISTEN', String(port)).replaceAll('PORT_MOCK', String(mockPort))
    writeFileSync(file, filled.replaceAll('FOLDER', folder))
    const command = [binary, '-p', folder, '-c', file, '-e', 'stderr']
    return await startAnswering({ command: { name: 'nginx', command, environment: {}, folder }, port })
  },
}

const litellm: Contestant = {
  name: 'litellm',
  note: `${install.litellmVersion}, 2 workers, master key, no database`,
  start: async ({ mockPort, folder }) => {
    const binary = await install.litellm()
    const port = freePort()
    const file = join(folder, 'litellm.yaml')
    const template = await Bun.file(join(peers, 'litellm.yaml')).text()
    writeFileSync(file, template.replaceAll('PORT_MOCK', String(mockPort)))
    const command = [binary, '--config', file, '--host', '127.0.0.1', '--port', String(port), '--num_workers', '2']
    // Otherwise it fetches a list of prices at start.
    const environment = { LITELLM_LOCAL_MODEL_COST_MAP: 'True', LITELLM_LOG: 'ERROR', DO_NOT_TRACK: '1' }
    return await startAnswering({
      command: { name: 'litellm', command, environment, folder },
      port,
      headers: { authorization: 'Bearer sk-bench' },
      timeoutSeconds: litellmStartTimeoutSeconds,
    })
  },
}

const direct: Contestant = {
  name: 'direct',
  note: 'the mock itself; what every added latency is measured against',
  start: async ({ mockPort }) => ({ program: null, port: mockPort, headers: {}, startMs: null }),
}

const stellwerk: Contestant = {
  name: 'stellwerk',
  note: 'started as its users start it; identifiers pseudonymised',
  start: (stage) => startStellwerk(stage, 'code'),
}

const stellwerkNames: Contestant = {
  name: 'stellwerk-names',
  note: 'the same with the recogniser: names pseudonymised as well, as it is by default',
  start: (stage) => startStellwerk(stage, 'office'),
}

export const contestants: readonly Contestant[] = [
  direct,
  stellwerk,
  stellwerkNames,
  ownProxy('bare-json', 'Bun, parses and re-serialises request and answer'),
  ownProxy('bare-stream', 'Bun, parses and re-serialises request and each event'),
  nginx,
  portkey('portkey', `${install.portkeyVersion} on Node`, node),
  portkey('portkey-bun', `${install.portkeyVersion}, the same code on Bun`, () => process.execPath),
  bareNode,
  litellm,
]

export type Started = { readonly running: Running } | { readonly notRun: string }

/** A contestant that does not start is reported with its reason, never with a number. */
export async function start(contestant: Contestant, stage: Stage): Promise<Started> {
  mkdirSync(stage.folder, { recursive: true })
  try {
    return { running: await contestant.start(stage) }
  } catch (error) {
    if (error instanceof NotRun) return { notRun: error.message }
    throw error
  }
}
