/** One cell, run with plain tfjs on the current backend: for tests only. */
import * as tf from '@tensorflow/tfjs-core';
import { createTraining, numericOf, point, structuralOf, takeRows } from '../index.js';
import type { AxisPoint, NamedTensors, Scenario } from '../index.js';

export interface EagerRun {
  readonly losses: readonly number[];
  readonly firstBadStep: number;
  readonly site: string | null;
  readonly badIsNaN: boolean;
  readonly params: Readonly<Record<string, readonly number[]>>;
}

export interface EagerOptions {
  readonly at: AxisPoint;
  readonly seed: number;
  readonly steps: number;
}

/** Stops at the first step with a non-finite value: loss, then gradients, then parameters. */
export function runEagerly(scenario: Scenario, variant: string, options: EagerOptions): EagerRun {
  return tf.tidy(() => {
    const at = point(scenario, options.at);
    const structural = structuralOf(scenario, at);
    const training = createTraining(scenario, variant, { structural, seed: options.seed });
    const axes = Object.fromEntries(
      Object.entries(numericOf(scenario, at)).map(([name, value]) => [name, tf.scalar(value)]),
    );
    const { data, ...start } = training.init(axes);
    let state = start;
    const losses: number[] = [];
    for (let step = 0; step < options.steps; step++) {
      const rows = training.batchRows(step);
      const batch = rows === null ? data : takeRows(data, rows);
      const at = { axes, step: tf.scalar(step) };
      const recorded = training.record?.({ ...at, params: state.params, data });
      const { loss, gradients, ...next } = training.step({ ...at, ...state, batch });
      losses.push((recorded ?? loss).dataSync()[0]!);
      const bad = firstBad({
        loss: recorded ?? loss,
        ...prefixed('gradient', gradients),
        ...prefixed('parameter', next.params),
      });
      const old = state;
      state = next;
      tf.dispose([...Object.values(old.params), ...Object.values(old.slots)]);
      if (bad !== null || step === options.steps - 1)
        return {
          losses,
          firstBadStep: bad === null ? -1 : step,
          site: bad?.site ?? null,
          badIsNaN: bad?.isNaN ?? false,
          params: Object.fromEntries(
            Object.entries(next.params).map(([name, value]) => [name, [...value.dataSync()]]),
          ),
        } as never;
    }
    throw new Error('a run has at least one step');
  });
}

function prefixed(prefix: string, tensors: NamedTensors): NamedTensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, each]) => [`${prefix}:${name}`, each]),
  );
}

function firstBad(sites: NamedTensors): { readonly site: string; readonly isNaN: boolean } | null {
  for (const [site, tensor] of Object.entries(sites)) {
    const values = [...tensor.dataSync()];
    if (!values.every(Number.isFinite)) return { site, isNaN: values.some(Number.isNaN) };
  }
  return null;
}

/** The words of @brink/sweep by its rule: the mean of the last 20 losses, to 1 %, against the first. */
export function outcomeOf(run: EagerRun): 'converged' | 'stalled' | 'diverged' | 'inf' | 'nan' {
  if (run.firstBadStep >= 0) return run.badIsNaN ? 'nan' : 'inf';
  const start = run.losses[0]!;
  const last = run.losses.slice(-20);
  const end = last.reduce((total, loss) => total + loss, 0) / last.length;
  const margin = 0.01 * Math.abs(start);
  if (end < start - margin) return 'converged';
  return end > start + margin ? 'diverged' : 'stalled';
}
