import type { LicenceTerms } from '../terms.ts'

export const busl11: LicenceTerms = {
  id: 'BUSL-1.1',
  name: 'Business Source License',
  version: '1.1',
  date: '2017',
  steward: 'MariaDB',
  class: 'source-available',
  osaid: 'excluded',
  spdxExpression: 'BUSL-1.1',
  hubTags: [],
  appliesTo: [],
  source: 'collection-file',
  reading: { number: 1, on: '2026-11-23' },
  texts: [
    {
      id: 'BUSL-1.1',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/bsl-1.1.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: 'afbe032eb6ef8848c82d79d97a55de9bf4702b79c7fced0db81ee39854a9ac25',
      wordSha256: 'c2cd3f5f75ff8102148f938b8ef470dcadb3f263e3d7c86c8fd57f43186480e7',
      proseSha256: 'aa41779d491cd3b3dd6f71a0185ac5a2e93a1b95dd2b83174f8cd31b1ffca74f',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'conditional',
      sections: ['Terms, paragraph 1', 'Additional Use Grant'],
      limits: ['additional-use-grant'],
    },
    internalUse: {
      value: 'conditional',
      sections: ['Terms, paragraph 1', 'Additional Use Grant'],
      limits: ['additional-use-grant'],
      note: {
        de: 'Gewährt ist nur nicht produktive Nutzung; was darüber hinausgeht, steht in der zusätzlichen Erlaubnis des einzelnen Werks und kann dort auch fehlen.',
        en: 'Only non-production use is granted; what goes beyond stands in the Additional Use Grant of the single work, and may be missing there.',
      },
    },
    hostedService: {
      value: 'conditional',
      sections: ['Terms, paragraph 1', 'Additional Use Grant'],
      limits: ['additional-use-grant'],
    },
    redistributeWeights: { value: 'conditional', sections: ['Terms, paragraph 1', 'Terms, paragraph 5'] },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['Terms, paragraph 1', 'Terms, paragraph 4', 'Terms, paragraph 5'],
    },
    modify: { value: 'yes', sections: ['Terms, paragraph 1'] },
    outputsTrainOtherModels: { value: 'yes', sections: ['whole text: silent'], rule: 'free' },
    patentGrant: {
      value: 'silent',
      note: { de: 'Der Text nennt Patente nicht.', en: 'The text does not name patents.' },
    },
  },
  bans: [],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-software'],
      sections: ['Terms, paragraph 5'],
      note: { de: 'Deutlich sichtbar auf jeder Kopie.', en: 'Conspicuously on each copy.' },
    },
    { kind: 'same-licence', triggers: ['distribute-derivative'], sections: ['Terms, paragraph 4'] },
  ],
  thresholds: [],
  territory: [],
  powers: [{ kind: 'auto-terminate', sections: ['Terms, paragraph 6'] }],
  termination: {
    found: true,
    sections: ['Terms, paragraph 6'],
    says: {
      de: 'Jede lizenzwidrige Nutzung beendet die Rechte von selbst, für diese und alle anderen Fassungen des Werks.',
      en: 'Any use in violation ends the rights by itself, for this and all other versions of the work.',
    },
  },
  litigation: { found: false },
  indemnity: { found: false },
  disclaimer: {
    found: true,
    sections: ['Terms, paragraph 8'],
    says: { de: 'Keine Gewährleistung, soweit das Recht es zulässt.', en: 'No warranty as far as the law allows.' },
  },
  audit: { found: false },
  feedback: { found: false },
  descent: {
    sections: ['Terms, paragraph 2', 'Terms, paragraph 4'],
    relicensing: {
      de: 'Am Stichtag des Werks, spätestens vier Jahre nach Erscheinen einer Fassung, tritt die benannte freie Lizenz an die Stelle dieser.',
      en: 'On the Change Date of the work, four years after a version appeared at the latest, the named free licence takes the place of this one.',
    },
  },
  notes: [
    {
      de: 'Zusätzliche Erlaubnis, Stichtag und Nachfolgelizenz sind Angaben des einzelnen Werks und gehören zu dessen Prüfung; die Absätze der Bedingungen sind nicht beziffert und werden gezählt.',
      en: 'Additional Use Grant, Change Date and Change License are parameters of the single work and belong to its review; the paragraphs of the terms bear no numbers and are counted.',
    },
  ],
}
