/** Puts a saved step back into this process: variables, optimizer, batch. */
import {
  engine,
  tensor,
  tidy,
  variable,
  type Optimizer,
  type Tensor,
  type Variable,
} from '@tensorflow/tfjs-core';
import { DetectorsError } from '../errors.js';
import { restoreOptimizer } from './optimizer-state.js';
import type { SavedStep, SavedTensor } from './read.js';

export interface RestoredStep {
  /** What the step was given, by name, in the order in which it was saved. */
  readonly batch: Readonly<Record<string, Tensor>>;
  /** The parameters by name, with the values before the step. */
  readonly variables: Readonly<Record<string, Variable>>;
  /** What `minimize` was given; undefined where it was given nothing. */
  readonly trained: Variable[] | undefined;
  readonly optimizer: Optimizer;
}

export interface RestoreOptions {
  /** The weights of the model that was rebuilt from the saved topology, in its order. */
  readonly modelWeights?: readonly Variable[];
}

/**
 * A variable that exists under its saved name gets its saved value, any other is made.
 *
 * @throws DetectorsError where a shape is another than it was, or the optimizer's class is unknown
 */
export function restoreStep(saved: SavedStep, options: RestoreOptions = {}): RestoredStep {
  const group = (wanted: SavedTensor['group']) =>
    saved.tensors.filter((one) => one.group === wanted);
  const existing = new Map(Object.entries(engine().state.registeredVariables));
  const { modelWeights } = options;
  if (modelWeights !== undefined) {
    const names = saved.manifest.model?.weights ?? [];
    if (names.length !== modelWeights.length)
      throw misfit(
        `has ${names.length} weights of the model`,
        `the model has ${modelWeights.length}`,
      );
    for (const [at, name] of names.entries()) existing.set(name, modelWeights[at]!);
  }
  const variables = Object.fromEntries(
    group('parameter').map((one) => [one.name, restored(one, existing.get(one.name))]),
  );
  return {
    variables,
    trained: saved.manifest.trained?.map((name) => {
      const variable = variables[name];
      if (variable === undefined) throw misfit(`trains '${name}'`, 'does not hold its value');
      return variable;
    }),
    batch: Object.fromEntries(
      group('batch').map(({ name, values, shape, dtype }) => [
        name,
        tensor(values, [...shape], dtype),
      ]),
    ),
    optimizer: restoreOptimizer(saved.manifest.optimizer, group('optimizer')),
  };
}

function restored(
  { name, trainable, shape, dtype, values }: SavedTensor,
  held?: Variable,
): Variable {
  return tidy(() => {
    const value = tensor(values, [...shape], dtype);
    // A number is taken by the next variable that has no name, one of the optimizer's for example.
    if (held === undefined)
      return variable(value, trainable, /^\d+$/.test(name) ? `variable-${name}` : name);
    if (held.dtype !== dtype || held.shape.join() !== shape.join())
      throw misfit(
        `has '${name}' as ${dtype}[${shape.join(', ')}]`,
        `the program has it as ${held.dtype}[${held.shape.join(', ')}]`,
      );
    held.assign(value);
    return held;
  });
}

const misfit = (saved: string, program: string) =>
  new DetectorsError(
    'restoreStep',
    'saved',
    `${saved}, ${program}`,
    'give the program that was trained, and the step that it saved',
  );
