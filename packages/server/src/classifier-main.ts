// Start of the process with an external model that finds personal data: a program of its own, so that little else is in its memory. In a
// compiled executable main.ts leads here by its words.
import { runClassifier } from './classifier/process.ts'

process.exit(await runClassifier(process.argv.slice(2)))
