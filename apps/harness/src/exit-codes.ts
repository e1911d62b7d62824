/** The exit codes of every command. */
export const exitCodes = {
  /** Everything that was asked for was done. */
  done: 0,
  /** Cells failed, the run was interrupted, or work was lost. */
  incomplete: 1,
  /** Wrong usage: nothing was done. */
  usage: 2,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
