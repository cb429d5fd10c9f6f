import type { SpecialKind } from '@stellwerk/contract/personal-data'

/**
 * Words of special categories, own lists in German and English. A star stands for any letters: `katholi*` begins a word, `*krebs` ends
 * one, `*gewerkschaft*` stands anywhere in one. Lower case; a word with a capital counts only as written. In lines by topic.
 */

/** Words, separated by commas. */
export const specialWords: Readonly<Record<SpecialKind, string>> = {
  RELIGION: `
    katholi*, evangelisch*, protestant*, lutherisch*, lutheran*, calvinis*, methodist*, baptist*, anglikan*, anglican*, freikirch*,
    neuapostolisch*, zeugen jehovas, zeuge jehovas, zeugin jehovas, jehovah*, mormon*, russisch-orthodox*, griechisch-orthodox*,
    muslim*, moslem*, islamisch*, sunnit*, schiit*, alevit*, jude, juden, jüdin*, jüdisch*, jew, jews, jewish, hindu*, buddhis*, sikh*,
    jesid*, yazidi*, bahai*, christ, christen, christinnen, eine christin, ist christin, als christin, a christian, is christian, catholic*, atheis*, agnosti*, konfession*,
    religionszugehörigkeit*, kirchenaustritt*, aus der kirche ausgetreten, getauft, konvertiert*, ramadan, kopftuch*, koscher*, halal`,
  POLITICAL_OPINION: `
    CDU, CSU, SPD, AfD, FDP, BSW, NPD, ÖVP, FPÖ, SPÖ, SVP, Linkspartei, Die Linke, Die Grünen, bündnis 90, Tory, Tories, Labour Party,
    Republican, Democrat, sozialist*, socialist*, kommunist*, communist*, anarchist*, rechtsextrem*, linksextrem*, rechtsradikal*,
    linksradikal*, neonazi*, reichsbürger*, parteimitglied*, parteibuch, parteizugehörigkeit*, politische überzeugung*,
    politische einstellung*, politische meinung*, political opinion*, political view*, political affiliation*, left-wing, right-wing`,
  TRADE_UNION: `
    *gewerkschaft*, IG Metall, IG BCE, IG BAU, ver.di, DGB, GEW, EVG, NGG, trade union*, labor union*, labour union*, union member*,
    union rep*, unionized, unionised, Unite the Union`,
  ETHNIC_ORIGIN: `
    ethnisch*, ethnie*, ethnic*, migrationshintergrund*, *stämmig, *stämmige, *stämmiger, *stämmigen, hautfarbe, dunkelhäutig*,
    hellhäutig*, schwarzafrikan*, sinti, sinto, sintiza, sintezza, romni, kurde, kurden, kurdin*, kurdisch*, kurdish, tschetschen*,
    person of colour, person of color, people of colour, african american*, african-american*, hispanic*, latino, latina, caucasian*,
    racial*, rasse, skin colour, skin color, abstammung*`,
  HEALTH: `
    *krebs, krebskrank*, krebserkrank*, krebspatient*, krebsdiagnos*, *tumor, *tumore, *tumour*, *karzinom*, *carcinoma*, leukämie*,
    leukemia, leukaemia, lymphom*, metasta*, *cancer, chemotherapie*, chemotherapy, strahlentherapie*, diabet*, *insulin*, dialyse*,
    depress*, *depression, *depressionen, antidepress*, bipolar*, schizophren*, psychose*, psychotisch*, psychosis, borderline*, burnout*,
    burn-out*, angststörung*, angstzustände*, anxiety disorder*, panikattack*, panic attack*, essstörung*, eating disorder*, magersucht*,
    magersüchtig*, anorexi*, bulimi*, zwangsstörung*, belastungsstörung*, ptbs, ptsd, suizid*, selbstmordversuch*, suicid*, autis*, adhs,
    adhd, asperger*, demenz*, dement*, dementia, alzheimer*, parkinson*, epilep*, multiple sklerose, multipler sklerose,
    multiple sclerosis, schlaganfall*, herzinfarkt*, herzinsuffizienz*, heart attack*, heart failure, heart disease, bluthochdruck,
    hypertonie*, asthma*, COPD, rheuma*, morbus *, endometriose*, hepatitis*, tuberkulose*, tuberculosis, HIV*, hiv-positiv*,
    hiv-infiziert*, hiv positive, Aids, AIDS, syphilis*, covid-positiv*, long covid, corona-infiziert*, alkoholiker*, alkoholabhängig*,
    alkoholkrank*, alkoholsucht*, alcoholic*, drogenabhängig*, drogensucht*, drogensüchtig*, drug addict*, spielsucht*, spielsüchtig*,
    suchtkrank*, suchterkrank*, methadon*, entzugsklinik*, schwerbehinder*, behinderung*, behindert*, disabled, disability, disabilities,
    grad der behinderung, GdB, pflegegrad*, pflegestufe*, pflegebedürftig*, rollstuhl*, wheelchair*, gehörlos*, erwerbsminderung*,
    erwerbsunfähig*, arbeitsunfähig*, krankgeschrieben*, krankschreibung*, krankmeldung*, krankheitsbedingt*, sick leave, sick note,
    schwanger, schwangere*, schwangerschaft*, pregnan*, fehlgeburt*, miscarriage*, abtreibung*, abortion*, ivf, künstliche befruchtung,
    *therapie gegen, psychotherap*, psychiatr*, diagnos*, erkrankt*, vorerkrankung*, chronisch krank*, chronically ill, unheilbar*,
    bandscheibenvorfall*, hörsturz*, gebärmutter*, prostata*, transplant*, knieprothese*, hüftprothese*, allergi*, allergic*, neurodermitis,
    psoriasis, migräne*, migraine*, endoskop*, blutwert*, blutzucker*, laborwert*, blood pressure, medikation*`,
  SEXUAL_LIFE: `
    schwul*, lesbe, lesben, lesbisch*, lesbian*, homosexuel*, homosexual*, bisexuel*, bisexual*, heterosexuel*, heterosexual*, transsexuel*,
    transsexual*, transgender*, transident*, transfrau*, transmann*, trans frau, trans mann, trans woman, trans man, nichtbinär*,
    nicht-binär*, nonbinary, non-binary, intergeschlechtlich*, intersex*, queer*, pansexuel*, pansexual*, asexuel*, asexual*, gay,
    sexuelle orientierung*, sexuellen orientierung*, sexual orientation*, sexuelle identität*, sexleben*, sexualleben*, sex life,
    prostitu*, sexarbeit*, sex worker*, geschlechtsangleich*`,
  GENETIC_BIOMETRIC: `
    gentest*, genanalyse*, gendefekt*, genmutation*, gendiagnos*, genetische veranlagung*, genetische daten, genetisch bedingt*,
    genetic test*, genetic disorder*, genetic data, genetic condition*, dna-test*, dna-profil*, dna-analys*, dna-prob*, dns-analys*,
    dna test*, dna profile*, dna sample*, erbkrankheit*, erbgut, BRCA1, BRCA2, trisomie*, chorea huntington, huntington*, fingerabdr*,
    irisscan*, iris scan*, iris-scan*, gesichtserkennung*, gesichtsscan*, facial recognition, face recognition, biometri*, stimmabdruck*,
    stimmprofil*, voiceprint*`,
}

/** Labels of fields whose value is of a special category, whatever it is: "Konfession: rk". */
export const specialFields: readonly (readonly [kind: SpecialKind, labels: string])[] = [
  [
    'RELIGION',
    'konfession, religion, religionszugehörigkeit, glaubensbekenntnis, kirchensteuermerkmal, denomination, faith',
  ],
  ['POLITICAL_OPINION', 'parteizugehörigkeit, partei, political affiliation'],
  ['TRADE_UNION', 'gewerkschaft, gewerkschaftszugehörigkeit, union membership'],
  ['ETHNIC_ORIGIN', 'ethnizität, ethnische herkunft, ethnicity, ethnic origin, race'],
  [
    'HEALTH',
    `diagnose, diagnosen, diagnosis, diagnoses, hauptdiagnose, nebendiagnosen, befund, anamnese, vorerkrankungen, vorerkrankung, medikation,
    medication, allergien, allergies, behinderung, disability, grad der behinderung, gdb, pflegegrad, krankheit, health condition`,
  ],
  ['SEXUAL_LIFE', 'sexuelle orientierung, sexual orientation'],
]

/** Words that tie a statement to a person: pronouns, salutations, roles, relatives. German and English. */
const personWords = `
  ich, mich, mir, mein, meine, meiner, meinem, meinen, meines, er, ihm, ihn, sie, ihr, ihre, ihrer, ihrem, ihren, seine, seiner, seinem,
  seinen, wir, unser\\p{L}*, du, dich, dir, dein\\p{L}*, euch, herrn?, frau, hr\\., fr\\., dr\\., prof\\., patient\\p{L}*, mitarbeiter\\p{L}*, mitarbeitende\\p{L}*,
  kolleg\\p{L}*, bewerber\\p{L}*, kund(?:e|en|in|innen), mandant\\p{L}*, klient\\p{L}*, schüler\\p{L}*, student(?:in)?, kind(?:es)?, sohn\\p{L}*, tochter, mutter,
  vater, ehemann, ehefrau, ehepartner\\p{L}*, partner(?:in)?, bruder\\p{L}*, schwester, freundin, nachbar\\p{L}*, chefin, chef, arbeitnehmer\\p{L}*,
  angestellte\\p{L}*, beschäftigte[rn]?, antragsteller\\p{L}*, versicherte[rn]?, kläger\\p{L}*, beklagte[rn]?, zeugin, bewohner\\p{L}*, mieter\\p{L}*,
  geboren\\p{L}*, jährige[rn]?, i, i'm, i’m, i'd, i've, my, me, myself, he, she, his, him, her, hers, mr, mrs, ms, your, employee\\p{L}*, colleague\\p{L}*, applicant\\p{L}*,
  client\\p{L}*, customer\\p{L}*, pupil\\p{L}*, son, daughter, mother, father, wife, husband, partner, brother, sister, friend, boss, neighbou?r\\p{L}*,
  tenant\\p{L}*, candidate\\p{L}*`

/** Two capitalised words before a verb of being are mostly a name: "Erika Beispiel ist …". */
const nameBeforeVerb =
  '\\p{Lu}\\p{Ll}+ \\p{Lu}\\p{Ll}+(?:-\\p{Lu}\\p{Ll}+)? (?:ist|hat|war|hatte|leidet|wurde|bekennt|gehört|is|has|was|had|suffers|identifies)'

/** Whether a stretch of a sentence speaks of a person. */
export const tiesToPerson = new RegExp(
  `(?<!\\p{L})(?:${personWords
    .split(',')
    .map((word) => word.trim().replace(/^\p{Ll}/u, (first) => `[${first}${first.toUpperCase()}]`))
    .join('|')}|${nameBeforeVerb})(?!\\p{L})`,
  'u',
)

/** A party is an opinion of somebody only with one of these. */
export const tiesToParty =
  /mitglied|wähl|gewählt|parteibuch|eingetreten|ausgetreten|anhänger|sympathis|unterstütz|aktiv in der|aktiv bei|member|vot(?:e|er|ed|es|ing)\b|support|activist|campaign/i
