// Start of the process of an embedded engine: a program of its own, so that little else is in its memory. In a compiled executable
// main.ts leads here by its words.
import { runEngine } from './embedded/engine/process.ts'

// The open standard input would keep it alive.
process.exit(await runEngine(process.argv.slice(2)))
