/** `brink report`: the report of a run, written again. */
import { exitCodes } from '../exit-codes.js';
import { printResult } from '../terminal.js';
import { defineCommand } from './command.js';
import { runArgument } from './run-argument.js';

export const reportCommand = defineCommand({
  usage: 'report <run>',
  description: 'Write the report of a run: one HTML file that needs no network',
  options: (yargs) =>
    yargs.positional('run', runArgument).option('output', {
      alias: 'o',
      type: 'string',
      describe: 'The file; report.html in the run',
    }),
  run: async ({ run, output }) => {
    const { readReportData } = await import('../report/read-report-data.js');
    const { writeReport } = await import('../report/write-report.js');
    printResult(await writeReport(run, await readReportData(run), output ?? null));
    return exitCodes.done;
  },
});
