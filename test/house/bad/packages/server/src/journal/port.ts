export interface Journal {
  readonly record: () => void
}

export const journal: Journal = { record: () => {} }
