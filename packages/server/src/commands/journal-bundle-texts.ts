// What lies in an evidence bundle for people: how to check it, and what it does not show.
import type { BundleManifest } from '@stellwerk/contract/journal/bundle'

import type { BundleContent } from './journal-bundle-writer.ts'

/** What the pages name: the logs with their keys, and what lies in the bundle. */
export interface BundleFacts extends Pick<BundleManifest, 'logs' | 'disclosed'> {
  /** By origin. */
  readonly vkeys: ReadonlyMap<string, string>
  /** Sizes that were stamped, by directory of the log. */
  readonly stamped: ReadonlyMap<string, number>
}

/** The four pages. */
export function bundleTexts(facts: BundleFacts): readonly BundleContent[] {
  const pages: readonly [path: string, text: string][] = [
    ['HOW-TO-VERIFY.txt', howToVerify(facts)],
    ['SO-WIRD-GEPRUEFT.txt', soWirdGeprueft(facts)],
    ['WAS-DAS-PROTOKOLL-NICHT-BEWEIST.txt', nichtBewiesen],
    ['WHAT-THE-LOG-DOES-NOT-PROVE.txt', notProven],
  ]
  return pages.map(([path, text]) => {
    const bytes = new TextEncoder().encode(text)
    return { path, read: () => bytes }
  })
}

const vkeyLines = ({ vkeys }: BundleFacts): string => [...vkeys.values()].map((vkey) => `  ${vkey}`).join('\n')

/** A command line for each log of an excerpt or of a whole bundle. */
function goLines({ logs, vkeys }: BundleFacts): string {
  return logs
    .map(({ origin, directory, scope, entries = [] }) => {
      const vkey = vkeys.get(origin) ?? 'VKEY'
      if (scope === 'whole')
        return `  verifier verify ${directory} --vkey '${vkey}'\n  verifier journal logs --vkey '${vkey}'`
      const number = String(entries[0]?.[0] ?? 0).padStart(12, '0')
      return `  verifier check-proof ${directory}/proofs/${number}.tlog-proof --entry ${directory}/entries/${number}.json --vkey '${vkey}'`
    })
    .join('\n')
}

function stampLines({ stamped }: BundleFacts): string {
  return [...stamped]
    .map(([directory, size]) => {
      const file = `${directory}/timestamps/${size}`
      return `  openssl ts -verify -token_in -in ${file}.tsr -data ${file}.checkpoint -CAfile roots.pem`
    })
    .join('\n')
}

/** The formula of a commitment as a command, with the names of a real field. */
const openingLines = `  printf 'stellwerk/commit/v1\\0FIELD\\0' | cat - disclosed/LOG/ENTRY/FIELD |
    openssl dgst -sha256 -mac HMAC -macopt hexkey:OPENING -binary | base64`

function howToVerify(facts: BundleFacts): string {
  return `HOW TO VERIFY THIS EVIDENCE BUNDLE

The bundle holds entries of a transparency log (C2SP tlog-tiles, RFC 6962) and what it takes to show that they stand there. Nothing
in it has to be believed: everything can be computed again, offline, with programs that are not ours.

First: the key
The public key must come from elsewhere than this bundle, best from the one who runs a witness. In this bundle stand
${vkeyLines(facts)}
Compare. If it is another key, stop.

With Stellwerk
  stellwerk journal verify BUNDLE --vkey 'KEY FROM ELSEWHERE'
  stellwerk journal verify BUNDLE --policy YOUR-TRUST-FILE --tsa-roots roots.pem
or with its verifier alone, one file for Node without the gateway ("npm run build -- verifier" in its source)
  node stellwerk-verify.mjs BUNDLE --vkey 'KEY FROM ELSEWHERE'

Without Stellwerk
1. Unpack (tar xf BUNDLE), and check that no file was damaged:
  sha256sum -c SHA256SUMS
2. Check the log with the verifier in Go (test/conformance/go in the source of Stellwerk; it shares no code with the gateway):
${goLines(facts)}
   Any other program for C2SP tlog-proof or tlog-tiles will do.
${
  facts.stamped.size === 0
    ? ''
    : `3. Check the time-stamp (RFC 3161) with the certificates of the authority, which you get from it:
${stampLines(facts)}
   It shows that this checkpoint, and with it every entry below it, existed at the time stated. Of an excerpt, the files in
   timestamps/proofs show of each entry that it lies below the stamped checkpoint; check them like those in proofs/.
`
}${
    facts.disclosed.length === 0
      ? ''
      : `What was disclosed
An entry holds no content, but a commitment to it. For a field that was disclosed, openings.json states the opening (hex) and a file
beside it holds the value. They belong together if this prints what the entry says under "commitments":
${openingLines}
`
  }
What is in the bundle
  manifest.json            what was asked for, which logs, and the digest of every file
  SHA256SUMS               the same digests for sha256sum
  trust.tlog-policy        keys of log and witnesses as the exporter states them; put your own in its place
  logs/*/checkpoint        the signed state of the log, with the signatures of witnesses
  logs/*/entries, proofs   the entries of an excerpt, each as it was hashed, with its proof (c2sp.org/tlog-proof@v1)
  logs/*/tile              all entries and hashes of a whole log (C2SP tlog-tiles)
  logs/*/timestamps        time-stamps and the checkpoints that they are of
  disclosed/               openings and values, if any
  output-rules.json        what licences say about disclosed answers as training data, if any are
`
}

function soWirdGeprueft(facts: BundleFacts): string {
  return `SO WIRD DIESES BEWEISBÜNDEL GEPRÜFT

Das Bündel enthält Einträge eines Transparenzprotokolls (C2SP tlog-tiles, RFC 6962) und alles, was zeigt, dass sie dort stehen.
Nichts davon muss man glauben: Alles lässt sich nachrechnen, ohne Netz und mit Programmen, die nicht von uns sind.

Zuerst: der Schlüssel
Der öffentliche Schlüssel muss von anderer Stelle kommen als dieses Bündel, am besten von dem, der einen Zeugen betreibt. Im Bündel
stehen
${vkeyLines(facts)}
Vergleichen. Ist es ein anderer Schlüssel: aufhören.

Mit Stellwerk
  stellwerk journal verify BÜNDEL --vkey 'SCHLÜSSEL VON ANDERER STELLE'
  stellwerk journal verify BÜNDEL --policy EIGENE-VERTRAUENSDATEI --tsa-roots roots.pem
oder mit seinem Prüfprogramm allein, einer Datei für Node ohne das Gateway („npm run build -- verifier“ im Quelltext)
  node stellwerk-verify.mjs BÜNDEL --vkey 'SCHLÜSSEL VON ANDERER STELLE'

Ohne Stellwerk
1. Auspacken (tar xf BÜNDEL) und nachsehen, ob eine Datei beschädigt ist:
  sha256sum -c SHA256SUMS
2. Das Protokoll mit dem Prüfprogramm in Go nachrechnen (test/conformance/go im Quelltext von Stellwerk; es teilt keine Zeile mit dem
   Gateway):
${goLines(facts)}
   Jedes andere Programm für C2SP tlog-proof oder tlog-tiles tut es auch.
${
  facts.stamped.size === 0
    ? ''
    : `3. Den Zeitstempel (RFC 3161) mit den Zertifikaten der Stelle prüfen, die man von ihr bekommt:
${stampLines(facts)}
   Er zeigt, dass es diesen Checkpoint und damit jeden Eintrag darunter zur genannten Zeit schon gab. Bei einem Auszug zeigen die
   Dateien in timestamps/proofs zu jedem Eintrag, dass er unter dem gestempelten Checkpoint liegt; geprüft wie die in proofs/.
`
}${
    facts.disclosed.length === 0
      ? ''
      : `Was offengelegt wurde
Ein Eintrag enthält keinen Inhalt, nur eine Festlegung (Commitment) darauf. Zu einem offengelegten Feld nennt openings.json die Öffnung
(hex), und eine Datei daneben enthält den Wert. Beides gehört zusammen, wenn dieser Befehl ausgibt, was im Eintrag unter
"commitments" steht:
${openingLines}
`
  }
Was im Bündel ist
  manifest.json            wonach gefragt war, welche Protokolle, und die Prüfsumme jeder Datei
  SHA256SUMS               dieselben Prüfsummen für sha256sum
  trust.tlog-policy        Schlüssel von Protokoll und Zeugen nach Angabe des Ausstellers; die eigene Datei an ihre Stelle setzen
  logs/*/checkpoint        der unterschriebene Stand des Protokolls, mit den Unterschriften der Zeugen
  logs/*/entries, proofs   die Einträge eines Auszugs, so wie sie in den Hash eingingen, je mit Beweis (c2sp.org/tlog-proof@v1)
  logs/*/tile              alle Einträge und Hashes eines ganzen Protokolls (C2SP tlog-tiles)
  logs/*/timestamps        Zeitstempel und die Checkpoints, zu denen sie gehören
  disclosed/               Öffnungen und Werte, falls offengelegt
  output-rules.json        was Lizenzen zu offengelegten Antworten als Trainingsdaten sagen, falls es welche gibt
`
}

const notProven = `WHAT THE LOG DOES NOT PROVE

It proves what Stellwerk entered, in this order, and that nothing below the newest checkpoint which somebody outside holds has been
changed, removed or put in since. It does not prove

- that nothing else happened. A request that never reached the gateway left no entry. Whether engines can be reached around the
  gateway, the network has to show; hourly reconciliations with the counters of the engines make it visible, not impossible;
- anything about the time after the checkpoint, or about the time between it and the newest one that somebody outside holds: that
  part the operator could still write anew;
- anything against the operator at all, as long as nobody outside holds a checkpoint. A signature of the operator's own key shows
  damage, not honesty. What counts are witnesses, time-stamps, and checkpoints kept on paper or by mail;
- that the clock was right. Times are the server's; the order of entries does not depend on them, and a time-stamp bounds them from
  above;
- that a statement was true. An entry shows that a lamp was shown clear at that moment, not that the reason for it was a good one;
- who somebody is. People stand in it as commitments. Whoever opens one shows what was committed to, not that it was the right name;
- what was said, unless it was disclosed and fits its commitment. What was erased can never be shown again: that is its purpose;
- of an excerpt: what else the log holds. Counters without gaps, each intent with one end, and the configuration in force are seen in
  the whole log only;
- a legal consequence. The log is subject to the free assessment of evidence (in Germany, section 286 ZPO). A qualified time-stamp
  carries a presumption for time and integrity (eIDAS Art. 41(2)), and nothing beyond.
`

const nichtBewiesen = `WAS DAS PROTOKOLL NICHT BEWEIST

Es beweist, was Stellwerk eingetragen hat, in dieser Reihenfolge, und dass seither nichts unterhalb des neuesten Checkpoints, den jemand
außerhalb festhält, verändert, entfernt oder eingefügt wurde. Es beweist nicht,

- dass sonst nichts geschehen ist. Eine Anfrage, die das Gateway nie erreicht hat, hinterlässt keinen Eintrag. Ob Maschinen am Gateway
  vorbei erreichbar sind, muss das Netz zeigen; der stündliche Abgleich mit den Zählern der Maschinen macht es sichtbar, nicht unmöglich;
- irgendetwas über die Zeit nach dem Checkpoint, oder zwischen dem neuesten, den jemand außerhalb festhält, und diesem: diesen Teil
  könnte der Betreiber noch neu schreiben;
- überhaupt etwas gegen den Betreiber, solange niemand außerhalb einen Checkpoint festhält. Die Unterschrift mit seinem eigenen
  Schlüssel zeigt Schäden, nicht Ehrlichkeit. Es zählen Zeugen, Zeitstempel und Checkpoints auf Papier oder in der Post;
- dass die Uhr richtig ging. Die Zeiten sind die des Servers; die Reihenfolge der Einträge hängt nicht an ihnen, und ein Zeitstempel
  begrenzt sie nach oben;
- dass eine Angabe stimmte. Ein Eintrag zeigt, dass eine Lampe in diesem Augenblick frei zeigte, nicht, dass der Grund dafür gut war;
- wer jemand ist. Personen stehen darin als Festlegungen (Commitments). Wer eine öffnet, zeigt, worauf man sich festgelegt hat, nicht,
  dass es der richtige Name war;
- was gesagt wurde, außer es wurde offengelegt und passt zur Festlegung. Was gelöscht wurde, kann nie wieder gezeigt werden: das ist der Sinn;
- bei einem Auszug: was das Protokoll sonst enthält. Zähler ohne Lücke, ein Ende zu jeder Absicht und die Konfiguration in Kraft sieht
  man nur am ganzen Protokoll;
- eine Rechtsfolge. Das Protokoll unterliegt der freien Beweiswürdigung (§ 286 ZPO). Ein qualifizierter Zeitstempel trägt eine
  Vermutung für Zeit und Unversehrtheit (Art. 41 Abs. 2 eIDAS), und nichts darüber hinaus.
`
