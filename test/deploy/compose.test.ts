// Goal: nobody gets to the engine around Stellwerk, the engine has no way out, no secret stands in a file, and the configuration
// is one that the program takes.
import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { limitDefaults } from '@stellwerk/contract/config'
import { test } from 'bun:test'

import { temporaryFolders } from '../temporary-folders.ts'
import { configOf } from './checked-config.ts'

const newFolder = temporaryFolders('compose')

const folder = join(import.meta.dir, '../../deploy')

interface Service {
  readonly image: string
  readonly networks: readonly string[]
  readonly ports?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly entrypoint?: readonly string[]
  readonly volumes: readonly string[]
  readonly secrets?: readonly string[]
  readonly profiles?: readonly string[]
  readonly read_only?: boolean
  readonly cap_drop?: readonly string[]
  readonly security_opt: readonly string[]
  readonly stop_grace_period?: string
}

interface Network {
  readonly internal?: boolean
  readonly ipam?: { readonly config: readonly { readonly subnet: string }[] }
  readonly driver_opts?: Readonly<Record<string, string>>
}

interface Compose {
  readonly services: Readonly<Record<'open-webui' | 'stellwerk' | 'ollama' | 'pull', Service>>
  readonly networks: Readonly<Record<string, Network>>
  readonly secrets: Readonly<Record<string, { readonly file?: string }>>
  readonly volumes: Readonly<Record<string, object>>
}

const compose = Bun.YAML.parse(readFileSync(join(folder, 'compose/compose.yaml'), 'utf8')) as Compose // Looked at below.
const { services, networks } = compose
const running = [services['open-webui'], services.stellwerk, services.ollama]
const isolated = (name: string): boolean =>
  networks[name]?.internal === true ||
  networks[name]?.driver_opts?.['com.docker.network.bridge.enable_ip_masquerade'] === 'false'

test('Open WebUI and the engine share no network; Stellwerk stands in one with each', () => {
  const [webUi, ours, engine] = running.map(({ networks: names }) => new Set(names))
  assert.ok(webUi && ours && engine)
  assert.deepEqual(
    [...webUi].filter((name) => engine.has(name)),
    [],
  )
  assert.notDeepEqual(
    [...webUi].filter((name) => ours.has(name)),
    [],
  )
  assert.notDeepEqual(
    [...engine].filter((name) => ours.has(name)),
    [],
  )
})

test('nobody who runs has a way out; the one who fetches models runs on demand and meets none of them', () => {
  const names = new Set(running.flatMap(({ networks: used }) => used))
  assert.deepEqual(
    [...names].filter((name) => !isolated(name)),
    [],
  )
  assert.equal(
    services.ollama.networks.every((name) => networks[name]?.internal === true),
    true,
  )
  assert.deepEqual(services.pull.profiles, ['pull'])
  assert.deepEqual(
    services.pull.networks.filter((name) => names.has(name)),
    [],
  )
})

test('ports are open to this machine only, and the engine has none', () => {
  const ports = running.flatMap((service) => service.ports ?? [])
  assert.deepEqual(
    ports.filter((port) => !port.startsWith('127.0.0.1:')),
    [],
  )
  assert.deepEqual([services.ollama.ports, services.pull.ports], [undefined, undefined])
})

test('images are pinned by a whole version', () => {
  for (const { image } of Object.values(services)) assert.match(image, /^[\w.-]+\/[\w./-]+:\d+\.\d+\.\d+$/)
})

test('secrets are files that are made on the spot, and no environment holds one', () => {
  for (const { file } of Object.values(compose.secrets)) assert.match(file ?? '', /^\.\/secrets\//)
  assert.equal(readFileSync(join(folder, 'compose/.gitignore'), 'utf8').trim(), 'secrets/')
  const variables = Object.values(services).flatMap((service) => Object.keys(service.environment ?? {}))
  assert.deepEqual(
    variables.filter((name) => /KEY|SECRET|TOKEN|PASSWORD/.test(name)),
    [],
  )
  const read = services['open-webui'].entrypoint?.at(-1) ?? ''
  for (const name of services['open-webui'].secrets ?? []) assert.ok(read.includes(`/run/secrets/${name})`), name)
  const made = readFileSync(join(folder, 'compose/prepare.sh'), 'utf8')
  for (const name of Object.keys(compose.secrets)) assert.ok(made.includes(name), name)
})

test('Open WebUI reaches models through Stellwerk alone, and calls nobody itself', () => {
  const { environment = {} } = services['open-webui']
  assert.equal(environment['OPENAI_API_BASE_URL'], 'http://stellwerk:7373/v1')
  const off = Object.entries(environment)
    .filter(([, value]) => value === 'False')
    .map(([name]) => name)
  for (const name of [
    'ENABLE_OLLAMA_API',
    'ENABLE_DIRECT_CONNECTIONS',
    'ENABLE_VERSION_UPDATE_CHECK',
    'ENABLE_WEB_SEARCH',
  ]) {
    assert.ok(off.includes(name), name)
  }
  assert.deepEqual([environment['OFFLINE_MODE'], environment['HF_HUB_OFFLINE']], ['True', '1'])
})

test('no privileges; what may be read-only is; models are out of the engine’s reach', () => {
  for (const service of running) {
    assert.deepEqual([service.cap_drop, service.security_opt], [['ALL'], ['no-new-privileges:true']])
  }
  assert.deepEqual([services.stellwerk.read_only, services.ollama.read_only], [true, true])
  assert.deepEqual(services.ollama.volumes, ['models:/models:ro'])
})

test('the configuration is valid and means these services', async () => {
  const containerfile = readFileSync(join(folder, 'container/Containerfile'), 'utf8')
  const given = [...containerfile.matchAll(/(STELLWERK_\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value])
  const config = await configOf(join(folder, 'compose/stellwerk.yaml'), {
    folder: newFolder(),
    env: Object.fromEntries(given),
  })
  const hosts = config.upstreams.map((upstream) => ('url' in upstream ? new URL(upstream.url).hostname : ''))
  assert.deepEqual(hosts, ['ollama'])
  assert.equal(config.listen.port, 7373)
  // The key of Open WebUI counts in the one network that it shares with Stellwerk, and there is only one.
  const shared = services.stellwerk.networks.filter((name) => services['open-webui'].networks.includes(name))
  const subnets = shared.map((name) => networks[name]?.ipam?.config[0]?.subnet)
  assert.deepEqual(
    config.frontEnds.map((frontEnd) => frontEnd.networks),
    [subnets],
  )
  assert.ok(
    readFileSync(join(folder, 'compose/prepare.sh'), 'utf8').includes(`--front-end ${config.frontEnds[0]?.id} `),
  )
  assert.ok(config.data.startsWith('/var/lib/stellwerk/'))
  assert.ok(
    Number.parseInt(services.stellwerk.stop_grace_period ?? '', 10) * 1_000 >= limitDefaults.drainTimeoutMs + 10_000,
  )
})

interface Manifest {
  readonly kind: string
  readonly metadata: { readonly name: string }
  readonly spec: {
    readonly podSelector?: { readonly matchLabels?: { readonly app: string } }
    readonly ingress?: readonly {
      readonly from: readonly { readonly podSelector?: { readonly matchLabels: { readonly app: string } } }[]
    }[]
    readonly egress?: readonly object[]
  }
}

test('kubernetes: everything is shut, and the engine hears Stellwerk only and has no way out', () => {
  const text = readFileSync(join(folder, 'kubernetes/stellwerk.yaml'), 'utf8')
  const manifests = Bun.YAML.parse(text) as readonly Manifest[] // Looked at below.
  assert.deepEqual(manifests.map(({ kind }) => kind).toSorted(), [
    'Deployment',
    'NetworkPolicy',
    'NetworkPolicy',
    'NetworkPolicy',
    'PersistentVolumeClaim',
    'Service',
  ])
  const [everybody, ours, engine] = manifests.filter(({ kind }) => kind === 'NetworkPolicy').map(({ spec }) => spec)
  assert.deepEqual(everybody, { podSelector: {}, policyTypes: ['Ingress', 'Egress'] })
  const from = (spec: Manifest['spec'] | undefined) =>
    spec?.ingress?.flatMap((rule) => rule.from.map(({ podSelector }) => podSelector?.matchLabels.app))
  assert.deepEqual([from(ours), from(engine), engine?.egress], [['open-webui'], ['stellwerk'], undefined])
})
