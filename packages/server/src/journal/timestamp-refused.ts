/**
 * `malformed`: no such structure; `status`: the authority did not grant it; `imprint`: of other bytes; `nonce`: of another
 * request; `algorithm`: one we do not accept; `attributes`: the signature does not cover what it must; `signature`: wrong;
 * `certificate`: that of the signer is missing or not the one signed for; `purpose`: it is not for time-stamps alone;
 * `chain`: no way to a trusted certificate; `validity`: one of the way was not valid at the time of the stamp; `clock`: its
 * time is not the one here, which only whoever asks for a stamp can know.
 */
export type TimestampRefusal =
  | 'malformed'
  | 'status'
  | 'imprint'
  | 'nonce'
  | 'algorithm'
  | 'attributes'
  | 'signature'
  | 'certificate'
  | 'purpose'
  | 'chain'
  | 'validity'
  | 'clock'

/** A time-stamp that proves nothing. */
export class TimestampRefused extends Error {
  override readonly name = 'TimestampRefused'
  readonly code: TimestampRefusal

  constructor(code: TimestampRefusal, detail?: string, options?: ErrorOptions) {
    super(`the time-stamp is refused: ${code}${detail === undefined ? '' : ` (${detail})`}`, options)
    this.code = code
  }
}
