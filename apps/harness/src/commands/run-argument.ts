/** The argument of every command on a stored run. */
export const runArgument = {
  type: 'string',
  demandOption: true,
  describe: 'The directory that a sweep wrote',
} as const;
