/** Longer lines are cut in messages: they come from strangers. */
const lineShownMax = 80

/** What is wrong: the part of the thing, and the line or path at fault where there is one. */
export interface Fault<Part extends string> {
  readonly part: Part
  /** As it was read, or what was expected instead. */
  readonly line?: string
}

/**
 * Something that was read is not spelled as its specification says. Parsing is strict, so that each thing has exactly
 * one spelling. Each thing has a class of its own, whose `part` names what is wrong.
 */
export abstract class Malformed<Part extends string> extends Error {
  abstract readonly code: `malformed_${string}`
  readonly part: Part
  readonly line: string | undefined

  constructor(thing: string, fault: Fault<Part>, options?: ErrorOptions) {
    const shown = fault.line === undefined ? '' : `: ${JSON.stringify(fault.line.slice(0, lineShownMax))}`
    super(`${thing}: ${fault.part} is malformed${shown}`, options)
    this.part = fault.part
    this.line = fault.line
  }
}
