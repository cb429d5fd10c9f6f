/** Characters of an id, and of the part that leaves room for a number. */
const [idMax, stemMax] = [63, 56] as const

/** Gives each object of one kind an id that reminds of its name and that no other has. */
export class ObjectIds {
  readonly #taken = new Set<string>()

  /** @example ids.take('component', 'meadow/Tales 8B') // 'meadow-tales-8b' */
  take(kind: string, name: string): string {
    const stem = slugOf(name).slice(0, stemMax).replace(/-+$/, '')
    for (let number = 1; ; number++) {
      const id = number === 1 ? stem : `${stem}-${number}`
      if (this.#taken.has(`${kind} ${id}`)) continue
      this.#taken.add(`${kind} ${id}`)
      return id
    }
  }
}

/** @example slugOf('Qwen/Qwen3-8B') // 'qwen-qwen3-8b' */
export function slugOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  return plain === '' ? 'model' : plain.slice(0, idMax)
}

/** A name that clients may ask for, as the contract has it; undefined where nothing of it is left. */
export function modelNameOf(name: string): string | undefined {
  const plain = name
    .replaceAll(/[^A-Za-z0-9._:/@+-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 128)
  return plain === '' ? undefined : plain
}
