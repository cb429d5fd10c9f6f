/** A file of policies, as text. */
declare module '*.cedar' {
  const text: string
  export default text
}

/** What policies may ask for, as text. */
declare module '*.cedarschema' {
  const text: string
  export default text
}
