// A disk in a file, with a file system of its own: it can lose power and run full without anybody else noticing.
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { dlopen, FFIType, ptr } from 'bun:ffi'

/** EXT4_IOC_SHUTDOWN (Linux, fs/ext4/ext4.h), and its flag for "the log is not flushed either". */
const [shutdownRequest, withoutLogFlush] = [0x80_04_58_7d, 2]

const tools = ['mkfs.ext4', 'mount', 'umount'].map((name) => Bun.which(name))
/** Only root may mount, and not in every container. */
export const canMount = process.getuid?.() === 0 && tools.every((tool) => tool !== null) && mayMount()

function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'stellwerk-mount-'))
  const isDone = ['mount -t tmpfs none', 'umount'].every(
    (words) => Bun.spawnSync([...words.split(' '), folder], { stderr: 'ignore' }).exitCode === 0,
  )
  rmSync(folder, { recursive: true, force: true })
  return isDone && existsSync('/dev/loop-control')
}

function command(...words: readonly string[]): void {
  const { exitCode, stderr } = Bun.spawnSync([...words], { stderr: 'pipe' })
  if (exitCode !== 0) throw new Error(`${words.join(' ')}: ${stderr.toString().trim()}`)
}

export class LoopDisk {
  readonly #folder = mkdtempSync(join(tmpdir(), 'stellwerk-disk-'))
  readonly #image = join(this.#folder, 'image')
  readonly mountPoint = join(this.#folder, 'disk')
  #isMounted = false

  constructor(bytes: number) {
    writeFileSync(this.#image, '')
    truncateSync(this.#image, bytes)
    mkdirSync(this.mountPoint)
    command('mkfs.ext4', '-q', '-m', '0', this.#image)
    this.#mount()
  }

  #mount(): void {
    command('mount', '-o', 'loop', this.#image, this.mountPoint)
    this.#isMounted = true
  }

  /** From here on nothing reaches the disk, and every call fails. */
  losePower(): void {
    const libc = dlopen('libc.so.6', { ioctl: { args: [FFIType.i32, FFIType.u64, FFIType.ptr], returns: FFIType.i32 } })
    const folder = openSync(this.mountPoint, constants.O_RDONLY)
    try {
      const result = libc.symbols.ioctl(folder, shutdownRequest, ptr(new Uint32Array([withoutLogFlush])))
      if (result !== 0) throw new Error(`the file system does not shut down: ${result}`)
    } finally {
      closeSync(folder)
      libc.close()
    }
  }

  /** Power is back: the file system repairs itself from its own log. Nobody may have a file open. */
  remount(): void {
    this.#unmount()
    this.#mount()
  }

  #unmount(): void {
    command('umount', this.mountPoint)
    this.#isMounted = false
  }

  remove(): void {
    if (this.#isMounted) this.#unmount()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
