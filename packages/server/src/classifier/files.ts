// The files of a model of the operator, measured and not read.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

import { PrivacyModelUnusable, unusableTexts } from './unusable.ts'

export interface ModelPaths {
  readonly tokenizer: string
  readonly tokenizerSettings?: string | undefined
  readonly modelSettings?: string | undefined
}

/** Bytes that are read and summed at a time. */
const chunkBytes = 1_048_576

/** Where exports of models have their files: the model in a folder of its own, what belongs to it one above. */
const exportFolder = 'onnx'

/** What belongs to a model lies beside it. @throws PrivacyModelUnusable */
export function pathsOf(model: string): ModelPaths {
  const folder = dirname(model)
  const folders = basename(folder) === exportFolder ? [folder, dirname(folder)] : [folder]
  const beside = (name: string): string | undefined =>
    folders.map((each) => join(each, name)).find((path) => existsSync(path))
  const tokenizer = beside('tokenizer.json')
  if (tokenizer === undefined) throw new PrivacyModelUnusable(unusableTexts.missing(join(folder, 'tokenizer.json')))
  return {
    tokenizer,
    tokenizerSettings: beside('tokenizer_config.json'),
    modelSettings: beside('gliner_config.json') ?? beside('config.json'),
  }
}

/** @throws PrivacyModelUnusable where a file is missing, or another one than was named */
export async function mustBe(file: string, expected: string): Promise<void> {
  const found = await sha256Of(file)
  if (found !== expected) throw new PrivacyModelUnusable(unusableTexts.differs({ file, expected, found }))
}

/** @throws PrivacyModelUnusable */
export async function sha256Of(file: string): Promise<string> {
  try {
    if (!statSync(file).isFile()) throw new PrivacyModelUnusable(unusableTexts.missing(file))
    const hash = new Bun.CryptoHasher('sha256')
    for await (const chunk of createReadStream(file, { highWaterMark: chunkBytes })) hash.update(chunk as Uint8Array) // Without an encoding a stream gives bytes.
    return hash.digest('hex')
  } catch (error) {
    if (error instanceof PrivacyModelUnusable) throw error
    throw new PrivacyModelUnusable(unusableTexts.missing(file), { cause: error })
  }
}
