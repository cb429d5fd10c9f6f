import { describe, test } from 'bun:test'
import assert from 'node:assert/strict'

import { catalogue } from '@stellwerk/licences/catalogue/catalogue'
import { indexCatalogue } from '@stellwerk/licences/catalogue-index'
import { evaluate } from '@stellwerk/licences/evaluate'

import type { AcceptanceRecord, AcceptanceStore, AcceptedText } from './acceptance-store.ts'
import { Acceptances } from './acceptances.ts'
import type { LicenceFindings } from './findings.ts'
import { TermsInForce } from './terms-in-force.ts'
import { type AcceptanceEvent, termsOffice } from './terms-office.ts'

// Goal: an acceptance opens nothing before journal and store have it, and a withdrawal shuts whatever fails after it.
const known = indexCatalogue(catalogue)
const licence = 'LicenseRef-gemma-tou-2025-03-24'
const profile = { audience: 'customers', exposure: 'hosted-service', commercial: true } as const
const component = { kind: 'model', name: 'Model-1', modality: 'text', licence } as const

class MemoryStore implements AcceptanceStore {
  records: AcceptanceRecord[] = []
  readonly texts = new Map<string, AcceptedText>()
  fails = false

  #mayFail(): void {
    if (this.fails) throw new Error('disk')
  }

  readonly all = async () => [...this.records]
  readonly textOf = async (digest: string) => this.texts.get(digest)
  readonly insert = async (record: AcceptanceRecord, text: AcceptedText) => {
    this.#mayFail()
    this.records.push(record)
    this.texts.set(text.digest, text)
    return 'stored' as const
  }
  readonly withdraw = async ({ keyId, digest, at, by }: { keyId: string; digest: string; at: number; by: string }) => {
    this.#mayFail()
    this.records = this.records.map((one) =>
      one.keyId === keyId && one.digest === digest && one.withdrawn === undefined
        ? { ...one, withdrawn: { at, by, isTold: false } }
        : one,
    )
  }
  readonly markTold = async ({ acceptedAt }: { acceptedAt: number }) => {
    this.records = this.records.map((one) =>
      one.acceptedAt === acceptedAt && one.withdrawn ? { ...one, withdrawn: { ...one.withdrawn, isTold: true } } : one,
    )
  }
}

function world() {
  let [generation, name] = [0, 'Model-1']
  const findings: LicenceFindings = {
    generation: () => generation,
    catalogue: () => known,
    evaluationsFor: () => {
      const work = { ...component, name }
      return [{ deploymentId: 'd', profile, component: work, evaluation: evaluate(profile, work, known) }]
    },
  }
  const store = new MemoryStore()
  const told: AcceptanceEvent[] = []
  const journal = { fails: false }
  const digestOf = (text: string): string => new Bun.CryptoHasher('sha256').update(text).digest('hex')
  const inForce = new TermsInForce({ findings, offered: [{ useCaseId: 'u', model: 'm' }], digestOf })
  let moment = 1_000
  const start = () => {
    const acceptances = new Acceptances([...store.records])
    const office = termsOffice({
      inForce,
      acceptances,
      store,
      keys: async () => new Map([['keykey11', { useCaseId: 'u', state: 'active' }]]),
      record: async (event) => {
        if (journal.fails) throw new Error('journal')
        told.push(event)
      },
      onWithdrawn: () => undefined,
      catalogueAsOf: () => known.asOf,
      now: () => moment++,
    })
    return { acceptances, office }
  }
  const change = (): void => {
    generation++
    name = 'Model-2'
  }
  return { ...start(), start, store, told, journal, inForce, change }
}

const wish = { key: 'keykey11', model: 'm', by: 'Legal department' }
const actsOf = (told: readonly AcceptanceEvent[]): readonly string[] => told.map(({ action }) => action)

describe('an acceptance', () => {
  test('opens nothing that the journal does not have', async () => {
    const { office, acceptances, journal, store, inForce } = world()
    journal.fails = true
    await assert.rejects(office.accept(wish))
    assert.equal(acceptances.has('keykey11', inForce.ofModel('u', 'm')?.digest ?? ''), false)
    assert.deepEqual(store.records, [])
  })

  test('opens nothing that the store does not have', async () => {
    const { office, acceptances, store, inForce } = world()
    store.fails = true
    await assert.rejects(office.accept(wish))
    assert.equal(acceptances.has('keykey11', inForce.ofModel('u', 'm')?.digest ?? ''), false)
  })

  test('that two people give at once is one', async () => {
    const { office, told } = world()
    const [one, other] = await Promise.all([office.accept(wish), office.accept({ ...wish, by: 'Procurement' })])
    assert.deepEqual(one, other)
    assert.deepEqual(actsOf(told), ['accept'])
  })

  test('is of an earlier text once the text has changed, and that text can still be read', async () => {
    const { office, inForce, change } = world()
    const { digest } = await office.accept(wish)
    const [before] = await office.show({ digest })
    change()
    assert.equal(inForce.isInForce(digest), false)
    assert.equal((await office.list())[0]?.isInForce, false)
    assert.deepEqual(await office.show({ digest }), [before])
    assert.notEqual((await office.show({ model: 'm' }))[0]?.digest, digest)
  })
})

describe('a withdrawal', () => {
  test('shuts at once although the store fails', async () => {
    const { office, acceptances, store } = world()
    const { digest } = await office.accept(wish)
    store.fails = true
    await assert.rejects(office.withdraw({ key: wish.key, by: wish.by }))
    assert.equal(acceptances.has(wish.key, digest), false)
  })

  test('that the journal did not take is told when somebody asks again', async () => {
    const { office, acceptances, journal, told } = world()
    const { digest } = await office.accept(wish)
    journal.fails = true
    await assert.rejects(office.withdraw({ key: wish.key, by: wish.by }))
    assert.equal(acceptances.has(wish.key, digest), false)
    journal.fails = false
    await office.withdraw({ key: wish.key, by: wish.by })
    assert.deepEqual(actsOf(told), ['accept', 'withdraw'])
    await assert.rejects(office.withdraw({ key: wish.key, by: wish.by }), /not_found/)
  })

  test('that the journal did not take is told at the next start', async () => {
    const { office, journal, told, start } = world()
    const { digest } = await office.accept(wish)
    journal.fails = true
    await assert.rejects(office.withdraw({ key: wish.key, by: wish.by }))
    journal.fails = false
    const again = start()
    assert.equal(again.acceptances.has(wish.key, digest), false)
    await again.office.tellOwed()
    await again.office.tellOwed()
    assert.deepEqual(actsOf(told), ['accept', 'withdraw'])
  })

  test('can be followed by an acceptance within the same millisecond', async () => {
    const { office, store } = world()
    await office.accept(wish)
    await office.withdraw({ key: wish.key, by: wish.by })
    await office.accept(wish)
    assert.equal(new Set(store.records.map(({ acceptedAt }) => acceptedAt)).size, 2)
  })
})
