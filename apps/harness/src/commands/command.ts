/** How a command is written: its options as yargs reads them, and what it does. */
import type { Argv, CommandModule } from 'yargs';
import type { ExitCode } from '../exit-codes.js';

export interface CommandDefinition<Options> {
  /** The words after `brink`, as yargs writes them: `report <run>`. */
  readonly usage: string;
  readonly description: string;
  /** Shown below its options by `--help`. */
  readonly examples?: readonly (readonly [command: string, what: string])[];
  readonly options: (yargs: Argv) => Argv<Options>;
  /** @returns the exit code; errors that it throws are printed as one line */
  readonly run: (options: Options) => Promise<ExitCode>;
}

export type Command = CommandModule<object, never>;

export function defineCommand<Options>(definition: CommandDefinition<Options>): Command {
  const { usage, description, examples = [], options, run } = definition;
  const module: CommandModule<object, Options> = {
    command: usage,
    describe: description,
    builder: (yargs) => options(yargs).example(examples.map(([command, what]) => [command, what])),
    handler: async (given) => {
      process.exitCode = await run(given as Options);
    },
  };
  return module as unknown as Command;
}
