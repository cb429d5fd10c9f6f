export const grabbed = true
