/**
 * Labels of numbers that stand for one person, by the kind of number: German, English, and Spanish as clinical letters have it. Lower
 * case, without what divides their parts: `kundennr` is found in "Kunden-Nr.", "Kd.-Nr." is a label of its own.
 *
 * Numbers of orders, invoices, tickets and parcels stand for a thing or an event. They are no label here and stay as they are.
 */
const labels: Readonly<Record<string, string>> = {
  PATIENT_NUMBER: `
    patientennummer patientennr patientenid patientenkennung patnr patid patientnumber patientno patientid mrn medicalrecordnumber
    medicalrecordno hospitalnumber krankenaktennummer krankenaktennr nhc nhistoriaclinica numerodehistoriaclinica
    numerohistoriaclinica nhistoria historiaclinica cipa identificadordelpaciente identificaciondelpaciente idpaciente`,
  CASE_NUMBER: `
    fallnummer fallnr fallid fallkennung aufnahmenummer aufnahmenr behandlungsnummer befundnummer befundnr casenumber caseno
    caseid encounterid encounternumber admissionnumber episodio numerodeepisodio nepisodio schadennummer schadennr schadensnummer schadensnr
    claimnumber claimno kassenzeichen bgnummer bedarfsgemeinschaftsnummer leistungsnummer`,
  CUSTOMER_NUMBER: `
    kundennummer kundennr kundenid kundenkennung kdnr kdnummer debitorennummer debitorennr customernumber customerno customerid
    clientnumber clientno kundennumber kundenkontonummer bonuskartennummer`,
  ACCOUNT_NUMBER: `kontonummer kontonr ktonr accountnumber accountno acctno depotnummer depotnr kundenkonto`,
  PERSONNEL_NUMBER: `
    personalnummer personalnr persnr persnummer personalid mitarbeiternummer mitarbeiternr mitarbeiterid employeenumber employeeno employeeid
    staffnumber staffno staffid personnelnumber personnelno dienstnummer dienstnr stammnummer`,
  MEMBER_NUMBER: `
    mitgliedsnummer mitgliedsnr mitgliednummer mitgliednr mitgliedernummer mitglnr membershipnumber membershipno membershipid membernumber
    memberno memberid`,
  INSURANCE_NUMBER: `
    versicherungsnummer versicherungsnr versnr versichertennummer versichertennr versichertenid krankenversichertennummer
    krankenversichertennr krankenversicherungsnummer krankenversicherungsnr kvnr kvnummer rentenversicherungsnummer rentenversicherungsnr
    rvnr rvnummer sozialversicherungsnummer sozialversicherungsnr svnr svnummer vsnr policennummer policenr policennr
    versicherungsscheinnummer versicherungsscheinnr versicherungsschein policynumber policyno insurancenumber insuranceno insuranceid
    healthinsurancenumber nhsnumber nhsno nass numerodeseguridadsocial numerodelaseguridadsocial nseguridadsocial numerodeafiliacion`,
  CONTRACT_NUMBER: `
    vertragsnummer vertragsnr vertragsid vertragskonto vertragskontonummer vertragskontonr contractnumber contractno contractid
    darlehensnummer darlehensnr darlehenskonto bausparnummer mandatsreferenz sepamandatsreferenz zaehlernummer zählernummer zaehlernr zählernr`,
  STUDENT_NUMBER: `matrikelnummer matrikelnr matrnr studentnumber studentno studentid schuelernummer schülernummer matriculationnumber`,
  DOCUMENT_NUMBER: `
    ausweisnummer ausweisnr personalausweisnummer personalausweisnr reisepassnummer reisepassnr passnummer passnr passportnumber passportno
    identitycardnumber idcardnumber idcardno führerscheinnummer fuehrerscheinnummer führerscheinnr fuehrerscheinnr dienstausweisnummer
    dienstausweisnr aufenthaltstitelnummer driverlicensenumber driverslicensenumber drivinglicencenumber licencenumber`,
  PHYSICIAN_NUMBER: `arztnummer arztnr lanr ncol ncolegiado numcolegiado numerodecolegiado colegiado`,
  VEHICLE_NUMBER: `fahrgestellnummer fahrgestellnr fahrzeugidentifizierungsnummer fahrzeugidentnummer fahrzeugidentnr finnummer vinnumber`,
  DE_STEUERNUMMER: `steuernummer steuernr stnr`,
  DE_AKTENZEICHEN: `
    az aktenzeichen aktz aktenz gz geschäftszeichen geschaeftszeichen geschz geschäftsnummer geschaeftsnummer geschäftsnr geschaeftsnr geschnr
    unserzeichen ihrzeichen meinzeichen unsergeschäftszeichen tagebuchnummer tagebuchnr tgbnr vorgangszeichen filenumber filereference
    courtfilenumber courtfileno docketnumber docketno ourreference yourreference`,
}

/** The labels of each kind of number. */
export const labelsByKind: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(labels).map(([kind, list]) => [kind, list.trim().split(/\s+/)]),
)

const kinds: ReadonlyMap<string, string> = new Map(
  Object.entries(labelsByKind).flatMap(([kind, list]) => list.map((label) => [label, kind] as const)),
)

/**
 * Whether a label, the last word of one, or a word from `others` may end in these two characters (UTF-16 code units). Most words that stand
 * before a number do not, and so are never looked up.
 */
export function endingsOf(others: Iterable<string>): (last: number, previous: number) => boolean {
  const endings = new Set([...kinds.keys(), ...lastWords, ...others].map((word) => word.slice(-2)))
  const isEnding = new Uint8Array(128 * 128)
  for (const ending of endings) {
    for (const form of [
      ending,
      ending.toUpperCase(),
      ending.charAt(0) + ending.charAt(1).toUpperCase(),
      ending.charAt(0).toUpperCase() + ending.charAt(1),
    ])
      isEnding[form.charCodeAt(1) * 128 + form.charCodeAt(0)] = 1
  }
  // Beyond ASCII ("clínica", "Nº") it is looked up.
  return (last, previous) =>
    last > 127 || previous > 127 || isEnding[last * 128 + previous] === 1 || !isAsciiLetter(previous)
}

function isAsciiLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
}

/** What a number is for, by the label before it; the label as `labelKey` writes it. */
export function kindOfLabel(key: string): string | undefined {
  return kinds.get(key)
}

/** A label without case, diacritics of Spanish, and what divides its parts. */
export function labelKey(written: string): string {
  const lower = written.toLowerCase()
  if (/^[a-z]+$/.test(lower) && !lower.startsWith('n')) return lower
  return lower
    .replaceAll(/[\s._\-º°ª()/]/g, '')
    .replaceAll(/[áéíó]/g, (vowel) => 'aeio'.charAt('áéíó'.indexOf(vowel)))
    .replace(/^nro?(?=(?:de)?(?:historia|colegiado|episodio))/, 'n')
}

/** Last words of labels of several words: "customer number", "Patienten Nr.", "historia clínica". */
export const lastWords: ReadonlySet<string> = new Set([
  'nr',
  'no',
  'nummer',
  'number',
  'id',
  'kennung',
  'zeichen',
  'reference',
  'clinica',
  'paciente',
  'social',
  'colegiado',
  'episodio',
  'col',
  'afiliacion',
])
