import { hashOfWord } from './hash.ts'

/**
 * Words that say something about their neighbours, by what they say. Our own lists. The numbers go into the class of a word and so
 * into the weights: new kinds are appended, and the weights trained again.
 */
export const cueKinds = {
  none: 0,
  salutation: 1,
  title: 2,
  article: 3,
  preposition: 4,
  saying: 5,
  particle: 6,
  legalForm: 7,
  organisation: 8,
  street: 9,
  label: 10,
  greeting: 11,
  calendar: 12,
  relation: 13,
  profession: 14,
  conjunction: 15,
} as const

const words: readonly [kind: number, words: string][] = [
  [
    cueKinds.article,
    `der die das den dem des ein eine einen einem einer eines kein keine keinen keiner mein meine meinen meinem meiner dein deine
    sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer unser unsere unseren unserem unserer euer eure dieser diese dieses
    diesen diesem jeder jede jedes jeden alle the a an this that these those my your his its our their every each no some any`,
  ],
  [
    cueKinds.preposition,
    `in im ins bei beim aus nach von vom zu zum zur an am auf über unter vor hinter neben zwischen mit für gegen durch um ohne seit
    während wegen trotz laut gegenüber at from to on into near by with for against through of about under over between since`,
  ],
  [
    cueKinds.saying,
    `sagt sagte sagten erklärt erklärte meint meinte betont betonte teilte berichtet berichtete kritisierte forderte warnte lobte
    schrieb schreibt heißt hieß heiße nannte genannt namens bestätigte antwortete fragte erzählte findet glaubt says said told
    wrote writes asked replied added explained called named thinks believes announced warned argued met`,
  ],
  [cueKinds.particle, `von van de del della di da dos du la le zu zur vom el al bin ibn ben abu ter ten y af`],
  [cueKinds.conjunction, 'und oder sowie and or & y bzw. als as'],
  [
    cueKinds.salutation,
    `herr herrn frau fräulein familie eheleute hr. hrn. fr. hr hrn mr mrs ms mr. mrs. ms. miss mister madam sir lady lord monsieur madame
    señor señora don doña dn. dna. herren damen schwester bruder pfarrer pater`,
  ],
  [
    cueKinds.title,
    `dr. dr prof. prof professor professorin doktor dipl. dipl.-ing. ing. med. med phil. jur. rer. nat. pol. mag. magister lic. habil.
    priv. doz. dent. vet. h. c. ra rain pd drs. univ. dra. frhr. freiherr graf gräfin baron prinz prinzessin könig königin queen king prince
    princess saint sankt pope papst rev. rev reverend captain capt. general sergeant colonel judge justice`,
  ],
  [
    cueKinds.legalForm,
    `gmbh ag kg kgaa ohg gbr ug se e.v. ev mbh eg e.g. inc inc. ltd ltd. llc llp plc corp corp. co co. group holding sa s.a. bv
    b.v. nv n.v. spa oy ab a/s partg stiftung`,
  ],
  [
    cueKinds.organisation,
    `universität hochschule klinikum klinik krankenhaus praxis verein verband bank sparkasse ministerium partei club fc sv tsv vfb vfl
    sc institut amt gericht schule gymnasium akademie kirche gemeinde kanzlei versicherung gesellschaft verlag agentur behörde
    landratsamt amtsgericht landgericht finanzamt jobcenter bundesamt stadtwerke krankenkasse university college hospital school
    institute department ministry agency committee council association foundation company court party team union church clinic`,
  ],
  [
    cueKinds.street,
    `straße strasse str. str weg platz allee gasse ring ufer damm chaussee promenade street st st. road rd. avenue ave ave. lane drive
    boulevard blvd. square way calle plaza avenida rue`,
  ],
  [
    cueKinds.label,
    `patient patientin name nachname vorname familienname geburtsname absender absenderin empfänger empfängerin kontakt ansprechpartner
    ansprechpartnerin unterschrift gez. gezeichnet i.a. i.v. betreff versicherter versicherte versicherungsnehmer kunde kundin
    antragsteller antragstellerin mandant mandantin kläger klägerin beklagter beklagte zeuge zeugin bewohner bewohnerin schüler
    mitarbeiter mitarbeiterin bearbeiter bearbeiterin sachbearbeiter sachbearbeiterin hausarzt hausärztin cc client customer
    employee sender recipient contact surname attn nombre apellidos médico paciente remitido`,
  ],
  [
    cueKinds.greeting,
    `hallo hi hey liebe lieber liebes sehr geehrte geehrter moin servus dear hello thanks danke grüße gruß grüßen regards cheers best
    sincerely viele freundlichen mfg lg vg ciao tschüss hiya`,
  ],
  [
    cueKinds.calendar,
    `januar jänner februar märz april mai juni juli august september oktober november dezember montag dienstag mittwoch donnerstag
    freitag samstag sonnabend sonntag january february march june july october december monday tuesday wednesday thursday friday
    saturday sunday uhr jahr jahre year years`,
  ],
  [
    cueKinds.relation,
    `mutter vater bruder schwester sohn tochter ehefrau ehemann mann frau freund freundin kollege kollegin kollegen onkel tante oma opa
    enkel neffe nichte cousin partner partnerin nachbar nachbarin kind wife husband mother father brother sister son daughter friend
    colleague uncle aunt neighbour neighbor boss chef chefin mom dad`.replace(' frau ', ' '),
  ],
  [
    cueKinds.profession,
    `arzt ärztin lehrer lehrerin minister ministerin präsident präsidentin kanzler kanzlerin sprecher sprecherin leiter leiterin
    geschäftsführer geschäftsführerin vorsitzender vorsitzende vorstand trainer trainerin direktor direktorin bürgermeister
    bürgermeisterin richter richterin anwalt anwältin rechtsanwalt rechtsanwältin autor autorin schauspieler schauspielerin sänger
    sängerin regisseur kanzlerin ceo president chairman director manager doctor nurse teacher lawyer attorney senator secretary
    actor actress singer author coach professor engineer editor officer chief head minister`,
  ],
]

const cues: ReadonlyMap<number, number> = new Map(
  words.flatMap(([kind, list]) => list.split(/\s+/).map((word): [number, number] => [hashOfWord(word), kind])),
)

/** By the hash of the word in lower case. */
export function cueOf(hash: number): number {
  return cues.get(hash) ?? cueKinds.none
}
