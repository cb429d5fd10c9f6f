import { type ClaimedBase, claimCharactersMax, claimCountMax, type Claims } from './claims.ts'
import { GgufCursor, type GgufValue } from './gguf-cursor.ts'
import { malformed, tooLarge } from './unreadable.ts'

const magic = 0x46554747 // "GGUF", little-endian.
const versions: readonly number[] = [2, 3]

/** Keys of one file. Models have about 40; the bound is there for hostile counts. */
const keysMax = 65_536

/** The keys that claim something about origin or licence. All others are skipped, whatever they hold. */
const wanted =
  /^general\.(?:architecture|name|license|license\.name|license\.link|datasets|base_model\.count|base_model\.[0-9]{1,3}\.(?:name|organization|version|url|repo_url)|dataset\.count|dataset\.[0-9]{1,3}\.(?:name|repo_url))$/

/**
 * What the metadata of a GGUF file claims (ggml docs/gguf.md @01f0d4d, versions 2 and 3; checked 2026-11-23). A file has no hash of its
 * weights inside; what identifies it is the SHA-256 of the whole file.
 *
 * @param bytes the file, or its beginning; more is needed where this throws `artefact_truncated`
 * @throws ArtefactUnreadable
 */
export function readGguf(bytes: Uint8Array): Claims {
  const metadata = metadataIn(new GgufCursor(bytes))
  const text = (key: string): string | undefined => textIn(metadata, key)
  const [name, licence, licenceName, licenceLink, architecture] = [
    text('general.name'),
    text('general.license'),
    text('general.license.name'),
    text('general.license.link'),
    text('general.architecture'),
  ]
  return {
    ...(name === undefined ? {} : { name }),
    licences: licence === undefined ? [] : [licence],
    ...(licenceName === undefined ? {} : { licenceName }),
    ...(licenceLink === undefined ? {} : { licenceLink }),
    bases: basesIn(metadata),
    datasets: datasetsIn(metadata),
    ...(architecture === undefined ? {} : { architecture }),
  }
}

type Metadata = ReadonlyMap<string, GgufValue>

function metadataIn(cursor: GgufCursor): Metadata {
  if (cursor.uint32('magic') !== magic) throw malformed('magic number that is not GGUF')
  const version = cursor.uint32('version')
  if (!versions.includes(version)) throw malformed(`version ${version}, which is not 2 or 3`)
  cursor.count('number of tensors', Number.MAX_SAFE_INTEGER)
  const keyCount = cursor.count('number of keys', keysMax)
  const metadata = new Map<string, GgufValue>()
  const seen = new Set<string>()
  for (let at = 0; at < keyCount; at++) {
    const key = cursor.key()
    // Two readers of one file must not read two licences.
    if (seen.has(key)) throw malformed(`key that stands twice: ${key.slice(0, 80)}`)
    seen.add(key)
    const value = cursor.value(wanted.test(key))
    if (value !== undefined) metadata.set(key, value)
  }
  return metadata
}

function textIn(metadata: Metadata, key: string): string | undefined {
  const value = metadata.get(key)
  if (value === undefined || value === '') return undefined
  if (typeof value !== 'string') throw malformed(`${key} that is no text`)
  return value
}

function basesIn(metadata: Metadata): readonly ClaimedBase[] {
  return numbered(metadata, 'general.base_model').map((prefix, at) => {
    const [name, organization, version, url, repositoryUrl] = (
      ['name', 'organization', 'version', 'url', 'repo_url'] as const
    ).map((field) => textIn(metadata, `${prefix}.${field}`))
    return {
      // A base without a name is a base: it counts, and nobody can follow it.
      name: name ?? repositoryUrl ?? url ?? `#${at}`,
      ...(organization === undefined ? {} : { organization }),
      ...(version === undefined ? {} : { version }),
      ...(url === undefined ? {} : { url }),
      ...(repositoryUrl === undefined ? {} : { repositoryUrl }),
    }
  })
}

/** Both forms: a list of names, which is the older one, and numbered entries. */
function datasetsIn(metadata: Metadata): readonly string[] {
  const list = metadata.get('general.datasets') ?? []
  if (!Array.isArray(list)) throw malformed('general.datasets that is no list of texts')
  const entries = numbered(metadata, 'general.dataset').map(
    (prefix, at) => textIn(metadata, `${prefix}.name`) ?? textIn(metadata, `${prefix}.repo_url`) ?? `#${at}`,
  )
  return [...list.map((each: string) => each.slice(0, claimCharactersMax)), ...entries]
}

function numbered(metadata: Metadata, name: string): readonly string[] {
  const count = metadata.get(`${name}.count`) ?? 0
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0) throw malformed(`${name}.count`)
  if (count > claimCountMax) throw tooLarge(`${name}.count above ${claimCountMax}`)
  return Array.from({ length: count }, (_, at) => `${name}.${at}`)
}
