import { strict as assert } from 'node:assert'
import { createRequire } from 'node:module'
import { join } from 'node:path'

import { test } from 'bun:test'

import { cruise, root } from './cruise.ts'

// Goal: each import rule of docs/architecture.md is reported for a file that breaks it, and for no file that keeps it.
const broken: readonly [rule: string, file: string][] = [
  ['contract-stands-alone', 'packages/contract/src/stands-alone.ts'],
  ['pure-sees-only-contract', 'packages/policy/src/sees-law.ts'],
  ['pure-sees-only-contract', 'packages/licences/src/uses-server.ts'],
  ['pure-sees-only-types', 'packages/policy/src/sees-values.ts'],
  ['tlog-readers-see-only-format', 'packages/tlog/src/verify/sees-write.ts'],
  ['tlog-format-stands-alone', 'packages/tlog/src/format/sees-verify.ts'],
  ['pure-has-no-runtime', 'packages/law/src/reads-files.ts'],
  ['pure-has-no-runtime', 'packages/licences/src/opens-store.ts'],
  ['tlog-write-has-no-files', 'packages/tlog/src/write/opens-files.ts'],
  ['only-server-uses-bun', 'packages/licences/src/opens-store.ts'],
  ['no-room-sees-another', 'packages/server/src/gate/sees-journal.ts'],
  ['no-room-sees-another', 'packages/server/src/api/sees-registry.ts'],
  ['no-room-sees-another', 'packages/server/src/commands/sees-storage.ts'],
  ['storage-sees-only-types-of-rooms', 'packages/server/src/storage/sqlite/runs-journal.ts'],
  ['only-house-names-rooms', 'packages/server/src/request.ts'],
  ['house-is-types', 'packages/server/src/house.ts'],
  ['main-is-nobodys', 'packages/server/src/imports-main.ts'],
  ['server-is-nobodys', 'packages/licences/src/uses-server.ts'],
  ['console-sees-contract-and-verify', 'packages/console/src/sees-policy.ts'],
  ['packages-stand-without-tests', 'packages/server/src/imports-test.ts'],
  ['no-cycle', 'packages/contract/src/cycle-one.ts'],
  ['no-orphan', 'packages/contract/src/orphan.ts'],
  ['no-grab-bag', 'packages/contract/src/grabs.ts'],
  ['no-unresolved', 'packages/contract/src/unresolved.ts'],
]

const bad = cruise(join(root, 'test/house/bad'), ['packages', 'test'])

for (const [rule, file] of broken) {
  test(`house: ${rule} bites in ${file}`, () => {
    assert.ok(bad.violations.some((violation) => violation.rule === rule && violation.from === file))
  })
}

test('house: a file that keeps the rules is not reported', () => {
  const named = new Set(broken.map(([, file]) => file))
  assert.deepEqual(
    bad.violations.filter((violation) => !named.has(violation.from)),
    [],
  )
})

test('house: no rule without a file that breaks it', () => {
  // The configuration is CommonJS, which has no types here; its shape is dependency-cruiser's own.
  const config = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
    readonly forbidden: readonly { readonly name: string }[]
  }
  const covered = new Set(broken.map(([rule]) => rule))
  assert.deepEqual(
    config.forbidden.map((rule) => rule.name).filter((name) => !covered.has(name)),
    [],
  )
})

// Whether the real tree keeps the rules is for `npm run check` to say; here, that it is not cruised blindly.
test('house: the files of the real tree are seen', () => {
  const { sources } = cruise(root, ['packages', 'test', 'bench', 'scripts'])
  for (const folder of [
    'packages/contract/src/',
    'packages/policy/src/',
    'packages/server/src/',
    'test/',
    'scripts/',
  ]) {
    assert.ok(
      sources.some((source) => source.startsWith(folder)),
      folder,
    )
  }
})
