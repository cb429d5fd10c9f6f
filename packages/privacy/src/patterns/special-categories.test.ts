import { strict as assert } from 'node:assert'
import { test } from 'bun:test'
import type { Hints } from '../detector.ts'
import type { Finding } from '../finding.ts'
import { readingAsIs } from '../reading.ts'
import { professionalSecrecyCues } from './professional-secrecy.ts'
import { specialCategories } from './special-categories.ts'

// Goal: a word of Art. 9 GDPR is likely where the sentence speaks of a person, and weak where it speaks of the thing.

function found(text: string, hints: Hints = { region: 'DE' }): readonly Finding[] {
  const findings: Finding[] = []
  specialCategories.find(readingAsIs(text), hints, (finding) => findings.push(finding))
  return findings
}

function summary(text: string, hints?: Hints): readonly string[] {
  return found(text, hints).map(({ start, end, kind, evidence }) => `${evidence} ${kind} ${text.slice(start, end)}`)
}

const rows: readonly (readonly [text: string, findings: readonly string[]])[] = [
  ['Ich bin katholisch und meine Frau ist Muslimin.', ['likely RELIGION katholisch', 'likely RELIGION Muslimin']],
  ['Die katholische Kirche in Köln ist gotisch.', ['weak RELIGION katholische']],
  ['Er ist aus der Kirche ausgetreten.', ['likely RELIGION aus der Kirche ausgetreten']],
  ['Christine wohnt in Juditten.', []],
  ['Frau Kaya ist Mitglied der SPD.', ['likely POLITICAL_OPINION SPD']],
  ['Der Chef der SPD sprach mit ihm.', ['weak POLITICAL_OPINION SPD']],
  ['She voted for the Labour Party and her son too', ['likely POLITICAL_OPINION Labour Party']],
  ['Mein Kollege ist Gewerkschaftsmitglied.', ['likely TRADE_UNION Gewerkschaftsmitglied']],
  ['Die Gewerkschaft ruft ihre Leute zum Streik.', ['weak TRADE_UNION Gewerkschaft']],
  ['Der Bewerber ist türkischstämmig.', ['likely ETHNIC_ORIGIN türkischstämmig']],
  ['Meine Mutter hat Brustkrebs.', ['likely HEALTH Brustkrebs']],
  ['Brustkrebs ist die häufigste Art.', ['weak HEALTH Brustkrebs']],
  ['Erika Beispiel ist schwerbehindert', ['likely HEALTH schwerbehindert']],
  ['Der Patient ist HIV-positiv.', ['likely HEALTH HIV']],
  ['My husband suffers from depression.', ['likely HEALTH depression']],
  ['The Great Depression began in 1929.', ['weak HEALTH Depression']],
  ['Herr Sommer lebt offen schwul.', ['likely SEXUAL_LIFE schwul']],
  ['Es ist schwül heute bei mir.', []],
  ['Ihr Gentest zeigt BRCA1.', ['likely GENETIC_BIOMETRIC Gentest', 'likely GENETIC_BIOMETRIC BRCA1']],
  ['Konfession: rk\nAlter: 40', ['likely RELIGION rk', 'weak RELIGION Konfession']],
  ['Konfession: keine', ['weak RELIGION Konfession']],
  [
    'Diagnose: F32.1 G, ICD-10: E11.9',
    ['likely HEALTH F32.1 G, ICD-10: E11.9', 'likely HEALTH F32.1 G', 'likely HEALTH E11.9', 'weak HEALTH Diagnose'],
  ],
  ['Stau auf der B27 und der A45.1', []],
  ['Mir geht es gut. Diabetes ist eine Krankheit.', ['weak HEALTH Diabetes']],
  ['const depth = tree.depth // suppressed', []],
]
for (const [text, findings] of rows) {
  test(`special category: ${text.replaceAll('\n', '\\n')}`, () => {
    assert.deepEqual([...summary(text)].toSorted(), [...findings].toSorted())
  })
}

test('a label makes its value one', () => {
  assert.deepEqual(summary('ev', { region: 'DE', label: 'konfession' }), ['likely RELIGION ev'])
  assert.deepEqual(summary('asthma', { region: 'DE', label: 'health_condition' }), [
    'likely HEALTH asthma',
    'weak HEALTH asthma',
  ])
  assert.deepEqual(summary('none', { region: 'DE', label: 'religion' }), [])
  assert.deepEqual(summary('ev', { region: 'DE', label: 'name' }), [])
})

test('cues of professional secrecy are counted by field', () => {
  assert.deepEqual(professionalSecrecyCues('Der Mandant und die Mandantin bitten um Diskretion.'), { law: 2 })
  assert.deepEqual(professionalSecrecyCues('Arztbrief: Patient stellt sich vor. Schweigepflicht beachten.'), {
    health: 2,
    named: 1,
  })
  assert.deepEqual(professionalSecrecyCues('Das Mandat des Bundestages und ein Impatiens im Topf'), {})
})
