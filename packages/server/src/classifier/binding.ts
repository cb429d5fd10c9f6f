// What is used of onnxruntime-node and @huggingface/tokenizers, which are fetched on demand and so have no types here.

export interface Runtime {
  readonly InferenceSession: {
    readonly create: (model: Uint8Array, options: object) => Promise<Session>
  }
  readonly Tensor: new (type: 'int64' | 'bool', data: BigInt64Array | Uint8Array, dims: readonly number[]) => Tensor
}

export interface Session {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  readonly run: (inputs: Readonly<Record<string, Tensor>>) => Promise<Readonly<Record<string, Tensor>>>
}

export interface Tensor {
  readonly type: string
  readonly data: unknown
  readonly dims: readonly number[]
}

export interface Tokenizers {
  readonly Tokenizer: new (tokenizer: object, settings: object) => Tokenizer
}

export interface Tokenizer {
  readonly encode: (
    text: string,
    options: { readonly add_special_tokens: boolean },
  ) => { readonly ids: readonly number[]; readonly tokens: readonly string[] }
  readonly token_to_id: (token: string) => number | undefined
}
