import type { Config } from '@stellwerk/contract/config'
import type { Text } from '@stellwerk/contract/language'
import type { SetUpLink } from '@stellwerk/contract/people-office'

import type { LoadedConfig } from '../config.ts'
import type { Opened } from '../opened.ts'
import { note, say } from './command.ts'
import type { CommandCall } from './command.ts'
import { type FoundEngine, firstRunPlan, firstRunText } from './first-run.ts'

/** What serving needs of the world around it. */
export interface ServeWorld {
  readonly open: (loaded: LoadedConfig, again: () => LoadedConfig) => Promise<Opened>
  readonly findLocalEngines: () => Promise<readonly FoundEngine[]>
  /** Resolves when somebody wants the process to end. */
  readonly untilAsked: () => Promise<void>
  /** Calls back whenever somebody wants certificates to be read again. */
  readonly whenRenewed: (renew: () => void) => void
  readonly version: string
  readonly now: () => number
}

const noFile: Text = {
  de: 'Keine Konfiguration gefunden: Es läuft nur der Spiegel, und kein Anwendungsfall darf ihn benutzen. `npm start` zeigt, wie es geht; `stellwerk config schema` beschreibt stellwerk.yaml.',
  en: 'No configuration found: only the mirror runs, and no use case may use it. `npm start` shows how; `stellwerk config schema` describes stellwerk.yaml.',
}

const firstLink = ({ url, expiresAt }: SetUpLink): Text => ({
  de: `Noch niemand ist angemeldet worden. Erste Person der Administration, einmal und bis ${expiresAt}: ${url}`,
  en: `Nobody has signed in yet. First administrator, once and until ${expiresAt}: ${url}`,
})

/** `stellwerk serve`: runs until it is asked to stop, and lets running answers finish. */
export async function serve(call: CommandCall, world: ServeWorld): Promise<number> {
  const loaded = call.loadConfig()
  const isFirstRun = call.options.has('first-run') && loaded.file === undefined
  if (isFirstRun) return serveFirstRun(call, loaded.config, world)
  const { asked, opened } = await openHearing(call, loaded, world)
  if (loaded.file === undefined) note(call, noFile[call.language])
  warn(call, opened)
  await showFirstLink(call, opened)
  await asked
  await opened.stop()
  return 0
}

/** Only to somebody who sits before it: a service manager would keep what is on the screen, and the link with it. */
async function showFirstLink(call: CommandCall, opened: Opened): Promise<void> {
  if (call.io.stderr.isTTY !== true || call.isJson) return
  const link = await opened.firstLink().catch(() => undefined) // Who needs it asks again, and hears then what is wrong.
  if (link !== undefined) note(call, firstLink(link)[call.language])
}

/** Hears signals before it opens: whoever sees that it is ready may send one at once, and unheard it would end the process. */
async function openHearing(
  call: CommandCall,
  loaded: LoadedConfig,
  world: ServeWorld,
): Promise<{ readonly asked: Promise<void>; readonly opened: Opened }> {
  const asked = world.untilAsked()
  // Until it is open, its certificates are being read anyway.
  let renew = (): void => undefined
  world.whenRenewed(() => renew())
  const opened = await world.open(loaded, call.loadConfig)
  renew = opened.renew
  return { asked, opened }
}

/** What a foreground process says on every start, whatever the log shows. */
function warn(call: CommandCall, opened: Opened): void {
  for (const warning of opened.warnings) note(call, warning[call.language])
}

async function serveFirstRun(call: CommandCall, base: Config, world: ServeWorld): Promise<number> {
  const plan = firstRunPlan(base, await world.findLocalEngines(), world.now())
  const { asked, opened } = await openHearing(call, { config: plan.config, file: undefined }, world)
  // Made for this start: it ends with the process, and within a day when that is killed.
  const issued = await opened.keys.create({ useCaseId: plan.useCaseId, label: 'npm start', days: 1 })
  const { socket } = plan.config.listen
  const shown = { publicUrl: opened.publicUrl, key: issued.key, version: world.version }
  if (call.isJson) say(call, JSON.stringify({ ...shown, model: plan.model, engines: plan.engines }))
  else say(call, firstRunText(plan, { ...shown, socket }, call.language))
  warn(call, opened)
  await asked
  await opened.keys.revoke(issued.view.id)
  await opened.stop()
  return 0
}
