// Goal: in a network that has nobody but the configured ones, with an environment that wants everything to pass a proxy, each
// `connect` and `sendto` of the server and of the commands goes where `stellwerk doctor egress` says, and none elsewhere.
import { strict as assert } from 'node:assert'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

import { setDefaultTimeout, test } from 'bun:test'

import { temporaryFolders } from '../temporary-folders.ts'
import type { Scene } from './scene.ts'
import { places } from './town.ts'

/** Milliseconds: two servers and a dozen commands, each under strace. */
setDefaultTimeout(120_000)

const root = join(import.meta.dir, '../..')
const newFolder = temporaryFolders('egress')

const isolating = ['unshare', '--net', '--mount', '--fork', '--kill-child']
/** Only root may, and not in every container. */
const canIsolate =
  process.platform === 'linux' &&
  ['unshare', 'strace', 'ip'].every((name) => Bun.which(name) !== null) &&
  Bun.spawnSync([...isolating, 'mount', '--bind', '/etc/hosts', '/etc/hosts'], { stderr: 'ignore' }).exitCode === 0
if (!canIsolate) process.stdout.write('skipped: no network namespaces here (root, unshare, ip and strace are needed)\n')

/** Loopback comes up, a few addresses are ours, and names are asked for in the town. There is no other interface and no route. */
const setting = [
  'set -e',
  'ip link set lo up',
  ...[places.namedEngine, places.nameServer, places.authority, places.proxy].map(
    ({ host }) => `ip addr add ${host}/32 dev lo`,
  ),
  'mount --bind "$1/resolv.conf" /etc/resolv.conf',
  'mount --bind "$1/hosts" /etc/hosts',
  'exec "$2" "$3" "$1" "${@:4}"',
].join('\n')

function play(command: readonly string[]): Scene {
  const folder = newFolder()
  writeFileSync(join(folder, 'resolv.conf'), `nameserver ${places.nameServer.host}\n`)
  writeFileSync(join(folder, 'hosts'), '127.0.0.1 localhost\n')
  const words = [folder, process.execPath, join(import.meta.dir, 'scene.ts'), ...command]
  const played = Bun.spawnSync([...isolating, 'bash', '-c', setting, 'bash', ...words], { cwd: folder })
  assert.equal(played.exitCode, 0, played.stdout.toString() + played.stderr.toString())
  return JSON.parse(readFileSync(join(folder, 'scene.json'), 'utf8')) as Scene // Written by our own scene.
}

function built(): string {
  const folder = newFolder()
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, 'stellwerk')
  const { exitCode, stderr } = Bun.spawnSync([process.execPath, 'scripts/build.mjs', `--outfile=${outfile}`], {
    cwd: root,
  })
  assert.equal(exitCode, 0, stderr.toString())
  return outfile
}

/** What the report allows, in the form of strace. */
function allowedBy({ report }: Scene): ReadonlySet<string> {
  return new Set(
    report.destinations.flatMap(({ reach, addresses }) => {
      if (reach.kind === 'socket') return [`unix:${reach.path}`]
      if (reach.kind === 'program') return []
      const hosts = addresses.length === 0 ? [reach.host] : addresses.map(({ address }) => address)
      return hosts.map((host) => (host.includes(':') ? `[${host}]:${reach.port}` : `${host}:${reach.port}`))
    }),
  )
}

const launcher = join(root, 'bin/stellwerk')
const ways: readonly [name: string, command: () => string][] = [
  ['from a checkout', () => launcher],
  ['as one executable', built],
]
for (const [name, command] of ways) {
  // Only where a namespace may be made.
  test.skipIf(!canIsolate)(`nobody but the configured ones is contacted, ${name}`, () => {
    const program = command()
    const scene = play([program])
    // Everybody was there and was asked (the provider had no keys, hence the 503): the list is compared with a life, not with silence.
    assert.deepEqual(scene.statuses, [200, 200, 200, 200, 503])
    const { proxy, ...others } = scene.calls
    assert.deepEqual(
      Object.entries(others).filter(([, count]) => count === 0),
      [],
    )
    assert.equal(proxy, 0)

    const { control, demo, ...ours } = scene.tried
    const allowed = allowedBy(scene)
    for (const [what, tried] of Object.entries(ours)) {
      assert.deepEqual([what, tried.places.filter((place) => !allowed.has(place))], [what, []])
    }
    assert.deepEqual(
      demo?.places.map((place) => place.replace(/:\d+$/, '')),
      ['127.0.0.1'],
    )

    // A crash starts nobody who would tell about it; the launcher starts its runtime, and nobody else.
    const programs = new Set(Object.values(ours).flatMap((tried) => tried.programs))
    const expected = program === launcher ? ['bun', 'bun.exe', 'node', 'stellwerk'] : ['stellwerk']
    assert.deepEqual(
      [...programs].map((path) => basename(path)).filter((one) => !expected.includes(one)),
      [],
    )

    // And the watching would have seen it: the same environment leads another program to the proxy.
    assert.equal(scene.proxyOpen, 1)
    assert.deepEqual(control?.places, [`${places.proxy.host}:${places.proxy.port}`])

    const clean = ['serve', 'doctor egress', 'keys create', 'journal verify', 'config check', 'demo', 'help']
    assert.deepEqual(
      clean.map((one) => scene.exitCodes[one]),
      clean.map(() => 0),
    )
  })
}
