/**
 * The numbers of one or two digits that mean something. The prose of a text leaves all of them out, because copies number their
 * clauses differently; but `20 million` is a threshold, `Llama 3` a version and `April 5` a date. Where only the prose of a text is
 * known, these have to agree as well (reference/licences.md § 3.2).
 */

const shortNumber = /(?<![\p{L}\p{N}.,])[0-9]{1,2}(?![\p{L}\p{N}]|[.,][0-9])/gu

// A number at the beginning of a line that a full stop, a bracket or nothing follows: it counts clauses. Marks of Markdown may stand
// around it, and other marks before it (`b) 2.`). A sentence that ends with a number at the beginning of a wrapped line looks the same; then the copies differ and no hit
// comes of it, which is the safe side.
const beginsLine = /(?:^|\n)[\s#>*_|\\-]*(?:\(?(?:[a-z]|[ivx]{1,4}|[0-9]{1,2})[.)][*_]*\s+)*\(?$/i
const endsMark = /^[*_]*(?:\\?[.):]|[ \t]*(?:\r?\n|$))/

// `(30)` after a number in words says it once more; any other number in brackets counts items.
const saidInWords =
  /(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty|thirty|forty|fifty|sixty|ninety)\s*\($/i
const inBrackets = /\($/

// References follow the numbering.
const refersTo = /(?:sections?|articles?|clauses?|paragraphs?|items?|exhibits?|annex|attachments?|part|§)\s*\(?$/i

/** Characters looked at on either side of a number. */
const sight = 40

/**
 * @example numbersWithMeaning('3. Above 20 million (see Section 4) within thirty (30) days of Llama 4') // ['20', '30', '4']
 */
export function numbersWithMeaning(text: string): readonly string[] {
  const plain = text.normalize('NFKC')
  return [...plain.matchAll(shortNumber)].flatMap(({ 0: number, index }) => {
    const before = plain.slice(Math.max(0, index - sight), index)
    const after = plain.slice(index + number.length, index + number.length + sight)
    return counts(index <= sight ? before : `…${before}`, after) ? [] : [number]
  })
}

/** Whether a number between these counts clauses or refers to one. */
function counts(before: string, after: string): boolean {
  if (beginsLine.test(before) && endsMark.test(after)) return true
  if (refersTo.test(before)) return true
  return inBrackets.test(before) && after.startsWith(')') && !saidInWords.test(before)
}
