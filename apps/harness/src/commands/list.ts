/** `brink list`: the scenarios of the catalogue, or the runs of a directory. */
import Table from 'cli-table3';
import { exitCodes } from '../exit-codes.js';
import { printNote, printResult } from '../terminal.js';
import { defineCommand } from './command.js';

const subjects = ['scenarios', 'runs'] as const;

export const listCommand = defineCommand({
  usage: 'list <what>',
  description: 'List the scenarios of the catalogue, or the runs of a directory',
  options: (yargs) =>
    yargs
      .positional('what', { choices: subjects, demandOption: true })
      .option('in', { type: 'string', default: 'runs', describe: 'Where the runs are' })
      .option('json', { type: 'boolean', default: false, describe: 'Print one JSON array' }),
  run: async ({ what, in: directory, json }) => {
    const rows = what === 'scenarios' ? await scenarioRows() : await runRows(directory);
    if (json) printResult(JSON.stringify(rows));
    else if (rows.length === 0) printNote(`no ${what} in ${directory}`);
    else printResult(tableOf(rows));
    return exitCodes.done;
  },
});

type Row = Readonly<Record<string, string | number | boolean | readonly string[]>>;

async function scenarioRows(): Promise<readonly Row[]> {
  const { catalogue } = await import('@brink/scenarios');
  return catalogue.map(({ name, cause, title, axes, variants }) => ({
    name,
    cause,
    axes: Object.keys(axes),
    variants: Object.keys(variants),
    title,
  }));
}

async function runRows(directory: string): Promise<readonly Row[]> {
  const { listRuns } = await import('../run/list-runs.js');
  return (await listRuns(directory)).map((run) => ({ ...run }));
}

function tableOf(rows: readonly Row[]): string {
  const head = Object.keys(rows[0] ?? {});
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const row of rows)
    table.push(
      head.map((name) => {
        const value = row[name];
        return Array.isArray(value) ? value.join(', ') : String(value ?? '');
      }),
    );
  return table.toString();
}
