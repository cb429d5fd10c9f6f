// Goal: as in wires.test.ts, cut at every byte.
import { testWires } from './wires.ts'

testWires(1)
