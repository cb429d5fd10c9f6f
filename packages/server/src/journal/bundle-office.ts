// How the journal says that evidence left the house.
import { GatewayError } from '@stellwerk/contract/error'
import type { EvidenceOffice, ExportWish, RecordedAt, SampleWish } from '@stellwerk/contract/journal/bundle-office'

import type { JournalItem } from './messages.ts'

/** Milliseconds of a day. */
const dayMs = 86_400_000

/**
 * Days that recipient and reason stay in the vault: for as long as somebody can ask to whom data were disclosed. Three
 * years from the end of a year (§§ 195, 199 BGB; Art. 15(1)(c) GDPR); checked 2026-11-23.
 */
const keptDays = 4 * 366

/** @throws GatewayError record_failed */
export function evidenceOffice(ports: {
  readonly append: (item: JournalItem) => Promise<RecordedAt>
  /** Milliseconds since the epoch. */
  readonly now: () => number
}): EvidenceOffice {
  const append = (item: JournalItem): Promise<RecordedAt> =>
    ports.append(item).catch((cause: unknown) => {
      throw new GatewayError('record_failed', {}, { cause })
    })
  return {
    exported: (wish) => Promise.all(exportItems(wish, ports.now()).map(append)),
    sampled: (wish) => append(sampleItem(wish)),
  }
}

function exportItems({ logs, manifest, recipient, reason }: ExportWish, now: number): readonly JournalItem[] {
  const identities = {
    manifest,
    ...(recipient === undefined ? {} : { recipient }),
    ...(reason === undefined ? {} : { reason }),
  }
  return logs.map(({ origin, size }) => ({
    draft: { type: 'export', origin, size, commitments: {} },
    subjects: recipient === undefined ? [] : [`person:${recipient}`],
    identities,
    keeping: { class: 'governance', deleteOnDay: Math.floor(now / dayMs) + keptDays },
  }))
}

function sampleItem(wish: SampleWish): JournalItem {
  return {
    draft: { type: 'sample', ...wish },
    subjects: [],
    identities: {},
    keeping: { class: 'none', deleteOnDay: 0 },
  }
}
