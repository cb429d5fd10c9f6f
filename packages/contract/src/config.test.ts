import { describe, expect, test } from 'bun:test'
import {
  breakerDefaults,
  configJsonSchema,
  healthDefaults,
  limitDefaults,
  parseConfig,
  timeoutDefaults,
} from './config.ts'
import { ConfigInvalid, configProblemLine } from './config-problem.ts'
import type { ConfigProblem } from './config-problem.ts'

const clear = { state: 'clear', statedBy: 'Legal office', source: 'licence review 12', validUntil: '2027-03-31' }
const engine = { id: 'gpu-1', kind: 'vllm', url: 'http://10.0.0.1:8000' }
const model = { id: 'chat', model: 'qwen3', upstream: 'gpu-1' }
const useCase = {
  id: 'drafts',
  title: 'Drafting letters',
  state: 'active',
  deployments: ['chat'],
  lamps: { licence: clear },
}
const full = { class: 'full', reason: 'Acceptance test of the clinic', until: '2027-01-31' }
const transit = { url: 'https://bao.example:8200', key: 'stellwerk', token: 'file:/run/secrets/bao' }
const whole = { upstreams: [engine], deployments: [model], useCases: [useCase] }

function problemsIn(value: unknown): readonly ConfigProblem[] {
  try {
    parseConfig(value)
  } catch (error) {
    if (error instanceof ConfigInvalid) return error.problems
    throw error
  }
  return []
}

const linesIn = (value: unknown, language: 'de' | 'en' = 'en') =>
  problemsIn(value).map((problem) => configProblemLine(problem, language))

// Goal: an empty file is a whole configuration, and every limit is the named constant.
test('an empty section tree gives the documented defaults', () => {
  expect(parseConfig({})).toEqual({
    language: 'en',
    listen: { host: '127.0.0.1', port: 7373, trustedProxies: [] },
    data: './data',
    limits: limitDefaults,
    log: { level: 'info', format: 'json' },
    metrics: {},
    journal: { witnesses: [], reconciliation: { everyMinutes: 60 } },
    vault: { key: {} },
    traces: {},
    upstreams: [],
    deployments: [],
    frontEnds: [],
    signIn: { password: true, providers: [] },
    useCases: [],
    components: [],
    opinions: [],
    licences: { taskDays: 30, packs: { trusted: [], warnAfterDays: 180 } },
    privacy: { deadlineMs: 2_000, threadFromCharacters: 65_536 },
  })
  const [upstream] = parseConfig(whole).upstreams
  expect(upstream).toMatchObject({ timeouts: timeoutDefaults, health: healthDefaults, breaker: breakerDefaults })
})

// Goal: each defect is named with its path and what would be right; its neighbour without the defect passes.
const defects: readonly [why: string, value: unknown, lines: readonly string[]][] = [
  ['whole and valid', whole, []],
  ['not a section', null, ['must be a section with keys']],
  ['a list', [], ['must be a section with keys']],
  [
    'unknown key with a near one',
    { listen: { prot: 1 } },
    ['listen.prot: unknown key. Did you mean port? Allowed: host, port, socket, tls, trustedProxies.'],
  ],
  ['snake case', { public_url: 'http://a' }, ['public_url: unknown key. Did you mean publicUrl?']],
  [
    'unknown key with none near',
    { listen: { banana: 1 } },
    ['listen.banana: unknown key. Allowed: host, port, socket, tls, trustedProxies.'],
  ],
  ['prototype as a key', JSON.parse('{"__proto__": {"port": 1}}'), ['__proto__: unknown key.']],
  ['unknown value', { language: 'fr' }, ['language: unknown value. Allowed: de, en.']],
  ['journal under a fit name', { journal: { name: 'gateway.example', floor: '/srv/log.floor' } }, []],
  [
    'journal under a name with a slash',
    { journal: { name: 'a/b' } },
    [
      'journal.name: must consist of lower-case letters, digits, dots and hyphens (2 to 122 characters), for example gateway.example',
    ],
  ],
  [
    'floor beside the file',
    { journal: { floor: 'log.floor' } },
    ['journal.floor: must be an absolute path, it begins with /'],
  ],
  ['near value', { log: { level: 'wran' } }, ['log.level: unknown value. Did you mean warn?']],
  ['port below', { listen: { port: -1 } }, ['listen.port: must be at least 0']],
  ['port lowest', { listen: { port: 0 } }, []],
  ['port highest', { listen: { port: 65_535 } }, []],
  ['port above', { listen: { port: 65_536 } }, ['listen.port: must be at most 65535']],
  ['port not whole', { listen: { port: 1.5 } }, ['listen.port: must be a whole number']],
  ['port as text', { listen: { port: '7373' } }, ['listen.port: must be a number']],
  ['limit of nothing', { limits: { drainTimeoutMs: 0 } }, ['limits.drainTimeoutMs: must be at least 1']],
  ['limit least', { limits: { drainTimeoutMs: 1 } }, []],
  ['limit of a day', { limits: { drainTimeoutMs: 86_400_000 } }, []],
  ['limit over a day', { limits: { drainTimeoutMs: 86_400_001 } }, ['limits.drainTimeoutMs: must be at most 86400000']],
  ['no kind', { upstreams: [{ id: 'a', url: 'http://a' }] }, ['upstreams[0].kind: is missing. Allowed: vllm, sglang,']],
  ['near kind', { upstreams: [{ ...engine, kind: 'vlm' }] }, ['upstreams[0].kind: unknown value. Did you mean vllm?']],
  ['engine without url', { upstreams: [{ id: 'a', kind: 'vllm' }] }, ['upstreams[0].url: is missing']],
  ['mirror without url', { upstreams: [{ id: 'a', kind: 'mirror' }] }, []],
  ['mirror with url', { upstreams: [{ ...engine, kind: 'mirror' }] }, ['upstreams[0].url: unknown key.']],
  [
    'url with credentials',
    { upstreams: [{ ...engine, url: 'http://me:pw@a' }] },
    ['upstreams[0].url: must be an http://'],
  ],
  ['url with query', { upstreams: [{ ...engine, url: 'http://a/?' }] }, ['upstreams[0].url: must be an http://']],
  [
    'url of a file',
    { upstreams: [{ ...engine, url: 'file:///etc/passwd' }] },
    ['upstreams[0].url: must be an http://'],
  ],
  ['a field to allow', { upstreams: [{ ...engine, allowFields: ['documents', 'my_field'] }] }, []],
  [
    'a field that runs code',
    { upstreams: [{ ...engine, allowFields: ['mm_processor_kwargs'] }] },
    ['upstreams[0].allowFields[0]: is a field that no engine ever gets'],
  ],
  ['duplicate id', { ...whole, upstreams: [engine, engine] }, ['upstreams[1].id: this id is taken already']],
  ['same id in another list', { ...whole, deployments: [model, { ...model, id: 'gpu-1' }] }, []],
  [
    'unknown upstream',
    { ...whole, deployments: [{ ...model, upstream: 'gpu1' }] },
    ['deployments[0].upstream: there is no such upstream. Did you mean gpu-1? Allowed: gpu-1.'],
  ],
  [
    'unknown deployment',
    { ...whole, useCases: [{ ...useCase, deployments: ['chta'] }] },
    ['useCases[0].deployments[0]: there is no such deployment. Did you mean chat? Allowed: chat.'],
  ],
  [
    'deployment named twice',
    { ...whole, useCases: [{ ...useCase, deployments: ['chat', 'chat'] }] },
    ['useCases[0].deployments[1]: names an entry twice'],
  ],
  [
    'media twice',
    { ...whole, deployments: [{ ...model, media: ['image', 'image'] }] },
    ['deployments[0].media: names an entry'],
  ],
  ['id of 63', { upstreams: [{ ...engine, id: 'a'.repeat(63) }] }, []],
  ['id of 64', { upstreams: [{ ...engine, id: 'a'.repeat(64) }] }, ['upstreams[0].id: must start with']],
  ['id with a capital', { upstreams: [{ ...engine, id: 'Gpu' }] }, ['upstreams[0].id: must start with']],
  ['id with a line break', { upstreams: [{ ...engine, id: 'gpu\n' }] }, ['upstreams[0].id: must start with']],
  ['model of 128', { ...whole, deployments: [{ ...model, model: `Q${'a/:@.'.repeat(25)}xy` }] }, []],
  [
    'model of 129',
    { ...whole, deployments: [{ ...model, model: 'Q'.repeat(129) }] },
    ['deployments[0].model: must start with'],
  ],
  [
    'secret in the file',
    { metrics: { token: 'hunter2' } },
    ['metrics.token: secrets do not stand in the configuration: give file:'],
  ],
  ['secret by relative file', { metrics: { token: 'file:token' } }, ['metrics.token: secrets do not stand']],
  ['secret by file', { metrics: { token: 'file:/run/secrets/token' } }, []],
  ['secret by environment', { metrics: { token: 'env:SCRAPE_TOKEN' } }, []],
  [
    'leap day that is none',
    withLamp({ ...clear, validUntil: '2027-02-29' }),
    ['useCases[0].lamps.licence.validUntil: must be a date'],
  ],
  ['leap day', withLamp({ ...clear, validUntil: '2028-02-29' }), []],
  [
    'lamp without office',
    withLamp({ ...clear, statedBy: '' }),
    ['useCases[0].lamps.licence.statedBy: must have at least 1 char'],
  ],
  [
    'blocked without reason',
    withLamp({ ...clear, state: 'blocked' }),
    ['useCases[0].lamps.licence.reason: is missing'],
  ],
  ['blocked with reason', withLamp({ ...clear, state: 'blocked', reason: 'Territory' }), []],
  [
    'blocked with task',
    withLamp({ ...clear, state: 'blocked', reason: 'x', task: {} }),
    ['useCases[0].lamps.licence.task: unknown key'],
  ],
  ['caution without task', withLamp({ ...clear, state: 'caution' }), ['useCases[0].lamps.licence.task: is missing']],
  ['caution with task', withLamp({ ...clear, state: 'caution', task: { text: 'Renew', dueOn: '2027-01-31' } }), []],
  [
    'reason in one language',
    withLamp({ ...clear, state: 'blocked', reason: { de: 'x' } }),
    ['useCases[0].lamps.licence.reason: must'],
  ],
  ['metadata of texts, nothing of users', withRecord({ class: 'metadata', fields: { user: 'none' } }), []],
  ['texts for a reason and until a day', withRecord(full), []],
  ['one text in full', withRecord({ fields: { response: 'full' }, reason: 'x', until: '2027-01-31' }), []],
  [
    'full without reason and day',
    withRecord({ class: 'full' }),
    ['useCases[0].record.reason: is missing: content', 'useCases[0].record.until: is missing: content'],
  ],
  ['full until no day', withRecord({ ...full, until: '2027-02-30' }), ['useCases[0].record.until: must be a date']],
  [
    'a field in full without reason and day',
    withRecord({ fields: { request: 'full' } }),
    ['useCases[0].record.reason: is missing', 'useCases[0].record.until: is missing'],
  ],
  [
    'a reason and nothing in full',
    withRecord({ ...full, class: 'metadata' }),
    ['useCases[0].record.reason: means', 'useCases[0].record.until: means'],
  ],
  [
    'texts of nobody',
    withRecord({ ...full, fields: { key: 'none', user: 'none' } }),
    ['useCases[0].record.fields: lets neither key nor user be found'],
  ],
  ['texts of a key', withRecord({ ...full, fields: { user: 'none' } }), []],
  [
    'pseudonymised without reason and day',
    withRecord({ class: 'pseudonymised' }),
    ['useCases[0].record.reason: is missing', 'useCases[0].record.until: is missing'],
  ],
  ['pseudonymised for a reason, until a day', withRecord({ ...full, class: 'pseudonymised' }), []],
  [
    'what a client said, pseudonymised',
    withRecord({ ...full, fields: { request: 'pseudonymised' } }),
    ['useCases[0].record.fields.request: unknown value. Allowed: none, metadata, full.'],
  ],
  [
    'pseudonymised, and nothing that has pseudonyms',
    withRecord({ class: 'pseudonymised', fields: { sentRequest: 'none', response: 'metadata' } }),
    [],
  ],
  [
    'a misspelt class',
    withRecord({ class: 'meta' }),
    ['useCases[0].record.class: unknown value. Allowed: none, metadata, pseudonymised, full.'],
  ],
  [
    'a key in full',
    withRecord({ fields: { key: 'full' } }),
    ['useCases[0].record.fields.key: unknown value. Allowed: none, metadata.'],
  ],
  ['no day', withRecord({ days: 0 }), ['useCases[0].record.days: must be at least 1']],
  ['one day', withRecord({ days: 1 }), []],
  ['ten years', withRecord({ days: 3_653 }), []],
  ['more than ten years', withRecord({ days: 3_654 }), ['useCases[0].record.days: must be at most 3653']],
  ['strict', { ...whole, useCases: [{ ...useCase, strict: true }] }, []],
  ['vault key in a file', { vault: { key: { file: '/srv/vault.kek' } } }, []],
  [
    'vault key beside the file',
    { vault: { key: { file: 'vault.kek' } } },
    ['vault.key.file: must be an absolute path'],
  ],
  ['vault key by command', { vault: { key: { command: ['/usr/local/bin/kek', '--card'] } } }, []],
  ['vault key by no command', { vault: { key: { command: [] } } }, ['vault.key.command']],
  ['vault key in a transit engine', { vault: { key: { transit } } }, []],
  ['vault key from another custodian', { vault: { key: { transit }, previousKey: {} } }, []],
  [
    'vault key in two places',
    { vault: { key: { transit, file: '/srv/vault.kek' } } },
    ['vault.key: names more than one custodian'],
  ],
  [
    'transit engine without encryption',
    { vault: { key: { transit: { ...transit, url: 'http://bao.example:8200' } } } },
    ['vault.key.transit.url: must be an https://'],
  ],
  [
    'transit engine that looks like loopback',
    { vault: { key: { transit: { ...transit, url: 'http://127.0.0.1.example' } } } },
    ['vault.key.transit.url: must be an https://'],
  ],
  [
    'transit engine below a path',
    { vault: { key: { transit: { ...transit, url: 'https://bao.example/v1' } } } },
    ['vault.key.transit.url: must be an https://'],
  ],
  [
    'transit engine on the same machine',
    { vault: { key: { transit: { ...transit, url: 'http://127.0.0.1:8200' } } } },
    [],
  ],
  [
    'transit engine with its token in the file',
    { vault: { key: { transit: { ...transit, token: 'hvs.secret' } } } },
    ['vault.key.transit.token: secrets do not stand in the configuration'],
  ],
  [
    'unknown lamp',
    { ...whole, useCases: [{ ...useCase, lamps: { license: clear } }] },
    ['useCases[0].lamps.license: unknown key. Did you mean licence?'],
  ],
]

function withRecord(record: unknown) {
  return { ...whole, useCases: [{ ...useCase, record }] }
}

function withLamp(licence: unknown) {
  return { ...whole, useCases: [{ ...useCase, lamps: { licence } }] }
}

describe('one defect', () => {
  for (const [why, value, expected] of defects) {
    test(why, () => {
      const lines = linesIn(value)
      expect(lines.map((line, index) => line.slice(0, expected[index]?.length))).toEqual([...expected])
    })
  }
})

test('every problem is told at once, cross-references included', () => {
  const lines = linesIn({
    language: 'fr',
    listen: { prot: 1 },
    upstreams: [{ ...engine, url: 'x' }],
    deployments: [{ ...model, upstream: 'gpu-2' }],
  })
  expect(lines.map((line) => line.slice(0, line.indexOf(':')))).toEqual([
    'language',
    'listen.prot',
    'upstreams[0].url',
    'deployments[0].upstream',
  ])
})

test('problems are told in German as well', () => {
  expect(linesIn({ listen: { prot: 1 } }, 'de')).toEqual([
    'listen.prot: unbekannter Schlüssel. Gemeint port? Erlaubt: host, port, socket, tls, trustedProxies.',
  ])
})

test('a secret in the wrong place is not repeated', () => {
  const value = { metrics: { token: 'hunter2' }, upstreams: [{ ...engine, key: 'hunter2', url: 'http://a:hunter2@b' }] }
  const problems = problemsIn(value)
  expect(problems).toHaveLength(3)
  expect(JSON.stringify(problems) + String(new ConfigInvalid([...problems] as [ConfigProblem]))).not.toContain(
    'hunter2',
  )
})

const bases: readonly [written: string, understood: string][] = [
  ['http://a:8000', 'http://a:8000'],
  ['http://a:8000/', 'http://a:8000'],
  ['http://a:8000/v1', 'http://a:8000'],
  ['http://a:8000/v1/', 'http://a:8000'],
  ['https://a/openai/v1', 'https://a/openai'],
  ['https://a/v11', 'https://a/v11'],
]
for (const [written, understood] of bases) {
  test(`base address ${written}`, () => {
    const [upstream] = parseConfig({ upstreams: [{ ...engine, url: written }] }).upstreams
    expect(upstream).toHaveProperty('url', understood)
  })
}

test('what was parsed cannot be changed, at any depth', () => {
  const written = withLamp({ ...clear, state: 'caution', reason: 'x', task: { text: 'Renew', dueOn: '2027-01-31' } })
  for (const config of [parseConfig({}), parseConfig(written)]) {
    for (const value of everyObjectIn(config)) expect(Object.isFrozen(value)).toBe(true)
  }
})

test('the JSON Schema describes every key and calls none read-only', () => {
  const undescribed: string[] = []
  let keys = 0
  for (const node of everyObjectIn(configJsonSchema())) {
    expect(node).not.toHaveProperty('readOnly')
    if (!('properties' in node) || !('additionalProperties' in node)) continue
    for (const [key, schema] of Object.entries(node.properties as Record<string, { description?: string }>)) {
      keys++
      if (!schema.description) undescribed.push(key)
    }
  }
  expect(undescribed).toEqual([])
  expect(keys).toBeGreaterThan(60)
})

function everyObjectIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return []
  return [value, ...Object.values(value).flatMap(everyObjectIn)]
}
