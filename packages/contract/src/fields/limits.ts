/*
 * The bounds of requests and answers, each with its unit and its reason. The reader of the JSON bounds bytes, depth and
 * entries before any of these is asked; here stands what a single field may hold.
 */

/** Messages of one conversation. Agents reach some hundreds; more is a loop that nobody watches. */
export const messagesMax = 2_000

/** Items of one conversation at the responses endpoint, where a call, its result and what was thought count each by itself. */
export const inputItemsMax = 6_000

/** Parts of one message: text, images, files. A scanned dossier is about a thousand pages. */
export const messagePartsMax = 2_000

/** Stop sequences. The API knows 4, engines take more; each is compared at every token. */
export const stopSequencesMax = 16

/** Characters (UTF-16 code units) of one stop sequence. Longer ones never match, yet cost at every token. */
export const stopCharactersMax = 1_000

/** Tools offered in one request. The API knows 128; agents with several tool servers offer more. */
export const toolsMax = 256

/** Tool calls in one message. A model cannot usefully call more often than there may be tools. */
export const toolCallsMax = 256

/** Answers to one prompt (`n`, `best_of`). vLLM would serve 16,384 of them from one request. */
export const choicesMax = 8

/** Entries of any array or object without a bound of its own, equal to the bound of the JSON reader. */
export const entriesMax = 10_000

/** Texts in one embeddings call, as in the API. */
export const embeddingInputsMax = 2_048

/** Numbers in one embedding. The largest models in use give 16,384. */
export const embeddingDimensionsMax = 65_536

/** Token ids of one prompt or one stop list, far above the longest context window in use. */
export const tokensMax = 10_000_000

/** Log probabilities per position. The API knows 20, and vLLM serves no more unless told to. */
export const topLogprobsMax = 20

/** Characters (UTF-16 code units) of one text. Above the bound of the body, so that the map alone bounds memory too. */
export const textCharactersMax = 64 * 1024 * 1024

/** Characters of a name that a person or a program gave to something: a tool, a schema, a participant. */
export const nameCharactersMax = 256

/** Characters of an opaque id, for example of a tool call. The longest in use, of Mistral and Kimi, stay below 64. */
export const idCharactersMax = 128

/** Characters of a word of a closed vocabulary whose members we do not all know, such as `finish_reason`. */
export const wordCharactersMax = 64

/** Levels of free JSON, such as the schema of a tool; equal to the bound of the JSON reader. */
export const freeJsonDepthMax = 64

/** Values inside one piece of free JSON. Schemas of large business forms stay below 10,000. */
export const freeJsonValuesMax = 100_000

/** Characters of a field name that an error message repeats. The rest of a hostile name stays out of it. */
export const namedFieldCharactersMax = 64
