/** By name of the field: standard base64 (RFC 4648 § 4) of the 32 bytes of a commitment. */
export type Commitments = Readonly<Record<string, string>>
