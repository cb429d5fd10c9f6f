/**
 * What streets, places and numbers are called: a gazetteer of kinds of streets, not of streets. Own lists; the UK postcode areas and the
 * codes of US states are facts of Royal Mail and the USPS (Publication 28). Checked 2026-11-23.
 */

function wordsOf(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/))
}

/** Ends of words that, with a number behind them, are a street in German, Dutch and the Nordic languages. Lower case. */
export const streetEndings: readonly string[] =
  `straße strasse str. str gasse allee weg platz ufer damm chaussee promenade esplanade twiete redder stieg steig gässchen
    gässle ring straat laan plein gracht kade singel steeg gatan vägen gata gade vej`.split(/\s+/)

/** Ends that are as often something else: they need a place or a cue beside them. */
export const vagueEndings: readonly string[] =
  `markt hof höfe berg tal feld felder garten gärten park tor wall graben brücke kamp höhe hang rain winkel anger siedlung steg
    kai pfad bach heide leite wiese wiesen grund eck bogen acker blick see mühle dijk dreef pad`.split(/\s+/)

/** Words that end like a street and are none. */
export const noStreets = wordsOf(
  `bundesstraße bundesstrasse landesstraße landesstrasse staatsstraße kreisstraße autostraße milchstraße datenstraße sackgasse
    arbeitsplatz sitzplatz parkplatz stellplatz tabellenplatz listenplatz startplatz studienplatz ausbildungsplatz stehplatz
    zeltplatz schlafplatz speicherplatz lagerplatz spitzenplatz podestplatz medaillenplatz abstiegsplatz aufstiegsplatz
    pflegeplatz kitaplatz kita-platz krippenplatz therapieplatz praktikumsplatz landeplatz steckplatz sendeplatz
    relegationsplatz rechtsweg umweg radweg arbeitsweg heimweg rückweg hinweg ausweg gehweg bremsweg lösungsweg dienstweg
    übertragungsweg luftweg anstieg abstieg ausstieg einstieg aufstieg umstieg bahnsteig gatesteig string
    spring boxring hering ehering during bring engineering monitoring plan planet inderstr`,
)

/** Standing alone, a street only behind an adjective or the name of a place: "Potsdamer Platz 1". */
export const streetNouns = wordsOf(
  `straße strasse str. str gasse allee weg platz ufer damm chaussee promenade ring markt graben wall steig stieg hof berg
    brücke kamp tor höhe pfad anger straat laan plein`,
)

/** Begin the name of a street in German when they are written with a capital in front of a noun and a number. */
export const leadingPrepositions = wordsOf(
  'Am An Auf Im In Zum Zur Zu Unter Hinter Vor Bei Beim Über Neben Ob Hinterm Unterm Vorm Achter Op Up Aan De Het Op Van',
)

export const articles = wordsOf('der dem den die das des de den het la le las los du del della dei degli')

/** Stand before the noun of a street: "Alte Poststraße", "Obere Hauptstraße". */
export const streetAdjectives =
  /^(?:alt|neu|groß|gross|klein|ober|unter|hinter|vorder|inner|äußer|lang|kurz|breit|hoh|schmal|still|grün|rot|weiß|schwarz|golden|mittler|erst|zweit|dritt|recht|link|sankt|st\.|prof\.|dr\.|heilig)(?:e[rmns]?|er|en)?$/i

/** Follow "Am" or "Im" before a number without being a street. Lower case. */
export const noPlaces = wordsOf(
  `montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz april mai juni juli august
    september oktober november dezember jahr jahre jahren monat monate monaten woche wochen tag tage tagen quartal halbjahr ende
    anfang alter rahmen schnitt durchschnitt fall fällen umfang wert artikel paragraph absatz abschnitt kapitel seite raum
    zimmer saal standort stock stockwerk gate gleis punkt teil band heft nummer version kapitel schritt stufe klasse gruppe team
    minute minuten stunde stunden spiel spieltag bereich verhältnis vergleich vorjahr zeitraum sommer winter herbst frühjahr
    frühling beispiel zeit zeile tabelle bild abbildung anhang anlage block feld haus wesentlichen mittel übrigen insgesamt
    gesamten bus linie runde platz rang gegensatz finale test fahrplan level modul semester kurs`,
)

const months = 'Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember'
const measures = `%|€|\\$|£|°|Uhr|Euro|EUR|Prozent|km|m|cm|mm|m²|qm|kg|g|l|ml|MB|GB|kB|Metern?|Kilometern?|Jahren?|Tagen?|Wochen|Monaten?|Minuten|Stunden|
  Sekunden|Menschen|Personen|Mal|Grad|Mio|Mrd|Millionen|Milliarden|Punkten?|Stück|Spiele|Toren?|Teilnehmer|Autos|Fahrzeuge|bis \\d|und \\d`
const ordered = `${months}|\\d{1,2}\\.|Spieltag|Jahrhundert|Platz|Klasse|Runde|Etage|Minute`
/** Follow a number that is no house number. */
export const units = new RegExp(
  `^\\s?(?:(?:${measures.replaceAll(/\n\s*/g, '')}|${months})(?!\\p{L})|\\.\\s?(?:${ordered}))`,
  'u',
)

/** Capitalised words behind five digits that are counted, not lived in. Lower case. */
export const countedThings = wordsOf(
  `e-mail email tel telefon fax internet euro eur dollar usd franken chf pfund yen menschen personen einwohner einwohnern
    mitglieder mitgliedern besucher besuchern zuschauer zuschauern kilometer kilometern meter metern stück teilnehmer
    teilnehmern mitarbeiter mitarbeitern beschäftigte beschäftigten soldaten tonnen liter kunden fans unterschriften
    arbeitsplätze wohnungen haushalte flüchtlinge studenten studierende schüler fälle fällen tote exemplare stellen jahre jahren
    stunden minuten sekunden tage tagen bytes zeilen punkte stimmen uhr mal prozent zeichen wörter datensätze einträge dateien
    tests tokens nutzer benutzer anwender follower aktien artikel bücher bäume tiere autos fahrzeuge pakete bestellungen
    rechnungen kinder frauen männer gäste quadratmeter hektar kubikmeter grad umdrehungen schritte spiele tore megawatt kilowatt
    watt volt hertz lux anrufe aufrufe klicks downloads zugriffe requests anfragen records rows users people items bauern
    demonstranten polizisten lehrer ärzte patienten seiten bilder fotos videos plätze sitzplätze betten einsätze unternehmen
    firmen betriebe gegner anhänger opfer verletzte helfer gewinne lose jobs impfungen dosen infizierte neuinfektionen januar
    februar märz april mai juni juli august september oktober november dezember`,
)

/** Begin the name of a place that has two words. */
export const placeBeginnings = wordsOf(
  `Bad Sankt St. St Markt Groß Gross Klein Alt Neu Nieder Ober Unter Königs Bergisch Hann. Lutherstadt Hansestadt Stadt
    Barsinghausen Burg Kloster Schloss Villingen Saint San Santa Santo Los Las La Le Les El Den Des New North South East West`,
)

const joints =
  'an der|an den|am|im|in der|ob der|vor der|vor dem|auf dem|bei|unter|unterm|de la|de los|de las|del|de|sur|sous|en|upon'
const shortJoints = 'a\\. ?d\\.|a\\.|i\\. ?d\\.|i\\.|v\\. ?d\\.|b\\.|o\\. ?d\\.|an d\\.'
/** What joins the second part of the name of a place: "an der Weinstraße", "am Main", "im Breisgau", "ob der Tauber". */
export const placeJoint = new RegExp(`^ ?(?:(?:${joints}|${shortJoints}) ?(?=\\p{Lu})|[/-] ?(?=\\p{Lu}))`, 'u')

/** Parts of words that say that an address stands beside them. */
export const addressCue = new RegExp(
  [
    'wohn|lebt|lebe |anschrift|adresse|address|gemeldet|hausnummer|ansässig|zugezogen|umgezogen|straße:|strasse:',
    'str\\.:|zustell|liefer|rechnungsan|postalisch|sitz in|praxis|kanzlei|filiale|residen|lives?|living|domicil|direcci',
    'adres|indirizzo|ship to|zieht|zog |treffpunkt|c\\/o|zu hause|zuhause|erreichbar',
  ].join('|'),
  'i',
)

export const englishStreets = wordsOf(
  `Street St St. Road Rd Rd. Avenue Ave Ave. Lane Ln Ln. Drive Boulevard Blvd Blvd. Terrace Crescent Mews Parkway Pkwy Highway
    Hwy Broadway Strasse`,
)
export const vagueEnglishStreets = wordsOf(
  `Dr Dr. Court Ct Ct. Place Pl Pl. Square Sq Sq. Way Close Gardens Grove Hill Row Walk Circle Cir Trail Trl Quay Green Park
    Rise View Wharf Turnpike Plaza Loop Alley Yard Gate Common Heights Point Bridge`,
)

export const frenchStreets = wordsOf(
  `rue avenue av. boulevard bd bd. blvd place chemin impasse allée quai cours route square passage ruelle faubourg sentier
    esplanade promenade rond-point lotissement`,
)

/** Lead the name of a street in Spanish, Italian, Portuguese, Catalan and Polish. Lower case, as looked for. */
export const leadingStreetWords: readonly string[] = [
  'calle ', 'calle. ', 'c/', 'avenida ', 'avenida. ', 'avenido ', 'avda. ', 'avda ', 'avd. ', 'av. ', 'av ', 'plaza ', 'pza. ', 'paseo ', 'pº ', 'carretera ', 'ctra. ', 'ctra ', 'camino ',
  'ronda ', 'travesía ', 'carrer ', 'passeig ', 'glorieta ', 'alameda ', 'urbanización ', 'polígono ', 'via ', 'viale ', 'piazza ', 'p.zza ', 'corso ', 'largo ',
  'vicolo ', 'rua ', 'travessa ', 'praça ', 'ul. ', 'al. ', 'os. ',
] // prettier-ignore

/** USPS Publication 28, Appendix B: states, the District and the territories with a ZIP code. */
export const usStates = wordsOf(
  `AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC
    SD TN TX UT VT VA WA WV WI WY PR GU VI AS MP AA AE AP`,
)

/** Royal Mail postcode areas. */
export const ukAreas = wordsOf(
  `AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY
    HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL
    PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE`,
)
