// The child process: confines itself, measures the model file, loads it, looks at texts, and ends when its parent does.
import { createInterface } from 'node:readline'

import { systemClock } from '../clock.ts'
import { type Confinement, confineAndRestart } from '../confinement.ts'
import { confinedEnvironment } from '../confined-environment.ts'
import { classifierProgram, programPaths } from '../program.ts'
import { failureOf, type LoadedModel, openModel } from './load.ts'
import {
  asWords,
  type ClassifierEvent,
  type ClassifierSettings,
  classifierWords,
  parseClassifierWords,
  parseQuestion,
  type Question,
  type SpottedRow,
} from './protocol.ts'

const nothingTaken: Confinement = { noNewPrivileges: false, files: false, connections: false }

/**
 * Runs until the standard input ends, which it does with the parent, however that ends.
 *
 * @param words what {@link classifierWords} made
 */
export async function runClassifier(words: readonly string[]): Promise<number> {
  const { settings, taken } = parseClassifierWords(words)
  process.umask(0o077)
  if (taken === undefined) confine(settings)
  const confinement = taken ?? nothingTaken
  await tell({ event: 'confined', ...confinement })
  // ONNX Runtime tells its maker about its use where it can, and it will hold texts of people: without the filter it does not start.
  if (!confinement.connections) {
    await tell({ event: 'failed', code: 'not_confined' })
    return 1
  }
  try {
    const startedAt = systemClock.elapsed()
    const model = await openModel(settings)
    const { form, labelCount } = model
    await tell({ event: 'loaded', form, labelCount, loadMs: Math.round(systemClock.elapsed() - startedAt) })
    await answerAll(model)
    return 0
  } catch (error) {
    await tell({ event: 'failed', ...failureOf(error) })
    return 1
  }
}

/** Returns only where nothing can be taken. */
function confine(settings: ClassifierSettings): void {
  const files = [settings.model, settings.tokenizer, settings.tokenizerSettings, settings.modelSettings]
  const open = {
    listable: programPaths.listable,
    readable: [...files.filter((file) => file !== undefined), ...programPaths.readable],
    executable: [process.execPath, settings.package],
    sockets: [],
  }
  confineAndRestart(open, (taken) => classifierProgram(classifierWords(settings, taken)), confinedEnvironment)
}

/** Nobody waits for an answer any more. */
class Forgotten extends Error {
  override readonly name = 'Forgotten'
}

/** One question after the other: the model computes with all threads that it may have. */
async function answerAll(model: LoadedModel): Promise<void> {
  const forgotten = new Set<number>()
  let turn = Promise.resolve()
  for await (const line of createInterface({ input: process.stdin })) {
    const question = parseQuestion(line)
    if (question.ask === 'forget') forgotten.add(question.id)
    else
      turn = turn.then(async () => {
        const answer = await answerTo(question, model, forgotten)
        forgotten.delete(question.id)
        await tell(answer)
      })
  }
}

async function answerTo(
  { id, texts }: Extract<Question, { ask: 'look' }>,
  model: LoadedModel,
  forgotten: ReadonlySet<number>,
): Promise<ClassifierEvent> {
  const goOn = (): void => {
    if (forgotten.has(id)) throw new Forgotten()
  }
  try {
    const found: SpottedRow[][] = []
    for (const text of texts) {
      const spotted = await model.spot(text, goOn)
      found.push(spotted.map(({ start, end, category, score }): SpottedRow => [start, end, category, score]))
    }
    return { event: 'found', id, texts: found }
  } catch (error) {
    return { event: 'broke', id, name: asWords(error instanceof Error ? error.name : typeof error) }
  }
}

/** Resolves when it is out. */
function tell(event: ClassifierEvent): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  process.stdout.write(`${JSON.stringify(event)}\n`, () => resolve())
  return promise
}
