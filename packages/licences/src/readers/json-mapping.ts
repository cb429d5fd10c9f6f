import { malformed } from './unreadable.ts'

/**
 * A JSON object that a stranger wrote.
 *
 * @param part what it is, for the message
 * @throws ArtefactUnreadable where it is no object, or no JSON
 */
export function mappingIn(text: string, part: string): object {
  // Only an object begins like this, so that nothing else is parsed.
  if (!text.trimStart().startsWith('{')) throw malformed(`${part} that does not begin with {`)
  try {
    return JSON.parse(text) as object // The text begins with a brace, so a value that parses is an object.
  } catch (error) {
    throw malformed(`JSON of the ${part}`, error)
  }
}

/** Whether it is an object of JSON and no list. */
export function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What an object itself has under a name; whoever wrote it does not reach prototypes. */
export function fieldOf(value: unknown, name: string): unknown {
  return isMapping(value) ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined
}
