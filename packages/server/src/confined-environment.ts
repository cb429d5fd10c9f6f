/** All that a confined child gets to know of the environment. The home is asked for by a library, and not there. */
export const confinedEnvironment = {
  HOME: '/nonexistent',
  TMPDIR: '/nonexistent',
  NO_COLOR: '1',
  // A crash is reported to the operator, not to Bun.
  BUN_ENABLE_CRASH_REPORTING: '0',
  DO_NOT_TRACK: '1',
} as const
