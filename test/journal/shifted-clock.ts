// Loaded into a thread of the journal before its own code: its wall clock goes by as many milliseconds as a file says.
import { existsSync, readFileSync } from 'node:fs'

const file = process.env['SHIFTED_CLOCK'] ?? ''
const realNow = Date.now

Date.now = () => realNow() + (existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0)
