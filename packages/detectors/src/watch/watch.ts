/**
 * `watch`: an optimizer that notices the first step that is not finite, says where it came from,
 * and acts by a policy. The loss, the gradients, and the parameters after the update are checked
 * with one number read a step.
 */
import {
  AdadeltaOptimizer,
  AdagradOptimizer,
  AdamaxOptimizer,
  AdamOptimizer,
  engine,
  MomentumOptimizer,
  RMSPropOptimizer,
  SGDOptimizer,
  type NamedTensorMap,
  type Optimizer,
  type Scalar,
  type Tensor,
  type Variable,
} from '@tensorflow/tfjs-core';
import { blameFrom } from '../blame/blame.js';
import { reportText, wrapped } from '../blame/text.js';
import type { BlameReport } from '../blame/report.js';
import { sourceLine } from '../checking/source-line.js';
import { areKernelsWrapped } from '../checking/wrapped-kernels.js';
import { DetectorsError } from '../errors.js';
import { infinities } from '../health.js';
import { saveStep, type FailedStep } from '../step/save.js';
import type { TrainingFinding } from '../rules/finding.js';
import { observeTraining } from '../rules/observer.js';
import { NonFiniteError, sightingText, type WatchEvent } from './event.js';
import { firstBad, type Watched } from './finite.js';
import { actions, check, type WatchOptions } from './options.js';
import { Snapshot } from './snapshot.js';

/** An optimizer under watch: use it in the place of the one it wraps. */
export type WatchedOptimizer<T extends Optimizer = Optimizer> = T & {
  /** True once the policy `stop` has ended the training: updates are dropped from then on. */
  readonly stopped: boolean;
  /** Every event until now. */
  readonly events: readonly WatchEvent[];
  /** What the training rules found until now. */
  readonly findings: readonly TrainingFinding[];
  /** Frees what is held; the optimizer that was wrapped goes on without the watch. */
  readonly release: () => void;
};

/** What tfjs's optimizers keep beside their variables. */
interface Inside {
  iterations_?: number;
  learningRate?: number;
  initialAccumulatorValue?: number;
  setLearningRate?: (rate: number) => void;
}

/** What each watched optimizer wraps: where one is watched twice, a replay is of the one inside. */
const inner = new WeakMap<Optimizer, Optimizer>();

/**
 * Wraps an optimizer. `minimize` and `applyGradients` do as before while all is finite; all else, a
 * learning rate that is set for example, goes to the optimizer that is wrapped.
 *
 * @param optimizer any of tf.train
 * @throws DetectorsError for options out of range; NonFiniteError from a step, under the policy `throw`
 */
export function watch<T extends Optimizer>(
  optimizer: T,
  options: WatchOptions,
): WatchedOptimizer<T> {
  return watchFrom(sourceLine(), optimizer, options);
}

/**
 * The same.
 *
 * @param place the user's line that a report names where the step has none: `fit` runs it behind a promise
 */
export function watchFrom<T extends Optimizer>(
  place: string | undefined,
  optimizer: T,
  options: WatchOptions,
): WatchedOptimizer<T> {
  const { policy, replay = true, snapshotEvery = 10, learningRateFactor = 1 } = options;
  check(optimizer, options, snapshotEvery, learningRateFactor);
  const inside = optimizer as unknown as Inside;
  const passesOn = passingOn.has(optimizer.constructor);
  const bare = inner.get(optimizer) ?? optimizer;
  const events: WatchEvent[] = [];
  const observer =
    options.rules === undefined ? null : observeTraining({ ...options, rules: options.rules });
  let step = 0;
  let stopped = false;
  let good: Snapshot | undefined;
  let goodIterations: number | undefined;
  let sinceGood = 0;

  const forget = () => {
    good?.dispose();
    good = undefined;
  };
  const release = () => {
    observer?.release();
    forget();
  };

  const takeSnapshot = () => {
    if (policy === 'rollback' && good !== undefined && sinceGood < snapshotEvery) {
      good.holdNew();
      return;
    }
    forget();
    good = new Snapshot();
    goodIterations = inside.iterations_;
    sinceGood = 0;
  };
  /** Between two steps only a rollback needs what was: an evaluation has all the memory. */
  const endStep = () => {
    if (policy !== 'rollback') forget();
  };

  /** Runs the step once more under blame, where that can be done. */
  const explain = (
    again: (() => Scalar | null) | null,
    isOfThisStep: boolean,
    restore: () => void,
  ): { report: BlameReport | null; unexplained: string | null } => {
    const without = (unexplained: string | null) => ({ report: null, unexplained });
    if (!replay) return without(null);
    if (again === null)
      return without('its gradients were applied by hand: minimize knows the loss, and replays it');
    if (!isOfThisStep)
      return without('it was not replayed: the last snapshot is of an earlier step');
    if (areKernelsWrapped()) return without('it was not replayed: it runs under blame already');
    restore();
    let loss: Scalar | null = null;
    try {
      const report = blameFrom(place, () => (loss = again()), { allow: options.allow ?? [] });
      return { report, unexplained: report.finite ? otherwise : null };
    } catch (error) {
      // The loss may take its batch from what has come to its end.
      const message = error instanceof Error ? error.message : String(error);
      return without(`it threw when it was replayed: ${message}`);
    } finally {
      (loss as Scalar | null)?.dispose();
    }
  };

  /** Checks what a step made, and acts. `again` runs the same step once more, for blame. */
  const conclude = (
    loss: Scalar | null,
    gradients: NamedTensorMap,
    trained: readonly string[] | null,
    again: (() => Scalar | null) | null,
  ) => {
    const names = Object.keys(gradients);
    const forward: Watched[] = loss === null ? [] : [{ site: 'loss', tensor: loss }];
    const backward = names.map((name) => ({ site: `gradient:${name}`, tensor: gradients[name]! }));
    const updated = parameters(names);
    const all = [...forward, ...backward, ...updated];
    const bad = firstBad(all, passesOn ? [...forward, ...updated] : all);
    const at = step;
    step += 1;
    if (bad === null) {
      sinceGood += 1;
      observer?.end(loss, gradients, trainable);
      return;
    }
    observer?.abandon();
    const restore = () => {
      good?.restore(inside.initialAccumulatorValue ?? 0);
      inside.iterations_ = goodIterations ?? 0;
    };
    const state = sinceGood === 0 ? good : undefined;
    const { report, unexplained } = explain(again, state !== undefined, restore);
    restore();
    const { health } = bad;
    const event: WatchEvent = {
      event: 'non-finite',
      step: at,
      site: bad.site,
      nan: health.nan,
      infinite: infinities(health),
      size: health.size,
      policy,
      action: actions[policy],
      report,
      unexplained,
    };
    events.push(event);
    if (policy === 'stop') stopped = true;
    if (state === undefined) options.onEvent?.(event, null);
    else
      withSnapshot(
        { snapshot: state, optimizer: bare, iterations: goodIterations, trained, event },
        options.onEvent,
      );
    if (policy === 'rollback') lowerLearningRate(inside, learningRateFactor);
    if (policy === 'throw') throw new NonFiniteError(event, eventText(event));
  };

  const apply = (gradients: NamedTensorMap | { name: string; tensor: Tensor }[]) => {
    optimizer.applyGradients(gradients as NamedTensorMap);
  };
  const parameters = (names: readonly string[]): Watched[] => {
    const all = engine().state.registeredVariables;
    return names.flatMap((name) => {
      const variable = all[name];
      return variable === undefined ? [] : [{ site: `parameter:${name}`, tensor: variable }];
    });
  };

  /** What is trained, in the order in which it was made. */
  const trainable = (): NamedTensorMap =>
    Object.fromEntries(
      Object.entries(engine().state.registeredVariables).filter(([, { trainable }]) => trainable),
    );

  const own: Pick<WatchedOptimizer, OwnKey> = {
    get stopped() {
      return stopped;
    },
    events,
    findings: observer?.findings ?? [],
    minimize: (f: () => Scalar, returnCost = false, list?: Variable[]): Scalar | null => {
      if (stopped) {
        const { value, grads } = optimizer.computeGradients(f, list);
        disposeAll(grads);
        return costOf(value, returnCost);
      }
      takeSnapshot();
      try {
        const compute = () => optimizer.computeGradients(f, list);
        observer?.begin(trainable);
        const { value, grads } = observer === null ? compute() : observer.forward(compute);
        good?.holdNew();
        try {
          apply(
            list === undefined ? grads : list.map(({ name }) => ({ name, tensor: grads[name]! })),
          );
          conclude(value, grads, list?.map(({ name }) => name) ?? null, () =>
            bare.minimize(f, true, list),
          );
        } catch (error) {
          value.dispose();
          throw error;
        } finally {
          disposeAll(grads);
        }
        return costOf(value, returnCost);
      } finally {
        endStep();
      }
    },
    applyGradients: (gradients: NamedTensorMap | { name: string; tensor: Tensor }[]): void => {
      if (stopped) return;
      takeSnapshot();
      try {
        const named = Array.isArray(gradients)
          ? Object.fromEntries(gradients.map(({ name, tensor }) => [name, tensor]))
          : gradients;
        observer?.begin(trainable);
        apply(gradients);
        conclude(null, givenOf(named), Object.keys(named), null);
      } finally {
        endStep();
      }
    },
    release,
    dispose: (): void => {
      release();
      optimizer.dispose();
    },
  };
  const isOwn = (key: string | symbol): key is OwnKey => Object.hasOwn(own, key);
  const watching = new Proxy(optimizer, {
    get: (_, key): unknown => (isOwn(key) ? own[key] : Reflect.get(optimizer, key)),
    set: (_, key, value) => !isOwn(key) && Reflect.set(optimizer, key, value),
    has: (_, key) => isOwn(key) || Reflect.has(optimizer, key),
  }) as WatchedOptimizer<T>;
  inner.set(watching, bare);
  return watching;
}

/** What a watched optimizer does in its own way. */
type OwnKey =
  'stopped' | 'events' | 'findings' | 'minimize' | 'applyGradients' | 'release' | 'dispose';

const disposeAll = (tensors: NamedTensorMap): void => {
  for (const tensor of Object.values(tensors)) tensor.dispose();
};

function costOf(value: Scalar, isWanted: boolean): Scalar | null {
  if (isWanted) return value;
  value.dispose();
  return null;
}

/** Without the parameters that have no gradient, which tfjs's optimizers pass over. */
const givenOf = (gradients: Readonly<Record<string, Tensor | null | undefined>>): NamedTensorMap =>
  Object.fromEntries(
    Object.entries(gradients).flatMap(([name, tensor]) =>
      tensor === null || tensor === undefined ? [] : [[name, tensor]],
    ),
  );

/** What a report of a replay means that found nothing. */
const otherwise =
  'the replay of the step was finite: it draws (dropout), or its loss takes another batch each time';

/**
 * The optimizers of tfjs: a gradient that is not finite leaves no parameter finite that it updates,
 * also at a learning rate of 0 (0 x NaN) or divided by its own root (Inf / Inf), so that the sum over
 * the parameters tells of it. One of the user's own may clip it, also one that extends one of these.
 */
const passingOn: ReadonlySet<unknown> = new Set([
  SGDOptimizer,
  MomentumOptimizer,
  AdagradOptimizer,
  AdadeltaOptimizer,
  AdamOptimizer,
  AdamaxOptimizer,
  RMSPropOptimizer,
]);

/** The event as a person reads it: first what and where, then the report. */
export function eventText(event: WatchEvent): string {
  const { report, unexplained } = event;
  const first = `${sightingText(event)}; ${event.action}`;
  if (unexplained !== null)
    return [first, ...wrapped('Why:  ', `unknown: ${unexplained}`)].join('\n');
  return report === null ? first : `${first}\n${reportText(report)}`;
}

/** Calls `onEvent`, and lets the state be saved until it has ended: the next step replaces it. */
function withSnapshot(
  failed: FailedStep & { readonly event: WatchEvent },
  onEvent: WatchOptions['onEvent'],
): void {
  let over = false;
  try {
    onEvent?.(failed.event, {
      save: (directory, given = {}) => {
        if (over)
          throw new DetectorsError(
            'save',
            'snapshot',
            'is of a step that has passed',
            'call it inside onEvent',
          );
        saveStep(failed, directory, given);
      },
    });
  } finally {
    over = true;
  }
}

function lowerLearningRate(inside: Inside, factor: number): void {
  if (factor === 1 || inside.learningRate === undefined) return;
  const rate = inside.learningRate * factor;
  // SGD keeps its rate in a tensor too.
  if (inside.setLearningRate === undefined) inside.learningRate = rate;
  else inside.setLearningRate(rate);
}
