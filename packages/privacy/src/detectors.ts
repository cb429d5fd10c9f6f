import type { IdentifierDetector, PatternDetector } from './detector.ts'
import { email } from './patterns/email.ts'
import { emailSpeltOut } from './patterns/email-spelt-out.ts'
import { ipV4 } from './patterns/ip-v4.ts'
import { ipV6 } from './patterns/ip-v6.ts'
import { url } from './patterns/url.ts'

/** Identifiers with a form of fixed lengths, called by the scanner. One line each, in any order: `resolve.ts` decides. */
export const identifierDetectors: readonly IdentifierDetector[] = []

/** What finds by itself in the whole text. */
export const patternDetectors: readonly PatternDetector[] = [email, emailSpeltOut, url, ipV4, ipV6]
