import type { Text } from '@stellwerk/contract/language'

/**
 * The words of the catalogue. Every list is closed: a licence that needs another word gets it here, with its meaning in both
 * languages, so that no entry can say something that the evaluation does not know.
 */

/** What a use can be about, or what a user can be, where some licence bars it. */
export const banTags = {
  military: { de: 'Militär, Krieg, Verteidigung', en: 'military, warfare, defence' },
  weapons: { de: 'Entwicklung von oder Handel mit Waffen', en: 'developing or trading weapons' },
  nuclear: { de: 'Kerntechnik', en: 'nuclear industry or technology' },
  espionage: { de: 'Spionage', en: 'espionage' },
  'itar-bwc-cwc': {
    de: 'Güter unter ITAR, Biowaffen- oder Chemiewaffenübereinkommen',
    en: 'items under ITAR, the Biological or the Chemical Weapons Convention',
  },
  surveillance: { de: 'Überwachung oder Verfolgung von Menschen', en: 'surveillance or tracking of people' },
  biometrics: { de: 'biometrische Verarbeitung oder Erkennung', en: 'biometric processing or identification' },
  'critical-infrastructure': {
    de: 'Betrieb kritischer Infrastruktur, von Verkehrstechnik oder schweren Maschinen',
    en: 'operating critical infrastructure, transport technology or heavy machinery',
  },
  'law-enforcement-justice': {
    de: 'Strafverfolgung und Rechtspflege',
    en: 'law enforcement and administration of justice',
  },
  'migration-asylum': { de: 'Einwanderung und Asyl', en: 'immigration and asylum' },
  medical: { de: 'medizinischer Rat, Deutung von Befunden', en: 'medical advice, interpretation of results' },
  'legal-advice': { de: 'Rechtsberatung', en: 'legal advice' },
  'financial-advice': { de: 'Finanzberatung', en: 'financial advice' },
  'unlicensed-profession': {
    de: 'Ausübung eines Berufs ohne Zulassung (Recht, Medizin, Finanzen …)',
    en: 'practice of a profession without authorisation (law, medicine, finance …)',
  },
  'automated-decision-individual': {
    de: 'automatisierte Entscheidungen über Rechte oder Pflichten Einzelner',
    en: 'automated decisions about rights or duties of individuals',
  },
  'employment-decision': { de: 'Entscheidungen über Beschäftigung', en: 'decisions about employment' },
  'essential-services': {
    de: 'Kredit, Versicherung, Wohnung, Sozialleistung, Bildung und andere wesentliche Leistungen',
    en: 'credit, insurance, housing, welfare, education and other essential services',
  },
  'social-scoring': {
    de: 'Bewertung oder Nachteil nach Sozialverhalten oder vermuteter Persönlichkeit',
    en: 'scoring or detriment by social behaviour or presumed personality',
  },
  'discrimination-protected': {
    de: 'Benachteiligung wegen geschützter Merkmale',
    en: 'discrimination on protected characteristics',
  },
  'vulnerability-exploitation': { de: 'Ausnutzen schutzbedürftiger Gruppen', en: 'exploiting vulnerable groups' },
  minors: { de: 'Schaden für Minderjährige', en: 'harm to minors' },
  disinformation: { de: 'falsche oder irreführende Inhalte', en: 'false or misleading content' },
  'election-influence': { de: 'Beeinflussung von Wahlen', en: 'influencing elections' },
  impersonation: { de: 'Vortäuschen anderer Personen, Deepfakes', en: 'impersonation, deepfakes' },
  'undisclosed-ai': {
    de: 'Ausgaben, die nicht als maschinell erkennbar sind',
    en: 'output that is not disclosed as machine-made',
  },
  'spam-fake-engagement': { de: 'Spam, gefälschte Bewertungen', en: 'spam, fake reviews' },
  'malware-cyber': { de: 'Schadsoftware, Angriffe auf Systeme', en: 'malware, attacks on systems' },
  'safety-circumvention': { de: 'Umgehen von Schutzvorkehrungen', en: 'circumventing safeguards' },
  'sexual-content': { de: 'sexuelle Inhalte', en: 'sexual content' },
  'sensitive-data': {
    de: 'Erheben oder Ableiten sensibler oder privater Daten',
    en: 'collecting or inferring sensitive or private data',
  },
  'pii-harm': {
    de: 'personenbezogene Daten zu Schaden oder ohne Befugnis erzeugen',
    en: 'generating personal data to harm or without authority',
  },
  'defamation-harassment': { de: 'Verleumdung, Belästigung', en: 'defamation, harassment' },
  drugs: { de: 'Drogen, kontrollierte Stoffe', en: 'drugs, controlled substances' },
  'violence-terror': { de: 'Gewalt, Terror, Selbstverletzung', en: 'violence, terrorism, self-harm' },
  'illegal-generic': { de: 'jede rechtswidrige Nutzung', en: 'any unlawful use' },
  'ip-infringement': { de: 'Verletzung von Rechten Dritter', en: 'infringement of third-party rights' },
  'trade-control': { de: 'Ausfuhr- und Sanktionsrecht', en: 'export control and sanctions law' },
  'end-user-disclosure': {
    de: 'bekannte Gefahren den Endnutzern verschweigen',
    en: 'failing to disclose known dangers to end users',
  },
  'public-authority-user': { de: 'eine Behörde als Nutzerin', en: 'a public authority as the user' },
  'competitor-user': {
    de: 'ein Wettbewerber des Lizenzgebers als Nutzer',
    en: 'a competitor of the licensor as the user',
  },
  commercial: { de: 'jede gewerbliche Nutzung', en: 'any commercial use' },
  production: { de: 'jede produktive Nutzung', en: 'any production use' },
} as const satisfies Readonly<Record<string, Text>>
export type BanTag = keyof typeof banTags

/** When a ban bites (reference: the sections of the entry say which words of the text this was read from). */
export const banStrengths = {
  absolute: { de: 'ausnahmslos untersagt', en: 'barred outright' },
  intent: {
    de: 'nur mit schädlicher oder rechtswidriger Absicht untersagt',
    en: 'barred only with a harmful or unlawful purpose',
  },
  'unlicensed-only': { de: 'nur ohne Zulassung untersagt', en: 'barred only without authorisation' },
  'substitute-only': {
    de: 'nur als Ersatz für fachlichen Rat untersagt',
    en: 'barred only as a substitute for professional advice',
  },
  'without-consent': { de: 'ohne Recht oder Einwilligung untersagt', en: 'barred without right or consent' },
  'without-disclosure': { de: 'ohne Kennzeichnung untersagt', en: 'barred without disclosure' },
  'fully-automated': { de: 'vollautomatisch untersagt', en: 'barred when fully automated' },
  automated: { de: 'automatisiert untersagt', en: 'barred when automated' },
  'risk-linked': {
    de: 'als Gefahr für Leib und Leben genannt und untersagt',
    en: 'named as a risk to life and limb, and barred',
  },
} as const satisfies Readonly<Record<string, Text>>
export type BanStrength = keyof typeof banStrengths

/** Class of a licence: a label for people and filters. It decides nothing. */
export const licenceClasses = {
  'osi-open-source': { de: 'Open Source (OSI-anerkannt)', en: 'open source (OSI-approved)' },
  'permissive-model-licence': { de: 'freie Modelllizenz', en: 'permissive model licence' },
  'open-content': { de: 'offene Inhalte', en: 'open content' },
  'open-weights-use-restricted': {
    de: 'offene Gewichte mit Nutzungsbeschränkungen',
    en: 'open weights with use restrictions',
  },
  'non-commercial': { de: 'nicht gewerblich', en: 'non-commercial' },
  'research-only': { de: 'nur Forschung', en: 'research only' },
  'source-available': { de: 'Quelltext einsehbar', en: 'source-available' },
  'policy-beside-osi-licence': {
    de: 'Nutzungsregeln neben einer OSI-Lizenz',
    en: 'usage policy beside an OSI licence',
  },
  'all-rights-reserved': { de: 'alle Rechte vorbehalten', en: 'all rights reserved' },
  proprietary: { de: 'proprietär', en: 'proprietary' },
} as const satisfies Readonly<Record<string, Text>>
export type LicenceClass = keyof typeof licenceClasses

/** How the facts of an entry were read. Caps the verdict that it can carry. */
export const sources = {
  'official-file': { de: 'im Bestand des Lizenzgebers gelesen', en: "read in the steward's own repository" },
  'collection-file': {
    de: 'vollständig in einer öffentlichen Sammlung gelesen',
    en: 'read in full in a public collection',
  },
  'secondary-copy': {
    de: 'vollständig in einem anderen Werk gelesen; Fingerabdruck nicht verwendbar',
    en: 'read in full inside another work; fingerprint not usable',
  },
  'secondary-report': {
    de: 'nur Berichte Dritter: kann sperren, nie erlauben',
    en: 'only reports of third parties: may forbid, never allow',
  },
  'not-read': { de: 'nicht gelesen', en: 'not read' },
  rule: { de: 'Regel des Katalogs, keine Lizenz', en: 'a rule of the catalogue, not a licence' },
} as const satisfies Readonly<Record<string, Text>>
export type Source = keyof typeof sources

export const rightNames = {
  commercialUse: { de: 'gewerbliche Nutzung', en: 'commercial use' },
  internalUse: { de: 'interne Nutzung', en: 'internal use' },
  hostedService: { de: 'Dienst für Dritte', en: 'hosted service for others' },
  redistributeWeights: { de: 'Weitergabe', en: 'redistribution' },
  redistributeDerivatives: { de: 'Weitergabe von Bearbeitungen', en: 'redistribution of derivatives' },
  modify: { de: 'Bearbeitung', en: 'modification' },
  outputsTrainOtherModels: { de: 'Training anderer Modelle mit Ausgaben', en: 'training other models on outputs' },
  patentGrant: { de: 'Patentlizenz', en: 'patent licence' },
} as const satisfies Readonly<Record<string, Text>>
export type RightName = keyof typeof rightNames

/** What the text says about outputs as training data of other models. */
export const outputRules = {
  barred: { de: 'Ausgaben dürfen kein anderes Modell trainieren', en: 'outputs may not train another model' },
  named: {
    de: 'erlaubt; das veröffentlichte Modell trägt den Namensteil',
    en: 'allowed; the published model carries the name prefix',
  },
  badged: {
    de: 'erlaubt; das veröffentlichte Modell zeigt den Hinweis',
    en: 'allowed; the published model shows the badge',
  },
  'student-is-derivative': {
    de: 'das trainierte Modell fällt unter diese Lizenz',
    en: 'the trained model falls under this licence',
  },
  'bans-travel': { de: 'die Verbote gehen mit den Daten mit', en: 'the bans travel with the data' },
  'purpose-limited': { de: 'nur zu den Zwecken der Lizenz', en: 'only for the purposes of the licence' },
  free: { de: 'keine Grenze', en: 'no limit' },
  silent: { de: 'der Text sagt nichts', en: 'the text says nothing' },
  'not-read': { de: 'nicht gelesen', en: 'not read' },
} as const satisfies Readonly<Record<string, Text>>
export type OutputRule = keyof typeof outputRules

export const dutyKinds = {
  'attribution-notice': { de: 'Urheber nennen', en: 'give attribution' },
  badge: { de: 'vorgeschriebenen Hinweis zeigen', en: 'show the prescribed badge' },
  'badge-encouraged': { de: 'Hinweis wird erbeten', en: 'showing the badge is encouraged' },
  'bind-individual-and-entity': { de: 'bindet Person und Organisation', en: 'binds the individual and the entity' },
  'certify-destruction': { de: 'Löschung schriftlich bestätigen', en: 'certify destruction in writing' },
  'cite-model': { de: 'Modell zitieren', en: 'cite the model' },
  'comply-aup': { de: 'Nutzungsregeln einhalten', en: 'comply with the use policy' },
  'comply-law': { de: 'geltendes Recht einhalten', en: 'comply with the law' },
  'disclose-ai-output': { de: 'Ausgaben als maschinell kennzeichnen', en: 'disclose output as machine-made' },
  'flow-down-use-restrictions': {
    de: 'Nutzungsbeschränkungen an Nutzer weitergeben',
    en: 'pass use restrictions on to users',
  },
  'keep-branding': { de: 'Marke und Namen der Oberfläche erhalten', en: 'keep the branding' },
  'keep-model-card': { de: 'Modellkarte erhalten und fortführen', en: 'keep and continue the model card' },
  'keep-notices': { de: 'Vermerke erhalten', en: 'keep notices' },
  'mark-modified-files': { de: 'geänderte Dateien kennzeichnen', en: 'mark modified files' },
  'monitor-aup': { de: 'Nutzungsregeln beobachten', en: 'watch the use policy for changes' },
  'name-prefix': { de: 'Namensteil voranstellen', en: 'begin the name with the prefix' },
  'no-allow-others-to-breach-aup': {
    de: 'andere nicht gegen die Regeln nutzen lassen',
    en: 'let nobody else breach the policy',
  },
  'no-endorsement-claim': {
    de: 'keine Unterstützung durch den Lizenzgeber behaupten',
    en: 'claim no endorsement by the licensor',
  },
  'notice-file': { de: 'Hinweisdatei beilegen', en: 'include the notice file' },
  'notify-licensor': { de: 'Lizenzgeber benachrichtigen', en: 'notify the licensor' },
  'offer-source-network': { de: 'Quelltext über das Netz anbieten', en: 'offer source over the network' },
  'provide-licence-copy': { de: 'Lizenztext beilegen', en: 'provide a copy of the licence' },
  'provide-source': { de: 'Quelltext beilegen', en: 'provide source' },
  'public-statement': { de: 'öffentlich auf die Herkunft hinweisen', en: 'state the origin in public' },
  'register-with-licensor': { de: 'beim Lizenzgeber registrieren', en: 'register with the licensor' },
  'release-service-source': {
    de: 'Quelltext des ganzen Dienstes freigeben',
    en: 'release the source of the whole service',
  },
  'require-users-to-comply': { de: 'alle eigenen Nutzer verpflichten', en: 'bind all own users' },
  'same-licence': { de: 'unter derselben Lizenz weitergeben', en: 'pass on under the same licence' },
  'use-latest-version': { de: 'neueste Fassung verwenden', en: 'use the latest version' },
  'qualified-person': { de: 'zugelassene Fachperson verantwortet', en: 'an authorised professional answers for it' },
  'human-decides': { de: 'ein Mensch entscheidet', en: 'a person decides' },
  'legal-opinion': { de: 'rechtliche Bewertung ist hinterlegt', en: 'a legal opinion is on record' },
} as const satisfies Readonly<Record<string, Text>>
export type DutyKind = keyof typeof dutyKinds

/** What sets a duty off. */
export const triggers = {
  'any-use': { de: 'jede Nutzung', en: 'any use' },
  'any-use-by-users': { de: 'Nutzung durch Menschen', en: 'use by people' },
  deploy: { de: 'Betrieb', en: 'deployment' },
  'commercial-use': { de: 'gewerbliche Nutzung', en: 'commercial use' },
  'hosted-service': { de: 'Dienst für Dritte', en: 'hosted service for others' },
  'hosted-modified': { de: 'geänderte Fassung über ein Netz', en: 'modified version used over a network' },
  'make-available-product': { de: 'Produkt oder Dienst für andere', en: 'product or service made available' },
  'ui-exposed': { de: 'Menschen nutzen eine Oberfläche', en: 'people use an interface' },
  'distribute-weights': { de: 'Weitergabe', en: 'distribution' },
  'distribute-derivative': { de: 'Weitergabe einer Bearbeitung', en: 'distribution of a derivative' },
  'distribute-software': { de: 'Weitergabe der Software', en: 'distribution of the software' },
  'distribute-model-trained-on-outputs': {
    de: 'Veröffentlichen eines Modells, das mit Ausgaben trainiert wurde',
    en: 'publication of a model trained on outputs',
  },
  'distribute-model-built-from-materials': {
    de: 'Veröffentlichen eines daraus gebauten Modells',
    en: 'publication of a model built from the materials',
  },
  modify: { de: 'Bearbeitung', en: 'modification' },
  share: { de: 'Teilen', en: 'sharing' },
  'share-adapted': { de: 'Teilen einer Bearbeitung', en: 'sharing adapted material' },
  'publish-output': { de: 'Veröffentlichen von Ausgaben', en: 'publication of output' },
  'publish-research': { de: 'Veröffentlichen von Forschung', en: 'publication of research' },
  'publish-about-derivative': { de: 'Veröffentlichen über eine Bearbeitung', en: 'publication about a derivative' },
  termination: { de: 'Ende der Lizenz', en: 'termination' },
  'commercial-product-over-threshold': { de: 'Produkt über der Schwelle', en: 'product above the threshold' },
  'cosmos-distribute': { de: 'Weitergabe eines Cosmos-Modells', en: 'distribution of a Cosmos model' },
  'cosmos-outputs-train': {
    de: 'Training mit Ausgaben eines Cosmos-Modells',
    en: 'training on outputs of a Cosmos model',
  },
} as const satisfies Readonly<Record<string, Text>>
export type Trigger = keyof typeof triggers

/** What the licensor may change or do. */
export const powers = {
  'aup-may-change': { de: 'kann die Nutzungsregeln ändern', en: 'may change the use policy' },
  'auto-terminate': { de: 'Lizenz endet von selbst', en: 'licence ends by itself' },
  'licence-may-change': { de: 'kann die Lizenz ändern', en: 'may change the licence' },
  'model-may-update': { de: 'kann das Modell ändern', en: 'may update the model' },
  'owns-outputs-and-derivatives': {
    de: 'beansprucht Ausgaben und Bearbeitungen',
    en: 'claims outputs and derivatives',
  },
  'request-separate-licence': {
    de: 'eigene Lizenz nötig über einer Schwelle',
    en: 'separate licence above a threshold',
  },
  'restrict-remotely': { de: 'kann die Nutzung aus der Ferne beschränken', en: 'may restrict use remotely' },
  revocable: { de: 'widerruflich', en: 'revocable' },
  'revoke-any-time': { de: 'jederzeit widerruflich', en: 'revocable at any time' },
  'terminate-on-breach': { de: 'kann bei Verstoß kündigen', en: 'may terminate on breach' },
  'update-or-modify-output-remotely': {
    de: 'kann Ausgaben aus der Ferne ändern',
    en: 'may update or modify output remotely',
  },
} as const satisfies Readonly<Record<string, Text>>
export type Power = keyof typeof powers

/** What a grant can be limited to, beyond duties, thresholds, territory and bans. */
export const limits = {
  research: { de: 'Forschung', en: 'research' },
  'research-or-evaluation': { de: 'Forschung oder Erprobung', en: 'research or evaluation' },
  'non-commercial': { de: 'nicht gewerbliche Zwecke', en: 'non-commercial purposes' },
  'non-production': { de: 'nicht produktive Zwecke', en: 'non-production purposes' },
  'not-by-commercial-entities': { de: 'nicht durch gewerbliche Stellen', en: 'not by commercial entities' },
  'not-as-paid-managed-service': {
    de: 'nicht als bezahlter gehosteter Dienst mit wesentlichen Funktionen',
    en: 'not as a paid hosted service with a substantial part of its features',
  },
  'not-as-managed-service': {
    de: 'nicht als gehosteter Dienst mit wesentlichen Funktionen',
    en: 'not as a hosted service with a substantial part of its features',
  },
  'additional-use-grant': {
    de: 'was die zusätzliche Nutzungserlaubnis dieses Werks sagt',
    en: "what this work's Additional Use Grant says",
  },
  'separate-commercial-licence': {
    de: 'eigene gewerbliche Lizenz nach Registrierung',
    en: 'a separate commercial licence after registration',
  },
  'academic-if-public': {
    de: 'öffentliche Stellen nur zu Lehre, Lernen und Forschung',
    en: 'public bodies for teaching, learning and research only',
  },
  'hosting-undecided': {
    de: 'ob ein Dienst für Dritte dazugehört, auch ein unentgeltlicher, ist Auslegung',
    en: 'whether a service for others is within it, even one free of charge, is a matter of interpretation',
  },
  contradiction: { de: 'Stellen des Textes widersprechen einander', en: 'passages of the text contradict each other' },
} as const satisfies Readonly<Record<string, Text>>
export type Limit = keyof typeof limits

export const thresholdEffects = {
  'no-rights-until-granted': {
    de: 'keine Rechte bis zu einer Erlaubnis des Lizenzgebers',
    en: 'no rights until the licensor grants them',
  },
  'separate-agreement-first': { de: 'zuerst eine eigene Vereinbarung', en: 'a separate agreement first' },
  'licensor-review-first': { de: 'zuerst eine Prüfung durch den Lizenzgeber', en: 'review by the licensor first' },
  'licence-ends': { de: 'die Lizenz endet an diesem Tag', en: 'the licence ends on that day' },
  badge: { de: 'eine Hinweispflicht beginnt', en: 'a duty to show a badge begins' },
  'branding-locked': {
    de: 'Marke und Namen dürfen nicht mehr geändert werden',
    en: 'branding may no longer be changed',
  },
} as const satisfies Readonly<Record<string, Text>>
export type ThresholdEffect = keyof typeof thresholdEffects
