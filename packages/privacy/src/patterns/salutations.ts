/** With which somebody is addressed, in German and English, as they are written before a name (DIN 5008, checked 2026-11-23). */
export const salutations: ReadonlySet<string> = new Set(
  'Herr Herrn Frau Fr. Hr. Hrn. Fräulein Familie Fam. Schwester Pfleger Mr Mr. Mrs Mrs. Ms Ms. Miss Mx Mx.'.split(' '),
)
