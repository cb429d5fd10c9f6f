// Why something of LiteLLM is not taken over, and what does it here.
import type { Text } from '@stellwerk/contract/language'

export const leftReasons = {
  wildcard: {
    de: 'steht für beliebig viele Modelle; hier wird jedes Modell einzeln freigegeben',
    en: 'stands for any number of models; here each model is admitted by itself',
  },
  gateway: {
    de: 'ist wieder ein Gateway: die Maschine dahinter nennen',
    en: 'is another gateway: name the engine behind it',
  },
  name: { de: 'der Name geht nicht als Modellname', en: 'the name cannot be the name of a model' },
  noAddress: {
    de: 'ohne api_base: das ist kein selbst betriebener Server',
    en: 'without api_base: that is no server of an own house',
  },
  address: {
    de: 'api_base ist keine Adresse ohne Zugangsdaten, Abfrage und Fragment',
    en: 'api_base is no address without credentials, query and fragment',
  },
  cloud: {
    de: 'ist der Dienst des Herstellers und kein selbst betriebener Server',
    en: 'is the service of the maker and no server of an own house',
  },
  licence: {
    de: 'LiteLLM weiß nichts über Lizenz und Gewichte: stellwerk models scan auf dem Rechner mit den Gewichten',
    en: 'LiteLLM knows nothing about licence and weights: stellwerk models scan on the machine with the weights',
  },
  secret: {
    de: 'ein Geheimnis: wurde nicht gelesen und ist neu einzutragen',
    en: 'a secret: was not read and has to be entered anew',
  },
  provider: (provider: string): Text => ({
    de: `Anbieter ${provider}: keine Maschine, die Stellwerk anspricht`,
    en: `provider ${provider}: no engine that Stellwerk speaks to`,
  }),
  mode: (mode: string): Text => ({
    de: `Art ${mode}: diesen Endpunkt gibt es hier nicht`,
    en: `mode ${mode}: there is no such endpoint here`,
  }),
  addressElsewhere: (variable: string): Text => ({
    de: `die Adresse steht in der Variablen ${variable}: in die Datei schreiben und erneut übernehmen`,
    en: `the address stands in the variable ${variable}: write it into the file and import again`,
  }),
} as const

const noCounterpart: Text = { de: 'hat hier keine Entsprechung', en: 'has no counterpart here' }

/** By the name of the key; the first that fits says it. */
const reasons: readonly [pattern: RegExp, why: Text][] = [
  [
    /master_key|virtual|^ui_/i,
    {
      de: 'Schlüssel werden hier je Anwendungsfall ausgestellt: stellwerk keys create',
      en: 'keys are made here per use case: stellwerk keys create',
    },
  ],
  [/key|token|secret|passw|credential|database_url|connection|salt/i, leftReasons.secret],
  [
    /callback|langfuse|logging|alert|slack|webhook|telemetry|otel/i,
    {
      de: 'schickt Anfragen an andere; hier schreibt das Protokoll, und Spuren enthalten keinen Text (traces)',
      en: 'sends requests to others; here the journal records, and traces hold no text (traces)',
    },
  ],
  [
    /^(?:rpm|tpm|max_parallel|max_budget|budget)|_budget|limit/i,
    {
      de: 'Grenzen gehören zum Anwendungsfall: useCases[].limits',
      en: 'limits belong to the use case: useCases[].limits',
    },
  ],
  [
    /timeout/i,
    { de: 'gehört zum Upstream: upstreams[].timeouts', en: 'belongs to the upstream: upstreams[].timeouts' },
  ],
  [
    /fallback|retr|cooldown|routing|^order$|weight/i,
    {
      de: 'mehrere Deployments unter einem Modellnamen sind hier der Ersatz füreinander',
      en: 'several deployments under one model name stand in for each other here',
    },
  ],
  [
    /guardrail|presidio|moderation|pii/i,
    {
      de: 'personenbezogene Daten regelt der Anwendungsfall: useCases[].personalData',
      en: 'personal data are ruled by the use case: useCases[].personalData',
    },
  ],
  [/cache|redis/i, { de: 'Antworten werden hier nicht zwischengespeichert', en: 'answers are not cached here' }],
  [/^include$/, { de: 'weitere Dateien: jede für sich übernehmen', en: 'further files: import each by itself' }],
  [
    /temperature|top_p|max_tokens|stop|seed|penalty|drop_params|extra_body|extra_headers/i,
    {
      de: 'bleibt beim Aufrufer: Stellwerk setzt keine Parameter ein',
      en: 'stays with the caller: Stellwerk puts in no parameters',
    },
  ],
]

/** @example reasonFor('rpm').en // 'limits belong to the use case: useCases[].limits' */
export function reasonFor(key: string): Text {
  return reasons.find(([pattern]) => pattern.test(key))?.[1] ?? noCounterpart
}
