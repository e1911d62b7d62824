/**
 * Looks at every n-th step of a training and asks the rules. Between observed steps it keeps the loss,
 * a scalar, without reading it.
 */
import {
  keep,
  stack,
  tidy,
  type Scalar,
  type Tensor,
  type TypedArray,
} from '@tensorflow/tfjs-core';
import { checkCount, DetectorsError } from '../errors.js';
import { seeActivations } from './activations.js';
import type { TrainingFinding } from './finding.js';
import { kept, type TrainingHistory } from './history.js';
import { seeParameter, type Observation, type SeenActivation } from './observation.js';
import type { TrainingRule } from './rule.js';
import { trainingRules } from './table.js';

export interface RulesOptions {
  /** All of them, or some by name. */
  readonly rules: 'all' | readonly string[];
  /** Observe every so many steps, and the first. Default 10. */
  readonly every?: number;
  /** Called with each finding: once for each rule, and for each layer of units. */
  readonly onFinding?: (finding: TrainingFinding) => void;
}

type Weights = Readonly<Record<string, Tensor>>;

/** Call `begin`, `forward` and `end` once each a step, in this order; or `abandon` in the place of `end`. */
export interface TrainingObserver {
  readonly findings: readonly TrainingFinding[];
  /** @param weights the trained parameters before the update, by name, in the model's order */
  readonly begin: (weights: () => Weights) => void;
  /** Runs what computes the loss and the gradients. */
  readonly forward: <T>(run: () => T) => T;
  /**
   * @param loss null where it is not known; it stays the caller's, like all the tensors
   * @param weights the trained parameters after the update; asked on observed steps only
   */
  readonly end: (loss: Scalar | null, gradients: Weights, weights: () => Weights) => void;
  /** The step was not finite. */
  readonly abandon: () => void;
  /** Frees what it holds. */
  readonly release: () => void;
}

/** @throws DetectorsError for an unknown rule, or `every` below 1 */
export function observeTraining(options: RulesOptions): TrainingObserver {
  const { every = 10, onFinding } = options;
  const rules = rulesNamed(options.rules);
  checkCount('watch', 'every', every, 'give 10 to look at each tenth step');
  const findings: TrainingFinding[] = [];
  const told = new Set<string>();
  const observations: Observation[] = [];
  const losses = { count: 0, first: [] as number[], last: [] as number[] };
  const unread: Tensor[] = [];
  let first: Observation | undefined;
  let step = 0;
  let before: Record<string, Tensor> | undefined;
  let activations: readonly SeenActivation[] = [];
  let read: ReadonlySet<string> = new Set();
  /** The data of the weights that the loss reads and that are not trained here, as they were last. */
  let others: Readonly<Record<string, object>> = {};
  let shared = false;

  const forget = () => {
    for (const tensor of Object.values(before ?? {})) tensor.dispose();
    before = undefined;
    activations = [];
  };

  /** All losses since the last observed step, with one read. */
  const readLosses = () => {
    if (unread.length === 0) return;
    const values = tidy(() => stack(unread).dataSync());
    for (const tensor of unread.splice(0)) tensor.dispose();
    for (const value of values) {
      losses.count += 1;
      if (losses.first.length < kept.losses) losses.first.push(value);
      losses.last.push(value);
    }
    losses.last.splice(0, losses.last.length - kept.losses);
  };

  const judge = (failed: boolean) => {
    const now = observations.at(-1)!;
    const observed = Math.floor(now.step / every) + 1;
    const history: TrainingHistory = {
      observations,
      first: first!,
      observed,
      losses,
      failed,
      shared,
    };
    for (const rule of rules) {
      const verdict = rule.judge(history);
      if (verdict === null) continue;
      // The first weight to go tells of the whole net; but each layer's units die by themselves.
      const key = verdict.site.startsWith('activation:') ? verdict.site : '';
      if (told.has(`${rule.name} ${key}`)) continue;
      told.add(`${rule.name} ${key}`);
      const { line = null, ...rest } = verdict;
      const finding: TrainingFinding = {
        event: 'rule',
        rule: rule.name,
        step: now.step,
        line,
        ...rest,
      };
      findings.push(finding);
      onFinding?.(finding);
    }
  };

  return {
    findings,
    begin: (weights) => {
      // An error of the step itself ended the last one.
      forget();
      if (step % every !== 0) return;
      before = {};
      // Clones share the data, and assigning to a variable gives it other data: nothing is copied.
      for (const [name, tensor] of Object.entries(weights()))
        before[name] = tidy(() => keep(tensor.clone()));
      shared ||= Object.entries(others).some(([name, data]) => before?.[name]?.dataId !== data);
    },
    forward: (run) => {
      if (before === undefined) return run();
      const seen = seeActivations(before, run);
      activations = seen.activations;
      read = seen.read;
      return seen.result;
    },
    end: (loss, gradients, weights) => {
      if (loss !== null) unread.push(tidy(() => keep(loss.clone())));
      if (before !== undefined) {
        readLosses();
        const updated = weights();
        const observation: Observation = {
          step,
          loss: loss === null ? null : losses.last.at(-1)!,
          parameters: Object.entries(before).flatMap(([name, old]) => {
            const [gradient, now] = [gradients[name], updated[name]];
            if (gradient === undefined || now === undefined) return [];
            const [slope, from, to] = [valuesOf(gradient), valuesOf(old), valuesOf(now)];
            return [seeParameter({ name, shape: old.shape }, slope, from, to)];
          }),
          activations,
        };
        others = Object.fromEntries(
          Object.entries(updated)
            .filter(([name]) => read.has(name) && gradients[name] === undefined)
            .map(([name, { dataId }]) => [name, dataId]),
        );
        forget();
        observations.push(observation);
        observations.splice(0, observations.length - kept.observations);
        first ??= observation;
        judge(false);
      }
      step += 1;
    },
    abandon: () => {
      forget();
      if (observations.at(-1)?.step === step - 1) judge(true);
      step += 1;
    },
    release: () => {
      forget();
      for (const tensor of unread.splice(0)) tensor.dispose();
    },
  };
}

const valuesOf = (tensor: Tensor): TypedArray => tensor.dataSync() as TypedArray;

function rulesNamed(names: 'all' | readonly string[]): readonly TrainingRule[] {
  if (names === 'all') return trainingRules;
  return names.map((name) => {
    const rule = trainingRules.find((one) => one.name === name);
    if (rule !== undefined) return rule;
    throw new DetectorsError(
      'watch',
      'rules',
      `has no rule of the name, got ${name}`,
      `give 'all', or some of ${trainingRules.map((one) => one.name).join(', ')}`,
    );
  });
}
