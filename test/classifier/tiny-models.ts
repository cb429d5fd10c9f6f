// Two models small enough to be written by hand: each knows a few words by heart. Invented names.
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { constant, dataType, onnxFile, port, step } from './onnx-file.ts'

/** What each word piece is to the token model; all others are nothing. */
const meanings: Readonly<Record<string, string>> = {
  Quill: 'B-PER',
  '##bert': 'I-PER',
  Zimp: 'I-PER',
  // In small letters, so that nothing built in takes it for a name.
  zim: 'B-PER',
  '##pel': 'I-PER',
  Norden: 'B-LOC',
  '##heim': 'I-LOC',
}

const labels = ['O', 'B-PER', 'I-PER', 'B-LOC', 'I-LOC'] as const

const special = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '<<ENT>>', '<<SEP>>']
const others = ['person', 'place', 'Frau', 'wohnt', 'in', ',', '.', '(', ')', 'und', '😀', 'wort']
const vocabulary = [...special, ...Object.keys(meanings), ...others]

/** BERT's way to cut words, with the vocabulary above. */
function tokenizer(): object {
  const idOf = (token: string): number => vocabulary.indexOf(token)
  const around = (token: string) => ({ id: token, ids: [idOf(token)], tokens: [token] })
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: special.map((content) => ({ id: idOf(content), content, special: true })),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: false,
      lowercase: false,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [
        { SpecialToken: { id: '[CLS]', type_id: 0 } },
        { Sequence: { id: 'A', type_id: 0 } },
        { SpecialToken: { id: '[SEP]', type_id: 0 } },
      ],
      pair: [],
      special_tokens: { '[CLS]': around('[CLS]'), '[SEP]': around('[SEP]') },
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])),
    },
  }
}

/** Of each piece its row; what a piece is said to be stands in it with eight. */
function table(names: readonly string[], of: (token: string) => string | undefined): readonly number[] {
  return vocabulary.flatMap((token) => names.map((name) => ((of(token) ?? names[0]) === name ? 8 : 0)))
}

/** Looks each piece up (Gather), and multiplies with one (MatMul), as the last layer of a real model does. */
export function tinyTokenModel(): Uint8Array {
  const count = labels.length
  const identity = labels.flatMap((_, row) => labels.map((__, column) => (row === column ? 1 : 0)))
  return onnxFile({
    steps: [step('Gather', ['table', 'input_ids'], 'rows'), step('MatMul', ['rows', 'layer'], 'logits')],
    constants: [
      constant(
        'table',
        [vocabulary.length, count],
        table(labels, (token) => meanings[token]),
      ),
      constant('layer', [count, count], identity),
    ],
    inputs: [
      port('input_ids', dataType.int64, ['batch', 'pieces']),
      port('attention_mask', dataType.int64, ['batch', 'pieces']),
    ],
    outputs: [port('logits', dataType.float, ['batch', 'pieces', count])],
  })
}

/** Width of the spans of the span model. */
const width = 3

/**
 * Scores a span by the rows of its first and its last word, which it finds by the numbers of the words: the inputs and the output of
 * GLiNER in span mode. Its two labels are asked for as `person` and `place`, in this order.
 */
export function tinySpanModel(): Uint8Array {
  const fits = (token: string, name: string): number => (meanings[token]?.endsWith(name) === true ? 2 : -2)
  const rows = vocabulary.flatMap((token) => [fits(token, 'PER'), fits(token, 'LOC')])
  return onnxFile({
    steps: [
      step('Gather', ['table', 'input_ids'], 'rows'), // [1, pieces, 2]
      step('Squeeze', ['rows', 'first'], 'flat'), // [pieces, 2]
      step('Squeeze', ['text_lengths'], 'count'), // scalar
      step('Add', ['count', 'one'], 'behind'),
      step('Range', ['one', 'behind', 'one'], 'numbers'), // [words]
      step('Unsqueeze', ['numbers', 'second'], 'column'), // [words, 1]
      step('Equal', ['column', 'words_mask'], 'is'), // [words, pieces]
      step('Cast', ['is'], 'picked', { to: dataType.float }),
      step('MatMul', ['picked', 'flat'], 'byWord'), // [words, 2]
      step('Gather', ['byWord', 'span_idx'], 'pairs'), // [1, spans, 2, 2]
      step('ReduceSum', ['pairs', 'third'], 'scores', { keepdims: 0 }), // [1, spans, 2]
      step('Reshape', ['scores', 'shape'], 'logits'), // [1, words, width, 2]
    ],
    constants: [
      constant('table', [vocabulary.length, 2], rows),
      constant('one', [], [1], true),
      constant('first', [1], [0], true),
      constant('second', [1], [1], true),
      constant('third', [1], [2], true),
      constant('shape', [4], [1, -1, width, 2], true),
    ],
    inputs: [
      port('input_ids', dataType.int64, ['batch', 'pieces']),
      port('attention_mask', dataType.int64, ['batch', 'pieces']),
      port('words_mask', dataType.int64, ['batch', 'pieces']),
      port('text_lengths', dataType.int64, ['batch', 1]),
      port('span_idx', dataType.int64, ['batch', 'spans', 2]),
      port('span_mask', dataType.bool, ['batch', 'spans']),
    ],
    outputs: [port('logits', dataType.float, ['batch', 'words', width, 2])],
  })
}

export interface ModelOnDisk {
  readonly path: string
  readonly sha256: string
}

/** Writes a model with what belongs beside it. */
export function writeModel(folder: string, form: 'tokens' | 'spans'): ModelOnDisk {
  mkdirSync(folder, { recursive: true })
  const bytes = form === 'tokens' ? tinyTokenModel() : tinySpanModel()
  const path = join(folder, 'model.onnx')
  writeFileSync(path, bytes)
  writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify(tokenizer()))
  if (form === 'tokens') {
    const id2label = Object.fromEntries(labels.map((label, id) => [id, label]))
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ id2label, max_position_embeddings: 34 }))
  } else writeFileSync(join(folder, 'gliner_config.json'), JSON.stringify({ max_width: width, max_len: 20 }))
  return { path, sha256: createHash('sha256').update(bytes).digest('hex') }
}
