// Real Decreto 1553/2005 (DNI) and Orden INT/2058/2008 (NIE): remainder by 23 picks the letter.
const letters = 'TRWAGMYFPDXBNJZSQVHLCKE'

/** Control letter that Spanish identifiers of persons (DNI, NIE, NIF) carry for their number. */
export function esControlLetter(number: number): string {
  return letters.charAt(number % 23)
}
