import type { IdentifierDetector, PatternDetector } from './detector.ts'
import { deAktenzeichen } from './patterns/de-aktenzeichen.ts'
import { deHandelsregister } from './patterns/de-handelsregister.ts'
import { deKfz } from './patterns/de-kfz.ts'
import { labelledNumber } from './patterns/labelled-number.ts'
import { labelledPerson } from './patterns/labelled-person.ts'
import { mrz } from './patterns/mrz.ts'
import { age } from './patterns/age.ts'
import { date } from './patterns/date.ts'
import { email } from './patterns/email.ts'
import { emailSpeltOut } from './patterns/email-spelt-out.ts'
import { ipV4 } from './patterns/ip-v4.ts'
import { ipV6 } from './patterns/ip-v6.ts'
import { addressedPerson } from './patterns/addressed-person.ts'
import { addresses } from './patterns/addresses.ts'
import { secrets } from './patterns/secrets.ts'
import { phone } from './patterns/phone.ts'
import { timeOfDay } from './patterns/time.ts'
import { specialCategories } from './patterns/special-categories.ts'
import { url } from './patterns/url.ts'
import { atReisepass } from './identifiers/at-reisepass.ts'
import { atSteuernummer } from './identifiers/at-steuernummer.ts'
import { atSvnr } from './identifiers/at-svnr.ts'
import { chAhv } from './identifiers/ch-ahv.ts'
import { bic } from './identifiers/bic.ts'
import { btc } from './identifiers/btc.ts'
import { chUid } from './identifiers/ch-uid.ts'
import { creditCard } from './identifiers/credit-card.ts'
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
import { beNationalNumber } from './identifiers/be-national-number.ts'
import { bgEgn } from './identifiers/bg-egn.ts'
import { czRodneCislo } from './identifiers/cz-rodne-cislo.ts'
import { dkCpr } from './identifiers/dk-cpr.ts'
import { eeLtPersonalCode } from './identifiers/ee-lt-personal-code.ts'
import { esCif } from './identifiers/es-cif.ts'
import { esDni } from './identifiers/es-dni.ts'
import { esNass } from './identifiers/es-nass.ts'
import { esNie } from './identifiers/es-nie.ts'
import { esNif } from './identifiers/es-nif.ts'
import { euVat } from './identifiers/eu-vat.ts'
import { fiHetu } from './identifiers/fi-hetu.ts'
import { frNir } from './identifiers/fr-nir.ts'
import { hrOib } from './identifiers/hr-oib.ts'
import { huAdoazonosito } from './identifiers/hu-adoazonosito.ts'
import { huTaj } from './identifiers/hu-taj.ts'
import { iePps } from './identifiers/ie-pps.ts'
import { itCf } from './identifiers/it-cf.ts'
import { lvPersonasKods } from './identifiers/lv-personas-kods.ts'
import { nlBsn } from './identifiers/nl-bsn.ts'
import { noFodselsnummer } from './identifiers/no-fodselsnummer.ts'
import { plNip } from './identifiers/pl-nip.ts'
import { plPesel } from './identifiers/pl-pesel.ts'
import { plRegon } from './identifiers/pl-regon.ts'
import { ptNif } from './identifiers/pt-nif.ts'
import { roCnp } from './identifiers/ro-cnp.ts'
import { sePersonnummer } from './identifiers/se-personnummer.ts'
import { siEmso } from './identifiers/si-emso.ts'
import { ukNhs } from './identifiers/uk-nhs.ts'
import { ukNino } from './identifiers/uk-nino.ts'
import { usSsn } from './identifiers/us-ssn.ts'
import { eth } from './identifiers/eth.ts'
import { iban } from './identifiers/iban.ts'
import { lei } from './identifiers/lei.ts'
import { mac } from './patterns/mac.ts'

/** Identifiers with a form of fixed lengths, called by the scanner. One line each, in any order: `resolve.ts` decides. */
export const identifierDetectors: readonly IdentifierDetector[] = [
  atReisepass,
  atSteuernummer,
  atSvnr,
  chAhv,
  bic,
  btc,
  chUid,
  creditCard,
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
  beNationalNumber,
  bgEgn,
  czRodneCislo,
  dkCpr,
  eeLtPersonalCode,
  esCif,
  esDni,
  esNass,
  esNie,
  esNif,
  euVat,
  fiHetu,
  frNir,
  hrOib,
  huAdoazonosito,
  huTaj,
  iePps,
  itCf,
  lvPersonasKods,
  nlBsn,
  noFodselsnummer,
  plNip,
  plPesel,
  plRegon,
  ptNif,
  roCnp,
  sePersonnummer,
  siEmso,
  ukNhs,
  ukNino,
  usSsn,
  eth,
  iban,
  lei,
]

/** What finds by itself in the whole text. */
export const patternDetectors: readonly PatternDetector[] = [
  addressedPerson,
  addresses,
  deAktenzeichen,
  deHandelsregister,
  deKfz,
  labelledNumber,
  labelledPerson,
  mrz,
  email,
  emailSpeltOut,
  url,
  ipV4,
  ipV6,
  mac,
  secrets,
  specialCategories,
  date,
  timeOfDay,
  age,
  phone,
]
