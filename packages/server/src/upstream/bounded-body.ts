/** The first bytes of a body; the rest is not waited for. */
export async function readUpTo(response: Response, bytesMax: number): Promise<Uint8Array> {
  const reader = response.body?.getReader()
  const parts: Uint8Array[] = []
  let size = 0
  while (reader !== undefined && size < bytesMax) {
    const { done, value } = await reader.read()
    if (done) break
    parts.push(value)
    size += value.length
  }
  await reader?.cancel().catch(() => undefined)
  return Buffer.concat(parts).subarray(0, bytesMax)
}
