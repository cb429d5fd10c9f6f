import { z } from 'zod'
import type { ConfigProblem } from './config-problem.ts'
import { configSentences } from './config-problem.ts'
import { absolutePath, says, secretRef, section } from './config-shapes.ts'

// Whom we believe that it is the engine, and as whom we come: `upstreams[].tls` (docs/network.md).

/** RFC 1123 § 2.1, without the closing dot, which no certificate has. */
const hostName =
  /^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/

export const upstreamTls = section({
  ca: absolutePath
    .exactOptional()
    .describe(
      'PEM file with the authorities that are believed for this engine, instead of the public ones. Absolute path.',
    ),
  certificate: absolutePath
    .exactOptional()
    .describe('PEM file with the certificate that we show to the engine. Goes with key. Absolute path.'),
  key: secretRef.exactOptional().describe('Its key in PEM, not encrypted: file:/absolute/path or env:NAME.'),
  serverName: z
    .string()
    .regex(hostName, says('hostName'))
    .exactOptional()
    .describe('Name that the certificate of the engine has, when it is not the host of the address.'),
}).refine(({ certificate, key }) => (certificate === undefined) === (key === undefined), says('certificateWithKey'))

export type UpstreamTlsConfig = z.output<typeof upstreamTls>

/** Whoever configures certificates for an address without encryption believes in a protection that is not there. */
export function upstreamTlsProblems(value: unknown): readonly ConfigProblem[] {
  if (typeof value !== 'object' || value === null || !('upstreams' in value)) return []
  const upstreams: readonly unknown[] = Array.isArray(value.upstreams) ? value.upstreams : []
  return upstreams.flatMap((entry, index) => {
    if (typeof entry !== 'object' || entry === null || !('tls' in entry) || !('url' in entry)) return []
    const isPlain = typeof entry.url === 'string' && /^http:/i.test(entry.url)
    return isPlain ? [{ path: `upstreams[${index}].tls`, problem: configSentences.tlsNeedsHttps }] : []
  })
}
