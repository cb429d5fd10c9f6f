export const note = 'note'
