/** `brink inspect`: what in a file of data will break a training. */
import { exitCodes } from '../exit-codes.js';
import { printResult } from '../terminal.js';
import { defineCommand } from './command.js';

export const inspectCommand = defineCommand({
  usage: 'inspect <file>',
  description: 'Say what in a CSV or Parquet file will break a training, and the cure',
  examples: [['brink inspect houses.csv --target price', 'price is what is to be predicted']],
  options: (yargs) =>
    yargs
      .positional('file', { type: 'string', demandOption: true, describe: 'CSV or Parquet' })
      .option('target', { type: 'string', describe: 'The column to be predicted' })
      .option('classes', { type: 'number', describe: 'How many classes the target has' })
      .option('json', { type: 'boolean', default: false, describe: 'Print one JSON object' }),
  run: async ({ file, target, classes, json }) => {
    const { inspectionText } = await import('@brink/detectors');
    const { inspectFile } = await import('@brink/detectors/files');
    const inspection = await inspectFile(file, {
      ...(target === undefined ? {} : { target }),
      ...(classes === undefined ? {} : { classes }),
    });
    printResult(json ? JSON.stringify(inspection) : inspectionText(inspection));
    return exitCodes.done;
  },
});
