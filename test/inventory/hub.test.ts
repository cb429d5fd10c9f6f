// Goal: of a repository only card, texts and configuration are fetched, at one revision; everything is declared by the hub; and whoever
// cannot reach it is told what to copy and where to.
import { strict as assert } from 'node:assert'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'bun:test'

import { parseBody } from '@stellwerk/contract/register/body'

import { temporaryFolders } from '../temporary-folders.ts'
import { documentAt, models } from './inventory.ts'
import { pageServers } from './servers.ts'

const newFolder = temporaryFolders('models-hub')
const serve = pageServers()

const sha = 'c'.repeat(40)
const [one, two] = ['1'.repeat(64), '2'.repeat(64)]
const files = [
  { rfilename: 'README.md', size: 60 },
  { rfilename: 'config.json', size: 60 },
  { rfilename: 'tokenizer_config.json', size: 60 },
  { rfilename: 'LICENSE', size: 60 },
  { rfilename: '../LICENSE', size: 60 },
  { rfilename: 'model-00001-of-00002.safetensors', size: 70, lfs: { sha256: one, size: 70 } },
  { rfilename: 'model-00002-of-00002.safetensors', size: 70, lfs: { sha256: two, size: 70 } },
  { rfilename: 'half-00001-of-00002.gguf', size: 70, lfs: { sha256: two, size: 70 } },
  { rfilename: 'small.gguf', size: 70 },
  { rfilename: 'pytorch_model.bin', size: 70, lfs: { sha256: two, size: 70 } },
]
const at = (path: string): string => `/meadow/Tales/resolve/${sha}/${path}`
const pages = {
  '/api/models/meadow/Tales/revision/main?blobs=true': { sha, siblings: files },
  [at('README.md')]: '---\nlicense: mit\nbase_model: meadow/base\n---\n',
  [at('config.json')]: { architectures: ['Meadow'], max_position_embeddings: 4_096 },
  [at('tokenizer_config.json')]: { chat_template: '{{ x }}' },
  [at('LICENSE')]: (request: Request) => Response.redirect(new URL('/elsewhere', request.url).href, 307),
  '/elsewhere': 'terms that nobody knows',
}

test('a repository: component and artefact, declared by the hub at one revision', async () => {
  const folder = newFolder()
  const { url, asked } = serve(pages)
  const { exitCode, out, err } = await models(['models', 'add', 'hf:meadow/Tales@main', '--hub', url], folder)
  assert.equal(exitCode, 1, err) // What follows.
  assert.match(out, /pytorch_model\.bin: pickle/)
  assert.match(out, /half-00001-of-00002\.gguf: parts of these weights are missing/)
  assert.match(out, /small\.gguf: the hub names no digest/)
  const artefact = documentAt(join(folder, 'register/artefact-meadow-tales.yaml'))
  const body = parseBody('artefact', artefact.body)
  assert.deepEqual(
    [body.digest.provenance, body.format.value, body.architecture?.value, body.contextTokens?.value],
    ['declared', 'safetensors', 'Meadow', 4_096],
  )
  assert.equal(body.digest.source, `${url}/meadow/Tales/tree/${sha}`)
  assert.deepEqual(
    body.files.map(({ sha256 }) => sha256),
    [one, two],
  )
  const component = documentAt(join(folder, 'register/component-meadow-tales.yaml'))
  assert.deepEqual(
    [component.body.version, component.body.declaredLicence, component.body.licence],
    [sha, 'mit', undefined],
  )
  assert.ok(!asked.some((path) => /safetensors|gguf|\.bin|\.\./.test(path)), asked.join('\n'))
})

const refusals: readonly [
  why: string,
  serves: Parameters<typeof serve>[0] | undefined,
  words: string,
  exitCode: number,
][] = [
  ['nobody there', undefined, '', 2],
  ['offline', {}, ' --offline', 1],
  ['a name that nobody knows', {}, '', 1],
  [
    'a repository behind a login',
    { '/api/models/meadow/Tales/revision/main?blobs=true': () => new Response('', { status: 401 }) },
    '',
    1,
  ],
  [
    'a hub that is down',
    { '/api/models/meadow/Tales/revision/main?blobs=true': () => new Response('', { status: 503 }) },
    '',
    2,
  ],
  ['a file that cannot be had', { ...pages, [at('LICENSE')]: () => new Response('', { status: 403 }) }, '', 1],
  [
    'a redirect to where no encryption is',
    { ...pages, [at('LICENSE')]: () => Response.redirect('http://hub.example/') },
    '',
    2,
  ],
  ['an answer that is none', { '/api/models/meadow/Tales/revision/main?blobs=true': '[' }, '', 1],
]
for (const [why, serves, words, expected] of refusals) {
  test(`refused, with what to copy: ${why}`, async () => {
    const folder = newFolder()
    const server = serves === undefined ? undefined : serve(serves)
    const line = `models add hf:meadow/Tales --hub ${server?.url ?? 'http://127.0.0.1:9'}${words}`
    const { exitCode, err } = await models(line, folder)
    assert.equal(exitCode, expected, err)
    assert.match(
      err,
      /copy these files from \S+\/meadow\/Tales\/tree\/main to \.\/meadow\/Tales\/.*README\.md, LICENSE\*/,
    )
    assert.match(err, /then stellwerk models add \.\/meadow\/Tales/)
    assert.ok(!existsSync(join(folder, 'register')))
    if (words !== '') assert.deepEqual(server?.asked, [])
  })
}

for (const name of ['hf:', 'hf:meadow', 'hf:meadow/../x', 'hf:a/b@..', 'hf:a/b/c']) {
  test(`no name of a repository: ${name}`, async () => {
    const { exitCode, err } = await models(['models', 'add', name], newFolder())
    assert.equal(exitCode, 1)
    assert.match(err, /is no source/)
  })
}

for (const hub of ['http://hub.example', 'https://me:secret@hub.example', 'ftp://hub.example']) {
  test(`no address of a hub: ${hub}`, async () => {
    const { exitCode, err } = await models(['models', 'add', 'hf:a/b', '--hub', hub], newFolder())
    assert.equal(exitCode, 1)
    assert.ok(!err.includes('secret'))
  })
}
