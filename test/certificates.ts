import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A certificate that was made for this run, as files and as text. */
export interface Made {
  readonly certificate: string
  readonly key: string
  readonly pem: { readonly certificate: string; readonly key: string }
}

/**
 * A certification authority in a folder, made with openssl: no key lies in the repository.
 *
 * @example newAuthority(folder, 'ca').issue('server', ['DNS:engine.test', 'IP:127.0.0.1'])
 */
export function newAuthority(folder: string, name: string) {
  const own = filesOf(folder, name)
  const subject = ['-subj', `/CN=${name}`, '-addext', 'basicConstraints=critical,CA:TRUE']
  openssl('req', '-x509', ...newKey, '-days', '30', ...subject, '-keyout', own.key, '-out', own.certificate)
  return {
    ...made(own),
    /** Days may be below zero: the certificate has ended then. */
    issue(who: string, names: readonly string[], days = 30): Made {
      const files = filesOf(folder, who)
      const request = join(folder, `${who}.csr`)
      const extensions = join(folder, `${who}.ext`)
      writeFileSync(extensions, `subjectAltName=${names.join(',')}\n`)
      openssl('req', ...newKey, '-subj', `/CN=${who}`, '-keyout', files.key, '-out', request)
      const signed = ['-CA', own.certificate, '-CAkey', own.key, '-CAcreateserial', '-days', String(days)]
      openssl('x509', '-req', '-in', request, ...signed, '-extfile', extensions, '-out', files.certificate)
      return made(files)
    },
  }
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']

function filesOf(folder: string, name: string): { readonly certificate: string; readonly key: string } {
  return { certificate: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) }
}

function made(files: { readonly certificate: string; readonly key: string }): Made {
  const pem = { certificate: readFileSync(files.certificate, 'utf8'), key: readFileSync(files.key, 'utf8') }
  return { ...files, pem }
}

function openssl(...words: readonly string[]): void {
  const { status, stderr, error } = spawnSync('openssl', words, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`openssl ${words[0]}: ${stderr}`, { cause: error })
}
