import { entriesMax, messagePartsMax } from './limits.ts'
import { logprobNumber } from './sampling.ts'
import {
  anyNumber,
  array,
  base64,
  byType,
  dataUrl,
  dropped,
  filtered,
  forbidden,
  nullable,
  object,
  oneOf,
  opaqueId,
  spelled,
  variant,
} from './shape.ts'

/*
 * What messages and results of tools hold at the responses endpoint, in requests and in answers.
 */

export const notStored = {
  de: 'Stellwerk speichert keine Antworten; bitte das ganze Gespräch in „input“ mitsenden',
  en: 'Stellwerk stores no answers; send the whole conversation in "input" instead',
}

const fileStored = {
  de: 'Dateien werden nicht gespeichert; bitte den Inhalt mitsenden (file_data, image_url)',
  en: 'files are not stored; send the content itself (file_data, image_url)',
}

const fileRemote = {
  de: 'entfernte Adressen werden nicht geladen; bitte den Inhalt in file_data mitsenden',
  en: 'remote addresses are not fetched; send the content in file_data',
}

const cacheMark = dropped('configuration', "Prices of a vendor; engines of one's own cache by themselves.")

// ── What goes in ────────────────────────────────────────────────────────────────────────────────────────────────────

const inputText = object({ type: oneOf('input_text'), text: filtered(), prompt_cache_breakpoint: cacheMark }, ['text'])

const inputImage = object(
  {
    type: oneOf('input_image'),
    image_url: dataUrl('image'),
    detail: oneOf('auto', 'low', 'high', 'original'),
    file_id: forbidden(fileStored, 'opaqueId'),
    prompt_cache_breakpoint: cacheMark,
  },
  ['image_url'],
)

const inputFile = object(
  {
    type: oneOf('input_file'),
    file_data: base64('file'),
    detail: oneOf('auto', 'low', 'high'),
    filename: dropped('opaqueId', 'Names of files name people; the engine needs only the content.'),
    file_id: forbidden(fileStored, 'opaqueId'),
    file_url: forbidden(fileRemote),
    prompt_cache_breakpoint: cacheMark,
  },
  ['file_data'],
)

const inputParts = { input_text: inputText, input_image: inputImage, input_file: inputFile }

// ── What comes out, and is sent back with the next request ──────────────────────────────────────────────────────────

/** Where a text came from. Names of files name people, so they are read like text. */
export const annotation = variant('type', {
  url_citation: object({
    type: oneOf('url_citation'),
    url: filtered('url'),
    title: filtered(),
    start_index: anyNumber,
    end_index: anyNumber,
  }),
  file_citation: object({
    type: oneOf('file_citation'),
    file_id: opaqueId(),
    filename: filtered('name'),
    index: anyNumber,
  }),
  container_file_citation: object({
    type: oneOf('container_file_citation'),
    container_id: opaqueId(),
    file_id: opaqueId(),
    filename: filtered('name'),
    start_index: anyNumber,
    end_index: anyNumber,
  }),
  file_path: object({ type: oneOf('file_path'), file_id: opaqueId(), index: anyNumber }),
})

/** A piece of text, its probability and its bytes. All of them spell the answer, so all are filtered or none is sent. */
const tokenLogprob = {
  token: filtered('token'),
  logprob: logprobNumber,
  bytes: nullable(array(spelled('filterAndRestore', 'bytes'))),
}

export const logprobs = array(object({ ...tokenLogprob, top_logprobs: array(object(tokenLogprob)) }))

const outputText = { type: oneOf('output_text'), text: filtered(), annotations: array(annotation, { max: entriesMax }) }

const notRead = dropped('filterAndRestore', 'Part of an answer that clients send back; models do not read it.')

/** What the parsing helpers of the OpenAI clients add to an answer, and what comes back with it. */
export const parsedByClient = dropped(
  'filterAndRestore',
  'The client wrote it beside the text that it was parsed from.',
)

const outputTextSentBack = object({ ...outputText, logprobs: notRead, parsed: parsedByClient }, ['text'])

const refusal = object({ type: oneOf('refusal'), refusal: filtered() }, ['refusal'])

/** Of a message in a request, whoever wrote it. */
export const messageContent = byType({
  string: filtered(),
  array: array(variant('type', { ...inputParts, output_text: outputTextSentBack, refusal }), {
    max: messagePartsMax,
  }),
})

/** What a tool gave back. */
export const toolOutput = byType({
  string: filtered(),
  array: array(variant('type', inputParts), { max: messagePartsMax }),
})

const writtenText = object({ ...outputText, logprobs }, ['text'])

/** Of a message in an answer. */
export const writtenContent = array(variant('type', { output_text: writtenText, refusal }))

const thoughtText = object({ type: oneOf('reasoning_text'), text: filtered() }, ['text'])

/** What was thought. Codex knows the second word as well. */
export const thought = variant('type', {
  reasoning_text: thoughtText,
  text: object({ type: oneOf('text'), text: filtered() }, ['text']),
})

export const thoughtSummary = object({ type: oneOf('summary_text'), text: filtered() }, ['text'])

/** A part as an event of a stream begins or ends it. */
export const streamedPart = variant('type', {
  output_text: writtenText,
  refusal,
  reasoning_text: thoughtText,
  summary_text: thoughtSummary,
})
