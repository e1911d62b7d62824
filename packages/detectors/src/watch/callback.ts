/**
 * The same for `model.fit` and `model.fitDataset`: a callback that puts the model's optimizer under
 * watch while it trains.
 */
import type { Optimizer, Tensor } from '@tensorflow/tfjs-core';
import type { SavableModel, StepSnapshot } from '../step/save.js';
import type { TrainingFinding } from '../rules/finding.js';
import type { WatchEvent } from './event.js';
import { watch, type WatchedOptimizer, type WatchOptions } from './watch.js';

/** The part of a tfjs-layers model that is used; the package does not depend on tfjs-layers. */
export interface TrainedModel extends SavableModel {
  optimizer: Optimizer;
  stopTraining: boolean;
}

/** What `model.fit` takes as a callback. */
export interface WatchCallback {
  readonly events: readonly WatchEvent[];
  /** What the training rules found. */
  readonly findings: readonly TrainingFinding[];
  readonly onTrainBegin: () => void;
  readonly onBatchEnd: () => void;
  readonly onTrainEnd: () => void;
}

/**
 * `model.fit(x, y, { callbacks: watchCallback(model, { policy: 'stop' }) })`
 *
 * @param model a compiled tfjs-layers model; it has its own optimizer back when the training ends
 * @param options as for {@link watch}
 */
export function watchCallback(model: TrainedModel, options: WatchOptions): WatchCallback {
  let plain: Optimizer | undefined;
  let watching: WatchedOptimizer | undefined;
  const events: WatchEvent[] = [];
  const findings: TrainingFinding[] = [];
  // A sequential model trains through a model inside it. The setter is not used: it would dispose
  // the optimizer that it replaces.
  const outside = model as unknown as { model?: Inside } & Inside;
  const inside = outside.model ?? outside;
  const put = (optimizer: Optimizer) => {
    inside.optimizer_ = optimizer;
  };
  const batch = watchBatches(inside);
  /** Saves the model and the batch too. */
  const withModel = (snapshot: StepSnapshot): StepSnapshot => ({
    save: (directory, given = {}) => {
      snapshot.save(directory, { model, batch: batch(), ...given });
    },
  });
  return {
    events,
    findings,
    onTrainBegin: () => {
      plain = model.optimizer;
      watching = watch(plain, {
        ...options,
        onEvent: (event, snapshot) => {
          events.push(event);
          options.onEvent?.(event, snapshot === null ? null : withModel(snapshot));
        },
        onFinding: (finding) => {
          findings.push(finding);
          options.onFinding?.(finding);
        },
      });
      put(watching);
    },
    onBatchEnd: () => {
      if (watching?.stopped === true) model.stopTraining = true;
    },
    onTrainEnd: () => {
      watching?.release();
      watching = undefined;
      if (plain !== undefined) put(plain);
    },
  };
}

/** The model that trains, as far as it is watched. */
interface Inside {
  optimizer_: Optimizer;
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  makeTrainFunction: () => (data: readonly (Tensor | null)[]) => unknown;
}

/**
 * Watches what each step is given: `fit` asks the model for a function that trains on a list of
 * tensors, inputs first, then targets, then weights of samples.
 *
 * @returns the batch of the step that runs now, by name
 */
function watchBatches(inside: Inside): () => Readonly<Record<string, Tensor>> {
  // Outputs without weights of samples have null in their place.
  let current: readonly (Tensor | null)[] = [];
  const make = inside.makeTrainFunction.bind(inside);
  inside.makeTrainFunction = () => {
    const train = make();
    return (data) => {
      current = data;
      try {
        return train(data);
      } finally {
        current = [];
      }
    };
  };
  return () => {
    const { inputNames, outputNames } = inside;
    const names = [
      ...inputNames.map((name) => `x:${name}`),
      ...outputNames.map((name) => `y:${name}`),
      ...outputNames.map((name) => `weight:${name}`),
    ];
    return Object.fromEntries(
      current.flatMap((tensor, at) =>
        tensor === null ? [] : [[names[at] ?? `more:${at}`, tensor]],
      ),
    );
  };
}
