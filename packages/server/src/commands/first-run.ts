import { type Config, type ConfigInput, parseConfig } from '@stellwerk/contract/config'
import type { BuiltInKind } from '@stellwerk/contract/endpoint'
import type { Language } from '@stellwerk/contract/language'

/** An inference server that answered on this machine. */
export interface FoundEngine {
  readonly kind: Exclude<Config['upstreams'][number]['kind'], BuiltInKind>
  readonly name: string
  readonly url: string
  readonly models: readonly string[]
}

export interface FirstRunPlan {
  readonly config: Config
  readonly useCaseId: string
  /** The model that the first request asks. */
  readonly model: string
  readonly engines: readonly FoundEngine[]
}

/** Days that a sandbox may be looked at before somebody has to declare something. */
const sandboxDays = 30
const dayMs = 86_400_000

const places = 'Ollama 11434, vLLM 8000, llama.cpp 8080, SGLang 30000, LM Studio 1234'

/**
 * A configuration for somebody who has none yet: the engines that were found, the mirror, and one marked sandbox. Its
 * lamps show caution, never clear: nobody has declared anything, and a dated task says so.
 */
export function firstRunPlan(base: Config, engines: readonly FoundEngine[], now: number): FirstRunPlan {
  const until = new Date(now + sandboxDays * dayMs).toISOString().slice(0, 10)
  const caution = {
    state: 'caution',
    statedBy: 'npm start',
    source: 'first run, evaluation only',
    validUntil: until,
    task: {
      text: {
        de: 'Nur zur Erprobung: Anwendungsfall und Lampen in stellwerk.yaml erklären',
        en: 'Evaluation only: declare the use case and its lamps in stellwerk.yaml',
      },
      dueOn: until,
    },
  } as const
  const deployments = engines.flatMap((engine, at) =>
    engine.models.map((model, index) => ({ id: `found-${at + 1}-${index + 1}`, model, upstream: `found-${at + 1}` })),
  )
  const input: ConfigInput = {
    upstreams: [
      { id: 'mirror', kind: 'mirror' },
      ...engines.map(({ kind, url }, at) => ({ id: `found-${at + 1}`, kind, url })),
    ],
    deployments: [{ id: 'mirror', model: 'mirror', upstream: 'mirror' }, ...deployments],
    useCases: [
      {
        id: 'sandbox',
        title: 'Sandbox',
        state: 'active',
        deployments: ['mirror', ...deployments.map(({ id }) => id)],
        lamps: { licence: caution, dataProtection: caution, governance: caution, security: caution },
      },
    ],
  }
  const { upstreams, deployments: served, useCases } = parseConfig(input)
  const config: Config = { ...base, upstreams, deployments: served, useCases, log: { ...base.log, format: 'text' } }
  return { config, useCaseId: 'sandbox', model: firstModel(engines), engines }
}

/** A model that answers in words; embedding models are listed by the same servers. */
function firstModel(engines: readonly FoundEngine[]): string {
  const models = engines.flatMap((engine) => engine.models)
  return models.find((model) => !/embed|rerank|bge|e5-/i.test(model)) ?? 'mirror'
}

/** What a newcomer reads: the address, the key, and a line that works when pasted. */
export function firstRunText(
  plan: FirstRunPlan,
  shown: {
    readonly publicUrl: string
    readonly key: string
    readonly version: string
    /** When it listens there and at no address. */
    readonly socket?: string | undefined
  },
  language: Language,
): string {
  const { publicUrl, key, version, socket } = shown
  const through = socket === undefined ? '' : `--unix-socket ${socket} `
  const hello = {
    de: 'Guten Tag, ich heiße Jonas Albrecht. Was siehst du?',
    en: 'Hello, my name is Jonas Albrecht. What do you see?',
  }[language]
  const body = JSON.stringify({ model: plan.model, messages: [{ role: 'user', content: hello }] })
  const curl = [
    `curl ${through}${publicUrl}/v1/chat/completions \\`,
    `  -H 'Authorization: Bearer ${key}' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${body.replaceAll("'", "'\\''")}'`,
  ].join('\n')
  return text[language]({ publicUrl, key, version, curl, found: foundText(plan.engines, language) })
}

function foundText(engines: readonly FoundEngine[], language: Language): string {
  if (engines.length === 0) {
    return {
      de: `Auf den üblichen Ports läuft keine Maschine (${places}).\nEs antwortet der eingebaute Spiegel: Er gibt zurück, was man ihm sagt.`,
      en: `No engine answers on the usual ports (${places}).\nThe built-in mirror answers instead: it gives back what it is told.`,
    }[language]
  }
  const rows = engines.map(({ name, url, models }) => `  ${name} ${url}: ${models.join(', ')}`)
  return [{ de: 'Auf dieser Maschine gefunden:', en: 'Found on this machine:' }[language], ...rows].join('\n')
}

interface Shown {
  readonly publicUrl: string
  readonly key: string
  readonly version: string
  readonly curl: string
  readonly found: string
}

const text: Readonly<Record<Language, (shown: Shown) => string>> = {
  de: ({ publicUrl, key, version, curl, found }) => `
Stellwerk ${version} läuft: ${publicUrl}

${found}

Schlüssel für diesen Start (nur zur Erprobung, endet mit ihm):
  ${key}

Zum Einfügen in ein anderes Fenster:

${curl}

Namen, Anschriften und Kennungen gehen unter Pseudonymen hinaus und stehen in der Antwort wieder da; beim Spiegel zeigt
stellwerk.seen, was ein Modell davon gesehen hätte.

Clients der OpenAI-Schnittstelle: Adresse ${publicUrl}/v1 und dieser Schlüssel.
Mehr: ./bin/stellwerk demo zeigt in wenigen Sekunden, was Stellwerk tut. Ende mit Strg+C.
`,
  en: ({ publicUrl, key, version, curl, found }) => `
Stellwerk ${version} is running: ${publicUrl}

${found}

Key for this start (for evaluation, ends with it):
  ${key}

To paste into another window:

${curl}

Names, addresses and identifiers go out under pseudonyms and stand in the answer again; with the mirror, stellwerk.seen shows
what a model would have seen of them.

Clients of the OpenAI interface: address ${publicUrl}/v1 and this key.
More: ./bin/stellwerk demo shows in a few seconds what Stellwerk does. Stop with Ctrl+C.
`,
}
