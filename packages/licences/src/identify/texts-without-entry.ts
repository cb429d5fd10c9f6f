import type { LicenceText } from '../terms.ts'

/** A text that is recognised although nobody has stated what it says: still for a person to decide. */
export type TextWithoutEntry = Pick<LicenceText, 'id' | 'wordSha256' | 'proseSha256'> &
  Required<Pick<LicenceText, 'found'>>

/** Facts about texts, of which none is in the product (2026-11-23). */
export const textsWithoutEntry: readonly TextWithoutEntry[] = [
  {
    id: 'BigScience-BLOOM-OpenRAIL-M-modelgo',
    found: {
      repository: 'Xtra-Computing/ModelGo',
      path: 'license_raw/BigScience-BLOOM-OpenRAIL-M.txt',
      commit: 'efe34fe995ebfc989f01a6026f14ef15ba663336',
    },
    wordSha256: '06f6a8e814a7db90bae207ce70f78f1e85c5d742cc1eaa8175a067b58b59b45f',
    proseSha256: '71704367fd15b50a11d264da391943381c1d67fed488fe60c002120117b080b8',
  },
  {
    id: 'LicenseRef-bigscience-openrail-m2',
    found: {
      repository: 'aboutcode-org/scancode-licensedb',
      path: 'docs/bigscience-open-rail-m2.LICENSE',
      commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
    },
    wordSha256: '8b3b71416cd82495517f199e88e7a494606af2d0e8ac6de2d94f00780459bad2',
    proseSha256: 'a830a02dbda885f6607e13f94c07d142ad9c7758c8035e09017726a62ac72a39',
  },
  {
    id: 'LicenseRef-stability-nc-research-2023-12',
    found: {
      repository: 'aboutcode-org/scancode-licensedb',
      path: 'docs/stability-ai-nc-2023-12-06.LICENSE',
      commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
    },
    wordSha256: 'a04010f06c89e28f701d8cf2522c0c51e385af559a217361d7422e61c1ea55c6',
    proseSha256: 'fcc4e7203e7f47fe200fa12c0de52edea6c10181d8c281b93ea834ed6ed2cf3d',
  },
  {
    id: 'LicenseRef-chameleon-research-2024',
    found: {
      repository: 'aboutcode-org/scancode-licensedb',
      path: 'docs/chameleon-research-2024.LICENSE',
      commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
    },
    wordSha256: '533e8a3589bbe0f361d3153701fab0d8f9341db5cbc2058d25f44f60ea8b58cf',
    proseSha256: '47235984edd28ed78e6aa21b72ad5b6754b439ff8a682defcc24c1e837800720',
  },
  {
    id: 'CDLA-Permissive-2.0',
    found: {
      repository: 'aboutcode-org/scancode-licensedb',
      path: 'docs/cdla-permissive-2.0.LICENSE',
      commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
    },
    wordSha256: '5e957175ea6f42147b79879a35752ac7c1ac3a2774db44d734571b37fe95e4ea',
    proseSha256: 'df3fa314892106ef41208fc2df5bed003a0c327b8e9b4d8f6259e15cf9b32ebf',
  },
  {
    id: 'ODC-By-1.0',
    found: {
      repository: 'aboutcode-org/scancode-licensedb',
      path: 'docs/odc-by-1.0.LICENSE',
      commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
    },
    wordSha256: '4994e1c3b834fbe240b49d47022140ba8a519587ebe04cc7e9a2d00b27542a58',
    proseSha256: '9c6d5eedcc219f0a7694c2ff04359a3f493b0ec85f3eaadaaaf0557dbc41eb92',
  },
  {
    id: 'LicenseRef-openatom-model-1.0',
    found: {
      repository: 'aboutcode-org/scancode-licensedb',
      path: 'docs/openatom-model-1.0.LICENSE',
      commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
    },
    wordSha256: '9d174725f096ebe75b3e24521384b0eddf7ee6c5b8265663ed0f0e296d0dfb23',
    proseSha256: 'e0ac2c530650b15a1f2c1478666e648666a631c095fc241e409582bda1207941',
  },
  {
    id: 'LicenseRef-open-weights-permissive-1.0.0',
    found: {
      repository: 'aboutcode-org/scancode-licensedb',
      path: 'docs/open-weights-permissive-1.0.0.LICENSE',
      commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
    },
    wordSha256: 'b5ec38154e44dfbe2b2edf371c10e3fbe0753c4942f0dd46df761ddc80427685',
    proseSha256: 'c6bf1f1ec6fa34ec151334dbfaa29997366f4b56b0524d11b2a168e9906addfb',
  },
]
