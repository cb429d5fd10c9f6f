import './thread-gate.ts'
import '../../packages/server/src/writer-worker.ts'
