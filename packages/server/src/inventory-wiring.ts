// Hands commands what they need to know which models there are.
import type { InventoryOffice, MadeObjects } from './inventory-office.ts'
import { readFactsFile } from './inventory/facts-file.ts'
import { addModels, ObjectMaker, type ObjectsWish } from './inventory/objects.ts'
import { scanModels } from './inventory/scan.ts'
import type { ModelFact } from '@stellwerk/contract/model-facts'

/** @param world.version of this program */
export function openInventory({ version }: { readonly version: string }): InventoryOffice {
  const by = `stellwerk ${version}`
  return {
    scan: (wish) => scanModels(wish, by),
    readFacts: readFactsFile,
    objectsOf: ({ facts, on, by: measuredBy, digest }, making) =>
      made(facts.models, {
        ...making,
        by,
        origin: { provenance: 'measured', statedBy: measuredBy, source: `facts ${digest}`, on },
      }),
  }
}

function made(models: readonly ModelFact[], wish: ObjectsWish): MadeObjects {
  const maker = new ObjectMaker()
  addModels(maker, models, wish)
  return { objects: maker.objects, left: maker.left, upstreams: [] }
}
