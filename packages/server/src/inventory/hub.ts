// What a hub says about a repository of weights, without fetching any: card, licence texts, configuration, and its list of files.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

import type { Text } from '@stellwerk/contract/language'
import type { ArtefactFact, ModelFact } from '@stellwerk/contract/model-facts'
import { isPickle } from '@stellwerk/licences/readers/pickle'
import { ArtefactUnreadable } from '@stellwerk/licences/readers/unreadable'
import { identityKind } from '@stellwerk/licences/scan/folder'

import { isWeights } from '../artefact-folder.ts'
import type { WalkedFile } from '../artefact-walk.ts'
import { InventoryRefused, type ScanWish } from '../inventory-office.ts'
import { type Answer, type Ask, countIn, jsonIn, listIn, textIn } from './asking.ts'
import { configBeside, templatesBeside } from './headers.ts'
import { digestOfAll, type Group, groupsOf, refusalTexts } from './measure.ts'
import { scanModels } from './scan.ts'

/** A repository at one revision. */
export interface HubName {
  readonly owner: string
  readonly repo: string
  readonly revision: string
}

const form = /^hf:(?<owner>[\w-][\w.-]{0,95})\/(?<repo>[\w-][\w.-]{0,95})(?:@(?<revision>[\w-][\w./-]{0,199}))?$/

/**
 * @throws InventoryRefused
 * @example parseHubName('hf:meadow/Tales@main').repo // 'Tales'
 */
export function parseHubName(text: string): HubName {
  const { owner, repo, revision } = form.exec(text)?.groups ?? {}
  if (owner !== undefined && repo !== undefined && !text.includes('..'))
    return { owner, repo, revision: revision ?? 'main' }
  throw new InventoryRefused('source_unusable', {
    de: `${text} ist keine Quelle: hf:BESITZER/REPO@REVISION`,
    en: `${text} is no source: hf:OWNER/REPO@REVISION`,
  })
}

const noDigest: Text = {
  de: 'der Hub nennt keine Prüfsumme; herunterladen und messen',
  en: 'the hub names no digest; download it and measure',
}

/** Files beside the weights that are fetched. */
const fetched = /^(?:README\.md|config\.json|tokenizer_config\.json|chat_template\.(?:jinja|json))$/
/** Texts and configurations of one repository. */
const filesMax = 64

export interface HubWorld {
  readonly ask: Ask
  /** As people see it, without the closing slash. */
  readonly endpoint: string
  readonly isOffline: boolean
  readonly wish: Omit<ScanWish, 'path' | 'state' | 'onProgress'>
  readonly by: string
}

/** @throws InventoryRefused with the files that somebody can copy instead */
export async function modelAtHub(name: HubName, world: HubWorld): Promise<ModelFact> {
  if (world.isOffline) throw refused('hub_offline', name, world)
  const listing = jsonIn(
    await got(`/api/models/${pathOf(name)}/revision/${encodeURIComponent(name.revision)}?blobs=true`, name, world),
  )
  const sha = textIn(listing, 'sha')
  if (sha === undefined || !/^[0-9a-f]{40}$/.test(sha)) throw refused('hub_refused', name, world)
  const files = listIn(listing, 'siblings').flatMap(fileOf)
  const folder = mkdtempSync(join(tmpdir(), 'stellwerk-hub-'))
  try {
    const wanted = files.filter(({ path }) => isFetched(path)).slice(0, filesMax)
    for (const { path } of wanted) {
      const bytes = await got(`/${pathOf(name)}/resolve/${sha}/${encodeURIComponent(path)}`, name, world)
      writeFileSync(join(folder, path), bytes, { mode: 0o600, flag: 'wx' })
    }
    return await together(name, sha, { folder, files, wanted, world })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface HubFile {
  readonly path: string
  readonly bytes: number
  /** Digest of its bytes, where the hub keeps it as a large file. */
  readonly sha256?: string
}

function fileOf(value: unknown): readonly HubFile[] {
  const path = textIn(value, 'rfilename')
  const sha256 = textIn(value, 'lfs', 'sha256')
  const bytes = countIn(value, 'size') ?? countIn(value, 'lfs', 'size') ?? 0
  if (path === undefined || path.split('/').includes('..')) return []
  const isDigest = sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256)
  return [{ path, bytes, ...(isDigest ? { sha256 } : {}) }]
}

/** Only what lies at the top, under a name that is one everywhere. */
function isFetched(path: string): boolean {
  if (!/^[\w][\w. -]{0,127}$/.test(path)) return false
  return fetched.test(path) || (identityKind(path) !== undefined && !isWeights(path))
}

function pathOf({ owner, repo }: HubName): string {
  return `${owner}/${repo}`
}

async function together(
  name: HubName,
  revision: string,
  found: {
    readonly folder: string
    readonly files: readonly HubFile[]
    readonly wanted: readonly HubFile[]
    readonly world: HubWorld
  },
): Promise<ModelFact> {
  const { folder, files, wanted, world } = found
  const [claims] = wanted.length === 0 ? [] : await claimsIn(folder, world)
  const weights = files.filter(({ path }) => isWeights(path))
  const pickles = weights.filter(({ path }) => isPickle(basename(path), new Uint8Array()))
  const beside = besideIn(folder, wanted)
  const groups = weightGroups(weights.filter((file) => !pickles.includes(file)))
  return {
    kind: 'model',
    concluded: { beside: [], why: 'no_text' },
    declared: [],
    bases: [],
    conflicts: [],
    licenceTexts: [],
    ...claims,
    name: pathOf(name),
    folder: '',
    revision,
    refs: name.revision === revision ? [] : [name.revision],
    artefacts: groups.flatMap((group) => artefactsOf(group, beside)),
    files: weights.flatMap(({ path, bytes, sha256 }) => (sha256 === undefined ? [] : [{ path, bytes, sha256 }])),
    refused: [
      ...pickles.map(({ path }) => ({ path, why: 'pickle' as const, text: refusalTexts.pickle })),
      ...groups
        .filter(isPartial)
        .map(({ first }) => ({ path: first, why: 'partsMissing' as const, text: refusalTexts.parts })),
    ],
    unread: [...(claims?.unread ?? []), ...groups.flatMap(undigested)],
    code: files.map(({ path }) => path).filter((path) => path.endsWith('.py')),
  }
}

async function claimsIn(folder: string, { wish, by }: HubWorld): Promise<readonly ModelFact[]> {
  const scanned = await scanModels({ ...wish, path: folder, state: undefined, onProgress: () => undefined }, by)
  return scanned.file.facts.models
}

/** What configuration and templates say about safetensors at the top; GGUF files say it themselves, and are not fetched. */
function besideIn(folder: string, wanted: readonly HubFile[]): Partial<ArtefactFact> {
  const files = wanted.map(({ path, bytes }): WalkedFile => ({ path, bytes, place: join(folder, path) }))
  const config = files.find(({ path }) => path === 'config.json')
  try {
    const { namesCode: _, ...named } = config === undefined ? { namesCode: false } : configBeside(config)
    const templates = files.flatMap((file) => templatesBeside(file.path, file))
    const [alone, ...others] = new Set(templates.filter((one) => one.name === '').map(({ sha256 }) => sha256))
    const isPlain = alone !== undefined && others.length === 0
    return { ...named, ...(isPlain ? { chatTemplate: alone } : {}), chatTemplates: templates }
  } catch (error) {
    if (error instanceof ArtefactUnreadable) return {} // What cannot be read says nothing.
    throw error
  }
}

/** Weights that belong together, with the digests that the hub names. */
interface WeightGroup extends Group {
  readonly first: string
  readonly known: readonly { readonly path: string; readonly sha256: string }[]
}

function weightGroups(weights: readonly HubFile[]): readonly WeightGroup[] {
  const digests = new Map(weights.map(({ path, sha256 }) => [path, sha256]))
  return groupsOf(weights.map(({ path, bytes }) => ({ path, bytes, place: '' }))).map((group) => ({
    ...group,
    first: group.files[0]?.path ?? '',
    known: group.files.flatMap(({ path }) => {
      const sha256 = digests.get(path)
      return sha256 === undefined ? [] : [{ path, sha256 }]
    }),
  }))
}

function isPartial({ files, parts }: WeightGroup): boolean {
  return files.length !== parts
}

/** Files of whole weights that the hub keeps without a digest. */
function undigested(group: WeightGroup): ModelFact['unread'] {
  if (isPartial(group)) return []
  const named = new Set(group.known.map(({ path }) => path))
  return group.files.filter(({ path }) => !named.has(path)).map(({ path }) => ({ path, why: noDigest }))
}

function artefactsOf(group: WeightGroup, beside: Partial<ArtefactFact>): readonly ArtefactFact[] {
  const { folder, stem, format, files, known } = group
  if (isPartial(group) || known.length !== files.length) return []
  return [
    {
      name: folder === '.' ? stem : `${folder}/${stem}`,
      paths: files.map(({ path }) => path),
      digest: digestOfAll(known),
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      format,
      chatTemplates: [],
      ...(format === 'safetensors' && folder === '.' ? beside : {}),
    },
  ]
}

async function got(path: string, name: HubName, world: HubWorld): Promise<Uint8Array> {
  const answer: Answer | undefined = await world.ask(path)
  if (answer === undefined || answer.status >= 500) throw refused('hub_unreachable', name, world)
  if (answer.status !== 200) throw refused('hub_refused', name, world, answer.status)
  return answer.bytes
}

/** The files that carry what would have been asked for, for whoever has a way there that this machine does not have. */
const copied = 'README.md, LICENSE*, USE_POLICY*, NOTICE*, config.json, tokenizer_config.json, chat_template.jinja'

function refused(
  code: 'hub_offline' | 'hub_refused' | 'hub_unreachable',
  { owner, repo, revision }: HubName,
  { endpoint }: HubWorld,
  status?: number,
): InventoryRefused {
  const why: Readonly<Record<typeof code, Text>> = {
    hub_offline: { de: 'Es wird niemand gefragt (--offline).', en: 'Nobody is asked (--offline).' },
    hub_refused: {
      de: `${endpoint} gibt das nicht heraus${status === undefined ? '' : ` (${status})`}: Name und Revision prüfen, oder es verlangt eine Anmeldung.`,
      en: `${endpoint} does not hand it out${status === undefined ? '' : ` (${status})`}: check name and revision, or it wants a login.`,
    },
    hub_unreachable: {
      de: `${endpoint} ist von hier nicht erreichbar.`,
      en: `${endpoint} cannot be reached from here.`,
    },
  }
  const page = `${endpoint}/${owner}/${repo}/tree/${revision}`
  return new InventoryRefused(code, {
    de: `${why[code].de} Ersatz: diese Dateien von ${page} nach ./${owner}/${repo}/ kopieren, so viele es davon gibt: ${copied}; dann stellwerk models add ./${owner}/${repo}. Mit den Gewichten daneben wird auch gemessen.`,
    en: `${why[code].en} Instead: copy these files from ${page} to ./${owner}/${repo}/, as many as there are: ${copied}; then stellwerk models add ./${owner}/${repo}. With the weights beside them they are measured as well.`,
  })
}
