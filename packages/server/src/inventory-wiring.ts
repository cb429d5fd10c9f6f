// Hands commands what they need to know which models there are.
import type { InventoryOffice } from './inventory-office.ts'
import { scanModels } from './inventory/scan.ts'

/** @param world.version of this program */
export function openInventory({ version }: { readonly version: string }): InventoryOffice {
  const by = `stellwerk ${version}`
  return { scan: (wish) => scanModels(wish, by) }
}
