/**
 * The same for `model.fit` and `model.fitDataset`: a callback that puts the model's optimizer under
 * watch while it trains.
 */
import type { Optimizer } from '@tensorflow/tfjs-core';
import type { WatchEvent } from './event.js';
import { watch, type WatchedOptimizer, type WatchOptions } from './watch.js';

/** The part of a tfjs-layers model that is used; the package does not depend on tfjs-layers. */
export interface TrainedModel {
  optimizer: Optimizer;
  stopTraining: boolean;
}

/** What `model.fit` takes as a callback. */
export interface WatchCallback {
  readonly events: readonly WatchEvent[];
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
  // A sequential model trains through a model inside it. The setter is not used: it would dispose
  // the optimizer that it replaces.
  const inside = model as unknown as { model?: { optimizer_: Optimizer }; optimizer_: Optimizer };
  const put = (optimizer: Optimizer) => {
    (inside.model ?? inside).optimizer_ = optimizer;
  };
  return {
    events,
    onTrainBegin: () => {
      plain = model.optimizer;
      watching = watch(plain, {
        ...options,
        onEvent: (event) => {
          events.push(event);
          options.onEvent?.(event);
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
