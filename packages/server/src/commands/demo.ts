import { resolve } from 'node:path'

import { type Config, type ConfigInput, parseConfig } from '@stellwerk/contract/config'
import type { Language, Text } from '@stellwerk/contract/language'

import { systemClock } from '../clock.ts'
import type { Opened } from '../opened.ts'
import type { CommandCall } from './command.ts'
import { optionText, say } from './command.ts'
import { evidenceChapter } from './demo-evidence.ts'
import { licencesChapter, licencesOfDemo } from './demo-licences.ts'
import { pathChapter } from './demo-path.ts'
import { personalDataOfDemo, privacyChapter } from './demo-privacy.ts'
import type { Chapter, Heading, Show, Shown, Stage } from './demo-stage.ts'

/** What the demo needs of the world around it. */
export interface DemoWorld {
  readonly open: (config: Config) => Promise<Opened>
  /** The vault of what was opened: as its custodian opens it, and the bytes in its file. */
  readonly vaultOf: (config: Config) => Pick<Stage, 'openVault' | 'sealedParts'>
  /** A folder that is gone when the demo is over. */
  readonly temporaryFolder: () => { readonly path: string; readonly remove: () => void }
}

const clear = { state: 'clear', statedBy: 'stellwerk demo', source: 'demo', validUntil: '2099-12-31' } as const
const allClear = { licence: clear, dataProtection: clear, governance: clear, security: clear }

const configuration: ConfigInput = {
  listen: { port: 0 },
  log: { level: 'error' },
  upstreams: [{ id: 'mirror', kind: 'mirror' }],
  operator: licencesOfDemo.operator,
  components: licencesOfDemo.components,
  deployments: [{ id: 'mirror', model: 'mirror', upstream: 'mirror' }, ...licencesOfDemo.deployments],
  useCases: [
    {
      id: 'undeclared',
      title: 'Bürgerpost / Letters',
      state: 'active',
      deployments: ['mirror'],
      lamps: { licence: clear },
    },
    {
      id: 'declared',
      title: 'Entwürfe / Drafts',
      state: 'active',
      deployments: ['mirror'],
      lamps: allClear,
    },
    {
      id: 'letters',
      title: 'Personenbezogene Briefe / Personal letters',
      state: 'active',
      deployments: ['mirror'],
      personalData: personalDataOfDemo.letters,
      lamps: allClear,
    },
    {
      id: 'sealed',
      title: 'Ohne Kennwörter / Without passwords',
      state: 'active',
      deployments: ['mirror'],
      personalData: personalDataOfDemo.sealed,
      lamps: allClear,
    },
    {
      id: 'office',
      title: 'Briefe / Letters',
      state: 'active',
      deployments: licencesOfDemo.deployments.map(({ id }) => id),
      use: licencesOfDemo.use,
      // The licence lamp comes from the licences themselves.
      lamps: { dataProtection: clear, governance: clear, security: clear },
    },
  ],
}

const chapters: readonly Chapter[] = [pathChapter, privacyChapter, licencesChapter, evidenceChapter]

/** A step as programs read it. */
interface StepResult {
  readonly chapter: string
  readonly id: string
  readonly title: string
  readonly ok: boolean
  readonly ms: number
  readonly lines: readonly string[]
}

/** `stellwerk demo`: shows, in plain words, what the product does, and checks each step itself. */
export async function demo(call: CommandCall, world: DemoWorld): Promise<number> {
  const named = optionText(call, 'data')
  const kept = named === undefined ? undefined : resolve(call.io.cwd, named)
  const folder = kept === undefined ? world.temporaryFolder() : { path: kept, remove: () => undefined }
  const config = { ...parseConfig(configuration), data: folder.path }
  const opened = await world.open(config)
  const results: StepResult[] = []
  const tell = (text: string): void => void (call.isJson || say(call, text))
  try {
    const stage = await setUp(call, { opened, folder: folder.path, ...world.vaultOf(config) })
    tell(opening[call.language](opened.publicUrl))
    for (const chapter of chapters) {
      tell(`${chapter.title[call.language]}\n`)
      await chapter.play(stage, showing(chapter, { language: call.language, results, tell }))
    }
  } finally {
    await opened.stop()
    folder.remove()
  }
  const ok = results.every((result) => result.ok)
  if (call.isJson) say(call, JSON.stringify({ ok, steps: results }))
  tell((ok ? closing : failing)[call.language])
  if (kept !== undefined) tell(toCheck[call.language](kept))
  return ok ? 0 : 1
}

async function setUp(
  { language, wiring }: CommandCall,
  what: Pick<Stage, 'opened' | 'folder' | 'openVault' | 'sealedParts'>,
): Promise<Stage> {
  const { opened, folder } = what
  const create = (useCaseId: string) => opened.keys.create({ useCaseId, language, days: 1 })
  const [undeclared, declared, lasting, letters, sealed, office] = [
    await create('undeclared'),
    await create('declared'),
    await create('declared'),
    await create('letters'),
    await create('sealed'),
    await create('office'),
  ]
  const keys = {
    undeclared: undeclared.key,
    declared: declared.key,
    declaredId: declared.view.id,
    lasting: lasting.key,
    letters: letters.key,
    sealed: sealed.key,
    office: office.key,
  }
  return { ...what, language, keys, vkeyOf: (origin) => wiring.logVkey(folder, origin) }
}

/** Carries out the steps of a chapter, numbered through all chapters, and says what came of each. */
function showing(
  chapter: Chapter,
  to: { readonly language: Language; readonly results: StepResult[]; readonly tell: (text: string) => void },
): Show {
  const { language, results, tell } = to
  return async ({ id, title }, run) => {
    const beganAt = systemClock.elapsed()
    const shown = await run()
    const ms = Math.round(systemClock.elapsed() - beganAt)
    const { isRight: ok, lines } = shown
    results.push({ chapter: chapter.id, id, title: title[language], ok, ms, lines })
    tell(stepText(results.length, { id, title }, shown, language))
    return shown
  }
}

function stepText(number: number, { title }: Heading, { isRight, lines }: Shown, language: Language): string {
  const verdict: Text = isRight ? { de: 'stimmt', en: 'as promised' } : { de: 'STIMMT NICHT', en: 'NOT AS PROMISED' }
  const indented = lines.map((line) => `   ${line}`)
  return [`${number}. ${title[language]}`, ...indented, `   → ${verdict[language]}`, ''].join('\n')
}

const opening: Readonly<Record<Language, (url: string) => string>> = {
  de: (url) => `Stellwerk läuft für diese Vorführung unter ${url}, vor dem eingebauten Spiegel.\n`,
  en: (url) => `For this demo Stellwerk runs at ${url}, in front of the built-in mirror.\n`,
}

const closing: Text = {
  de: 'Jeder Schritt wurde ausgeführt und geprüft.',
  en: 'Each step was carried out and checked.',
}

const failing: Text = {
  de: 'Mindestens ein Schritt ist nicht so ausgegangen wie versprochen.',
  en: 'At least one step did not end as promised.',
}

/** What a person can do with a folder that was kept. */
const toCheck: Readonly<Record<Language, (folder: string) => string>> = {
  de: (folder) =>
    `Zum Nachprüfen liegt alles in ${folder}, das Protokoll und die gefälschte Kopie:\n${commands(folder)}`,
  en: (folder) => `To check, everything lies in ${folder}, the journal and the forged copy:\n${commands(folder)}`,
}

function commands(folder: string): string {
  const vkey = `"$(cat ${folder}/demo/log.vkey)"`
  return [
    `  stellwerk journal verify --data ${folder}`,
    `  stellwerk journal verify ${folder}/demo/tampered --vkey ${vkey}`,
  ].join('\n')
}
