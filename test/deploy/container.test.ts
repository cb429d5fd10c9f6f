// Goal: the image is built from pinned bases and what lies in this checkout, runs as nobody in particular, and asks itself how it is
// with a command that exists.
import { strict as assert } from 'node:assert'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { test } from 'bun:test'

import { runtimeEnvironment } from '../runtime-environment.ts'
import { typed } from './checked-config.ts'

const root = join(import.meta.dir, '../..')
const folder = join(root, 'deploy/container')

/** Instructions with their arguments; a line that ends with a backslash goes on. */
const instructions = readFileSync(join(folder, 'Containerfile'), 'utf8')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => {
    const [name = '', ...rest] = line.trim().split(/\s+/)
    return { name, rest: rest.join(' ') }
  })
const all = (name: string): readonly string[] => instructions.filter((one) => one.name === name).map(({ rest }) => rest)
const [start, last] = [instructions.findLastIndex(({ name }) => name === 'FROM'), instructions.length]
/** Of the image that runs. */
const final = instructions.slice(start, last)
const the = (name: string): string => final.findLast((one) => one.name === name)?.rest ?? ''
const wordsOf = (json: string) => JSON.parse(json) as readonly string[] // The exec form is JSON; a wrong one fails here.

test('every instruction is one that builders know', () => {
  const known = new Set(
    'ARG FROM WORKDIR COPY RUN USER VOLUME ENV EXPOSE HEALTHCHECK STOPSIGNAL ENTRYPOINT CMD'.split(' '),
  )
  assert.deepEqual(
    instructions.filter(({ name }) => !known.has(name)),
    [],
  )
})

test('bases are pinned by a whole version, and only they are fetched', () => {
  const images = all('ARG').map((argument) => argument.split('=')[1] ?? '')
  for (const image of images) assert.match(image, /^docker\.io\/library\/[a-z]+:\d+\.\d+[\w.-]*$/)
  assert.deepEqual(all('FROM'), ['${BUILD_IMAGE} AS build', '${BASE_IMAGE}'])
  assert.deepEqual(
    instructions.filter(({ name, rest }) => name === 'RUN' && /curl|wget|apt|apk/.test(rest)),
    [],
  )
})

test('what is copied exists, and is not left out of the context', () => {
  const shown = readFileSync(join(folder, 'Containerfile.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1))
  const copied = all('COPY')
    .filter((argument) => !argument.includes('--from='))
    .flatMap((argument) => argument.split(' ').slice(0, -1))
  assert.deepEqual(
    copied.filter((path) => !existsSync(join(root, path))),
    [],
  )
  assert.deepEqual([...copied].sort(), [...shown].sort())
})

test('what runs is not root, installs nothing, and hears the signal', () => {
  assert.match(the('USER'), /^[1-9]\d{3,}:[1-9]\d{3,}$/)
  assert.deepEqual(
    final.filter(({ name }) => name === 'RUN'),
    [],
  )
  assert.equal(the('STOPSIGNAL'), 'SIGTERM')
  const variables = Object.fromEntries(
    the('ENV')
      .split(/\s+/)
      .map((pair) => pair.split('=')),
  )
  const { STELLWERK_LISTEN_HOST, STELLWERK_DATA, ...runtime } = variables
  assert.deepEqual(runtime, runtimeEnvironment)
  assert.equal(STELLWERK_LISTEN_HOST, '0.0.0.0')
  assert.ok(STELLWERK_DATA?.startsWith(`${the('VOLUME')}/`))
})

test('start and health are commands of ours', async () => {
  const [, health = '[]'] = the('HEALTHCHECK').split('CMD ')
  const [program, ...asks] = wordsOf(health)
  assert.deepEqual(wordsOf(the('ENTRYPOINT')), [program])
  for (const words of [wordsOf(the('CMD')), asks]) {
    assert.equal((await typed([...words.slice(0, -2), '--help'])).exitCode, 0)
    assert.deepEqual(words.slice(-2), ['--config', '/etc/stellwerk/stellwerk.yaml'])
  }
})
