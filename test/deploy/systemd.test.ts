// Goal: the unit names what exists, in words that systemd knows, leaves running answers their time, and shuts what it says it shuts.
import { strict as assert } from 'node:assert'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { limitDefaults } from '@stellwerk/contract/config'
import { test } from 'bun:test'

import { runtimeEnvironment } from '../runtime-environment.ts'
import { temporaryFolders } from '../temporary-folders.ts'
import { configOf, typed } from './checked-config.ts'

const root = join(import.meta.dir, '../..')
const newFolder = temporaryFolders('unit')
const text = readFileSync(join(root, 'deploy/systemd/stellwerk.service'), 'utf8')

/** Every setting of the unit; one that stands several times has several values. */
const settings = new Map<string, readonly string[]>()
for (const [, name = '', value = ''] of text.matchAll(/^([A-Za-z]+)=(.*)$/gm)) {
  settings.set(name, [...(settings.get(name) ?? []), value])
}
const the = (name: string): string => settings.get(name)?.join(' ') ?? ''

const hasSystemd = Bun.which('systemd-analyze') !== null
if (!hasSystemd) process.stdout.write('skipped: no systemd-analyze here, so only our own reading of the unit\n')

/** A copy whose program exists on this machine. */
function copied(): string {
  const unit = join(newFolder(), 'stellwerk.service')
  writeFileSync(unit, text.replaceAll('/usr/local/bin/stellwerk', '/bin/true'))
  return unit
}

// Only where systemd is installed.
test.skipIf(!hasSystemd)('systemd knows every word of the unit', () => {
  const { exitCode, stdout, stderr } = Bun.spawnSync(['systemd-analyze', 'verify', copied()])
  assert.deepEqual([exitCode, stdout.toString(), stderr.toString()], [0, '', ''])
})

// Only where systemd is installed. 0 is shut, 10 is open; what is left is what the program does: serve, connect, compile.
test.skipIf(!hasSystemd)('systemd finds little exposed', () => {
  const words = ['systemd-analyze', 'security', '--offline=yes', '--no-pager', '--threshold=15', copied()]
  const { exitCode, stdout } = Bun.spawnSync(words)
  assert.equal(exitCode, 0, stdout.toString())
})

test('running answers get their time, and the journal some more, before the service is killed', () => {
  assert.ok(Number(the('TimeoutStopSec')) * 1_000 >= limitDefaults.drainTimeoutMs + 10_000)
})

test('the environment is what the program wants, so that it starts once', () => {
  const given = Object.fromEntries(
    the('Environment')
      .split(' ')
      .map((pair) => pair.split('=')),
  )
  assert.deepEqual(given, runtimeEnvironment)
  for (const name of ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy']) {
    assert.ok(the('UnsetEnvironment').split(' ').includes(name))
    assert.ok(the('UnsetEnvironment').split(' ').includes(name.toUpperCase()))
  }
})

test('the commands of the unit are ours, with one configuration', async () => {
  for (const line of [...(settings.get('ExecStart') ?? []), ...(settings.get('ExecStartPre') ?? [])]) {
    const [program, ...words] = line.split(' ')
    assert.equal(program, '/usr/local/bin/stellwerk')
    assert.deepEqual(words.slice(-2), ['--config', '/etc/stellwerk/stellwerk.yaml'])
    assert.equal((await typed([...words.slice(0, -2), '--help'])).exitCode, 0)
  }
})

test('the configuration beside it is valid and keeps its data where the unit lets it write', async () => {
  const config = await configOf(join(root, 'deploy/systemd/stellwerk.yaml'), { folder: newFolder() })
  assert.equal(config.data, `/var/lib/${the('StateDirectory')}`)
  assert.equal(the('WorkingDirectory'), config.data)
  assert.ok(readFileSync(join(root, 'deploy/systemd/stellwerk.sysusers'), 'utf8').includes(`u ${the('User')} `))
})

test('nobody but this machine, no capability, nothing to write but the state', () => {
  const shut = {
    IPAddressDeny: 'any',
    IPAddressAllow: 'localhost',
    CapabilityBoundingSet: '',
    NoNewPrivileges: 'yes',
    ProtectSystem: 'strict',
    RestrictAddressFamilies: 'AF_UNIX AF_INET AF_INET6',
    SystemCallFilter:
      '@system-service ~@privileged @resources setpriority seccomp landlock_create_ruleset landlock_add_rule landlock_restrict_self',
  }
  assert.deepEqual(Object.fromEntries(Object.keys(shut).map((name) => [name, the(name)])), shut)
  assert.equal(settings.has('MemoryDenyWriteExecute'), false)
  assert.equal(settings.has('ReadWritePaths'), false)
})
