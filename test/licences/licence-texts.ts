import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The texts that the catalogue was read from lie beside the checkout. They are no part of it. */
const folder = join(import.meta.dir, '..', '..', '..', 'shared', 'licence-texts')

export interface KnownFile {
  readonly id: string
  readonly text: string
  readonly bytes: Uint8Array
  readonly wordSha256: string
  readonly proseSha256: string
  readonly hashReference: boolean
}

/** Undefined where the texts are not there, after one line that says so. */
export function licenceTexts(): readonly KnownFile[] | undefined {
  const manifest = join(folder, 'MANIFEST.json')
  if (!existsSync(manifest)) {
    console.log(
      'The licence texts are not beside the checkout (../shared/licence-texts): what needs them is not tested.',
    )
    return undefined
  }
  // Written by the project itself, beside the texts.
  const { texts } = JSON.parse(readFileSync(manifest, 'utf8')) as { texts: (KnownFile & { file: string })[] }
  return texts.map((entry) => {
    const bytes = readFileSync(join(folder, '..', entry.file))
    return { ...entry, bytes, text: bytes.toString('utf8') }
  })
}
