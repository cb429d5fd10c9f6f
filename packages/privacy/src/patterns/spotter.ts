/** A fixed string to look for, and what is to be done where it stands. */
export interface Spot<T> {
  readonly needle: string
  /** Letters of the needle in either case; the needle itself is then written in lower case. */
  readonly ignoreCase?: boolean
  readonly value: T
}

interface Placed<T> extends Spot<T> {
  /** Where in the needle the pair of characters stands by which it is found. */
  readonly pairAt: number
}

/** Latin-1: what lies above is read as 0 and found by the other characters of the needle. */
const alphabetSize = 256

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
 * Finds many fixed strings in one pass. Every needle is filed under its rarest two neighbouring characters; the pass looks at each
 * pair of the text once and compares needles only where such a pair stands, so prose costs one look-up per character and time is
 * linear for any text.
 *
 * @example
 * new PairSpotter([{ needle: 'ghp_', value: 'GitHub' }]).scan('token ghp_…', (value, at) => console.log(value, at)) // GitHub 6
 */
export class PairSpotter<T> {
  /** By pair: 0 for none, otherwise the place of its bucket plus one. */
  private readonly bucketOf = new Uint16Array(alphabetSize * alphabetSize)
  private readonly buckets: Placed<T>[][] = []

  constructor(spots: readonly Spot<T>[]) {
    for (const spot of spots) this.file({ ...spot, pairAt: rarestPairAt(spot.needle) })
  }

  private file(spot: Placed<T>): void {
    const firsts = casesOf(spot.needle.charCodeAt(spot.pairAt), spot.ignoreCase)
    const seconds = casesOf(spot.needle.charCodeAt(spot.pairAt + 1), spot.ignoreCase)
    for (const first of firsts) for (const second of seconds) this.bucketAt(first * alphabetSize + second).push(spot)
  }

  private bucketAt(pair: number): Placed<T>[] {
    const filed = this.buckets[(this.bucketOf[pair] ?? 0) - 1]
    if (filed !== undefined) return filed
    const fresh: Placed<T>[] = []
    this.bucketOf[pair] = this.buckets.push(fresh)
    return fresh
  }

  /** Calls `found` for every needle in the text, also for needles within needles. */
  scan(text: string, found: (value: T, at: number) => void): void {
    const { bucketOf } = this
    let previous = 0
    for (let place = 0; place < text.length; place += 1) {
      const code = text.charCodeAt(place)
      const current = code < alphabetSize ? code : 0
      const bucket = bucketOf[previous * alphabetSize + current] ?? 0
      if (bucket !== 0) this.compare(text, place - 1, bucket, found)
      previous = current
    }
  }

  private compare(text: string, pairAt: number, bucket: number, found: (value: T, at: number) => void): void {
    for (const spot of this.buckets[bucket - 1] ?? []) {
      const at = pairAt - spot.pairAt
      if (at >= 0 && standsAt(text, at, spot.needle, spot.ignoreCase === true)) found(spot.value, at)
    }
  }
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

function casesOf(code: number, ignoreCase = false): readonly number[] {
  if (!ignoreCase) return [code]
  const upper = String.fromCharCode(code).toUpperCase()
  return upper.length === 1 && upper.charCodeAt(0) !== code ? [code, upper.charCodeAt(0)] : [code]
}

function rarestPairAt(needle: string): number {
  let best = 0
  for (let at = 1; at < needle.length - 1; at += 1) if (rarity(needle, at) > rarity(needle, best)) best = at
  return best
}

function rarity(needle: string, at: number): number {
  return rankOf.get(needle.slice(at, at + 2).toLowerCase()) ?? commonPairs.length
}
