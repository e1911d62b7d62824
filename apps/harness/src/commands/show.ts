/** `brink show`: the map of a run in the terminal. */
import { exitCodes } from '../exit-codes.js';
import { defineCommand } from './command.js';
import { runArgument } from './run-argument.js';

export const showCommand = defineCommand({
  usage: 'show <run>',
  description: 'Draw the map of a run in the terminal',
  options: (yargs) => yargs.positional('run', runArgument),
  run: async ({ run }) => {
    const { readReportData } = await import('../report/read-report-data.js');
    const { printMap } = await import('../report/print-map.js');
    printMap(await readReportData(run));
    return exitCodes.done;
  },
});
