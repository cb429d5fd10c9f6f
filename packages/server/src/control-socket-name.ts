/** Name of the control socket within the data directory. */
export const controlSocketName = 'control.sock'
