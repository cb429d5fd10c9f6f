// Last chapter of the demo: the evidence of one call, from its entry to its erasure.
import type { Text } from '@stellwerk/contract/language'

import { eraseThePerson, openFromVault, verifyAgain } from './demo-erased.ts'
import { askByName, findEntries, proveOffline, verifyWhole } from './demo-recorded.ts'
import type { Chapter, Heading } from './demo-stage.ts'
import { tamperWith } from './demo-tampered.ts'

export const evidenceChapter: Chapter = {
  id: 'evidence',
  title: { de: 'Was später bewiesen werden kann', en: 'What can be proven later' },
  async play(stage, show) {
    const call = await show(heading('request'), () => askByName(stage))
    const recorded = await show(heading('entries'), () => findEntries(stage, call))
    const { files } = await show(heading('proof'), () => proveOffline(stage, recorded.intent))
    await show(heading('journal'), () => verifyWhole(stage))
    const held = await show(heading('vault'), () => openFromVault(stage, { call, recorded }))
    const erased = await show(heading('erasure'), () => eraseThePerson(stage, { call, recorded }))
    await show(heading('afterwards'), () => verifyAgain(stage, { recorded, files, held, erased }))
    await show(heading('tampering'), () => tamperWith(stage, recorded.intent))
  },
}

const titles = {
  request: {
    de: 'Jemand stellt eine Frage, und die Anwendung nennt den Namen',
    en: 'Somebody asks a question, and the application passes on the name',
  },
  entries: {
    de: 'Das Beweisprotokoll hält den Aufruf fest, ohne Namen und ohne Text',
    en: 'The journal records the call, without a name and without text',
  },
  proof: {
    de: 'Mit Eintrag, Beweis und öffentlichem Schlüssel prüft ihn jeder nach, ohne Server',
    en: 'With entry, proof and public key anybody verifies it, without a server',
  },
  journal: {
    de: 'Das ganze Beweisprotokoll wird vom ersten bis zum letzten Eintrag nachgerechnet',
    en: 'The whole journal is recomputed from the first entry to the last',
  },
  vault: {
    de: 'Nur was im Tresor liegt, führt vom Eintrag zum Menschen',
    en: 'Only what lies in the vault leads from the entry to the person',
  },
  erasure: {
    de: 'Der Mensch widerruft seine Einwilligung, und es wird gelöscht',
    en: 'The person withdraws consent, and it is erased',
  },
  afterwards: {
    de: 'Danach halten alle Beweise, und vom Gelöschten ist kein Byte zu finden',
    en: 'Afterwards all proofs hold, and not a byte of what was erased is found',
  },
  tampering: {
    de: 'Wer in einer Kopie die Zeit des Eintrags ändert, fliegt auf',
    en: 'Whoever changes the time of the entry in a copy is found out',
  },
} as const satisfies Readonly<Record<string, Text>>

function heading(id: keyof typeof titles): Heading {
  return { id, title: titles[id] }
}
