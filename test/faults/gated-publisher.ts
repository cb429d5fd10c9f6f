import './thread-gate.ts'
import '../../packages/server/src/publisher-worker.ts'
