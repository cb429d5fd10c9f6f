import { z } from 'zod'
import { absolutePath, address, says, secretRef, section, withoutClosingSlash } from './config-shapes.ts'

// Who keeps the key-encryption key of the vault: `vault` (docs/retention.md).

/** Words of a command line, and characters of each. */
const [wordsMax, wordCharactersMax] = [64, 4_096]

/** Without encryption only to the same machine: key and token go over this connection. No path, the API has its own. */
const transitUrl = /^(?:https:\/\/[^/]+|http:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?)\/?$/

const custodian = {
  file: absolutePath
    .exactOptional()
    .describe('A file of 32 bytes, mode 0600; made on first use. Absolute path; by default DATA/keys/vault.kek.'),
  command: z
    .tuple([z.string().min(1).max(wordCharactersMax)], z.string().max(wordCharactersMax))
    .refine((words) => words.length <= wordsMax, says('commandTooLong'))
    .readonly()
    .exactOptional()
    .describe(
      'A program and its arguments, to which `wrap` or `unwrap` is added. Base64 on standard input and output.',
    ),
  transit: section({
    url: address
      .regex(transitUrl, says('transitUrl'))
      .transform(withoutClosingSlash)
      .describe('Address of OpenBao or HashiCorp Vault; https, or loopback.'),
    mount: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}(?:\/[A-Za-z0-9_-]{1,64}){0,4}$/, says('transitName'))
      .default('transit')
      .describe('Where the transit engine is mounted.'),
    key: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,128}$/, says('transitName'))
      .describe('Name of the key there.'),
    token: secretRef.describe('Token for it: file:/absolute/path or env:NAME. Read anew each time.'),
    authority: absolutePath
      .exactOptional()
      .describe('Certificate authority as a PEM file, if the system does not know it. Absolute path.'),
  })
    .exactOptional()
    .describe('A transit engine.'),
}

const custodianSection = section(custodian).refine(
  (chosen) => Object.values(chosen).filter((one) => one !== undefined).length <= 1,
  says('oneCustodian'),
)

export const vault = section({
  key: custodianSection
    .prefault({})
    .describe('Who keeps the key under which the keys of the vault are wrapped: file, command or transit.'),
  previousKey: custodianSection
    .exactOptional()
    .describe('Who kept it before. What is still wrapped there is wrapped anew at the start; take it out afterwards.'),
})
  .prefault({})
  .describe('The vault: what is kept besides the journal, encrypted.')
