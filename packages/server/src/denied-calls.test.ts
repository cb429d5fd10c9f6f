import assert from 'node:assert/strict'

import { test } from 'bun:test'

import { deniedCalls } from './denied-calls.ts'

// Goal: the filter lets exactly the right calls through. Interpreted here as the kernel does it.

const [allow, deny] = [0x7fff_0000, 0x0005_000d]

/** Runs the four instructions that the filter is made of. */
function verdict(filter: Uint8Array, call: { number: number; architecture: number; argument?: number }): number {
  const view = new DataView(filter.buffer)
  const data = new Map([
    [0, call.number],
    [4, call.architecture],
    [16, call.argument ?? 0],
  ])
  let accumulator = 0
  for (let at = 0; at < filter.length / 8; at++) {
    const code = view.getUint16(at * 8, true)
    const operand = view.getUint32(at * 8 + 4, true)
    if (code === 0x06) return operand
    if (code === 0x20) accumulator = data.get(operand)!
    else {
      const isTrue = code === 0x15 ? accumulator === operand : accumulator >= operand
      at += view.getUint8(at * 8 + (isTrue ? 2 : 3))
    }
  }
  return assert.fail('the filter has no end')
}

const x64 = 0xc000_003e
const arm64 = 0xc000_00b7
const cases: readonly (readonly [
  why: string,
  machine: 'x64' | 'arm64',
  number: number,
  argument: number,
  expected: number,
])[] = [
  ['read', 'x64', 0, 0, allow],
  ['connect', 'x64', 42, 0, deny],
  ['accept4', 'x64', 288, 0, allow],
  ['bind', 'x64', 49, 0, allow],
  ['a socket of the machine', 'x64', 41, 1, allow],
  ['an internet socket', 'x64', 41, 2, deny],
  ['an IPv6 socket', 'x64', 41, 10, deny],
  ['a packet socket', 'x64', 41, 17, deny],
  ['ptrace', 'x64', 101, 0, deny],
  ['io_uring_setup', 'x64', 425, 0, deny],
  ['pidfd_getfd', 'x64', 438, 0, deny],
  ['execve', 'x64', 59, 0, allow],
  ['connect the other way in', 'x64', 0x4000_0000 + 42, 0, deny],
  ['connect', 'arm64', 203, 0, deny],
  ['accept4', 'arm64', 242, 0, allow],
  ['an internet socket', 'arm64', 198, 2, deny],
  ['a socket of the machine', 'arm64', 198, 1, allow],
]
for (const [why, machine, number, argument, expected] of cases) {
  test(`${machine}: ${why}`, () => {
    const architecture = machine === 'x64' ? x64 : arm64
    const filter = deniedCalls(machine)
    assert.ok(filter !== undefined)
    assert.equal(verdict(filter, { number, architecture, argument }), expected)
    assert.equal(verdict(filter, { number, architecture: 0x4000_0003, argument }), deny, 'another architecture')
  })
}

test('no filter for a machine whose numbers are not known', () => assert.equal(deniedCalls('riscv64'), undefined))
