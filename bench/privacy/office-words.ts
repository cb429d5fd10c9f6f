/**
 * Own sentences and words of which the prompts are made. `{…}` is filled in anew each time: names and values invented, and compounds
 * joined from two halves, so that a text holds words that no text before it had, as real ones do.
 */

export const germanSentences: readonly string[] = [
  'Sehr geehrte Damen und Herren, anbei erhalten Sie die {compound} für das Referat von {person}.',
  'Bitte fassen Sie das Schreiben zusammen und nennen Sie alle Fristen, die sich aus der {compound} ergeben.',
  'Herr {person} hat am {date} angerufen und um Rückruf unter {phone} gebeten.',
  'Frau {person} ist ab {month} die neue Ansprechpartnerin für die {compound} in {town}.',
  'Die {compound} wurde zuletzt geprüft; offen blieb, ob die {compound} noch einmal vorgelegt werden muss.',
  'In der Sitzung wurde beschlossen, den Entwurf der {compound} bis zum {date} zu überarbeiten.',
  'Nach Auffassung der Abteilung reicht die vorhandene {compound} nicht aus, um den Bedarf zu decken.',
  'Die Kosten belaufen sich auf rund {amount} Euro und werden aus der {compound} bezahlt.',
  'Für Fragen steht Ihnen {person} ({email}) gern zur Verfügung.',
  'Der Vertrag mit der {company} läuft aus, eine Verlängerung um zwölf Monate ist vorgesehen.',
  'Leider konnten wir die {compound} nicht zuordnen, weil das Formular unvollständig war.',
  'Die Kolleginnen und Kollegen aus {town} bitten um Mitteilung, wann mit der {compound} zu rechnen ist.',
  'Wir weisen darauf hin, dass Anträge nach dem {date} nicht mehr berücksichtigt werden können.',
  'Die Rechnung Nr. {number} vom {date} ist bei uns eingegangen, stimmt aber nicht mit der {compound} überein.',
  'Überweisen Sie den Betrag bitte auf das Konto {iban}.',
  'Die Anlage wurde im vergangenen Jahr umgebaut und erfüllt seitdem alle Vorgaben der {compound}.',
  'Es wäre hilfreich, wenn die {compound} künftig früher beginnen würde, am besten noch im {month}.',
  'Zum Ablauf: Zuerst wird die {compound} eingereicht, danach prüft das Team die Unterlagen, zuletzt folgt der Bescheid.',
  'Ich schlage vor, die {compound} mit {person} abzustimmen, bevor wir antworten.',
  'Wie viele Teilnehmer sich anmelden werden, ist noch unklar; im Vorjahr waren es {count}.',
  'Die Auswertung zeigt, dass {count} Prozent der Befragten mit der {compound} zufrieden sind.',
  'Bitte beachten Sie die geänderten Öffnungszeiten der Zweigstelle in {town}.',
  'Mit freundlichen Grüßen, {person}, Leitung {compound}',
  'Die Schulung findet im großen Saal statt; Unterlagen und Getränke werden gestellt.',
  'Das Protokoll der letzten Besprechung liegt bei, Einwände bitte bis Ende der Woche.',
  'Ohne die fehlenden Angaben lässt sich die {compound} nicht abschließen.',
  'Die Lieferung kam verspätet an, zwei Kartons waren beschädigt und wurden zurückgeschickt.',
  'Auf dem Parkplatz hinter dem Gebäude stehen ab sofort {count} weitere Stellplätze zur Verfügung.',
]

export const englishSentences: readonly string[] = [
  'Dear all, please find attached the {adjective} {noun} for the meeting with {person}.',
  'Could you summarise the discussion below and list the open points about the {adjective} {noun}?',
  '{person} called on {date} and asked us to ring back on {phone}.',
  'The {noun} was reviewed twice, but nobody has signed off the {adjective} {noun} yet.',
  'We agreed that the {noun} should be sent to {company} before the end of {month}.',
  'According to the team in {town}, the {adjective} {noun} takes about {count} days.',
  'Please make sure that every {noun} is labelled, dated and stored in the right folder.',
  'If you have questions, write to {person} at {email}.',
  'The budget for the {noun} is {amount} pounds, which leaves little room for a {adjective} {noun}.',
  'Order {number} has been shipped and should arrive within three working days.',
  'Our landlord wants to renew the lease, although the {noun} has not been repaired.',
  'I suggest that we keep the {adjective} {noun} and drop the rest of the proposal.',
  'As mentioned last week, the {noun} depends on a {adjective} {noun} from our partners.',
  'The survey had {count} answers, most of them about the {adjective} {noun} and the canteen.',
  'There will be a short training session on the {adjective} {noun} next Tuesday.',
  'Nobody objected, so the minutes were approved and the {noun} was closed.',
  'What matters most is that customers understand the {noun} without reading a manual.',
  'In the long run the {adjective} {noun} will save time for everybody in the office.',
  'Kind regards, {person}, Head of {noun}',
  'The figures in the second table do not match the {noun}; please check them again.',
  'Travel costs are refunded if the {noun} is handed in within a month.',
  'We are sorry for the delay and will replace the {adjective} {noun} free of charge.',
]

const words = (list: string): readonly string[] => list.trim().split(/\s+/)

export const firstHalves = words(`
  Beschaffungs Haushalts Personal Reise Bau Umwelt Sicherheits Daten Jahres Quartals Wartungs Lager Kunden Liefer Vertrags Leistungs
  Abrechnungs Schulungs Dienst Urlaubs Arbeits Gesundheits Verkehrs Energie Wasser Straßen Gebäude Raum Planungs Prüf Bewerbungs Stellen
  Mitglieder Veranstaltungs Presse Öffentlichkeits Qualitäts Forschungs Entwicklungs Projekt Miet Grundstücks Versicherungs Steuer
  Förder Investitions Kosten Nutzungs Zugangs Netz Geräte Ersatzteil Wahl Schul Sozial Jugend Kultur Sport Feuerwehr Abfall Boden Lärm
  Klima Notfall Brandschutz Winter Sommer Wochen Monats Übergangs Einführungs Abschluss Zwischen Eingangs Ausgangs Rück Vor Nach Neben`)

export const secondHalves = words(`
  vereinbarung verordnung planung prüfung ordnung richtlinie meldung übersicht abrechnung bewertung erhebung anmeldung abstimmung
  besprechung liste akte stelle mappe anlage erklärung anfrage auswertung bescheinigung beratung beschreibung dokumentation
  einschätzung ermittlung freigabe genehmigung kalkulation kontrolle maßnahme mitteilung nachweisführung organisation präsentation
  regelung reservierung sammlung statistik strategie tabelle umfrage unterlage verwaltung vorlage zuordnung zusammenstellung`)

export const adjectives = words(`
  annual quarterly updated provisional final internal external joint regional national detailed short urgent missing revised proposed
  separate shared technical financial legal medical seasonal temporary permanent public private digital printed signed unsigned broken
  reliable outdated preliminary confidential mandatory optional alternative additional partial complete consistent narrow generous`)

export const nouns = words(`
  report agenda invoice proposal contract roster inventory dashboard questionnaire brochure warranty estimate schedule policy checklist
  database workshop newsletter audit survey rota template handbook guideline specification prototype shipment delivery complaint refund
  subscription catalogue warehouse workflow migration forecast procurement maintenance recruitment onboarding insurance compliance
  spreadsheet presentation transcript appendix glossary index floorplan elevator printer projector scanner boiler carpet furniture`)

export const givenNames = words(`
  Anna Bernd Claudia Dieter Elif Frank Gabriele Hannes Ingrid Jonas Katrin Lars Monika Niklas Olga Peter Renate Stefan Thomas Ursula Volker
  Yusuf Zoe Marta Pawel Aylin Sven Birgit Holger Nadine Uwe Margarete Alexander Emily Harry Olivia George Amelia Jack Charlotte Samuel`)

export const familyNames = words(`
  Achterberg Baumgart Czerny Dornbusch Ehlers Fahrenholz Grothe Hinrichs Ihde Jankowski Kleinschmidt Lohmeyer Mertens Niehoff Oberländer
  Petersen Quandt Rademacher Scheffler Thiemann Uhlmann Vossberg Wiechmann Yildirim Zander Brandstätter Dreesen Eickhoff Gerlach Hartwig
  Ashworth Bradshaw Carmichael Dunmore Ellsworth Fairbanks Greenhalgh Hargreaves Ingleby Kirkwood Langford Mortimer Pemberton Whitaker`)

export const towns = words(`
  Bielefeld Chemnitz Darmstadt Emden Flensburg Göttingen Hildesheim Ingolstadt Jena Kassel Lüneburg Magdeburg Neuss Oldenburg Passau
  Regensburg Schwerin Trier Ulm Wismar Zwickau Leeds Norwich Bristol Exeter Lincoln Durham Carlisle`)

export const months = words('Januar Februar April Mai Juni Juli August September Oktober November')
export const englishMonths = words('January February April June July August September October November December')
