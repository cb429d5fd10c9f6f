// A time-stamping authority out of the command openssl, in a folder of its own: certificates, replies, second opinions.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { formatDer, formatInteger, formatOid, tags } from '../../packages/server/src/journal/der.ts'

const program = 'openssl'

export function hasOpenssl(): boolean {
  return spawnSync(program, ['version']).status === 0
}

const extensions = {
  authority: ['basicConstraints = critical,CA:TRUE', 'keyUsage = critical,keyCertSign,cRLSign'],
  stamping: ['keyUsage = critical,digitalSignature', 'extendedKeyUsage = critical,timeStamping'],
  noUsage: ['keyUsage = critical,digitalSignature'],
  notCritical: ['extendedKeyUsage = timeStamping'],
  twoPurposes: ['extendedKeyUsage = critical,timeStamping,emailProtection'],
  otherPurpose: ['extendedKeyUsage = critical,codeSigning'],
  encipherment: ['keyUsage = critical,digitalSignature,keyEncipherment', 'extendedKeyUsage = critical,timeStamping'],
  notUnderstood: ['extendedKeyUsage = critical,timeStamping', '1.2.3.4 = critical,DER:0500'],
  noAuthority: ['basicConstraints = critical,CA:FALSE'],
  noSigning: ['basicConstraints = critical,CA:TRUE', 'keyUsage = critical,digitalSignature'],
  shortPath: ['basicConstraints = critical,CA:TRUE,pathlen:0', 'keyUsage = critical,keyCertSign'],
} as const

export type Kind = keyof typeof extensions

const keys = {
  rsa: ['rsa:2048'],
  rsa1024: ['rsa:1024'],
  p256: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  p384: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  p521: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-521'],
} as const

/** A certificate with its key, by the name of its files. */
export interface Made {
  readonly name: string
  readonly pem: string
}

export class Authority {
  readonly folder = mkdtempSync(join(tmpdir(), 'timestamp-'))
  #count = 0

  remove(): void {
    rmSync(this.folder, { recursive: true })
  }

  /** Runs openssl in the folder. */
  run(...what: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync(program, what, { cwd: this.folder, encoding: 'utf8' })
    if (status !== 0) throw new Error(`openssl ${what.join(' ')}: ${stderr}`)
    return stdout
  }

  file(bytes: Uint8Array | string): string {
    const name = `file-${this.#count++}`
    writeFileSync(join(this.folder, name), bytes)
    return name
  }

  read(name: string): Uint8Array {
    return new Uint8Array(readFileSync(join(this.folder, name)))
  }

  /** Signed by the issuer, or by itself. */
  make(
    key: keyof typeof keys,
    kind: Kind,
    { issuer, digest = 'sha256' }: { readonly issuer?: Made; readonly digest?: string } = {},
  ): Made {
    const name = `made-${this.#count++}`
    const config = this.file(
      `[req]\ndistinguished_name = name\nprompt = no\n[name]\nC = DE\nO = Probe\nCN = ${name}\n[kind]\n${extensions[kind].join('\n')}\n`,
    )
    const made = ['-config', config, '-newkey', ...keys[key], '-nodes', '-keyout', `${name}.key`]
    if (issuer === undefined) {
      this.run('req', '-x509', ...made, '-out', `${name}.pem`, '-days', '3650', '-extensions', 'kind', `-${digest}`)
    } else {
      this.run('req', '-new', ...made, '-out', `${name}.csr`)
      const by = ['-CA', `${issuer.name}.pem`, '-CAkey', `${issuer.name}.key`, '-set_serial', String(this.#count)]
      const how = ['-days', '3650', '-extfile', config, '-extensions', 'kind', `-${digest}`]
      this.run('x509', '-req', '-in', `${name}.csr`, '-out', `${name}.pem`, ...by, ...how)
    }
    return { name, pem: Buffer.from(this.read(`${name}.pem`)).toString() }
  }

  /** What `openssl ts -reply` answers to a query. */
  reply(
    query: Uint8Array,
    what: { readonly signer: Made; readonly chain?: Made; readonly digest?: string; readonly bindBy?: string },
  ): Uint8Array {
    const { signer, chain, digest = 'sha256', bindBy = 'sha256' } = what
    const config = this.file(
      `[tsa]\nserial = serial\nsigner_digest = ${digest}\ndefault_policy = 1.2.3.4.1\ndigests = sha256, sha512\naccuracy = secs:1, millisecs:500\ness_cert_id_alg = ${bindBy}\n`,
    )
    const [input, output] = [this.file(query), this.file('')]
    const by = ['-signer', `${signer.name}.pem`, '-inkey', `${signer.name}.key`]
    const above = chain === undefined ? [] : ['-chain', `${chain.name}.pem`]
    this.run('ts', '-reply', '-config', config, '-section', 'tsa', '-queryfile', input, '-out', output, ...by, ...above)
    return this.read(output)
  }

  /** A token around any content, also where `openssl ts` would refuse. */
  token(content: Uint8Array, signer: Made, ...how: readonly string[]): Uint8Array {
    const [input, output] = [this.file(content), this.file('')]
    const by = ['-signer', `${signer.name}.pem`, '-inkey', `${signer.name}.key`]
    const basis = ['-binary', '-nodetach', '-nosmimecap', '-outform', 'DER', '-in', input, '-out', output]
    this.run('cms', '-sign', ...basis, ...by, '-econtent_type', tstInfoOid, ...how)
    return this.read(output)
  }

  /** Whether openssl, too, accepts the token, at the time of the stamp. */
  verifies(what: {
    readonly token: Uint8Array
    readonly note: Uint8Array
    readonly root: Made
    readonly atMs: number
  }): boolean {
    const [token, note] = [this.file(what.token), this.file(what.note)]
    const how = ['-CAfile', `${what.root.name}.pem`, '-attime', String(Math.floor(what.atMs / 1000))]
    const { status } = spawnSync(program, ['ts', '-verify', '-token_in', '-in', token, '-data', note, ...how], {
      cwd: this.folder,
    })
    return status === 0
  }
}

const tstInfoOid = '1.2.840.113549.1.9.16.1.4'
const sha256Oid = '2.16.840.1.101.3.4.2.1'

/** A TSTInfo about a SHA-256 digest, made by hand. */
export function tstInfo(what: {
  readonly digest: Uint8Array
  /** As it stands there: `20261123120000Z`. */
  readonly time: string
  readonly algorithm?: string
  readonly version?: number
  readonly more?: readonly Uint8Array[]
}): Uint8Array {
  const { digest, time, algorithm = sha256Oid, version = 1, more = [] } = what
  const imprint = formatDer(
    tags.sequence,
    formatDer(tags.sequence, formatOid(algorithm), formatDer(0x05)),
    formatDer(tags.octetString, digest),
  )
  return formatDer(
    tags.sequence,
    formatInteger(Uint8Array.of(version)),
    formatOid('1.2.3.4.1'),
    imprint,
    formatInteger(Uint8Array.of(7)),
    formatDer(tags.generalizedTime, Buffer.from(time)),
    ...more,
  )
}

/** As a GeneralizedTime in whole seconds. */
export function generalizedTime(timeMs: number): string {
  return new Date(timeMs).toISOString().replaceAll(/[-T:]|\.\d{3}/g, '')
}
