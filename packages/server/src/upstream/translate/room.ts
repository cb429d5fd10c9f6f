import { GatewayError } from '@stellwerk/contract/error'

/** Characters of one answer that a translator holds until its end. A file that is written at once fits. */
const charactersMax = 16 * 1024 * 1024

/** What an item or a call takes besides its text. */
export const itemCharacters = 256

/** What the probability of a token takes. */
export const logprobCharacters = 32

/** Room for what is held of one answer, so that an engine that finds no end does not fill our memory. */
export class Room {
  #left = charactersMax

  /** @throws GatewayError engine_answer_too_large */
  take(characters: number): void {
    this.#left -= characters
    if (this.#left < 0) throw new GatewayError('engine_answer_too_large', { details: { bytesMax: charactersMax } })
  }
}
