/** What the launcher sets. A command that is started without it starts itself once more, which costs a test 60 ms. */
export const runtimeEnvironment = {
  BUN_CONFIG_MAX_HTTP_REQUESTS: '65535',
  BUN_ENABLE_CRASH_REPORTING: '0',
  DO_NOT_TRACK: '1',
} as const
