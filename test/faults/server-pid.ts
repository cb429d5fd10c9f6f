import type { Stellwerk } from '../stellwerk.ts'

/** Of the server itself: what is started is a launcher. */
export function serverPid({ output }: Stellwerk): number {
  const ready = output()
    .split('\n')
    .find((line) => line.includes('"server.ready"'))
  return (JSON.parse(ready ?? '') as { pid: number }).pid
}
