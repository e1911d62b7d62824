/** `brink compile`: what a scenario's training becomes on its way to WebAssembly. */
import { exitCodes } from '../exit-codes.js';
import { printResult } from '../terminal.js';
import { defineCommand } from './command.js';

const stages = ['graph', 'loops', 'wat'] as const;

export const compileCommand = defineCommand({
  usage: 'compile <scenario>',
  description: 'Show what the training of a scenario is compiled to',
  examples: [['$0 compile tanh-mlp --emit wat', 'WebAssembly text']],
  options: (yargs) =>
    yargs
      .positional('scenario', {
        type: 'string',
        demandOption: true,
        describe: 'A name of the catalogue, or a file',
      })
      .option('emit', { choices: stages, default: 'graph' as const, describe: 'The stage' })
      .option('axis', { type: 'string', describe: 'NAME=VALUE of a structural axis' })
      .option('variant', { type: 'string', default: 'broken', describe: 'The variant' })
      .option('steps', { type: 'number', describe: 'Training steps' })
      .option('seed', { type: 'number', describe: 'Seed of data, parameters and batches' })
      .option('precision', { type: 'string', describe: 'float32 or float64' }),
  run: async ({ scenario, emit, axis, variant, steps, seed, precision }) => {
    const { compileStages } = await import('@brink/compiler');
    const { traceTraining } = await import('@brink/sweep');
    const { planPoint } = await import('../run/plan-point.js');
    const { useBackend } = await import('../backends/use-backend.js');
    const axes: readonly string[] = axis === undefined ? [] : [axis].flat();
    const point = await planPoint({ scenario, axis: axes, variant, steps, seed, precision });
    await useBackend('cpu');
    const spec = traceTraining(point.scenario, point.plan.programs[0]!, point.plan);
    printResult(compileStages(spec)[emit].trimEnd());
    return exitCodes.done;
  },
});
