import type { IdentifierDetector, PatternDetector } from './detector.ts'
import { email } from './patterns/email.ts'
import { emailSpeltOut } from './patterns/email-spelt-out.ts'
import { ipV4 } from './patterns/ip-v4.ts'
import { ipV6 } from './patterns/ip-v6.ts'
import { secrets } from './patterns/secrets.ts'
import { url } from './patterns/url.ts'
import { atReisepass } from './identifiers/at-reisepass.ts'
import { atSteuernummer } from './identifiers/at-steuernummer.ts'
import { atSvnr } from './identifiers/at-svnr.ts'
import { chAhv } from './identifiers/ch-ahv.ts'
import { chUid } from './identifiers/ch-uid.ts'
import { deBsnr } from './identifiers/de-bsnr.ts'
import { deFuehrerschein } from './identifiers/de-fuehrerschein.ts'
import { deKvnr } from './identifiers/de-kvnr.ts'
import { deLanr } from './identifiers/de-lanr.ts'
import { dePersonalausweis } from './identifiers/de-personalausweis.ts'
import { deReisepass } from './identifiers/de-reisepass.ts'
import { deRvnr } from './identifiers/de-rvnr.ts'
import { deSteuerId } from './identifiers/de-steuer-id.ts'
import { deSteuernummer } from './identifiers/de-steuernummer.ts'
import { deUstId } from './identifiers/de-ust-id.ts'
import { deWirtschaftsId } from './identifiers/de-wirtschafts-id.ts'

/** Identifiers with a form of fixed lengths, called by the scanner. One line each, in any order: `resolve.ts` decides. */
export const identifierDetectors: readonly IdentifierDetector[] = [
  atReisepass,
  atSteuernummer,
  atSvnr,
  chAhv,
  chUid,
  deBsnr,
  deFuehrerschein,
  deKvnr,
  deLanr,
  dePersonalausweis,
  deReisepass,
  deRvnr,
  deSteuerId,
  deSteuernummer,
  deUstId,
  deWirtschaftsId,
]

/** What finds by itself in the whole text. */
export const patternDetectors: readonly PatternDetector[] = [email, emailSpeltOut, url, ipV4, ipV6, secrets]
