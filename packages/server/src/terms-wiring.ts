// What licences ask of callers: the terms in force, who has accepted them, and how the journal says so.
import { formatHex } from '@stellwerk/tlog/format/bytes'
import type { Config } from '@stellwerk/contract/config'
import { GatewayError } from '@stellwerk/contract/error'
import type { KeyOffice } from '@stellwerk/contract/key-office'
import type { TermsOffice } from '@stellwerk/contract/terms-office'

import { openCatalogue } from './catalogue-wiring.ts'
import { systemClock } from './clock.ts'
import type { Gate, LicenceDesk } from './house.ts'
import { createIdentity } from './identity/identity.ts'
import type { Journal } from './journal/journal.ts'
import type { JournalItem } from './journal/messages.ts'
import { openJournal } from './journal-wiring.ts'
import { type OpenLicences, openLicences } from './licence-wiring.ts'
import { sha256 } from './primitives.ts'
import { sqliteAcceptanceStore } from './storage/sqlite/acceptance-store.ts'
import { sqliteKeyStore } from './storage/sqlite/key-store.ts'
import { openStore, type SqliteStore } from './storage/sqlite/store.ts'
import { Acceptances } from './terms/acceptances.ts'
import { boundGate } from './terms/bound-gate.ts'
import type { LicenceFindings, OfferedModel } from './terms/findings.ts'
import { licenceDesk } from './terms/licence-desk.ts'
import { TermsInForce } from './terms/terms-in-force.ts'
import { type AcceptanceEvent, termsOffice } from './terms/terms-office.ts'

/** Milliseconds of a day. */
const dayMs = 86_400_000

/**
 * Days that key and office stay in the vault. A key lives a year at most, and three years from the end of a year somebody can ask
 * what was agreed (§§ 195, 199 BGB; checked 2026-11-23).
 */
const keptDays = 5 * 366

const hex = (bytes: Uint8Array): string => formatHex(sha256(bytes))

export interface OpenTerms {
  readonly office: TermsOffice
  readonly desk: LicenceDesk
  /** The gate, bound to what callers have accepted. */
  readonly bound: (gate: Gate) => Gate
}

/** Reads who has accepted what. A store that cannot be read stops the start: nobody would know who is bound. */
export async function openTerms(
  config: Config,
  parts: {
    readonly store: Pick<SqliteStore, 'db'>
    readonly journal: Pick<Journal, 'append'>
    readonly findings: LicenceFindings
    readonly keys: Pick<KeyOffice, 'list'>
    readonly onWithdrawn: () => void
  },
): Promise<OpenTerms> {
  const { findings, journal, onWithdrawn } = parts
  const store = sqliteAcceptanceStore(parts.store)
  const inForce = new TermsInForce({
    findings,
    offered: offeredBy(config),
    digestOf: (text) => hex(new TextEncoder().encode(text)),
  })
  const acceptances = new Acceptances(await store.all())
  const office = termsOffice({
    inForce,
    acceptances,
    store,
    keys: async () => new Map((await parts.keys.list()).map((key) => [key.id, key])),
    record: async (event) => {
      for (const item of itemsOf(event, systemClock.now())) await journal.append(item).catch(recordFailed)
    },
    onWithdrawn,
    catalogueAsOf: () => findings.catalogue().asOf,
    now: () => Math.floor(systemClock.now()),
  })
  // What it does not take now it is told at the next withdrawal or start; meanwhile those keys are shut.
  await office.tellOwed().catch(() => undefined)
  return {
    office,
    desk: licenceDesk({ findings, inForce, acceptances, office, sha256: hex }),
    bound: (gate) => boundGate(gate, { inForce, acceptances }),
  }
}

function recordFailed(cause: unknown): never {
  throw new GatewayError('record_failed', {}, { cause })
}

function offeredBy({ useCases, deployments }: Config): readonly OfferedModel[] {
  const modelOf = new Map(deployments.map(({ id, model }) => [id, model]))
  return useCases.flatMap(({ id: useCaseId, deployments: ids }) =>
    [...new Set(ids.map((id) => modelOf.get(id)).filter((model) => model !== undefined))].map((model) => ({
      useCaseId,
      model,
    })),
  )
}

/** One entry for each licence: whoever looks for what was agreed under one of them finds it by its name. */
function itemsOf({ action, keyId, useCaseId, licences, digest, by }: AcceptanceEvent, now: number): JournalItem[] {
  return licences.map((licence) => ({
    draft: { type: 'licenceTerms', action, useCase: useCaseId, licence, terms: digest, commitments: {} },
    subjects: [`key:${keyId}`],
    identities: { key: keyId, office: by },
    keeping: { class: 'governance', deleteOnDay: Math.floor(now / dayMs) + keptDays },
  }))
}

/** Opens store and journal for a command. While it is open no server can start. */
export async function openTermsOffice(
  config: Config,
  { version }: { readonly version: string },
): Promise<{ readonly office: TermsOffice; readonly close: () => Promise<void> }> {
  const quiet = { event: () => undefined } // Whoever runs the command hears from its answer what fails.
  const { journal, close: closeJournal } = await openJournal(config, { version }, quiet)
  const store = openStore({ dataDirectory: config.data, now: systemClock.now() })
  const identity = await createIdentity({
    store: sqliteKeyStore(store),
    now: () => systemClock.now(),
    useCaseIds: () => config.useCases.map(({ id }) => id),
    frontEndIds: () => config.frontEnds.map(({ id }) => id),
    onTrouble: () => undefined, // Without polling nothing can fail behind our back.
    isPolling: false,
  })
  let licences: OpenLicences | undefined
  const close = async (): Promise<void> => {
    await licences?.close()
    await identity.stop()
    await store.close()
    await closeJournal()
  }
  try {
    const now = (): number => systemClock.now()
    const catalogue = await openCatalogue(config, { journal, onTrouble: () => undefined }) // As above.
    licences = await openLicences(config, { store, journal, log: quiet, catalogue, now, onChanged: () => undefined })
    const { office } = await openTerms(config, {
      store,
      journal,
      findings: licences.findings,
      keys: identity.office,
      onWithdrawn: () => undefined,
    })
    return { office, close }
  } catch (error) {
    await close()
    throw error
  }
}
