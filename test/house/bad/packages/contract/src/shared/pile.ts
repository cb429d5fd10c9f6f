export const piled = true
