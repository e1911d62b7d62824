/** `brink compile`: what a scenario's training becomes on its way to WebAssembly. */
import { exitCodes } from '../exit-codes.js';
import { printResult } from '../terminal.js';
import { cellOptions } from './cell-options.js';
import { defineCommand } from './command.js';

const stages = ['graph', 'loops', 'wat'] as const;

export const compileCommand = defineCommand({
  usage: 'compile <scenario>',
  description: 'Show what the training of a scenario is compiled to',
  examples: [['$0 compile tanh-mlp --emit wat', 'WebAssembly text']],
  options: (yargs) =>
    cellOptions(yargs)
      .option('emit', { choices: stages, default: 'graph' as const, describe: 'The stage' })
      .option('precision', { type: 'string', describe: 'float32 or float64' }),
  run: async ({ scenario, emit, axis, variant, steps, seed, precision }) => {
    const { compileStages } = await import('@brink/compiler');
    const { traceTraining } = await import('@brink/sweep');
    const { planPoint } = await import('../run/plan-point.js');
    const { useBackend } = await import('../backends/use-backend.js');
    const point = await planPoint({ scenario, axis, variant, steps, seed, precision });
    await useBackend('cpu');
    const spec = traceTraining(point.scenario, point.plan.programs[0]!, point.plan);
    printResult(compileStages(spec)[emit].trimEnd());
    return exitCodes.done;
  },
});
