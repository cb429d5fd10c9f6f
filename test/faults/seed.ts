/** The seed of a run of faults: a new one each time, or the one that a failure has named. */
export function seedOf(): number {
  return Number(process.env['FAULT_SEED'] ?? crypto.getRandomValues(new Uint32Array(1))[0])
}

/** How many in a soak: the number behind the name of the soak, or the usual one. */
export function countOf(usual: number): number {
  return Number(process.env['SOAK_COUNT'] ?? usual)
}
