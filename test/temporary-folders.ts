import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll } from 'bun:test'

/**
 * Makes folders for the tests of one file, all in one, which is removed after the last of them.
 *
 * To be called at the top of the test file itself: hooks that stand in a module which several test files import count for the
 * first of them alone, because the module runs once.
 *
 * @example const newFolder = temporaryFolders('vault')
 */
export function temporaryFolders(name: string): () => string {
  let root: string | undefined
  let count = 0
  afterAll(() => {
    if (root !== undefined) rmSync(root, { recursive: true, force: true })
    root = undefined
  })
  return () => {
    root ??= mkdtempSync(join(tmpdir(), `stellwerk-${name}-`))
    const folder = join(root, String(count++))
    mkdirSync(folder, { mode: 0o700 })
    return folder
  }
}
