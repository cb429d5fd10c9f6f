// What is used of node-llama-cpp, which is fetched on demand and so has no types here.
import type { JsonObject } from '@stellwerk/contract/json'

export interface Binding {
  readonly getLlama: (options: LlamaOptions) => Promise<Llama>
  readonly JinjaTemplateChatWrapper: new (options: {
    readonly template: string
    readonly tokenizer: Tokenizer
    readonly trimLeadingWhitespaceInResponses: boolean
  }) => ChatWrapper
  readonly LlamaChat: new (options: { readonly contextSequence: Sequence; readonly chatWrapper: ChatWrapper }) => Chat
}

interface LlamaOptions {
  readonly build: 'never'
  readonly gpu: false
  readonly logLevel: 'error'
  readonly maxThreads: number
  readonly skipDownload: true
  readonly progressLogs: false
}

export interface Llama {
  readonly loadModel: (options: { readonly modelPath: string; readonly gpuLayers: 0 }) => Promise<LoadedModel>
  readonly createGrammarForJsonSchema: (schema: JsonObject) => Promise<Grammar>
}

export interface LoadedModel {
  readonly tokenizer: Tokenizer
  readonly trainContextSize: number
  readonly fileInfo: {
    readonly metadata: {
      readonly general?: { readonly architecture?: unknown; readonly name?: unknown }
      readonly tokenizer?: { readonly chat_template?: unknown }
    }
  }
  readonly createContext: (options: {
    readonly contextSize: number
    readonly sequences: number
    readonly threads: number
    readonly batchSize: number
  }) => Promise<{ readonly getSequence: () => Sequence }>
  readonly createEmbeddingContext: (options: {
    readonly contextSize: number
    readonly threads: number
  }) => Promise<EmbeddingContext>
  readonly tokenize: (text: string, hasSpecialTokens: boolean) => readonly Token[]
  readonly detokenize: (tokens: readonly Token[], hasSpecialTokens: boolean, before?: readonly Token[]) => string
}

interface EmbeddingContext {
  readonly getEmbeddingFor: (tokens: readonly Token[]) => Promise<{ readonly vector: readonly number[] }>
}

export type Token = number
/** Opaque: only handed on. */
export type Tokenizer = object
/** Opaque: only handed on. */
export type Grammar = object

export interface Sequence {
  readonly nextTokenIndex: number
  readonly tokenMeter: { readonly usedOutputTokens: number }
  readonly clearHistory: () => Promise<void>
  /** Keeps what the sequence has of these tokens from their beginning on, and forgets the rest. */
  readonly adaptStateToTokens: (tokens: readonly Token[], mayShift: boolean) => Promise<void>
  readonly evaluateWithoutGeneratingNewTokens: (tokens: readonly Token[]) => Promise<void>
  readonly evaluate: (tokens: readonly Token[], options: object) => AsyncGenerator<Token, void>
}

export interface ChatWrapper {
  /** Whether the template of the model itself says how tools are called. */
  readonly usingJinjaFunctionCallTemplate: boolean
  readonly generateContextState: (what: {
    readonly chatHistory: readonly HistoryItem[]
    readonly availableFunctions?: Functions
    readonly documentFunctionParams?: boolean
  }) => { readonly contextText: { readonly tokenize: (tokenizer: Tokenizer) => readonly Token[] } }
}

/** Tools by name. */
export type Functions = Readonly<Record<string, { readonly description?: string; readonly params?: JsonObject }>>

export type HistoryItem =
  | { readonly type: 'system'; readonly text: string }
  | { readonly type: 'user'; readonly text: string }
  | { readonly type: 'model'; readonly response: readonly (string | FunctionCall)[] }

export interface FunctionCall {
  readonly type: 'functionCall'
  readonly name: string
  readonly params: unknown
  readonly result: unknown
  readonly startsNewChunk: boolean
}

export interface Chat {
  readonly generateResponse: (
    history: readonly HistoryItem[],
    options: object,
  ) => Promise<{ readonly metadata: { readonly stopReason: StopReason } }>
}

type StopReason =
  | 'eogToken'
  | 'stopGenerationTrigger'
  | 'functionCalls'
  | 'customStopTrigger'
  | 'maxTokens'
  | 'abort'
  | 'nonText'
