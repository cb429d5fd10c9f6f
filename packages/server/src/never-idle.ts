/**
 * For `Bun.serve` at a Unix socket. Bun 1.4.5 cuts an answer there that is silent for ten seconds, and `server.timeout` changes nothing
 * about it, unlike at a port. This option does, although its types do not know it at a socket. Headers have to be there within
 * ten seconds all the same (test/edge/raw-socket.test.ts).
 */
export const neverIdle: object = { idleTimeout: 0 }
