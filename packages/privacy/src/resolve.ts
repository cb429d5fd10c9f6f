import type { Category, Finding } from './finding.ts'

/**
 * Of findings that overlap, the one that counts (reference § 2): secrets before all, certain before likely before weak, a date, an IBAN
 * or a card before a phone number, then the longer one. Answers them in the order of the text, without overlaps.
 *
 * What is left over of a name, an address or a link that gives way stays found: giving way must not uncover it.
 *
 * @param original the text in which the findings are places
 * @param passes whether one goes on as it is: such a one gives way to all that do not and are not weak, for it would hide them
 */
export function resolved(findings: readonly Finding[], original: string, passes: Passes = () => false): Finding[] {
  const sorted = findings.toSorted((one, other) => one.start - other.start)
  const taken: Finding[] = []
  for (let from = 0; from < sorted.length;) {
    const to = endOfOverlap(sorted, from)
    const only = to === from + 1 ? sorted[from] : undefined
    if (only === undefined) taken.push(...resolvedGroup(sorted.slice(from, to), original, passes))
    else taken.push(only)
    from = to
  }
  return taken
}

type Passes = (finding: Finding) => boolean

/** Behind the last of the findings that overlap with the one at `from`, directly or over others. They are in the order of the text. */
function endOfOverlap(sorted: readonly Finding[], from: number): number {
  let reach = sorted[from]?.end ?? 0
  let to = from + 1
  while (to < sorted.length && (sorted[to]?.start ?? 0) < reach) {
    reach = Math.max(reach, sorted[to]?.end ?? 0)
    to += 1
  }
  return to
}

function resolvedGroup(group: readonly Finding[], original: string, passes: Passes): Finding[] {
  const taken = new Taken(group)
  const found: Finding[] = []
  const gives = (finding: Finding): number => Number(finding.evidence === 'weak' || passes(finding))
  const order = (one: Finding, other: Finding): number => gives(one) - gives(other) || before(one, other)
  for (const finding of withoutPhonesInTheWay(group).toSorted(order)) {
    const free = taken.freeIn(finding)
    const isWhole = free.length === 1 && free[0]?.start === finding.start && free[0].end === finding.end
    if (isWhole) found.push(finding)
    else if (!divisible.has(finding.category) || finding.evidence === 'weak') continue
    else found.push(...free.flatMap((part) => trimmed({ ...finding, ...part }, original)))
    taken.take(finding)
  }
  return found.toSorted((one, other) => one.start - other.start)
}

/** What keeps its meaning in parts. Half a number means nothing. */
const divisible: ReadonlySet<Category> = new Set(['PERSON', 'ADDRESS', 'LOCATION', 'ORG', 'URL', 'PROFESSION'])

/** Which characters are taken, one byte each, so that looking costs no more than the findings are long. */
class Taken {
  readonly #offset: number
  readonly #taken: Uint8Array

  /** @param group findings in the order of the text; nothing outside of them is asked for */
  constructor(group: readonly Finding[]) {
    this.#offset = group[0]?.start ?? 0
    this.#taken = new Uint8Array(group.reduce((reach, { end }) => Math.max(reach, end), 0) - this.#offset)
  }

  take({ start, end }: Finding): void {
    this.#taken.fill(1, start - this.#offset, end - this.#offset)
  }

  isFree({ start, end }: Finding): boolean {
    return !this.#taken.subarray(start - this.#offset, end - this.#offset).includes(1)
  }

  /** The stretches of a finding that nothing has taken. */
  freeIn({ start, end }: Finding): { start: number; end: number }[] {
    const free: { start: number; end: number }[] = []
    let from = start
    for (let at = start; at <= end; at += 1) {
      if (at < end && this.#taken[at - this.#offset] === 0) continue
      if (at > from) free.push({ start: from, end: at })
      from = at + 1
    }
    return free
  }
}

/** Without the blanks and signs at both ends; nothing where no letter or digit is left. */
function trimmed(finding: Finding, original: string): Finding[] {
  const part = original.slice(finding.start, finding.end)
  const first = part.search(/[\p{L}\p{N}]/u)
  if (first < 0) return []
  let last = part.length
  while (!/[\p{L}\p{N}\p{M}]/u.test(part.charAt(last - 1))) last -= 1
  return [{ ...finding, start: finding.start + first, end: finding.start + last }]
}

/** A phone number has the loosest form of all that consists of digits: these come before it, even where they are shorter. */
const beforePhone: ReadonlySet<Category> = new Set(['DATE', 'IBAN', 'CREDIT_CARD', 'IP'])

function withoutPhonesInTheWay(group: readonly Finding[]): readonly Finding[] {
  const stricter = group.filter(({ category, evidence }) => beforePhone.has(category) && evidence !== 'weak')
  if (stricter.length === 0) return group
  const taken = new Taken(group)
  const takenForCertain = new Taken(group)
  for (const finding of stricter) {
    taken.take(finding)
    if (finding.evidence === 'certain') takenForCertain.take(finding)
  }
  const isInTheWay = (finding: Finding): boolean =>
    finding.category === 'PHONE' && !(finding.evidence === 'certain' ? takenForCertain : taken).isFree(finding)
  return group.filter((finding) => !isInTheWay(finding))
}

const evidenceRank = { certain: 0, likely: 1, weak: 2 } as const

function before(one: Finding, other: Finding): number {
  return (
    Number(other.category === 'SECRET') - Number(one.category === 'SECRET') ||
    evidenceRank[one.evidence] - evidenceRank[other.evidence] ||
    other.end - other.start - (one.end - one.start) ||
    other.score - one.score ||
    one.start - other.start ||
    // So that the same findings are resolved alike in whatever order the detectors found them.
    (one.kind < other.kind ? -1 : one.kind === other.kind ? 0 : 1)
  )
}
