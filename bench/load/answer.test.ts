import { expect, test } from 'bun:test'
import { AnswerReader, MalformedAnswer } from './answer.ts'
import { EventReader } from './events.ts'
import { answerBody, streamEnd, streamEvent, streamText, tokenOf } from './exchange.ts'

const token = tokenOf(12, 345_678)
const events = 5
const pieces = Array.from({ length: events + 1 }, (_, index) => streamEvent(index, events, token))
const chunked = (texts: readonly string[]) =>
  'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n' +
  `${texts.map((text) => `${text.length.toString(16)}\r\n${text}\r\n`).join('')}0\r\n\r\n`

function readInPieces(wire: string, cut: number): { isComplete: boolean; reader: EventReader; status: number } {
  const answer = new AnswerReader()
  const reader = new EventReader(true)
  const bytes = Buffer.from(wire)
  let isComplete = answer.read(bytes.subarray(0, cut), (piece) => reader.read(piece))
  if (cut < bytes.length) isComplete = answer.read(bytes.subarray(cut), (piece) => reader.read(piece))
  return { isComplete, reader, status: answer.status }
}

test('answer: a chunked stream reads the same at every cut', () => {
  const wire = chunked([...pieces, streamEnd])
  for (let cut = 1; cut <= wire.length; cut += 1) {
    const { isComplete, reader, status } = readInPieces(wire, cut)
    expect(isComplete).toBe(true)
    expect(status).toBe(200)
    expect(reader.fault(events, streamText(events, token))).toBeNull()
  }
})

test('answer: a counted answer reads the same at every cut', () => {
  const body = answerBody(token)
  const wire = `HTTP/1.1 200 OK\r\ncontent-length:${body.length}\r\n\r\n${body}`
  for (let cut = 1; cut <= wire.length; cut += 1) {
    const answer = new AnswerReader()
    const got: string[] = []
    const bytes = Buffer.from(wire)
    const isDone = answer.read(bytes.subarray(0, cut), (piece) => got.push(piece.toString()))
    expect(isDone).toBe(cut === wire.length)
    if (!isDone) expect(answer.read(bytes.subarray(cut), (piece) => got.push(piece.toString()))).toBe(true)
    expect(got.join('')).toBe(body)
  }
})

test('answer: the mock answers with 257 bytes', () => {
  expect(Buffer.byteLength(answerBody(token))).toBe(257)
})

const faults: readonly [why: string, texts: readonly string[], fault: string | null][] = [
  ['whole', [...pieces, streamEnd], null],
  ['many events in one chunk', [pieces.join('') + streamEnd], null],
  ['a keep-alive comment between', [...pieces.slice(0, 2), ': wait\n\n', ...pieces.slice(2), streamEnd], null],
  ['no [DONE]', pieces, 'missingDone'],
  ['two events lost', [...pieces.slice(0, 2), ...pieces.slice(4), streamEnd], 'eventCount'],
  [
    'one event lost, another doubled',
    [...pieces.slice(0, 2), pieces[1] ?? '', ...pieces.slice(3), streamEnd],
    'wrongText',
  ],
  ['ends with an error', [...pieces, 'data: {"error":{"message":"gone"}}\n\n', streamEnd], 'errorEvent'],
]
for (const [why, texts, fault] of faults) {
  test(`events: ${why}`, () => {
    const { reader } = readInPieces(chunked(texts), 40)
    expect(reader.fault(events, streamText(events, token))).toBe(fault as never)
  })
}

const malformed: readonly [why: string, wire: string][] = [
  ['no status', 'HELLO\r\n\r\n'],
  ['neither length nor chunks', 'HTTP/1.1 200 OK\r\n\r\nbody'],
  ['two answers to one question', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 200 OK'],
  ['a chunk without a size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
]
for (const [why, wire] of malformed) {
  test(`answer: ${why}`, () => {
    expect(() => new AnswerReader().read(Buffer.from(wire), () => {})).toThrow(MalformedAnswer)
  })
}
