/** `brink doctor`: what works on this machine, and the repair for what does not. */
import Table from 'cli-table3';
import pc from 'picocolors';
import type { Finding } from '../doctor/finding.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { printResult } from '../terminal.js';
import { defineCommand } from './command.js';

const marks: Readonly<Record<Finding['state'], string>> = {
  works: pc.green('works'),
  missing: pc.yellow('missing'),
  broken: pc.red('broken'),
};

export const doctorCommand = defineCommand({
  usage: 'doctor',
  description: 'Say what works here, and the repair for what does not',
  options: (yargs) =>
    yargs
      .option('nan', {
        type: 'boolean',
        default: false,
        describe: 'Try every kernel of every backend with NaN and Inf, and say which lose them',
      })
      .option('json', { type: 'boolean', default: false, describe: 'Print one JSON object' }),
  run: async ({ nan, json }) => {
    if (nan) return await lookForNan(json);
    const { examine } = await import('../doctor/examine.js');
    const findings = await examine();
    // Optional parts may be missing; what is broken, or always needed, makes the examination fail.
    const healthy = findings.every(
      ({ state, optional }) => state === 'works' || (optional && state === 'missing'),
    );
    if (json) printResult(JSON.stringify({ healthy, findings }));
    else {
      const table = new Table({ head: ['part', 'state', 'what'], style: { head: [], border: [] } });
      for (const { part, state, detail, repair } of findings)
        table.push([part, marks[state], repair === null ? detail : `${detail}\n→ ${repair}`]);
      printResult(table.toString());
    }
    return healthy ? exitCodes.done : exitCodes.incomplete;
  },
});

async function lookForNan(json: boolean): Promise<ExitCode> {
  const { findHidingPlaces, hidingPlaces, soundKernels } =
    await import('../doctor/nan/hiding-places.js');
  const found = await findHidingPlaces();
  const places = hidingPlaces(found);
  if (json) {
    printResult(JSON.stringify({ ...found, places }));
    return exitCodes.done;
  }
  const head = ['kernel', 'what was tried', ...found.backends.map(({ backend }) => backend)];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const { kernel, place, outcomes } of places)
    table.push([kernel, place, ...outcomes.map((outcome) => outcomeMarks[outcome])]);
  printResult(table.toString());
  printResult(`${soundKernels(found).length} kernels lose nothing on any of them.`);
  for (const [backend, why] of Object.entries(found.missing))
    printResult(`${backend} was not tried: ${why}`);
  return exitCodes.done;
}

const outcomeMarks = { kept: 'kept', lost: pc.red('lost'), none: '-' } as const;
