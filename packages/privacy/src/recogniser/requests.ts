/*
 * Words with which people begin what they ask of a model: "Fasse …", "Sieh …", "Stell dir vor …". News, on which the recogniser was
 * trained, have none of them, so a sentence that begins with one looks as if it began with a name.
 */

const words =
  'Achte Analysiere Ändere Antworte Arbeite Argumentiere Bau Baue Beachte Beantworte Bearbeite Begründe Behalte Behandle Behebe Benenne Benutze ' +
  'Berechne Berichtige Berücksichtige Beschreibe Bestimme Bewerte Bilde Bleib Bring Bringe Denk Denke Diskutiere Drehe Durchsuche Empfiehl ' +
  'Entferne Entscheide Entwerfe Entwickle Entwirf Erfinde Ergänze Erinnere Erkläre Erläutere Ermittle Ersetze Erstelle Erweitere Erzähle ' +
  'Extrahiere Fasse Fass Filtere Finde Folge Formatiere Formuliere Frag Frage Füge Führe Geh Gehe Generiere Gestalte Gib Gliedere Gruppiere ' +
  'Halt Halte Hilf Identifiziere Ignoriere Interpretiere Kalkuliere Klassifiziere Klär Kläre Komm Kommentiere Konvertiere Kopiere Korrigiere ' +
  'Kürze Lass Lasse Leg Lege Leite Lern Lerne Lies Liste Lösche Löse Mach Mache Markiere Melde Merk Merke Mische Nenn Nenne Nimm Notiere Nutze ' +
  'Öffne Ordne Organisiere Paraphrasiere Plane Prüf Prüfe Rate Rechne Recherchiere Rede Sag Sage Sammle Schau Schick Schicke Schlag Schlage ' +
  'Schließe Schreib Schreibe Setz Setze Sieh Simuliere Skizziere Sortiere Spiel Spiele Sprich Starte Stell Stelle Strukturiere Such Suche Teil ' +
  'Teile Teste Tipp Trag Trage Trenne Tu Überarbeite Überleg Überlege Übernimm Überprüfe Übersetze Unterscheide Untersuche Verallgemeinere ' +
  'Verbessere Verfasse Vergiss Vergleiche Vergrößere Verkleinere Verkürze Vermeide Versuch Versuche Verwandle Verwende Vereinfache Wähle ' +
  'Wandle Warte Wechsle Wende Werte Wiederhole Zähle Zeichne Zeig Zeige Zerlege Zieh Ziehe Zitiere Danke Bitte Hallo Moin Servus Tschüss Gruß ' +
  'Grüße Add Analyse Analyze Answer Apply Ask Build Calculate Change Check Classify Clean Compare Complete Compute Convert Copy Correct Count ' +
  'Create Debug Define Delete Describe Design Discuss Document Draft Draw Edit Evaluate Expand Explain Extract Fill Filter Find Fix Follow ' +
  'Format Generate Give Go Help Highlight Identify Ignore Implement Improve Include Insert Keep Let List Look Make Merge Mark Move Name Note ' +
  'Open Optimise Optimize Order Outline Paraphrase Pick Plan Please Print Proofread Propose Provide Rate Read Recommend Refactor Remove Rename ' +
  'Repeat Replace Reply Research Respond Return Review Rewrite Rephrase Run Save Say Search Select Send Set Shorten Show Simplify Solve Sort ' +
  'Split Start State Stop Suggest Sum Summarise Summarize Tell Test Think Thanks Translate Treat Try Turn Update Use Validate Verify Wait Walk ' +
  'Write Hi Hello Hey Dear Thank'

const requestWords: ReadonlySet<string> = new Set(words.split(' '))

/** Places before a sentence that are looked at: blanks, quotation marks, the sign of a list. */
const beforeMax = 6

/** Whether a word that was taken for a name only begins a request. In the middle of a sentence "Grace" and "Bill" stay names. */
export function beginsRequest(text: string, start: number, end: number): boolean {
  return beginsSentence(text, start) && requestWords.has(text.slice(start, end))
}

function beginsSentence(text: string, start: number): boolean {
  for (let place = start - 1; place >= Math.max(0, start - beforeMax); place--) {
    const code = text.charCodeAt(place)
    // Line feed, full stop, colon, exclamation and question mark end what came before.
    if (code === 10 || code === 13 || code === 46 || code === 58 || code === 33 || code === 63) return true
    if (code > 32 && !'"„“‚\'«»*-–>#()['.includes(text.charAt(place))) return false
  }
  return start <= beforeMax
}
