// Writes ONNX files: the few parts of the format that small models need (onnx.proto of ONNX, IR version 8, operator set 17).

/** A field of a protobuf message: its number, and what it holds. */
type Field = readonly [number: number, value: number | string | Uint8Array]

const [varintWire, bytesWire] = [0, 2] as const

function message(fields: readonly Field[]): Uint8Array {
  return Buffer.concat(fields.map(([number, value]) => fieldBytes(number, value)))
}

function fieldBytes(number: number, value: Field[1]): Uint8Array {
  if (typeof value === 'number') return Buffer.concat([varint((number << 3) | varintWire), varint(value)])
  const bytes = typeof value === 'string' ? Buffer.from(value) : value
  return Buffer.concat([varint((number << 3) | bytesWire), varint(bytes.length), bytes])
}

function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0))
    rest >>>= 7
  } while (rest > 0)
  return Uint8Array.from(bytes)
}

/** TensorProto.DataType */
export const dataType = { float: 1, int64: 7, bool: 9 } as const

/** A constant of a graph. */
export function constant(
  name: string,
  dims: readonly number[],
  values: readonly number[],
  isWhole = false,
): Uint8Array {
  const raw = isWhole ? BigInt64Array.from(values, (value) => BigInt(value)) : Float32Array.from(values)
  return message([
    ...dims.map((size): Field => [1, size]),
    [2, isWhole ? dataType.int64 : dataType.float],
    [8, name],
    [9, new Uint8Array(raw.buffer)],
  ])
}

/** A step of a graph. Attributes are whole numbers. */
export function step(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, number>> = {},
): Uint8Array {
  return message([
    ...inputs.map((name): Field => [1, name]),
    [2, output],
    [4, operator],
    ...Object.entries(attributes).map(([name, value]): Field => [
      5,
      message([
        [1, name],
        [3, value],
        [20, 2],
      ]),
    ]),
  ])
}

/** An input or output. Sizes that are words are free. */
export function port(name: string, type: number, dims: readonly (number | string)[]): Uint8Array {
  const shape = message(dims.map((size): Field => [1, message([[typeof size === 'number' ? 1 : 2, size]])]))
  return message([
    [1, name],
    [
      2,
      message([
        [
          1,
          message([
            [1, type],
            [2, shape],
          ]),
        ],
      ]),
    ],
  ])
}

export interface Graph {
  readonly steps: readonly Uint8Array[]
  readonly constants: readonly Uint8Array[]
  readonly inputs: readonly Uint8Array[]
  readonly outputs: readonly Uint8Array[]
}

/** The bytes of a model file. The same graph gives the same bytes. */
export function onnxFile({ steps, constants, inputs, outputs }: Graph): Uint8Array {
  const graph = message([
    ...steps.map((each): Field => [1, each]),
    [2, 'graph'],
    ...constants.map((each): Field => [5, each]),
    ...inputs.map((each): Field => [11, each]),
    ...outputs.map((each): Field => [12, each]),
  ])
  return message([
    [1, 8],
    [7, graph],
    [
      8,
      message([
        [1, ''],
        [2, 17],
      ]),
    ],
  ])
}
