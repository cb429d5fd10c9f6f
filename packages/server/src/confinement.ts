// What the process that reads a model file may do: as little as an account without privileges can take from itself. A model
// file comes from strangers, and the parser in llama.cpp is C++; whoever breaks it finds no keys, no journal, no network
// and no control socket.
import { dlopen, ptr } from 'bun:ffi'
import { closeSync, existsSync, openSync, statSync, writeFileSync } from 'node:fs'

import { deniedCalls } from './denied-calls.ts'

/** What was taken; all false where the system is not Linux or is too old. */
export interface Confinement {
  /** No program it starts can gain rights (prctl, PR_SET_NO_NEW_PRIVS). */
  readonly noNewPrivileges: boolean
  /** Files beyond the ones named are closed (Landlock, Linux ≥ 5.13). */
  readonly files: boolean
  /** No connection can be opened, to whatever address or socket (seccomp). */
  readonly connections: boolean
}

/** Paths that stay open to it. Those that do not exist are passed over. */
export interface OpenPaths {
  /** Names may be read, below it as well, but no file. */
  readonly listable: readonly string[]
  readonly readable: readonly string[]
  /** May be read, and loaded as code. */
  readonly executable: readonly string[]
  /** Sockets may be made and removed there. */
  readonly sockets: readonly string[]
}

/** Shared libraries, and what a runtime and llama.cpp ask about the machine. */
const systemPaths = {
  executable: ['/lib', '/lib64', '/usr/lib', '/usr/lib64', '/usr/local/lib', '/nix/store'],
  // What lies in /proc of other processes beyond their names is closed by Landlock, unless a capability opens it.
  readable: ['/etc/ld.so.cache', '/proc', '/sys/devices/system', '/sys/fs/cgroup', '/dev/urandom'],
} as const

// linux/prctl.h, linux/seccomp.h
const [prSetSeccomp, prDropCapability, prSetNoNewPrivileges, seccompModeFilter] = [22, 24, 38, 2] as const
/** More than there are; what is not known is refused without harm. */
const capabilitiesMax = 64
// linux/landlock.h, and the numbers of its system calls, which are the same on all machines.
const [landlockCreateRuleset, landlockAddRule, landlockRestrictSelf] = [444, 445, 446] as const
const [askVersion, pathBeneath] = [1, 1] as const
const [execute, writeFile, readFile, readFolder, removeFile, makeSocket] = [1n, 2n, 4n, 8n, 32n, 512n] as const
/** Those that a folder has and a file has not. */
const folderRights = readFolder | removeFile | makeSocket
/** How many rights over files each version knows. All of them are closed but for what is opened again. */
const fileRightCounts = [13, 14, 15, 15, 16] as const
/** TCP is closed since version 4; abstract sockets, and signals beyond our own processes, since version 6. */
const [networkVersion, scopeVersion] = [4, 6] as const
// sys/resource.h: RLIMIT_CORE. A core file would hold prompts.
const limitOfCore = 4
const pathOnly = 0x20_0000 // O_PATH of fcntl.h

/**
 * Takes what can be taken and starts the program anew in this process, because Landlock holds for the thread that asks and
 * for what it executes, and a runtime has many threads.
 *
 * @param command what to execute; it learns from its words that it is confined, and how far
 * @returns only where there is nothing to take, and then with nothing taken
 * @throws when the program cannot be executed any more: half confined it is of no use
 */
export function confineAndRestart(
  open: OpenPaths,
  command: (taken: Confinement) => readonly [string, ...string[]],
  env: Readonly<Record<string, string>>,
): void {
  const libc = process.platform === 'linux' ? openLibc() : undefined
  if (libc === undefined || process.execve === undefined) return
  preferToEndUs()
  libc.setrlimit(limitOfCore, ptr(new BigUint64Array([0n, 0n])))
  dropCapabilities(libc)
  const noNewPrivileges = libc.prctl(prSetNoNewPrivileges, 1, 0, 0, 0) === 0
  const files = noNewPrivileges && restrictFiles(libc, open)
  const connections = noNewPrivileges && restrictCalls(libc)
  const words = command({ noNewPrivileges, files, connections })
  // Standard input, output and error stay as they are; everything else is closed.
  process.execve(words[0], words, env)
}

type Libc = NonNullable<ReturnType<typeof openLibc>>

function openLibc() {
  const musl = `/lib/libc.musl-${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}.so.1`
  try {
    return dlopen(existsSync(musl) ? musl : 'libc.so.6', {
      prctl: { args: ['i32', 'u64', 'u64', 'u64', 'u64'], returns: 'i32' },
      syscall: { args: ['u64', 'u64', 'u64', 'u64', 'u64'], returns: 'i64' },
      setrlimit: { args: ['i32', 'ptr'], returns: 'i32' },
    }).symbols
  } catch {
    return undefined // Another C library. Then nothing is taken, and that is said.
  }
}

/** When memory runs out, the engine goes first, and not the gateway that others use as well. */
function preferToEndUs(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', '500')
  } catch {
    // A wish, not a condition.
  }
}

/** For a gateway that runs as root, against all advice: what is executed from here on has none of its powers. */
function dropCapabilities(libc: Libc): void {
  for (let capability = 0; capability < capabilitiesMax; capability++) {
    libc.prctl(prDropCapability, capability, 0, 0, 0)
  }
}

function restrictFiles(libc: Libc, open: OpenPaths): boolean {
  const version = Number(libc.syscall(landlockCreateRuleset, 0, 0, askVersion, 0))
  if (version < 1) return false
  const known = fileRightCounts[Math.min(version, fileRightCounts.length) - 1] ?? fileRightCounts[0]
  // What an older kernel does not know must not even be given to it.
  const wanted = new BigUint64Array(version >= scopeVersion ? 3 : version >= networkVersion ? 2 : 1)
  wanted[0] = (1n << BigInt(known)) - 1n
  if (version >= networkVersion) wanted[1] = 3n
  if (version >= scopeVersion) wanted[2] = 3n
  const ruleset = Number(libc.syscall(landlockCreateRuleset, ptr(wanted), wanted.byteLength, 0, 0))
  if (ruleset < 0) return false
  for (const [paths, rights] of [
    [[...systemPaths.readable, ...open.readable], readFile | readFolder],
    [[...systemPaths.executable, ...open.executable], readFile | readFolder | execute],
    [open.listable, readFolder],
    [['/dev/null'], readFile | writeFile],
    [open.sockets, readFolder | makeSocket | removeFile],
  ] as const) {
    for (const path of paths) allow(libc, ruleset, path, rights)
  }
  return Number(libc.syscall(landlockRestrictSelf, ruleset, 0, 0, 0)) === 0
}

/** A path that does not exist, or whose kind does not have the right, opens nothing. */
function allow(libc: Libc, ruleset: number, path: string, rights: bigint): void {
  if (!existsSync(path)) return
  const descriptor = openSync(path, pathOnly)
  // struct landlock_path_beneath_attr is packed: 8 bytes of rights, 4 of the descriptor.
  const rule = new DataView(new ArrayBuffer(12))
  rule.setBigUint64(0, statSync(path).isDirectory() ? rights : rights & ~folderRights, true)
  rule.setInt32(8, descriptor, true)
  libc.syscall(landlockAddRule, ruleset, pathBeneath, ptr(rule), 0)
  closeSync(descriptor)
}

function restrictCalls(libc: Libc): boolean {
  const filter = deniedCalls(process.arch)
  if (filter === undefined) return false
  // struct sock_fprog: 2 bytes with the number of instructions, and at 8 where they lie.
  const program = new DataView(new ArrayBuffer(16))
  program.setUint16(0, filter.length / 8, true)
  program.setBigUint64(8, BigInt(ptr(filter)), true)
  return libc.prctl(prSetSeccomp, seccompModeFilter, ptr(program), 0, 0) === 0
}
