/** What a UTF-16 code unit is to the recogniser. A table for the first 592 (to the end of Latin Extended-B), ranges above. */
export const unitKinds = { other: 0, lower: 1, upper: 2, digit: 3, space: 4, line: 5 } as const

/** Latin Extended-B ends here; above it case is asked of the runtime. */
const tableSize = 0x2_50

const kinds = new Uint8Array(tableSize)
const lowers = new Uint16Array(tableSize)

for (let unit = 0; unit < tableSize; unit++) {
  const character = String.fromCharCode(unit)
  const lower = character.toLowerCase()
  lowers[unit] = lower.length === 1 ? lower.charCodeAt(0) : unit
  kinds[unit] = kindOfLatin(unit, character, lower)
}

function kindOfLatin(unit: number, character: string, lower: string): number {
  if (unit === 10 || unit === 13) return unitKinds.line
  if (unit === 32 || unit === 9 || unit === 0xa0) return unitKinds.space
  if (unit >= 48 && unit <= 57) return unitKinds.digit
  if (lower !== character) return unitKinds.upper
  const isSmall = (unit >= 97 && unit <= 122) || (unit >= 0xc0 && unit !== 0xd7 && unit !== 0xf7)
  return isSmall ? unitKinds.lower : unitKinds.other
}

/** Scripts above Latin: letters without case count as lower. Ranges of The Unicode Standard, coarse on purpose. */
function kindAbove(unit: number): number {
  if (unit >= 0x3_70 && unit < 0x20_00) return isUpperAbove(unit) ? unitKinds.upper : unitKinds.lower
  if (unit === 0x20_28 || unit === 0x20_29) return unitKinds.line
  if (unit >= 0x2c_00 && unit < 0xd8_00 && (unit < 0x30_00 || unit > 0x30_03)) return unitKinds.lower
  return unit >= 0xf9_00 && unit < 0xfe_00 ? unitKinds.lower : unitKinds.other
}

/** Greek, Cyrillic and Latin Extended Additional have case. */
function isUpperAbove(unit: number): boolean {
  const hasCase = (unit >= 0x3_70 && unit < 0x5_90) || (unit >= 0x1e_00 && unit < 0x20_00)
  return hasCase && lowerOf(unit) !== unit
}

export function kindOf(unit: number): number {
  return unit < tableSize ? (kinds[unit] ?? 0) : kindAbove(unit)
}

/** One unit to one unit: a letter whose lower case is longer stays as it is. */
export function lowerOf(unit: number): number {
  if (unit < tableSize) return lowers[unit] ?? unit
  if (unit >= 0xd8_00 && unit < 0xe0_00) return unit
  const lower = String.fromCharCode(unit).toLowerCase()
  return lower.length === 1 ? lower.charCodeAt(0) : unit
}

export function isLetter(unit: number): boolean {
  const kind = kindOf(unit)
  return kind === unitKinds.lower || kind === unitKinds.upper
}
