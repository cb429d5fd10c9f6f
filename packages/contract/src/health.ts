/** How a running server is: it takes requests, lets the last ones end, or can record nothing and so lets nothing pass. */
export interface Health {
  readonly state: 'ready' | 'draining' | 'notRecording'
  /** Calls that run now. */
  readonly runningCount: number
}
