/** A file beside the program, by its path. */
declare module '*.bin' {
  const path: string
  export default path
}
