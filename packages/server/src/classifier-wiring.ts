// The model of the operator that finds personal data (`privacy.model`): its files are measured, its process is started, and what is said
// of both.
import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { basename } from 'node:path'

import type { Config } from '@stellwerk/contract/config'
import type { DoctorFinding } from '@stellwerk/contract/doctor'

import { mustBe, pathsOf, sha256Of } from './classifier/files.ts'
import { type Child, ClassifierKeeper, type ClassifierNews, type StartTimer } from './classifier/keeper.ts'
import { findRuntime, runtimeFolders } from './classifier/package/place.ts'
import { asWords, type ClassifierSettings, classifierWords } from './classifier/protocol.ts'
import { PrivacyModelUnusable, unusableTexts } from './classifier/unusable.ts'
import { confinedEnvironment } from './confined-environment.ts'
import type { ExternalModel } from './privacy/external-model.ts'
import { classifierProgram, programFolder } from './program.ts'
import type { Log } from './telemetry/log.ts'

type Model = NonNullable<Config['privacy']['model']>

/**
 * Starts the process with the model, and waits until it is loaded; undefined where the configuration names none.
 *
 * @throws PrivacyModelUnusable
 */
export async function openClassifier(
  { privacy: { model }, data }: Pick<Config, 'privacy' | 'data'>,
  log: Pick<Log, 'event'>,
): Promise<{ readonly model: ExternalModel; readonly close: () => void } | undefined> {
  if (model === undefined) return undefined
  const settings = await settingsFor(model, data)
  const keeper = new ClassifierKeeper({
    name: `privacy.model ${asWords(basename(model.path), 80)}`,
    deadlineMs: model.deadlineMs,
    start: () => startChild(settings),
    startTimer,
    tell: (news) => tell(log, news),
  })
  await keeper.open()
  return {
    model: { version: versionOf(settings), look: (texts) => keeper.look(texts) },
    close: () => keeper.close(),
  }
}

/** Measures what was pinned, before anything of it is read as more than bytes. @throws PrivacyModelUnusable */
async function settingsFor(model: Model, data: string): Promise<ClassifierSettings> {
  const { path } = model
  await mustBe(path, model.sha256)
  const { tokenizer, tokenizerSettings, modelSettings } = pathsOf(path)
  if (model.tokenizerSha256 !== undefined) await mustBe(tokenizer, model.tokenizerSha256)
  const folders = runtimeFolders(programFolder, data)
  const found = findRuntime(folders)
  if (found === undefined) throw new PrivacyModelUnusable(unusableTexts.packageMissing(folders))
  return {
    model: path,
    sha256: model.sha256,
    tokenizer,
    // What was measured now is what every later start of the process has to find.
    tokenizerSha256: model.tokenizerSha256 ?? (await sha256Of(tokenizer)),
    ...(tokenizerSettings === undefined ? {} : { tokenizerSettings }),
    ...(modelSettings === undefined ? {} : { modelSettings, modelSettingsSha256: await sha256Of(modelSettings) }),
    package: found,
    threads: Math.max(1, Math.floor(availableParallelism() / 2)),
    labels: model.labels,
  }
}

/** Digits of the digests that stand in the journal, of the model file and of what decides beside it. */
const [modelDigits, settingsDigits] = [12, 8] as const

function versionOf({ sha256, tokenizerSha256, labels, modelSettingsSha256 }: ClassifierSettings): string {
  const about = createHash('sha256')
    .update(JSON.stringify([tokenizerSha256, labels, modelSettingsSha256]))
    .digest('hex')
  return `onnx:${sha256.slice(0, modelDigits)}:${about.slice(0, settingsDigits)}`
}

function startChild(settings: ClassifierSettings): Child {
  const ended: (() => void)[] = []
  const child = Bun.spawn([...classifierProgram(classifierWords(settings))], {
    cwd: '/',
    env: confinedEnvironment,
    stdin: 'pipe',
    stdout: 'pipe',
    // The library writes what it likes there, and what it likes may quote a text.
    stderr: 'ignore',
    onExit: () => ended.forEach((hear) => hear()),
  })
  return {
    // Whoever reads no more is gone, or as good as that; its end tells those who wait.
    send: (line) => void sendLine(child.stdin, line).catch(() => child.kill('SIGKILL')),
    onLine: (hear) => void eachLine(child.stdout, hear).catch(() => child.kill('SIGKILL')),
    onEnd: (hear) => void ended.push(hear),
    kill: () => child.kill('SIGKILL'),
  }
}

async function sendLine(input: Bun.FileSink, line: string): Promise<void> {
  await input.write(`${line}\n`)
  await input.flush()
}

/** Characters of a line of a child: a megabyte of text with a finding in every word is about half of it. */
const lineCharactersMax = 64_000_000

async function eachLine(output: ReadableStream<Uint8Array>, hear: (line: string) => void): Promise<void> {
  const decoder = new TextDecoder()
  let parts: string[] = []
  let length = 0
  for await (const bytes of output) {
    const [first = '', ...others] = decoder.decode(bytes, { stream: true }).split('\n')
    parts.push(first)
    length += first.length
    for (const other of others) {
      hear(parts.join(''))
      parts = [other]
      length = other.length
    }
    if (length > lineCharactersMax) throw new RangeError('a line without an end')
  }
}

export const startTimer: StartTimer = (ms, then) => {
  const timer = setTimeout(then, ms)
  return { stop: () => clearTimeout(timer) }
}

function tell(log: Pick<Log, 'event'>, news: ClassifierNews): void {
  switch (news.event) {
    case 'confined': {
      const { noNewPrivileges, files, connections } = news
      return log.event('privacyModel.confined', { noNewPrivileges, files, connections })
    }
    case 'loaded': {
      const { form, labelCount, loadMs } = news
      return log.event('privacyModel.loaded', { form, labelCount, loadMs })
    }
    case 'failed':
      return log.event('privacyModel.failed', { code: news.code })
    case 'ended':
      return log.event('privacyModel.ended', { pauseMs: news.pauseMs })
    case 'found':
    case 'broke':
      return undefined
  }
}

/** What there is to say about the model before it starts. Its file is summed, which takes seconds if it is large. */
export async function classifierFindings({
  privacy: { model },
  data,
}: Pick<Config, 'privacy' | 'data'>): Promise<readonly DoctorFinding[]> {
  if (model === undefined) return []
  const check = 'privacyModel'
  try {
    await settingsFor(model, data)
  } catch (error) {
    if (error instanceof PrivacyModelUnusable) return [{ check, state: 'problem', text: error.text }]
    throw error
  }
  const findings: DoctorFinding[] = [
    {
      check,
      state: 'ok',
      text: {
        de: `privacy.model: ${model.path} ist die festgelegte Datei${model.component === undefined ? '' : `, Komponente ${model.component}`}`,
        en: `privacy.model: ${model.path} is the pinned file${model.component === undefined ? '' : `, component ${model.component}`}`,
      },
    },
  ]
  if (model.tokenizerSha256 === undefined) findings.push({ check, state: 'warning', ...unpinned })
  if (model.component === undefined) findings.push({ check, state: 'warning', ...unlicensed })
  return findings
}

const unpinned = {
  text: {
    de: 'privacy.model: der SHA-256 von tokenizer.json ist nicht festgelegt; ein anderer kann das Modell blind machen',
    en: 'privacy.model: the SHA-256 of tokenizer.json is not pinned; another one can make the model blind',
  },
  next: { de: 'privacy.model.tokenizerSha256 setzen', en: 'Set privacy.model.tokenizerSha256' },
} as const

const unlicensed = {
  text: {
    de: 'privacy.model: keine Komponente genannt; die Lizenzlampe sieht dieses Modell nicht',
    en: 'privacy.model: no component is named; the licence lamp does not see this model',
  },
  next: { de: 'privacy.model.component setzen', en: 'Set privacy.model.component' },
} as const
