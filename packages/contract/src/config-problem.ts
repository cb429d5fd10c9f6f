import type { z } from 'zod'
import type { Text } from './language.ts'
import { nearest } from './nearest.ts'

/** One thing that is wrong with the configuration. Values are never repeated: a secret may stand in the wrong place. */
export interface ConfigProblem {
  /** Where, as in `deployments[0].upstream`; empty for the file as a whole. */
  readonly path: string
  readonly problem: Text
  /** What could stand there instead. */
  readonly allowed?: readonly string[]
  readonly nearest?: string
}

/** Everything that is wrong with a configuration, at once. */
export class ConfigInvalid extends Error {
  override readonly name = 'ConfigInvalid'
  readonly problems: readonly [ConfigProblem, ...ConfigProblem[]]

  constructor(problems: readonly [ConfigProblem, ...ConfigProblem[]], options?: ErrorOptions) {
    super(problems.map((problem) => configProblemLine(problem, 'en')).join('\n'), options)
    this.problems = problems
  }
}

/** Longer lists are not shown whole in one line: nobody reads a thousand ids. */
const allowedShownMax = 30

/** @example configProblemLine(problem, 'en') // 'listen.prot: unknown key. Did you mean port? Allowed: host, port.' */
export function configProblemLine(problem: ConfigProblem, language: keyof Text): string {
  const words = { de: { meant: 'Gemeint', allowed: 'Erlaubt' }, en: { meant: 'Did you mean', allowed: 'Allowed' } }[
    language
  ]
  const where = problem.path === '' ? '' : `${problem.path}: `
  const meant = problem.nearest === undefined ? '' : ` ${words.meant} ${problem.nearest}?`
  const shown = problem.allowed?.slice(0, allowedShownMax).join(', ') ?? ''
  const more = (problem.allowed?.length ?? 0) > allowedShownMax ? ', …' : ''
  const allowed = shown === '' ? '' : ` ${words.allowed}: ${shown}${more}.`
  return `${where}${problem.problem[language]}.${meant}${allowed}`
}

/**
 * Sentences that the schema refers to by name: it passes the name as the message of a check, and the problem gets the
 * text in both languages.
 */
export const configSentences = {
  id: {
    de: 'muss mit Kleinbuchstabe oder Ziffer beginnen und darf nur a-z, 0-9 und - enthalten, höchstens 63 Zeichen',
    en: 'must start with a lower-case letter or digit and hold only a-z, 0-9 and -, at most 63 characters',
  },
  modelName: {
    de: 'muss mit Buchstabe oder Ziffer beginnen und darf nur A-Z a-z 0-9 . _ : / @ + - enthalten, höchstens 128 Zeichen',
    en: 'must start with a letter or digit and hold only A-Z a-z 0-9 . _ : / @ + -, at most 128 characters',
  },
  publicUrl: {
    de: 'ist länger als 120 Zeichen und passt so in keine Meldung',
    en: 'is longer than 120 characters and fits into no message',
  },
  fieldNever: {
    de: 'ist ein Feld, das keine Maschine je bekommt: Es führte Code aus, bräche in ihren Speicher ein oder gehört Stellwerk',
    en: 'is a field that no engine ever gets: it would run code, break into its memory, or belongs to Stellwerk',
  },
  fieldName: {
    de: 'ist kein Name eines JSON-Felds (Buchstaben, Ziffern, _ - . und [], höchstens 128 Zeichen)',
    en: 'is no name of a JSON field (letters, digits, _ - . and [], at most 128 characters)',
  },
  journalName: {
    de: 'muss aus Kleinbuchstaben, Ziffern, Punkt und Bindestrich bestehen (2 bis 122 Zeichen), etwa gateway.example',
    en: 'must consist of lower-case letters, digits, dots and hyphens (2 to 122 characters), for example gateway.example',
  },
  rotationTooLong: {
    de: 'ist länger als die kürzeste Aufbewahrung (useCases[].record.days): Ein Log wird nur als Ganzes gelöscht',
    en: 'is longer than the shortest retention (useCases[].record.days): a log is only ever deleted as a whole',
  },
  absolutePath: {
    de: 'muss ein absoluter Pfad sein, er beginnt mit /',
    en: 'must be an absolute path, it begins with /',
  },
  proxy: {
    de: 'muss eine Adresse, ein Netz wie 10.0.0.0/8 oder unix sein',
    en: 'must be an address, a network like 10.0.0.0/8, or unix',
  },
  listenAddress: {
    de: 'muss ADRESSE:PORT, [IPv6]:PORT, :PORT (alle Adressen) oder unix:/absoluter/pfad sein',
    en: 'must be ADDRESS:PORT, [IPv6]:PORT, :PORT (every address) or unix:/absolute/path',
  },
  listenEither: {
    de: 'steht neben host oder port; gelauscht wird an einem Socket oder an einer Adresse',
    en: 'stands beside host or port; either a socket or an address is listened on',
  },
  listenTwice: {
    de: 'steht neben --host oder --port (oder deren Variablen) und sagt dasselbe; bitte nur eines angeben',
    en: 'stands beside --host or --port (or their variables) and says the same; please give only one',
  },
  socketPath: { de: 'ist für einen Socket länger als 103 Byte', en: 'is longer than 103 bytes, too long for a socket' },
  socketTls: {
    de: 'gilt nicht für einen Unix-Socket: Verschlüsselt wird vor ihm, im Reverse Proxy',
    en: 'does not go with a Unix socket: encryption ends before it, in the reverse proxy',
  },
  tlsVersion: { de: 'muss 1.2 oder 1.3 sein', en: 'must be 1.2 or 1.3' },
  hostName: { de: 'muss ein Rechnername wie engine.example sein', en: 'must be a host name like engine.example' },
  certificateWithKey: {
    de: 'braucht certificate und key zusammen oder keines von beiden',
    en: 'needs certificate and key together, or neither',
  },
  tlsNeedsHttps: {
    de: 'wirkt nur bei einer Adresse mit https://',
    en: 'has an effect only with an https:// address',
  },
  modelFile: {
    de: 'muss ein Name aus stellwerk engine list sein oder ein absoluter Pfad, der auf .gguf endet',
    en: 'must be a name out of stellwerk engine list, or an absolute path that ends in .gguf',
  },
  roleProtected: {
    de: 'ist eine Rolle, die keine Gruppe verleiht: Sie schützt vor dem Arbeitgeber, und wer sie hat, gibt sie weiter (stellwerk people link beim Einrichten)',
    en: 'is a role that no group gives: it guards against the employer, and whoever holds it passes it on (stellwerk people link at set-up)',
  },
  scopeOpenid: { de: 'muss openid enthalten', en: 'must contain openid' },
  churchLaw: {
    de: 'gehört zu kirchlichen Trägern, und nur zu ihnen: DSG-EKD oder KDG',
    en: 'goes with church bodies, and only with them: DSG-EKD or KDG',
  },
  representation: {
    de: 'passt nicht zur Art der Organisation (Betriebsrat, Personalrat, MAV)',
    en: 'does not go with the kind of organisation (Betriebsrat, Personalrat, MAV)',
  },
  identityPerson: {
    de: 'person setzt voraus, dass die Beteiligung es erlaubt (participation.permitsPersonIdentity)',
    en: 'person needs a participation that permits it (participation.permitsPersonIdentity)',
  },
  observedTooLong: {
    de: 'liegt mehr als 60 Tage nach dem Anfang oder vor ihm',
    en: 'is more than 60 days after the beginning, or before it',
  },
  agreementNamed: {
    de: 'nennt keine Vereinbarung, obwohl Mitbestimmung besteht; ohne sie ist nichts vereinbart',
    en: 'names no agreement although employees co-determine; without one nothing is agreed',
  },
  sha256: { de: 'muss aus 64 Ziffern 0-9 a-f bestehen', en: 'must consist of 64 digits 0-9 a-f' },
  url: {
    de: 'muss eine Adresse mit http:// oder https:// ohne Zugangsdaten, Abfrage und Fragment sein',
    en: 'must be an http:// or https:// address without credentials, query and fragment',
  },
  secret: {
    de: 'Geheimnisse stehen nicht in der Konfiguration: file:/absoluter/pfad oder env:NAME angeben',
    en: 'secrets do not stand in the configuration: give file:/absolute/path or env:NAME',
  },
  date: { de: 'muss ein Datum wie 2027-03-31 sein', en: 'must be a date like 2027-03-31' },
  text: {
    de: 'muss ein Text oder {de: Text, en: Text} sein',
    en: 'must be a text or {de: text, en: text}',
  },
  duplicates: { de: 'nennt einen Eintrag doppelt', en: 'names an entry twice' },
  required: { de: 'fehlt', en: 'is missing' },
  unknownKey: { de: 'unbekannter Schlüssel', en: 'unknown key' },
  unknownValue: { de: 'unbekannter Wert', en: 'unknown value' },
  idTaken: { de: 'diese Kennung ist schon vergeben', en: 'this id is taken already' },
  upstreamUnknown: { de: 'diesen Upstream gibt es nicht', en: 'there is no such upstream' },
  deploymentUnknown: { de: 'dieses Deployment gibt es nicht', en: 'there is no such deployment' },
  fullReason: {
    de: 'fehlt: Inhalte werden nur mit einem Grund aufbewahrt',
    en: 'is missing: content is kept only for a reason',
  },
  fullUntil: {
    de: 'fehlt: Inhalte werden nur bis zu einem Tag wie 2027-03-31 aufbewahrt',
    en: 'is missing: content is kept only until a day like 2027-03-31',
  },
  onlyFull: {
    de: 'hat nur eine Bedeutung, wo Texte aufbewahrt werden (full, pseudonymised)',
    en: 'means something only where texts are kept (full, pseudonymised)',
  },
  fullOfNobody: {
    de: 'lässt weder Schlüssel noch Nutzer finden; Inhalte einer Person müssten gelöscht werden können',
    en: 'lets neither key nor user be found; content must be erasable for the person whose it is',
  },
  untilTooFar: {
    de: 'liegt mehr als 366 Tage voraus; Inhalte aufzubewahren wird höchstens für ein Jahr im Voraus entschieden',
    en: 'is more than 366 days ahead; to keep content is decided for a year at most',
  },
  untilPast: {
    de: 'liegt in der Vergangenheit; es gilt metadata. Bitte den Tag neu entscheiden oder full herausnehmen',
    en: 'has passed; metadata holds. Please decide on a new day or take full out',
  },
  oneCustodian: {
    de: 'nennt mehr als einen Verwahrer: file, command oder transit',
    en: 'names more than one custodian: file, command or transit',
  },
  commandTooLong: { de: 'hat mehr als 64 Wörter', en: 'has more than 64 words' },
  transitUrl: {
    de: 'muss eine Adresse mit https:// und ohne Pfad sein; nur zum selben Rechner geht es ohne Verschlüsselung',
    en: 'must be an https:// address without a path; only to the same machine it goes without encryption',
  },
  queueWithoutMax: {
    de: 'hat nur mit concurrentRequestsMax eine Bedeutung: Ohne diese Grenze ist immer ein Platz frei',
    en: 'means something only with concurrentRequestsMax: without that bound there is always a place',
  },
  transitName: {
    de: 'darf nur A-Z a-z 0-9 _ und - enthalten',
    en: 'may hold only A-Z a-z 0-9 _ and -',
  },
  network: {
    de: 'muss ein Netz wie 10.20.0.0/16 oder fd00::/8 oder eine Adresse sein',
    en: 'must be a network like 10.20.0.0/16 or fd00::/8, or one address',
  },
  providerUrl: {
    de: 'muss eine Adresse mit https:// ohne Zugangsdaten, Abfrage und Fragment sein; nur zum selben Rechner geht es ohne Verschlüsselung',
    en: 'must be an https:// address without credentials, query and fragment; only to the same machine it goes without encryption',
  },
  headerName: {
    de: 'ist kein Name eines Kopfs (Buchstaben, Ziffern und -, höchstens 64 Zeichen)',
    en: 'is no name of a header (letters, digits and -, at most 64 characters)',
  },
  headerTaken: {
    de: 'ist ein Kopf, der schon etwas anderes bedeutet',
    en: 'is a header that means something else already',
  },
  group: {
    de: 'ist kein Name einer Gruppe: 1 bis 256 Zeichen, ohne Komma, ohne Leerzeichen am Rand',
    en: 'is no name of a group: 1 to 256 characters, no comma, no blank at either end',
  },
  groupsUnsigned: {
    de: 'wird nur neben einem gültigen signierten Token gelesen (openWebUiJwt oder oidc)',
    en: 'is only read beside a valid signed token (openWebUiJwt or oidc)',
  },
  country: {
    de: 'muss ein Ländercode aus zwei Großbuchstaben wie DE sein',
    en: 'must be a country code of two capital letters like DE',
  },
  currency: {
    de: 'muss ein Währungscode aus drei Großbuchstaben wie EUR sein',
    en: 'must be a currency code of three capital letters like EUR',
  },
  licenceId: {
    de: 'muss eine SPDX-Kennung wie Apache-2.0 oder LicenseRef-… sein',
    en: 'must be an SPDX id like Apache-2.0, or LicenseRef-…',
  },
  componentUnknown: { de: 'diese Komponente gibt es nicht', en: 'there is no such component' },
  useCaseUnknown: { de: 'diesen Anwendungsfall gibt es nicht', en: 'there is no such use case' },
  frontEndUnknown: { de: 'diese Oberfläche gibt es nicht', en: 'there is no such front end' },
  componentMisplaced: {
    de: 'nennt eine Komponente, die nach ihrer Art (kind) nicht hierher gehört',
    en: 'names a component whose kind does not belong here',
  },
  componentOrName: {
    de: 'fehlt: entweder component (Kennung aus components) oder name angeben',
    en: 'is missing: give either component (an id out of components) or name',
  },
  besideComponent: {
    de: 'steht neben component, das es schon sagt; bitte dort angeben',
    en: 'stands beside component, which says it already; please state it there',
  },
  oneConclusion: {
    de: 'verlangt genau eines: licence, passages oder reviewed',
    en: 'wants exactly one of licence, passages and reviewed',
  },
  ownHouseHasNone: {
    de: 'gehört zu einem Auftragsverarbeiter; im eigenen Haus (ownHouse) gibt es das nicht',
    en: 'belongs to a processor; there is none in the own house (ownHouse)',
  },
  assessedOrReasoned: {
    de: 'verlangt genau eines: reference oder notNeeded',
    en: 'wants exactly one of reference and notNeeded',
  },
  findingKind: {
    de: 'muss die Art eines Fundes wie DE_KVNR sein',
    en: 'must be a kind of finding like DE_KVNR',
  },
  endsBeforeItBegins: { de: 'liegt vor givenOn', en: 'lies before givenOn' },
  lineageCircle: {
    de: 'führt im Kreis zu dieser Komponente zurück',
    en: 'leads in a circle back to this component',
  },
  lineageTooLarge: {
    de: 'ist tiefer als 32 Stufen oder hat mehr als 256 Schichten',
    en: 'is deeper than 32 levels, or has more than 256 layers',
  },
  other: { de: 'passt nicht an diese Stelle', en: 'does not fit here' },
} as const satisfies Record<string, Text>

export type ConfigSentence = keyof typeof configSentences

const typeNames: Readonly<Record<string, Text>> = {
  string: { de: 'muss ein Text sein', en: 'must be a text' },
  number: { de: 'muss eine Zahl sein', en: 'must be a number' },
  int: { de: 'muss eine ganze Zahl sein', en: 'must be a whole number' },
  boolean: { de: 'muss true oder false sein', en: 'must be true or false' },
  array: { de: 'muss eine Liste sein', en: 'must be a list' },
  object: { de: 'muss ein Abschnitt mit Schlüsseln sein', en: 'must be a section with keys' },
}

/** Mark in a schema message, followed by the keys of the section, so that a refused key can name the allowed ones. */
const allowedKeysMark = 'keys: '

export function allowedKeysMessage(keys: readonly string[]): string {
  return allowedKeysMark + keys.join(' ')
}

/** What zod found, in our words. `input` is the whole configuration that was read. */
export function problemsOf(error: z.ZodError, input: unknown): ConfigProblem[] {
  return error.issues.flatMap((issue) => problemsOfIssue(issue, input))
}

function problemsOfIssue(issue: z.core.$ZodIssue, input: unknown): ConfigProblem[] {
  const path = pathText(issue.path)
  const value = valueAt(input, issue.path)
  if (value === undefined && issue.code !== 'unrecognized_keys' && issue.code !== 'custom') {
    const values = valuesOf(issue)
    return [{ path, problem: configSentences.required, ...(values === undefined ? {} : { allowed: values }) }]
  }
  switch (issue.code) {
    case 'unrecognized_keys': {
      const allowed = issue.message.startsWith(allowedKeysMark)
        ? issue.message.slice(allowedKeysMark.length).split(' ')
        : []
      return issue.keys.map((key) => oneOf(pathText([...issue.path, key]), configSentences.unknownKey, key, allowed))
    }
    case 'invalid_type':
      return [{ path, problem: typeNames[issue.expected] ?? configSentences.other }]
    case 'invalid_value':
    case 'invalid_union': {
      const values = valuesOf(issue)
      const isSaid = Object.hasOwn(configSentences, issue.message)
      if (values === undefined || isSaid) return [{ path, problem: sentence(issue.message) }]
      return [oneOf(path, configSentences.unknownValue, value, values)]
    }
    case 'invalid_key':
      return [{ path, problem: sentence(issue.issues[0]?.message ?? '') }]
    case 'too_small':
      return [{ path, problem: bound('small', issue.origin, issue.minimum) }]
    case 'too_big':
      return [{ path, problem: bound('big', issue.origin, issue.maximum) }]
    default:
      return [{ path, problem: sentence(issue.message) }]
  }
}

/** The values that could have stood there, where only certain ones may. */
function valuesOf(issue: z.core.$ZodIssue): readonly string[] | undefined {
  if (issue.code === 'invalid_value') return issue.values.map(String)
  if (issue.code === 'invalid_union' && 'options' in issue) return issue.options?.map(String)
  return undefined
}

/** The problem with everything that is allowed there, and what was probably meant. */
export function oneOf(path: string, problem: Text, value: unknown, allowed: readonly string[]): ConfigProblem {
  const meant = typeof value === 'string' ? nearest(value, allowed) : undefined
  return { path, problem, allowed, ...(meant === undefined ? {} : { nearest: meant }) }
}

function sentence(name: string): Text {
  // The question before is the proof that the name is one of ours.
  return Object.hasOwn(configSentences, name) ? configSentences[name as ConfigSentence] : configSentences.other
}

function bound(side: 'small' | 'big', origin: string, limit: number | bigint): Text {
  const word = { small: { de: 'mindestens', en: 'at least' }, big: { de: 'höchstens', en: 'at most' } }[side]
  if (origin === 'string') {
    return { de: `muss ${word.de} ${limit} Zeichen haben`, en: `must have ${word.en} ${limit} characters` }
  }
  if (origin === 'array') {
    return { de: `muss ${word.de} ${limit} Einträge haben`, en: `must have ${word.en} ${limit} entries` }
  }
  return { de: `muss ${word.de} ${limit} sein`, en: `must be ${word.en} ${limit}` }
}

/** @example pathText(['deployments', 0, 'upstream']) // 'deployments[0].upstream' */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, '')
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    // An object has own properties of unknown type; that is all that is claimed.
    value = (value as Readonly<Record<PropertyKey, unknown>>)[part]
  }
  return value
}
