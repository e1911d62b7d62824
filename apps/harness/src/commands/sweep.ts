/** `brink sweep`: a scenario over a grid of hyperparameters, into a run's directory. */
import { dirname, isAbsolute, resolve } from 'node:path';
import type { SweepSpec } from '@brink/sweep';
import { UsageError } from '../errors.js';
import { defineCommand } from './command.js';

const specOptions = [
  'scenario',
  'axis',
  'grid',
  'variant',
  'steps',
  'seed',
  'engine',
  'backend',
  'precision',
  'threads',
  'cellTimeout',
] as const;

export const sweepCommand = defineCommand({
  usage: 'sweep [scenario]',
  description: 'Train a scenario at every point of a grid and map where it breaks',
  examples: [
    ['$0 sweep tanh-mlp --grid 64x64', 'its default axes, every variant'],
    ['$0 sweep ./mine.ts --axis lr=1e-3:1e3:log --axis depth=2,4,8', 'your own, these axes'],
    ['$0 sweep --spec sweep.yaml --seed 7', 'options from a file, one of them changed'],
  ],
  options: (yargs) =>
    yargs
      .positional('scenario', { type: 'string', describe: 'A name of the catalogue, or a file' })
      .option('axis', {
        type: 'string',
        describe: 'NAME=LOW:HIGH[:log|linear], NAME=A,B,C or NAME=VALUE; may be repeated',
      })
      .option('grid', { type: 'string', describe: 'Points along each range: 64x64, or 64' })
      .option('variant', { type: 'string', describe: 'broken, fixed, a name, or all' })
      .option('steps', { type: 'number', describe: 'Training steps of each cell' })
      .option('seed', { type: 'number', describe: 'Seed of data, parameters and batches' })
      .option('engine', { type: 'string', describe: 'auto, eager or wasm' })
      .option('backend', { type: 'string', describe: 'For eager: cpu, wasm or tensorflow' })
      .option('precision', { type: 'string', describe: 'float32 or float64' })
      .option('threads', { type: 'number', describe: 'Worker threads; as many as cores' })
      .option('cell-timeout', { type: 'number', describe: 'Seconds after which a cell is hung' })
      .option('spec', { type: 'string', describe: 'A YAML or JSON file with these options' })
      .option('out', { type: 'string', describe: 'Directory of the run; runs/SCENARIO-TIME' })
      .option('json', { type: 'boolean', describe: 'End with one JSON object on stdout' }),
  run: async (given) => {
    const { parseSpec, readSpecFile } = await import('@brink/sweep');
    const { startSweep } = await import('../run/start-sweep.js');
    const { spec: file, out, json } = given;
    const inFile = file === undefined ? {} : await readSpecFile(file);
    const { out: outInFile, json: jsonInFile, ...optionsInFile } = inFile;
    const spec: SweepSpec = parseSpec({ ...relativeTo(file, optionsInFile), ...ofSpec(given) });
    return startSweep(spec, {
      out: out ?? textOrNothing('out', outInFile),
      json: json ?? jsonInFile === true,
    });
  },
});

/** The options that a spec holds; those that were not given stay out of the file's way. */
function ofSpec(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    specOptions.map((name) => [name, given[name]]).filter(([, value]) => value !== undefined),
  ) as Record<string, unknown>;
}

/** A scenario file that a spec names lies beside the spec. */
function relativeTo(
  file: string | undefined,
  options: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { scenario } = options;
  if (file === undefined || typeof scenario !== 'string' || !/^\.{1,2}\//.test(scenario))
    return options;
  return {
    ...options,
    scenario: isAbsolute(scenario) ? scenario : resolve(dirname(file), scenario),
  };
}

function textOrNothing(name: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new UsageError(`spec: '${name}' must be text, got ${JSON.stringify(value)}`);
}
