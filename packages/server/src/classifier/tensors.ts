import type { Runtime, Tensor } from './binding.ts'

/** Name of the output that all models have which are read here. */
export const outputName = 'logits'

export function whole(runtime: Runtime, numbers: readonly number[], dims: readonly number[]): Tensor {
  return new runtime.Tensor(
    'int64',
    BigInt64Array.from(numbers, (number) => BigInt(number)),
    dims,
  )
}

export function ones(runtime: Runtime, count: number): Tensor {
  return new runtime.Tensor('int64', new BigInt64Array(count).fill(1n), [1, count])
}

export function trues(runtime: Runtime, count: number): Tensor {
  return new runtime.Tensor('bool', new Uint8Array(count).fill(1), [1, count])
}

/**
 * The numbers that a model answered with.
 *
 * @throws TypeError where there are others than were asked for: what is not understood must not pass for "nothing found"
 */
export function numbersOf(outputs: Readonly<Record<string, Tensor>>, dims: readonly number[]): Float32Array {
  const output = outputs[outputName]
  if (output === undefined || !(output.data instanceof Float32Array)) throw new TypeError('no logits in 32 bits')
  const isAsked = output.dims.length === dims.length && dims.every((size, index) => output.dims[index] === size)
  if (!isAsked) throw new TypeError(`logits of ${output.dims.join('x')} instead of ${dims.join('x')}`)
  return output.data
}
