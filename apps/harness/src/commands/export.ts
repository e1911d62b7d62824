/** `brink export`: the cells of a run as a table. */
import { once } from 'node:events';
import { UsageError } from '../errors.js';
import { exitCodes } from '../exit-codes.js';
import { defineCommand } from './command.js';
import { runArgument } from './run-argument.js';

const formats = ['csv', 'json', 'parquet'] as const;

export const exportCommand = defineCommand({
  usage: 'export <run>',
  description: 'Write the cells of a run as CSV, JSON or Parquet',
  options: (yargs) =>
    yargs
      .positional('run', runArgument)
      .option('format', { choices: formats, default: 'csv' as const, describe: 'The format' })
      .option('output', { alias: 'o', type: 'string', describe: 'The file; standard output' }),
  run: async ({ run, format, output }) => {
    const { exportRun, exportText, openRun } = await import('@brink/sweep');
    if (format === 'parquet' && output === undefined)
      throw new UsageError('export: Parquet is not text; name a file with -o FILE');
    const store = await openRun(run, { mode: 'read' });
    try {
      if (output !== undefined) await exportRun(store, format, output);
      else if (format !== 'parquet') await print(await exportText(store, format));
    } finally {
      await store.close();
    }
    return exitCodes.done;
  },
});

/** No faster than the reader takes it. */
async function print(chunks: Iterable<string>): Promise<void> {
  for (const chunk of chunks) if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
}
