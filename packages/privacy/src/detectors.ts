import type { IdentifierDetector, PatternDetector } from './detector.ts'

/** Identifiers with a form of fixed lengths, called by the scanner. One line each, in any order: `resolve.ts` decides. */
export const identifierDetectors: readonly IdentifierDetector[] = []

/** What finds by itself in the whole text. */
export const patternDetectors: readonly PatternDetector[] = []
