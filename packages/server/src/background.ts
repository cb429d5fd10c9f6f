// Calls that a front end makes by itself beside a conversation: a title for it, tags, questions that could follow. They are
// calls of the same use case under the same rules; only the record tells them apart.
import type { BackgroundKind } from '@stellwerk/contract/asserted'
import { isJsonList, isJsonObject, type Json, type JsonObject } from '@stellwerk/contract/json'

/** Headers of a connection in which Open WebUI writes what `{{TASK}}` stands for: nothing, where somebody asked. */
const taskHeaders = ['x-stellwerk-task', 'x-openwebui-task'] as const

/** open-webui/open-webui, backend/open_webui/constants.py at 0790441f. Checked 2026-11-23. */
const byTask: Readonly<Record<string, BackgroundKind>> = {
  title_generation: 'title',
  tags_generation: 'tags',
  follow_up_generation: 'followUps',
  query_generation: 'queries',
  autocomplete_generation: 'autocomplete',
  image_prompt_generation: 'imagePrompt',
  emoji_generation: 'emoji',
  moa_response_generation: 'merge',
  function_calling: 'functionCalling',
}

/** Characters of a prompt that are looked at; every phrase below stands within them. */
const openingCharacters = 200

/**
 * How the prompts begin that front ends ship: the templates of Open WebUI (config.py at 0790441f and of
 * 0.12.4) and the titles of
 * LibreChat (danny-avila/agents, src/utils/title.ts). Whoever writes templates of their own sends the header. Open WebUI
 * begins the prompt with found documents in the same way, and that one is no background call. Checked 2026-11-23.
 */
const openings: readonly (readonly [opening: RegExp, kind: BackgroundKind])[] = [
  [/^### Task:\s+Generate a concise(?:, 3-5 word)? title\b/, 'title'],
  [/^### Task:\s+Generate 1-3 broad tags\b/, 'tags'],
  [/^### Task:\s+(?:Suggest 3-5 relevant follow-up|Predict 3-5 useful messages)\b/, 'followUps'],
  [/^### Task:\s+Analyze the chat history to determine the necessity of generating search queries\b/, 'queries'],
  [/^### Task:\s+You are an autocompletion system\b/, 'autocomplete'],
  [/^### Task:\s+Generate a detailed prompt for a[mn]? image generation task\b/, 'imagePrompt'],
  [/^Provide a concise, 5-word-or-less title for the conversation\b/, 'title'],
  [/^Analyze this conversation and provide:\s+1\. The detected language\b.*\s+2\. A concise title\b/, 'title'],
]

/**
 * What a front end makes a call for, if nobody waits for its answer. Asserted by it like everything else that it says.
 *
 * @example backgroundOf((name) => headers.get(name), body) // 'title'
 */
export function backgroundOf(header: (name: string) => string | null, body: JsonObject): BackgroundKind | undefined {
  return taskIn(header) ?? kindOf(openingOf(body))
}

function taskIn(header: (name: string) => string | null): BackgroundKind | undefined {
  for (const name of taskHeaders) {
    const task = header(name)?.trim()
    // Where nobody fills in the placeholder, it says nothing.
    if (task && !task.includes('{{')) return Object.hasOwn(byTask, task) ? byTask[task] : 'other'
  }
  return undefined
}

function kindOf(opening: string): BackgroundKind | undefined {
  return openings.find(([pattern]) => pattern.test(opening))?.[1]
}

/** The beginning of the last message, where it is text. */
function openingOf({ messages }: JsonObject): string {
  const last = isJsonList(messages) ? messages.at(-1) : undefined
  const content = isJsonObject(last) ? last['content'] : undefined
  const text = isJsonList(content) ? textOf(content[0]) : content
  return typeof text === 'string' ? text.slice(0, openingCharacters) : ''
}

function textOf(part: Json | undefined): Json | undefined {
  return isJsonObject(part) ? part['text'] : undefined
}
