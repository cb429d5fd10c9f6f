// A model in memory, and the places at which it answers.
import type { Binding, Chat, ChatWrapper, Llama, LoadedModel, Sequence, Token } from './binding.ts'
import { Places } from './places.ts'
import { Refused } from './refusal.ts'

/** How a model is loaded. */
export interface ModelSettings {
  readonly path: string
  readonly contextTokens: number
  readonly parallel: number
  readonly threads: number
  readonly isForEmbeddings: boolean
}

/** Where one answer at a time is computed. */
export interface Place {
  readonly sequence: Sequence
  readonly chat: Chat | undefined
  /** Whose text lies in the memory of the sequence. */
  salt: string
}

/** What a model can do, once it is loaded. */
export interface Model {
  readonly llama: Llama
  readonly loaded: LoadedModel
  readonly contextTokens: number
  /** Renders conversations by the template in the model file; undefined when it has none. */
  readonly wrapper: ChatWrapper | undefined
  /** None in a model for embeddings. */
  readonly places: Places<Place>
  readonly embed: ((tokens: readonly Token[]) => Promise<readonly number[]>) | undefined
}

/**
 * Tokens of a prompt that are computed in one go. Between two goes an abort is seen: on one core a model of a billion
 * parameters takes about a second for so many.
 */
const batchTokens = 64

/** Tokens of the context that are never filled, so that nothing is ever shifted out of it. */
const spareTokens = 8

export async function loadModel(binding: Binding, settings: ModelSettings): Promise<Model> {
  const llama = await binding.getLlama({
    build: 'never',
    gpu: false,
    logLevel: 'error',
    maxThreads: settings.threads,
    skipDownload: true,
    progressLogs: false,
  })
  const loaded = await llama.loadModel({ modelPath: settings.path, gpuLayers: 0 })
  const contextTokens = Math.min(settings.contextTokens, loaded.trainContextSize)
  if (settings.isForEmbeddings) return forEmbeddings(llama, loaded, contextTokens, settings.threads)
  const wrapper = wrapperOf(binding, loaded)
  const context = await loaded.createContext({
    contextSize: contextTokens,
    sequences: settings.parallel,
    threads: settings.threads,
    batchSize: batchTokens,
  })
  const places = Array.from({ length: settings.parallel }, (): Place => {
    const sequence = context.getSequence()
    const chat = wrapper && new binding.LlamaChat({ contextSequence: sequence, chatWrapper: wrapper })
    return { sequence, chat, salt: '' }
  })
  return { llama, loaded, contextTokens, wrapper, places: new Places(places), embed: undefined }
}

async function forEmbeddings(
  llama: Llama,
  loaded: LoadedModel,
  contextTokens: number,
  threads: number,
): Promise<Model> {
  const context = await loaded.createEmbeddingContext({ contextSize: contextTokens, threads })
  return {
    llama,
    loaded,
    contextTokens,
    wrapper: undefined,
    places: new Places<Place>([]),
    embed: async (tokens) => (await context.getEmbeddingFor(tokens)).vector,
  }
}

/**
 * The template of the file itself and no other: a model that was trained with one answers worse, and less safely, with
 * another that merely looks like it.
 */
function wrapperOf(
  { JinjaTemplateChatWrapper }: Binding,
  { fileInfo, tokenizer }: LoadedModel,
): ChatWrapper | undefined {
  const template = fileInfo.metadata.tokenizer?.chat_template
  if (typeof template !== 'string' || template.trim() === '') return undefined
  return new JinjaTemplateChatWrapper({ template, tokenizer, trimLeadingWhitespaceInResponses: false })
}

/**
 * Tokens that an answer to this prompt may have.
 *
 * @throws Refused when the prompt alone fills the context
 */
export function roomAfter(promptTokens: number, model: Pick<Model, 'contextTokens'>): number {
  const room = model.contextTokens - promptTokens - spareTokens
  if (room > 0) return room
  const message = `the prompt has ${promptTokens} tokens, the context of this model ${model.contextTokens}`
  throw new Refused(400, 'context_length_exceeded', message)
}

/** Reads the prompt into the memory of the sequence, but for its last token, from which the answer begins. */
export async function readPrompt(
  { sequence }: Pick<Place, 'sequence'>,
  tokens: readonly Token[],
  signal: AbortSignal,
): Promise<void> {
  const prompt = tokens.slice(0, -1)
  await sequence.adaptStateToTokens(prompt, false)
  for (let from = sequence.nextTokenIndex; from < prompt.length; from += batchTokens) {
    signal.throwIfAborted()
    await sequence.evaluateWithoutGeneratingNewTokens(prompt.slice(from, from + batchTokens))
  }
  signal.throwIfAborted()
}
