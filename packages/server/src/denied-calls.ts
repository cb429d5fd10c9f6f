// A filter of system calls (seccomp), as the words that the kernel takes. Pure.

/** Numbers of the same calls on both kinds of machine that Bun runs on under Linux. */
interface Machine {
  /** AUDIT_ARCH of linux/audit.h. */
  readonly architecture: number
  readonly socket: number
  readonly denied: readonly number[]
}

/**
 * connect, ptrace, process_vm_readv, process_vm_writev, io_uring_setup (which could connect without asking us), bpf,
 * userfaultfd, keyctl, unshare, setns, mount, pidfd_getfd
 */
const machines: Readonly<Partial<Record<NodeJS.Architecture, Machine>>> = {
  x64: {
    architecture: 0xc000_003e,
    socket: 41,
    denied: [42, 101, 310, 311, 425, 321, 323, 250, 272, 308, 165, 438],
  },
  arm64: {
    architecture: 0xc000_00b7,
    socket: 198,
    denied: [203, 117, 270, 271, 425, 280, 282, 219, 97, 268, 40, 438],
  },
}

// linux/bpf_common.h and linux/seccomp.h
const [loadWord, jumpIfEqual, jumpIfAtLeast, giveBack] = [0x20, 0x15, 0x35, 0x06] as const
const [allow, denyWith] = [0x7fff_0000, 0x0005_0000] as const
const accessDenied = 13 // EACCES
/** Where number, machine and first argument of a call lie in what the filter reads. */
const [numberAt, architectureAt, argumentAt] = [0, 4, 16] as const
const unixFamily = 1 // AF_UNIX
/** Calls of the 32-bit way into a 64-bit kernel have this bit. */
const x32Bit = 0x4000_0000

/** Bytes of one instruction: code (2), jump if true (1), jump if false (1), operand (4). */
const instructionBytes = 8

/**
 * Instructions after which no connection can be opened, no other process be read, and only sockets of the machine itself
 * be made.
 *
 * @returns undefined for a machine whose numbers are not known here
 */
export function deniedCalls(machine: NodeJS.Architecture): Uint8Array | undefined {
  const known = machines[machine]
  if (known === undefined) return undefined
  const { architecture, socket, denied } = known
  const rows: (readonly [code: number, ifTrue: number, ifFalse: number, operand: number])[] = []
  // Jumps count the instructions that are passed over; the last one denies, the one before it allows.
  const count = 4 + denied.length + 5
  const toDeny = (at: number): number => count - 1 - (at + 1)
  rows.push([loadWord, 0, 0, architectureAt])
  rows.push([jumpIfEqual, 0, toDeny(1), architecture])
  rows.push([loadWord, 0, 0, numberAt])
  rows.push([jumpIfAtLeast, toDeny(3), 0, x32Bit])
  for (const number of denied) rows.push([jumpIfEqual, toDeny(rows.length), 0, number])
  rows.push([jumpIfEqual, 0, 2, socket]) // Anything else goes on to what allows.
  rows.push([loadWord, 0, 0, argumentAt])
  rows.push([jumpIfEqual, 0, 1, unixFamily])
  rows.push([giveBack, 0, 0, allow])
  rows.push([giveBack, 0, 0, denyWith | accessDenied])
  return written(rows)
}

function written(rows: readonly (readonly [number, number, number, number])[]): Uint8Array {
  const bytes = new Uint8Array(rows.length * instructionBytes)
  const view = new DataView(bytes.buffer)
  for (const [index, [code, ifTrue, ifFalse, operand]] of rows.entries()) {
    const at = index * instructionBytes
    view.setUint16(at, code, true)
    view.setUint8(at + 2, ifTrue)
    view.setUint8(at + 3, ifFalse)
    view.setUint32(at + 4, operand, true)
  }
  return bytes
}
