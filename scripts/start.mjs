// npm start: everything between a fresh clone and a running gateway. Further arguments go to `stellwerk serve`.
import { launch } from './launch.mjs'
import { setUp } from './set-up.mjs'

setUp({ withDev: false })
launch(['serve', '--first-run', ...process.argv.slice(2)])
