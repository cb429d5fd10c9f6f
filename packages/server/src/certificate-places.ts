// Every certificate that a configuration names, and what is to be said about it before it is too late.
import type { Config, SecretRef } from '@stellwerk/contract/config'
import type { Text } from '@stellwerk/contract/language'

import { CertificateUnusable, readAuthorities, readPair, type Term } from './certificates.ts'
import { SecretUnavailable } from './secret.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Days before its end from which on a certificate is talked about. Public ones are renewed 30 days before. */
const soonDays = 14

const dayMs = 86_400_000

interface CertificatePlace {
  /** In the configuration, as in `upstreams[0].tls.ca`. */
  readonly path: string
  readonly read: (env: Environment) => { readonly term: Term }
}

/** How it stands with one certificate. */
export interface CertificateFinding {
  readonly path: string
  /** A problem cannot be used at all; a warning can, and somebody has to renew it. */
  readonly state: 'ok' | 'warning' | 'problem'
  readonly text: Text
}

/** How it stands with every certificate that the configuration names, at this moment, for this user. */
export function certificateFindings(config: Config, env: Environment, now: number): readonly CertificateFinding[] {
  return placesIn(config).map(({ path, read }) => {
    try {
      return { path, ...termFinding(read(env).term, now) }
    } catch (error) {
      if (error instanceof CertificateUnusable || error instanceof SecretUnavailable) {
        return { path, state: 'problem', text: error.text }
      }
      throw error
    }
  })
}

/** What is to be said about a term: nothing alarming, that it ends soon, or that it does not hold today. */
export function termFinding(term: Term, now: number): Pick<CertificateFinding, 'state' | 'text'> {
  const [from, until] = [
    new Date(term.from).toISOString().slice(0, 10),
    new Date(term.until).toISOString().slice(0, 10),
  ]
  const days = Math.floor((term.until - now) / dayMs)
  if (now > term.until) return { state: 'warning', text: { de: `abgelaufen am ${until}`, en: `has ended on ${until}` } }
  if (now < term.from)
    return { state: 'warning', text: { de: `gilt erst ab ${from}`, en: `is not valid before ${from}` } }
  const text = { de: `gilt noch ${days} Tag(e), bis ${until}`, en: `is valid for ${days} more day(s), until ${until}` }
  return { state: days < soonDays ? 'warning' : 'ok', text }
}

function placesIn({ listen, upstreams }: Config): readonly CertificatePlace[] {
  const own = listen.tls === undefined ? [] : [pairAt('listen.tls.certificate', listen.tls)]
  const theirs = upstreams.flatMap((upstream, index) => {
    if (!('tls' in upstream) || upstream.tls === undefined) return []
    const { ca, certificate, key } = upstream.tls
    const path = `upstreams[${index}].tls`
    const authorities = ca === undefined ? [] : [{ path: `${path}.ca`, read: () => readAuthorities(ca) }]
    const isShown = certificate !== undefined && key !== undefined
    return [...authorities, ...(isShown ? [pairAt(`${path}.certificate`, { certificate, key })] : [])]
  })
  return [...own, ...theirs]
}

function pairAt(path: string, ref: { readonly certificate: string; readonly key: SecretRef }): CertificatePlace {
  return { path, read: (env) => readPair(ref, env) }
}
