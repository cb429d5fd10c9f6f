// Goal: the excerpt on the page is what comes out of the example above it.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { cycloneDx } from '@stellwerk/licences/bom/cyclonedx'
import { bomFacts } from '../../packages/server/src/commands/licences-bom-facts.ts'
import { digestOf, known } from '../licences/bom/small-installation.ts'
import { readPage } from './markdown.ts'

for (const path of ['docs/ai-bom.md', 'docs/de/ai-stueckliste.md']) {
  test(`${path}: the excerpt is in the bill of the example`, () => {
    const [example, excerpt] = readPage(path).blocks.filter(({ language }) => language === 'json')
    const { subject, components } = JSON.parse(example?.text ?? '')
    const bill = cycloneDx(
      {
        subject,
        createdAt: '2026-11-23T08:30:00Z',
        tool: { name: 'Stellwerk', version: '0.1.0' },
        components: components.map(({ id, claim: _, ...component }: { id: string; claim: unknown }, index: number) => ({
          id,
          component,
          ...bomFacts(components[index], 'components'),
        })),
      },
      known,
      digestOf,
    )
    assert.ok(holds(JSON.parse(JSON.stringify(bill)), JSON.parse(excerpt?.text ?? '')))
  })
}

/** Whether all of a part is in the whole: members by name, entries of a list anywhere in it. */
function holds(whole: unknown, part: unknown): boolean {
  if (Array.isArray(part)) return Array.isArray(whole) && part.every((one) => whole.some((other) => holds(other, one)))
  if (typeof part !== 'object' || part === null) return whole === part
  if (typeof whole !== 'object' || whole === null) return false
  const members = new Map<string, unknown>(Object.entries(whole))
  return Object.entries(part).every(([name, value]) => holds(members.get(name), value))
}
