import type { LicenceTerms } from '../terms.ts'
import { agpl30Only } from './agpl-3.0-only.ts'
import { apache20 } from './apache-2.0.ts'
import { appleAmlr } from './apple-amlr.ts'
import { bigcodeOpenrailMV1 } from './bigcode-openrail-m-v1.ts'
import { bigscienceOpenrailM } from './bigscience-openrail-m.ts'
import { bigscienceOpenrailM2 } from './bigscience-openrail-m2.ts'
import { bigscienceRail10 } from './bigscience-rail-1.0.ts'
import { bilibiliModel2025 } from './bilibili-model-2025.ts'
import { bsd3Clause } from './bsd-3-clause.ts'
import { busl11 } from './busl-1.1.ts'
import { ccBy40 } from './cc-by-4.0.ts'
import { ccByNc40 } from './cc-by-nc-4.0.ts'
import { ccByNcNd40 } from './cc-by-nc-nd-4.0.ts'
import { ccByNcSa40 } from './cc-by-nc-sa-4.0.ts'
import { ccBySa40 } from './cc-by-sa-4.0.ts'
import { cdlaPermissive20 } from './cdla-permissive-2.0.ts'
import { chameleonResearch2024 } from './chameleon-research-2024.ts'
import { cohereCcByNcAup } from './cohere-cc-by-nc-aup.ts'
import { creativemlOpenrailM } from './creativeml-openrail-m.ts'
import { databricksOpenModel } from './databricks-open-model.ts'
import { deepseekModel10 } from './deepseek-model-1.0.ts'
import { elastic20 } from './elastic-2.0.ts'
import { exaone11Nc } from './exaone-1.1-nc.ts'
import { falcon211bTii10 } from './falcon-2-11b-tii-1.0.ts'
import { flux1DevNc } from './flux-1-dev-nc.ts'
import { gemmaTou20240401 } from './gemma-tou-2024-04-01.ts'
import { gemmaTou20250324 } from './gemma-tou-2025-03-24.ts'
import { glm53 } from './glm-5.3.ts'
import { gpl30Only } from './gpl-3.0-only.ts'
import { gptOssUsagePolicy } from './gpt-oss-usage-policy.ts'
import { hfoil10 } from './hfoil-1.0.ts'
import { hunyuan3d20Community } from './hunyuan-3d-2.0-community.ts'
import { hunyuanA13bCommunity } from './hunyuan-a13b-community.ts'
import { hyperclovaxSeed2025 } from './hyperclovax-seed-2025.ts'
import { jambaOpenModel } from './jamba-open-model.ts'
import { kimiK2ModifiedMit } from './kimi-k2-modified-mit.ts'
import { kimiK3 } from './kimi-k3.ts'
import { llama1 } from './llama-1.ts'
import { llama2Community } from './llama-2-community.ts'
import { llama3Community } from './llama-3-community.ts'
import { llama31Community } from './llama-3.1-community.ts'
import { llama32Community } from './llama-3.2-community.ts'
import { llama33Community } from './llama-3.3-community.ts'
import { llama4Community } from './llama-4-community.ts'
import { minimaxCommunityM3 } from './minimax-community-m3.ts'
import { minimaxModel2025 } from './minimax-model-2025.ts'
import { mistralNonProduction01 } from './mistral-non-production-0.1.ts'
import { mistralResearch01 } from './mistral-research-0.1.ts'
import { mit } from './mit.ts'
import { mpl20 } from './mpl-2.0.ts'
import { noLicence } from './no-licence.ts'
import { nvidiaCudaEula } from './nvidia-cuda-eula.ts'
import { nvidiaOpenModel20250428 } from './nvidia-open-model-2025-04-28.ts'
import { odcBy10 } from './odc-by-1.0.ts'
import { openAleph10 } from './open-aleph-1.0.ts'
import { openWebui2025 } from './open-webui-2025.ts'
import { openWeightsPermissive100 } from './open-weights-permissive-1.0.0.ts'
import { openatomModel10 } from './openatom-model-1.0.ts'
import { openmdw10 } from './openmdw-1.0.ts'
import { openmdw11 } from './openmdw-1.1.ts'
import { opt175b } from './opt-175b.ts'
import { postgresql } from './postgresql.ts'
import { psf20 } from './psf-2.0.ts'
import { python20 } from './python-2.0.ts'
import { qwen2024 } from './qwen-2024.ts'
import { qwenResearch } from './qwen-research.ts'
import { redisSourceAvailable20 } from './redis-source-available-2.0.ts'
import { sspl10 } from './sspl-1.0.ts'
import { stabilityCommunity202407 } from './stability-community-2024-07.ts'
import { stabilityNcResearch202312 } from './stability-nc-research-2023-12.ts'
import { tongyiQianwen } from './tongyi-qianwen.ts'
import { tongyiQianwenResearch } from './tongyi-qianwen-research.ts'
import { yiSeries21 } from './yi-series-2.1.ts'

/** Every licence that is known, by name of its file. */
export const catalogue: readonly LicenceTerms[] = [
  agpl30Only,
  apache20,
  appleAmlr,
  bigcodeOpenrailMV1,
  bigscienceOpenrailM,
  bigscienceOpenrailM2,
  bigscienceRail10,
  bilibiliModel2025,
  bsd3Clause,
  busl11,
  ccBy40,
  ccByNc40,
  ccByNcNd40,
  ccByNcSa40,
  ccBySa40,
  cdlaPermissive20,
  chameleonResearch2024,
  cohereCcByNcAup,
  creativemlOpenrailM,
  databricksOpenModel,
  deepseekModel10,
  elastic20,
  exaone11Nc,
  falcon211bTii10,
  flux1DevNc,
  gemmaTou20240401,
  gemmaTou20250324,
  glm53,
  gpl30Only,
  gptOssUsagePolicy,
  hfoil10,
  hunyuan3d20Community,
  hunyuanA13bCommunity,
  hyperclovaxSeed2025,
  jambaOpenModel,
  kimiK2ModifiedMit,
  kimiK3,
  llama1,
  llama2Community,
  llama3Community,
  llama31Community,
  llama32Community,
  llama33Community,
  llama4Community,
  minimaxCommunityM3,
  minimaxModel2025,
  mistralNonProduction01,
  mistralResearch01,
  mit,
  mpl20,
  noLicence,
  nvidiaCudaEula,
  nvidiaOpenModel20250428,
  odcBy10,
  openAleph10,
  openWebui2025,
  openWeightsPermissive100,
  openatomModel10,
  openmdw10,
  openmdw11,
  opt175b,
  postgresql,
  psf20,
  python20,
  qwen2024,
  qwenResearch,
  redisSourceAvailable20,
  sspl10,
  stabilityCommunity202407,
  stabilityNcResearch202312,
  tongyiQianwen,
  tongyiQianwenResearch,
  yiSeries21,
]
