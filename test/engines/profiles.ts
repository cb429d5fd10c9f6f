import { llamaCpp } from './llamaCpp.ts'
import { ollama } from './ollama.ts'
import { openaiCompatible } from './openaiCompatible.ts'
import type { EngineProfile } from './profile.ts'
import { sglang } from './sglang.ts'
import { tgi } from './tgi.ts'
import { vllm } from './vllm.ts'

export const profiles: readonly EngineProfile[] = [vllm, sglang, ollama, llamaCpp, tgi, openaiCompatible]
