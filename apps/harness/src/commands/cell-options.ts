/** The options that name one cell of a scenario: what `compile` and `explain` have in common. */
import type { Argv } from 'yargs';

export const cellOptions = (yargs: Argv) =>
  yargs
    .positional('scenario', {
      type: 'string',
      demandOption: true,
      describe: 'A name of the catalogue, or a file',
    })
    .option('axis', {
      type: 'string',
      default: [],
      defaultDescription: 'the default of each',
      describe: 'NAME=VALUE; may be repeated',
      coerce: (given: string | readonly string[]): readonly string[] => [given].flat(),
    })
    .option('variant', { type: 'string', default: 'broken', describe: 'The variant' })
    .option('steps', { type: 'number', describe: 'Training steps' })
    .option('seed', { type: 'number', describe: 'Seed of data, parameters and batches' });
