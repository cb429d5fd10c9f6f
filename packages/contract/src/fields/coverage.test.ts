import { expect, test } from 'bun:test'
import { endpoints, engineKinds } from '../endpoint.ts'
import { fieldsOf, isCoveredBy } from './leaves.ts'
import engines from './engine-text-paths.json'
import published from './openapi-text-paths.json'
import { answerShape, requestShape } from './rebuild.ts'
import type { Shape } from './shape.ts'

// Goal: no field of the published API is without a class. When the description is updated, a new field fails here.
const chat = answerShape('chat/completions', 'json')
const shapes: Record<keyof typeof published.bodies, Shape> = {
  'request POST /chat/completions application/json': requestShape('chat/completions', 'openaiCompatible', []),
  'response /chat/completions 200 application/json': chat,
  'response /chat/completions 200 text/event-stream': answerShape('chat/completions', 'event'),
  'request POST /completions application/json': requestShape('completions', 'openaiCompatible', []),
  'response /completions 200 application/json': answerShape('completions', 'json'),
  'request POST /embeddings application/json': requestShape('embeddings', 'openaiCompatible', []),
  'response /embeddings 200 application/json': answerShape('embeddings', 'json'),
  'request POST /responses application/json': requestShape('responses', 'openaiCompatible', []),
  'response /responses 200 application/json': answerShape('responses', 'json'),
  'response /responses 200 text/event-stream': answerShape('responses', 'event'),
}

/** Published paths that no leaf stands for, closed vocabularies included: an unknown word would be refused by name. */
function unclassed(shape: Shape, paths: readonly string[]): string[] {
  const leaves = fieldsOf(shape)
  return paths.filter((path) => !leaves.some((leaf) => isCoveredBy(leaf, path)))
}

for (const [body, paths] of Object.entries(published.bodies)) {
  const shape = shapes[body as keyof typeof published.bodies]
  test(`every path is classed: ${body}`, () => expect(unclassed(shape, Object.keys(paths))).toEqual([]))
}

const engineShapes: Record<keyof typeof engines.bodies, Shape> = {
  'request POST /rerank vllm': requestShape('rerank', 'vllm', []),
  'request POST /rerank sglang': requestShape('rerank', 'sglang', []),
  'request POST /rerank llamaCpp': requestShape('rerank', 'llamaCpp', []),
  'response /rerank': answerShape('rerank', 'json'),
  'request POST /messages vllm': requestShape('messages', 'vllm', []),
  'request POST /messages/count_tokens vllm': requestShape('messages/count_tokens', 'vllm', []),
}
for (const [body, paths] of Object.entries(engines.bodies)) {
  const shape = engineShapes[body as keyof typeof engines.bodies]
  test(`every path of an engine is classed: ${body}`, () => expect(unclassed(shape, Object.keys(paths))).toEqual([]))
}

test('a path that is published tomorrow fails', () => {
  const planted = [
    '$.choices[].message.content',
    '$.choices[].message.thoughts',
    '$.metadata.{key}',
    '$.planted[].text',
  ]
  expect(unclassed(chat, planted)).toEqual(['$.choices[].message.thoughts', '$.planted[].text'])
})

test('the copy is whole', () => {
  const counts = Object.values(published.bodies).map((paths) => Object.keys(paths).length)
  expect(counts).toEqual([82, 53, 44, 9, 10, 6, 4, 302, 488, 659])
})

// Goal: one place has one class, whatever the role of the message or the type of the part. Numbers and text may differ:
// `prompt` holds texts, which are filtered, or token ids, which are barred.
/** The Messages API has the text of a document and the bytes of a file at one place; `type` beside it says which it is. */
const textOrBytes = ['$.messages[].content[].source.data', '$.messages[].content[].content[].source.data']
const everyShape: [string, Shape][] = endpoints.flatMap((endpoint) => [
  ...engineKinds.map((kind): [string, Shape] => [
    `${endpoint} to ${kind}`,
    requestShape(endpoint, kind, ['a_new_field']),
  ]),
  [`answer of ${endpoint}`, answerShape(endpoint, 'json')],
  [`event of ${endpoint}`, answerShape(endpoint, 'event')],
])
for (const [what, shape] of everyShape) {
  test(`one path, one class: ${what}`, () => {
    const classes = new Map<string, Set<string>>()
    for (const { path, json, class: fieldClass } of fieldsOf(shape)) {
      const key = `${path} ${json}`
      classes.set(key, (classes.get(key) ?? new Set()).add(fieldClass))
    }
    const several = [...classes].filter(([, found]) => found.size > 1).map(([key]) => key)
    const isMessages = what.startsWith('messages')
    expect(several).toEqual(isMessages ? textOrBytes.map((path) => `${path} string`) : [])
  })
}

// Goal: the class that matters stands where it matters.
const classes: readonly [body: keyof typeof published.bodies, path: string, fieldClass: string, form: string][] = [
  ['request POST /chat/completions application/json', '$.messages[].content', 'filterAndRestore', 'text'],
  ['request POST /chat/completions application/json', '$.messages[].content[].text', 'filterAndRestore', 'text'],
  ['request POST /chat/completions application/json', '$.messages[].content[].image_url.url', 'forbid', 'binary'],
  ['request POST /chat/completions application/json', '$.messages[].reasoning', 'filterAndRestore', 'text'],
  ['request POST /chat/completions application/json', '$.messages[].tool_calls[].id', 'opaqueId', 'name'],
  [
    'request POST /chat/completions application/json',
    '$.messages[].tool_calls[].function.arguments',
    'filterAndRestore',
    'json',
  ],
  ['request POST /chat/completions application/json', '$.tools[].function.parameters.**', 'filterAndRestore', 'schema'],
  ['request POST /chat/completions application/json', '$.stop[]', 'filterAndRestore', 'stop'],
  ['request POST /chat/completions application/json', '$.logit_bias.{key}', 'forbid', 'tokenIds'],
  ['request POST /chat/completions application/json', '$.temperature', 'configuration', 'value'],
  ['request POST /chat/completions application/json', '$.user', 'opaqueId', 'text'],
  ['request POST /completions application/json', '$.prompt[]', 'filterAndRestore', 'text'],
  ['request POST /completions application/json', '$.prompt[][]', 'forbid', 'tokenIds'],
  ['request POST /embeddings application/json', '$.input', 'filterOneWay', 'text'],
  ['response /chat/completions 200 application/json', '$.choices[].message.content', 'filterAndRestore', 'text'],
  [
    'response /chat/completions 200 application/json',
    '$.choices[].logprobs.content[].bytes[]',
    'filterAndRestore',
    'bytes',
  ],
  [
    'response /completions 200 application/json',
    '$.choices[].logprobs.top_logprobs[].{key}',
    'filterAndRestore',
    'token',
  ],
  ['response /embeddings 200 application/json', '$.data[].embedding[]', 'filterOneWay', 'vector'],
]
for (const [body, path, fieldClass, form] of classes) {
  test(`${body}: ${path} is ${fieldClass}`, () => {
    const leaf = fieldsOf(shapes[body]).find((candidate) => candidate.path === path)
    expect(leaf).toMatchObject({ class: fieldClass, form })
  })
}
