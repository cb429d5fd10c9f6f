// Goal: every case of the corpus, in each wire format of a stream, reads as it has to, whole and however its bytes are cut; and when the
// stream breaks off, nothing is made up and the client is told.
import { testWires } from './wires.ts'

/** Bytes between two cuts; every-cut.test.ts has them all. */
const stride = 61

testWires(stride)
