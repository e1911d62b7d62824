/**
 * The same for `model.fit` and `model.fitDataset`: a callback that puts the model's optimizer under
 * watch while it trains.
 */
import type { Optimizer, Tensor } from '@tensorflow/tfjs-core';
import { sourceLine } from '../checking/source-line.js';
import { DetectorsError } from '../errors.js';
import type { SavableModel, StepSnapshot } from '../step/save.js';
import type { TrainingFinding } from '../rules/finding.js';
import type { WatchEvent } from './event.js';
import type { WatchOptions } from './options.js';
import { watchFrom, type WatchedOptimizer } from './watch.js';

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
  // In a list after a callback of tfjs-layers itself, as earlyStopping, it is called as one of those.
  readonly setParams: () => void;
  readonly setModel: () => void;
  readonly onEpochBegin: () => void;
  readonly onEpochEnd: () => void;
  readonly onBatchBegin: () => void;
}

const nothing = (): void => undefined;

/**
 * `model.fit(x, y, { callbacks: watchCallback(model, { policy: 'stop' }) })`
 *
 * @param model a compiled tfjs-layers model; it has its own optimizer back when the training ends, also
 * with an error
 * @param options as for `watch`
 * @throws DetectorsError for a model that is not compiled; in `fit`, for one that was compiled again since
 */
export function watchCallback(model: TrainedModel, options: WatchOptions): WatchCallback {
  const events: WatchEvent[] = [];
  const findings: TrainingFinding[] = [];
  if ((model.optimizer as Optimizer | undefined) === undefined)
    throw new DetectorsError(
      'watchCallback',
      'model',
      'is not compiled',
      'call model.compile before',
    );
  const place = sourceLine();
  const inside = insideOf(model);
  const training = trainingOf(inside);
  let watching: WatchedOptimizer | undefined;
  /** Saves the model and the batch too. */
  const withModel = (snapshot: StepSnapshot): StepSnapshot => ({
    save: (directory, given = {}) => {
      snapshot.save(directory, { model, batch: batchOf(inside, training), ...given });
    },
  });
  return {
    events,
    findings,
    onTrainBegin: () => {
      if (insideOf(model) !== inside)
        throw new DetectorsError(
          'watchCallback',
          'model',
          'was compiled again since',
          'make the callback after model.compile',
        );
      watching = watchFrom(place, inside.optimizer_, {
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
      training.put.push({ plain: inside.optimizer_, watching });
      inside.optimizer_ = watching;
    },
    onBatchEnd: () => {
      if (watching?.stopped === true) model.stopTraining = true;
    },
    onTrainEnd: () => {
      takeOff(inside, training);
    },
    setParams: nothing,
    setModel: nothing,
    onEpochBegin: nothing,
    onEpochEnd: nothing,
    onBatchBegin: nothing,
  };
}

/** The model that trains, as far as it is watched. */
interface Inside {
  optimizer_: Optimizer;
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly metricsTensors: readonly unknown[];
  makeTrainFunction: () => (data: readonly (Tensor | null)[]) => Tensor[];
}

/**
 * A sequential model trains through a model inside it, and each `compile` makes another. The setter of
 * `optimizer` is not used: it would dispose the optimizer that it replaces.
 */
function insideOf(model: TrainedModel): Inside {
  const outside = model as unknown as { model?: Inside } & Inside;
  return outside.model ?? outside;
}

/** One model's training, shared by all callbacks that were made for it. */
interface Training {
  /** What the step that runs now is given: inputs first, then targets, then weights of samples, null where there are none. */
  batch: readonly (Tensor | null)[];
  /** The optimizers that callbacks have put in the place of others, the outermost last. */
  readonly put: { readonly plain: Optimizer; readonly watching: WatchedOptimizer }[];
}

const trainings = new WeakMap<Inside, Training>();

/**
 * Watches what each step is given: `fit` asks the model for a function that trains on a list of tensors.
 * That is also where a training begins, and where a step's error ends it, of which `fit` tells no callback.
 */
function trainingOf(inside: Inside): Training {
  const known = trainings.get(inside);
  if (known !== undefined) return known;
  const training: Training = { batch: [], put: [] };
  trainings.set(inside, training);
  const make = inside.makeTrainFunction.bind(inside);
  inside.makeTrainFunction = () => {
    // Left by a training that another callback or the data ended with an error.
    takeOff(inside, training);
    const train = make();
    return (data) => {
      training.batch = data;
      try {
        const made = train(data);
        // A replay of the step adds its metrics to those of the step, and the step's own losses once more.
        for (const again of made.splice(1 + inside.metricsTensors.length))
          if (!made.includes(again)) again.dispose();
        return made;
      } catch (error) {
        takeOff(inside, training);
        throw error;
      } finally {
        training.batch = [];
      }
    };
  };
  return training;
}

/** Gives the model its own optimizer back. */
function takeOff(inside: Inside, { put }: Training): void {
  for (let last = put.pop(); last !== undefined; last = put.pop()) {
    last.watching.release();
    if (inside.optimizer_ === last.watching) inside.optimizer_ = last.plain;
  }
}

/** The batch of the step that runs now, by name. */
function batchOf(
  { inputNames, outputNames }: Inside,
  { batch }: Training,
): Readonly<Record<string, Tensor>> {
  const names = [
    ...inputNames.map((name) => `x:${name}`),
    ...outputNames.map((name) => `y:${name}`),
    ...outputNames.map((name) => `weight:${name}`),
  ];
  return Object.fromEntries(
    batch.flatMap((tensor, at) => (tensor === null ? [] : [[names[at] ?? `more:${at}`, tensor]])),
  );
}
