/** A document as JSON.parse gives it, to be looked into by path; a wrong path fails the test. */
export type Parsed = ReturnType<typeof JSON.parse>
