import { configJsonSchema } from '@stellwerk/contract/config'
import type { Config } from '@stellwerk/contract/config'
import { isPlainBeyondLoopback } from '@stellwerk/contract/config-listen'
import { ConfigInvalid, configProblemLine } from '@stellwerk/contract/config-problem'
import type { ConfigProblem } from '@stellwerk/contract/config-problem'
import { plainBeyondLoopback } from '@stellwerk/contract/doctor'
import { lamps } from '@stellwerk/contract/lamp'
import type { Language, Text } from '@stellwerk/contract/language'

import { systemClock } from '../clock.ts'
import { certificateFindings } from '../certificate-places.ts'
import { secretProblems, termProblems } from '../config.ts'
import { dataProtectionHints } from '../data-protection-wiring.ts'
import { say } from './command.ts'
import type { CommandCall, CommandSpec, ExitCode } from './command.ts'

export const configCommands: readonly CommandSpec[] = [
  {
    words: 'config check',
    summary: {
      de: 'Die Konfiguration prüfen und alle Fehler auf einmal nennen',
      en: 'Check the configuration and tell every problem at once',
    },
    details: {
      de: 'Geprüft werden Datei, Umgebungsvariablen, ob jedes Geheimnis zu haben ist und ob Zertifikate taugen. Nichts wird gestartet oder geändert.',
      en: 'Looks at the file, the environment variables, whether each secret can be had and whether certificates are fit. Starts and changes nothing.',
    },
    options: [],
    run: check,
  },
  {
    words: 'config schema',
    summary: {
      de: 'JSON Schema von stellwerk.yaml für Editoren ausgeben',
      en: 'Print the JSON Schema of stellwerk.yaml for editors',
    },
    options: [],
    run: async (call) => {
      say(call, JSON.stringify(configJsonSchema(), null, 2))
      return 0
    },
  },
]

async function check(call: CommandCall): Promise<ExitCode> {
  const { file, config, problems, hints } = examined(call)
  const { language } = call
  if (call.isJson) {
    const told = problems.map((problem) => ({ ...problem, problem: problem.problem[language] }))
    say(
      call,
      JSON.stringify({
        valid: problems.length === 0,
        file: file ?? null,
        problems: told,
        hints: hints.map((hint) => hint[language]),
      }),
    )
  } else {
    for (const problem of problems) say(call, configProblemLine(problem, language))
    for (const hint of hints) say(call, `${{ de: 'Hinweis', en: 'Hint' }[language]}: ${hint[language]}`)
    say(call, verdict(file, config, problems)[language])
  }
  return problems.length === 0 ? 0 : 1
}

function examined(call: CommandCall): {
  readonly file?: string | undefined
  readonly config?: Config
  readonly problems: readonly ConfigProblem[]
  readonly hints: readonly Text[]
} {
  try {
    const { file, config } = call.loadConfig()
    const now = systemClock.now()
    const certificates = certificateFindings(config, call.io.env, now)
    const unfit = certificates.filter(({ state }) => state === 'problem')
    const problems = [
      ...termProblems(config, now),
      ...secretProblems(config, call.io.env),
      ...unfit.map(({ path, text }) => ({ path, problem: text })),
    ]
    const ending = certificates.filter(({ state }) => state === 'warning')
    const hints = [
      ...(isPlainBeyondLoopback(config.listen) ? [plainBeyondLoopback] : []),
      ...ending.map(({ path, text }) => ({ de: `${path} ${text.de}`, en: `${path} ${text.en}` })),
      ...hintsFor(config),
      ...dataProtectionHints(config, now),
    ]
    return { file, config, problems, hints }
  } catch (error) {
    if (error instanceof ConfigInvalid) return { problems: error.problems, hints: [] }
    throw error
  }
}

function verdict(file: string | undefined, config: Config | undefined, problems: readonly ConfigProblem[]): Text {
  if (config === undefined || problems.length > 0) {
    const count = problems.length
    return { de: `Ungültig: ${count} Fehler.`, en: `Invalid: ${count} ${count === 1 ? 'problem' : 'problems'}.` }
  }
  const counts = [config.upstreams.length, config.deployments.length, config.useCases.length] as const
  const name = {
    de: file ?? 'Eingebaute Konfiguration (keine stellwerk.yaml)',
    en: file ?? 'Built-in configuration (no stellwerk.yaml)',
  }
  return {
    de: `${name.de}: gültig. Upstreams: ${counts[0]}, Deployments: ${counts[1]}, Anwendungsfälle: ${counts[2]}.`,
    en: `${name.en}: valid. Upstreams: ${counts[0]}, deployments: ${counts[1]}, use cases: ${counts[2]}.`,
  }
}

/** Whether licences are judged by what stands behind each of these deployments, so that no office has to state anything. */
function isJudged({ deployments, upstreams }: Config, ids: readonly string[]): boolean {
  if (ids.length === 0) return false
  return ids.every((id) => {
    const deployment = deployments.find((one) => one.id === id)
    const upstream = upstreams.find((one) => one.id === deployment?.upstream)
    return deployment?.component !== undefined || upstream?.kind === 'mirror'
  })
}

/** What is valid and will surprise all the same: an active use case whose requests will all be refused. */
function hintsFor(config: Config): readonly Text[] {
  return config.useCases
    .filter(({ state }) => state === 'active')
    .flatMap(({ id, deployments, lamps: declared }) => {
      const dark = lamps.filter(
        (lamp) => declared[lamp] === undefined && !(lamp === 'licence' && isJudged(config, deployments)),
      )
      const hints: Text[] = []
      if (deployments.length === 0) {
        hints.push({
          de: `Anwendungsfall ${id} ist aktiv, darf aber kein Deployment verwenden`,
          en: `use case ${id} is active but may use no deployment`,
        })
      }
      if (dark.length > 0) {
        hints.push({
          de: `Anwendungsfall ${id} ist aktiv, aber ohne Aussage zu ${dark.join(', ')}; seine Anfragen werden abgelehnt`,
          en: `use case ${id} is active but has no statement on ${dark.join(', ')}; its requests will be refused`,
        })
      }
      return hints
    })
}

/** The problems of a configuration that kept another command from starting. */
export function problemLines(error: ConfigInvalid, language: Language): readonly string[] {
  return error.problems.map((problem) => configProblemLine(problem, language))
}
