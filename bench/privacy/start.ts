/**
 * A fresh process for each figure of a cold start: loads what detection needs, looks at one text, then at many, and says how long each
 * took and how much memory stays. Started by bench/privacy.ts with {"bytes","seed"}.
 */
export interface Started {
  /** Loading code and weights. */
  readonly loadMs: number
  readonly firstMs: number
  /** Resident memory before anything was loaded, with all loaded, and after many texts. */
  readonly bareMb: number
  readonly loadedMb: number
  readonly usedMb: number
}

/** Texts after which memory is read. */
const textsMax = 200

async function started({ bytes, seed }: { bytes: number; seed: number }): Promise<Started> {
  const { promptOf } = await import('./prompts.ts')
  const { Random } = await import('../../test/privacy/random.ts')
  const random = new Random(seed)
  const first = promptOf(random, bytes, 'mixed')
  const bareMb = residentMb()
  const at = performance.now()
  const { openDetection } = await import('../../packages/server/src/privacy-weights.ts')
  const { actsOf } = await import('./speed.ts')
  const { recogniser } = actsOf(openDetection())
  const loadedAt = performance.now()
  const loadedMb = residentMb()
  recogniser(first)
  const firstMs = performance.now() - loadedAt
  for (let index = 0; index < textsMax; index++) recogniser(promptOf(random, 2_000, 'mixed'))
  return { loadMs: loadedAt - at, firstMs, bareMb, loadedMb, usedMb: residentMb() }
}

function residentMb(): number {
  return process.memoryUsage.rss() / 2 ** 20
}

if (import.meta.main) {
  // Given by bench/privacy.ts.
  const asked = JSON.parse(process.argv[2] ?? '{}') as { bytes: number; seed: number }
  process.stdout.write(JSON.stringify(await started(asked)))
}
