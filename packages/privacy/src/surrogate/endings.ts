/** Endings that a model may put on a name without a hyphen: genitive and plural, and adjectives such as "Müllersche". */
export const endings: readonly string[] = ['s', 'sche', 'schen', 'scher', 'sches', 'schem']
