/**
 * What an optimizer keeps in variables, by the property that holds them. All of tf.train keep single
 * variables (`accBeta1`) and lists of `{ originalName, variable }`, one per parameter; reading those
 * serves every optimizer, also Adamax, whose own getWeights throws.
 */
import {
  serialization,
  tensor,
  tidy,
  variable as makeVariable,
  Variable,
  type Optimizer,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { DetectorsError } from '../errors.js';
import type { StepManifest } from './manifest.js';
import type { SavedTensor } from './read.js';

interface Slot {
  readonly originalName: string;
  readonly variable: Variable;
}

const isSlot = (value: unknown): value is Slot =>
  typeof value === 'object' && value !== null && 'variable' in value;

/** Every variable that the optimizer keeps, named `property` or `property.index`. */
export function* optimizerVariables(optimizer: Optimizer): Generator<[string, Variable]> {
  for (const [property, value] of Object.entries(optimizer)) {
    if (value instanceof Variable) yield [property, value];
    if (!Array.isArray(value)) continue;
    for (const [index, slot] of value.entries())
      if (isSlot(slot)) yield [`${property}.${index}`, slot.variable];
  }
}

/** The optimizer as it was, with its count of updates and what it kept. */
export function restoreOptimizer(
  { className, config, iterations }: StepManifest['optimizer'],
  tensors: readonly SavedTensor[],
): Optimizer {
  const known = serialization.SerializationMap.getMap().classNameMap[className];
  if (known === undefined)
    throw new DetectorsError(
      'restoreStep',
      'optimizer',
      `is of a class that is not registered, got '${className}'`,
      'call tf.serialization.registerClass on it before',
    );
  const [kind, fromConfig] = known;
  const optimizer = fromConfig(kind, withNumbers(config) as never) as Optimizer;
  const properties = optimizer as unknown as Record<string, Slot[] | Tensor | number | undefined>;
  if (iterations !== null) properties['iterations_'] = iterations;
  for (const { name, shape, dtype, values } of tensors) {
    const [property, index] = name.split('.') as [string, string | undefined];
    const held = properties[property];
    tidy(() => {
      const value = tensor(values, [...shape], dtype);
      if (index !== undefined && Array.isArray(held))
        held[Number(index)] = { originalName: name, variable: makeVariable(value, false) };
      else if (held instanceof Variable) held.assign(value);
      else
        throw new DetectorsError(
          'restoreStep',
          'optimizer',
          `keeps no '${name}' in this release of tfjs: it is ${className}`,
          'use the release that step.json names',
        );
    });
  }
  return optimizer;
}

/** The numbers that JSON has no word for. */
const withNumbers = (config: StepManifest['optimizer']['config']): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(config).map(([name, value]) => [
      name,
      value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : value,
    ]),
  );
