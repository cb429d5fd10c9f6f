import { closeSync, openSync, readSync, writeSync } from 'node:fs'

/** Bytes at the beginning of a file among which its metadata lies, the vocabulary included. */
const headBytesMax = 16_777_216
const copyBytes = 8_388_608
const alignment = 32

/** Bytes of the types of GGUF that have a fixed size, by their number; 8 is a string, 9 a list. */
const sizes: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 }

/** Copies a model file with another chat template in it. Tensors lie relative to their beginning, so they stay as they are. */
export function withTemplate(source: string, target: string, template: string): void {
  const from = openSync(source, 'r')
  const head = Buffer.alloc(headBytesMax)
  readSync(from, head, 0, headBytesMax, 0)
  const { valueAt, valueEnd, headEnd } = parts(head)
  const text = Buffer.from(template)
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.length))
  const changed = Buffer.concat([head.subarray(0, valueAt), length, text, head.subarray(valueEnd, headEnd)])
  const to = openSync(target, 'w')
  writeSync(to, Buffer.concat([changed, Buffer.alloc(padded(changed.length) - changed.length)]))
  const buffer = Buffer.alloc(copyBytes)
  for (let at = padded(headEnd); ; at += copyBytes) {
    const count = readSync(from, buffer, 0, copyBytes, at)
    if (count === 0) break
    writeSync(to, buffer, 0, count)
  }
  closeSync(from)
  closeSync(to)
}

const padded = (bytes: number): number => Math.ceil(bytes / alignment) * alignment

/** Where the template lies in the metadata, and where the tensors are all named. */
function parts(head: Buffer): { readonly valueAt: number; readonly valueEnd: number; readonly headEnd: number } {
  let at = 8
  const number = (): number => Number(head.readBigUInt64LE((at += 8) - 8))
  const word = (): number => head.readUInt32LE((at += 4) - 4)
  const text = (): string => {
    const length = number()
    return head.toString('utf8', at, (at += length))
  }
  const skip = (type: number): void => {
    if (type === 8) text()
    else if (type === 9) {
      const inner = word()
      for (let count = number(); count > 0; count--) skip(inner)
    } else at += sizes[type]!
  }
  const tensors = number()
  let place = { valueAt: 0, valueEnd: 0 }
  for (let count = number(); count > 0; count--) {
    const key = text()
    const type = word()
    const valueAt = at
    skip(type)
    if (key === 'tokenizer.chat_template') place = { valueAt, valueEnd: at }
  }
  for (let count = tensors; count > 0; count--) {
    text()
    const dimensions = word()
    at += dimensions * 8 + 4 + 8 // Dimensions, type, place.
  }
  return { ...place, headEnd: at }
}

/** A template that knows tools, in the words that many models were trained with. */
export const toolTemplate = `{%- if tools %}
{{- '<|im_start|>system\\nYou may call these tools:\\n' }}
{%- for tool in tools %}{{- (tool | tojson) + '\\n' }}{%- endfor %}
{{- 'Call one like this:\\n<tool_call>\\n{"name": NAME, "arguments": {}}\\n</tool_call><|im_end|>\\n' }}
{%- endif %}
{%- for message in messages %}
{%- if message.role == 'assistant' %}
{{- '<|im_start|>assistant' }}
{%- if message.content %}{{- '\\n' + message.content }}{%- endif %}
{%- for tool_call in message.tool_calls or [] %}
{{- '\\n<tool_call>\\n{"name": "' + tool_call.function.name + '", "arguments": ' + (tool_call.function.arguments | tojson) + '}\\n</tool_call>' }}
{%- endfor %}
{{- '<|im_end|>\\n' }}
{%- elif message.role == 'tool' %}
{%- if loop.first or messages[loop.index0 - 1].role != 'tool' %}{{- '<|im_start|>user' }}{%- endif %}
{{- '\\n<tool_response>\\n' + message.content + '\\n</tool_response>' }}
{%- if loop.last or messages[loop.index0 + 1].role != 'tool' %}{{- '<|im_end|>\\n' }}{%- endif %}
{%- else %}
{{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' }}
{%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{%- endif %}`
