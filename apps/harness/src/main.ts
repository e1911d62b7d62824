/**
 * The command line `brink`: reads the arguments, runs one command, and ends with its exit code.
 *
 * Every command is a file of `commands/`; it returns an exit code or throws. Results go to stdout,
 * notes, progress and errors to stderr.
 */
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { commands } from './commands/index.js';
import { UsageError, exitCodeOf, messageOf } from './errors.js';
import { exitCodes } from './exit-codes.js';
import { printError, terminalWidth } from './terminal.js';
import { brinkVersion } from './version.js';

async function main(): Promise<void> {
  const parser = yargs(hideBin(process.argv))
    .scriptName('brink')
    .usage('$0 <command>\n\nMaps where a training run diverges to NaN or Inf.')
    .version(brinkVersion)
    .help()
    .alias('help', 'h')
    .wrap(Math.min(100, terminalWidth()))
    .strict()
    .recommendCommands()
    .demandCommand(1, 'name a command; `brink --help` lists them')
    .parserConfiguration({ 'duplicate-arguments-array': true, 'boolean-negation': false })
    .epilogue('Exit codes: 0 done, 1 failed cells or lost work, 2 wrong usage.')
    .exitProcess(false)
    .fail((message, error: unknown) => {
      throw error ?? new UsageError(message);
    });
  for (const command of commands) parser.command(command);
  await parser.parseAsync();
}

// A reader that has had enough, such as `head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

try {
  await main();
} catch (error) {
  if (process.env['BRINK_DEBUG'] === '1' && error instanceof Error)
    printError(error.stack ?? error.message);
  else printError(messageOf(error));
  process.exitCode = exitCodeOf(error);
}
process.exitCode ??= exitCodes.done;
