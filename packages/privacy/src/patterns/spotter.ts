/** A fixed string to look for, and what is to be done where it stands. */
export interface Spot<T> {
  readonly needle: string
  /** Letters of the needle in either case; the needle itself is then written in lower case. */
  readonly ignoreCase?: boolean
  readonly value: T
}

interface Placed<T> extends Spot<T> {
  /** Where in the needle the three characters stand by which it is found. */
  readonly filedAt: number
  /** Where the character stands that is compared first, and its lower case: one beside the three, which they say nothing about. */
  readonly besideAt: number
  readonly beside: number
}

/** Latin-1: what lies above is read as 0 and found by the other characters of the needle. */
const alphabetSize = 256

/** Three characters make a number of 15 bits, five of each; case does not count. */
const hashSize = 0x8000

/** Lower case of the characters of Latin-1. */
const lowerCodes = Uint8Array.from({ length: alphabetSize }, (_, code) => lowerCode(code))

/**
 * Pairs of neighbouring characters, from common to rare, as counted in the German and English training texts of the recogniser; what is
 * not named is rarer than all of it. Only speed depends on it.
 */
const commonPairs = [
  'er|e |n |en|in|t |s |r | d| a|ch| s|de|te| t| i|an|he|st|re|ei| w| h|. |nd|d |ie|on|ge|es| b| m|ng|it|ne|un|be| e|',
  'th| f|or|is|ar|ht|le|al|y |se| g|, |ha|at|g |m |to|li|me|ic|di|tt| o|ll|ve|h |el|ti| u|o |nt|co| n|da| p|ri|as|au|',
  'sc| l|rt| r| c|l |ra|t.|a |ou|we| v|ur|us|et|ma|si|ro|la|ta|ed|wi|mi|ea|am|ay|ig|ss| k|tp|il|ni|rs|na|hi|i |om|:/|',
  '//|f |: |ol|ns|em|p:|ut|ho|wa|/t|so|ke|hr|.c|tr|fo|ac|lo|rd|o/| z|im|ts|sa|..|ee|no|ir|ag|ot|vo|u | j|ba|k |fe|ab|',
  'nn|ow| y|pe|mo|ck|pr|io|ad|zu|ah|n.|of|lt|oo|ru|rn|tu|eg|ca|do|fa|ec|yo|eh|sh|bi|id|uf|sp|ce|fr|um|ze|od|ai|pa|eu|',
  'os|eb|w |ga|po|vi|ia|go|wo|ls|gr|fi|rk|gh|bo|ft|uc|ld|ly|bu|ew|rg|nk|br|ul|pl|rr|wh|ka|oc|lu|gi|rl|su|mm|ki|op|n,|',
  'tz|- |p |ue|ak|af|hl|ff|ko|bl|iv|ry|av|pi|ef|e.|ja|ap| -|kt|ik|nc|ov|ür|nu|rb|du|ev|gs|up|ug|ep|fü|dr|mp|rm|hn|tw|',
  'if|ek|my|ob|tl|pp|s.|rc|nf|ex|gt|gl|ct|t,|ys|gu|mu|nz|ju|ye|fl|hu|fu|ds|b |ks|z |ey|mb|e,|zi|üb|ok|r.|ua|eo|rf|c |',
  'kr|ci|s:|og|  |ty|ph|jo| ü|oh|hm|qu|ps|cr|wu|kl|',
]
  .join('')
  .split('|')
const rankOf = new Map(commonPairs.map((pair, rank) => [pair, rank]))

/**
 * Finds many fixed strings in one pass. Every needle is filed under its rarest three neighbouring characters; the pass looks at each
 * three of the text once and compares needles only where such a three stands, so prose costs one look-up per character and time is
 * linear for any text.
 *
 * @example
 * new Spotter([{ needle: 'ghp_', value: 'GitHub' }]).scan('token ghp_…', (value, at) => console.log(value, at)) // GitHub 6
 */
export class Spotter<T> {
  /** By three characters: 0 for none, otherwise the place of its bucket plus one. */
  private readonly bucketOf = new Uint16Array(hashSize)
  private readonly buckets: Placed<T>[][] = []
  /** By bucket plus one: which characters its needles have before the three and behind them, one bit for each five bits of a code. */
  private readonly before: number[] = [0]
  private readonly behind: number[] = [0]

  /** @param spots needles of two characters or more */
  constructor(spots: readonly Spot<T>[]) {
    for (const spot of spots) {
      const filedAt = rarestAt(spot.needle)
      for (const hash of hashesAt(spot.needle, filedAt)) this.file(placed(spot, filedAt), hash)
    }
  }

  private file(spot: Placed<T>, hash: number): void {
    this.bucketAt(hash).push(spot)
    const bucket = this.bucketOf[hash] ?? 0
    const { filedAt, needle } = spot
    const side = filedAt > 0 ? this.before : this.behind
    const beside = filedAt > 0 ? filedAt - 1 : filedAt + 3
    // A needle of three characters or two says nothing of what stands beside them.
    side[bucket] = (side[bucket] ?? 0) | (beside < needle.length ? bitOf(needle.charCodeAt(beside)) : -1)
  }

  private bucketAt(hash: number): Placed<T>[] {
    const filed = this.buckets[(this.bucketOf[hash] ?? 0) - 1]
    if (filed !== undefined) return filed
    const fresh: Placed<T>[] = []
    this.bucketOf[hash] = this.buckets.push(fresh)
    this.before.push(0)
    this.behind.push(0)
    return fresh
  }

  /** Calls `found` for every needle in the text, also for needles within needles. */
  scan(text: string, found: (value: T, at: number) => void): void {
    const { bucketOf } = this
    let hash = 0
    for (let place = 0; place < text.length; place += 1) {
      hash = nextHash(hash, text.charCodeAt(place))
      const bucket = bucketOf[hash] ?? 0
      if (bucket !== 0 && this.mayStand(text, place - 2, bucket)) this.compare(text, place - 2, bucket, found)
    }
  }

  /** The cheap look at both sides of the three characters, which nine of ten places do not pass. */
  private mayStand(text: string, filedAt: number, bucket: number): boolean {
    return (
      ((this.before[bucket] ?? 0) & bitOf(text.charCodeAt(filedAt - 1))) !== 0 ||
      ((this.behind[bucket] ?? 0) & bitOf(text.charCodeAt(filedAt + 3))) !== 0
    )
  }

  private compare(text: string, filedAt: number, bucket: number, found: (value: T, at: number) => void): void {
    for (const spot of this.buckets[bucket - 1] ?? []) {
      const at = filedAt - spot.filedAt
      if (lowerCode(text.charCodeAt(at + spot.besideAt)) !== spot.beside || at < 0) continue
      if (standsAt(text, at, spot.needle, spot.ignoreCase === true)) found(spot.value, at)
    }
  }
}

function placed<T>(spot: Spot<T>, filedAt: number): Placed<T> {
  const besideAt = filedAt > 0 ? filedAt - 1 : Math.min(filedAt + 3, spot.needle.length - 1)
  return { ...spot, filedAt, besideAt, beside: lowerCode(spot.needle.charCodeAt(besideAt)) }
}

/** One bit of 32 for a character; case does not count. */
function bitOf(code: number): number {
  return 1 << (code < alphabetSize ? (lowerCodes[code] ?? 0) & 31 : 0)
}

/** What is more than three characters back has left the 15 bits. */
function nextHash(hash: number, code: number): number {
  return ((hash << 5) ^ (code < alphabetSize ? (lowerCodes[code] ?? 0) : 0)) & (hashSize - 1)
}

/** With -1 as the place any character may stand before the needle: of the first one of three, five bits count. */
function hashesAt(needle: string, at: number): readonly number[] {
  const firsts = at < 0 ? Array.from({ length: 32 }, (_, first) => first) : [nextHash(0, needle.charCodeAt(at))]
  return firsts.map((first) => nextHash(nextHash(first, needle.charCodeAt(at + 1)), needle.charCodeAt(at + 2)))
}

/** Whether the needle stands in the text at this place. */
function standsAt(text: string, at: number, needle: string, ignoreCase: boolean): boolean {
  for (let index = 0; index < needle.length; index += 1) {
    const code = text.charCodeAt(at + index)
    if ((ignoreCase ? lowerCode(code) : code) !== needle.charCodeAt(index)) return false
  }
  return true
}

/** Lower case of a Latin-1 letter; anything else as it is. */
function lowerCode(code: number): number {
  if (code >= 0x41 && code <= 0x5a) return code + 0x20
  return code >= 0xc0 && code <= 0xde && code !== 0xd7 ? code + 0x20 : code
}

/** Where the three characters begin whose two pairs are rarest together; -1 for a needle of two. */
function rarestAt(needle: string): number {
  if (needle.length < 3) return -1
  const rarityAt = (at: number): number => rarity(needle, at) + rarity(needle, at + 1)
  let best = 0
  for (let at = 1; at < needle.length - 2; at += 1) if (rarityAt(at) > rarityAt(best)) best = at
  return best
}

function rarity(needle: string, at: number): number {
  return rankOf.get(needle.slice(at, at + 2).toLowerCase()) ?? commonPairs.length
}
