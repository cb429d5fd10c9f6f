import type { EngineKind } from '@stellwerk/contract/endpoint'

import type { Engine } from './engine.ts'
import { embedded } from './embedded.ts'
import { llamaCpp } from './llama-cpp.ts'
import { mirror } from './mirror.ts'
import { ollama } from './ollama.ts'
import { openaiCompatible } from './openai-compatible.ts'
import { sglang } from './sglang.ts'
import { tgi } from './tgi.ts'
import { vllm } from './vllm.ts'

/** A kind without its file does not compile. */
export const engineByKind: Readonly<Record<EngineKind, Engine>> = {
  vllm,
  sglang,
  ollama,
  llamaCpp,
  tgi,
  openaiCompatible,
  embedded,
  mirror,
}
