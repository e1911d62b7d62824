/**
 * `watch`: an optimizer that notices the first step that is not finite, says where it came from,
 * and acts by a policy. The loss, the gradients, and the parameters after the update are checked
 * with one number read a step.
 */
import type { NamedTensorMap, Optimizer, Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import { engine } from '@tensorflow/tfjs-core';
import { blameSync } from '../blame/blame.js';
import type { Allowed } from '../blame/allow.js';
import { reportText } from '../blame/text.js';
import type { BlameReport } from '../blame/report.js';
import { DetectorsError } from '../errors.js';
import { saveStep, type FailedStep, type StepSnapshot } from '../step/save.js';
import type { TrainingFinding } from '../rules/finding.js';
import { observeTraining } from '../rules/observer.js';
import { NonFiniteError, sightingText, type Policy, type WatchEvent } from './event.js';
import { firstBad, type Watched } from './finite.js';
import { Snapshot } from './snapshot.js';

export interface WatchOptions {
  /** What to do when a step is not finite. */
  readonly policy: Policy;
  /** Replay the step under `blame` when it fires. Default true. A step that draws (dropout) is replayed with other draws. */
  readonly replay?: boolean;
  /** For `rollback`: a snapshot every so many steps. Default 10. */
  readonly snapshotEvery?: number;
  /** For `rollback`: what the learning rate is multiplied by, above 0 and at most 1. Default 1. */
  readonly learningRateFactor?: number;
  /** Deliberate infinities, for the replay. */
  readonly allow?: readonly Allowed[];
  /**
   * Called with every event, before the policy acts, and with the state before the step, to be saved
   * there and then; null under `rollback` where the last snapshot is of an earlier step.
   */
  readonly onEvent?: (event: WatchEvent, snapshot: StepSnapshot | null) => void;
  /** The training rules to ask while all is finite: all, or some by name. Default none. */
  readonly rules?: 'all' | readonly string[];
  /** For `rules`: observe every so many steps. Default 10. */
  readonly every?: number;
  /** Called with each finding of a rule: once for each, and for each layer of units. */
  readonly onFinding?: (finding: TrainingFinding) => void;
}

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

/**
 * Wraps an optimizer. `minimize` and `applyGradients` do as before while all is finite.
 *
 * @param optimizer any of tf.train
 * @throws DetectorsError for options out of range; NonFiniteError from a step, under the policy `throw`
 */
export function watch<T extends Optimizer>(
  optimizer: T,
  options: WatchOptions,
): WatchedOptimizer<T> {
  const { policy, replay = true, snapshotEvery = 10, learningRateFactor = 1 } = options;
  check(optimizer, options, snapshotEvery, learningRateFactor);
  const inside = optimizer as unknown as Inside;
  const passesOn = passingOn.has(optimizer.getClassName());
  const events: WatchEvent[] = [];
  const observer =
    options.rules === undefined ? null : observeTraining({ ...options, rules: options.rules });
  let step = 0;
  let stopped = false;
  let good: Snapshot | undefined;
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
    const due = policy !== 'rollback' || good === undefined || sinceGood >= snapshotEvery;
    if (!due) return;
    good?.dispose();
    good = new Snapshot();
    sinceGood = 0;
  };

  /** Checks what a step made, and acts. `again` runs the same step once more, for blame. */
  const conclude = (
    loss: Scalar | null,
    gradients: NamedTensorMap,
    iterations: number | undefined,
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
      if (policy !== 'rollback') forget();
      observer?.end(loss, gradients, trainable);
      return;
    }
    observer?.abandon();
    const restore = () => {
      good?.restore(inside.initialAccumulatorValue ?? 0);
      if (iterations !== undefined) inside.iterations_ = iterations;
    };
    let report: BlameReport | null = null;
    // With rollback the snapshot may be older than this step, and a replay would show another one.
    if (replay && again !== null && sinceGood === 0) {
      restore();
      let loss: Scalar | null = null;
      report = blameSync(() => (loss = again()), { allow: options.allow ?? [] });
      (loss as Scalar | null)?.dispose();
    }
    restore();
    const { health } = bad;
    const event: WatchEvent = {
      event: 'non-finite',
      step: at,
      site: bad.site,
      nan: health.nan,
      infinite: health.positiveInfinity + health.negativeInfinity,
      size: health.size,
      policy,
      action: actions[policy],
      report,
    };
    events.push(event);
    const state = sinceGood === 0 ? good : undefined;
    if (state === undefined) options.onEvent?.(event, null);
    else withSnapshot({ snapshot: state, optimizer, iterations, trained, event }, options.onEvent);
    if (policy !== 'rollback') forget();
    if (policy === 'stop') stopped = true;
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

  const watching = Object.create(optimizer, {
    stopped: { get: () => stopped },
    events: { get: () => events },
    findings: { get: () => observer?.findings ?? [] },
    minimize: {
      value: (f: () => Scalar, returnCost = false, list?: Variable[]): Scalar | null => {
        takeSnapshot();
        const iterations = inside.iterations_;
        const compute = () => optimizer.computeGradients(f, list);
        if (!stopped) observer?.begin(trainable);
        const { value, grads } = observer === null ? compute() : observer.forward(compute);
        try {
          if (!stopped) {
            apply(
              list === undefined ? grads : list.map(({ name }) => ({ name, tensor: grads[name]! })),
            );
            conclude(value, grads, iterations, list?.map(({ name }) => name) ?? null, () =>
              optimizer.minimize(f, true, list),
            );
          }
        } catch (error) {
          value.dispose();
          throw error;
        } finally {
          for (const gradient of Object.values(grads)) gradient.dispose();
        }
        if (returnCost) return value;
        value.dispose();
        return null;
      },
    },
    applyGradients: {
      value: (gradients: NamedTensorMap | { name: string; tensor: Tensor }[]): void => {
        if (stopped) return;
        takeSnapshot();
        const iterations = inside.iterations_;
        const named = Array.isArray(gradients)
          ? Object.fromEntries(gradients.map(({ name, tensor }) => [name, tensor]))
          : gradients;
        observer?.begin(trainable);
        apply(gradients);
        conclude(null, named, iterations, Object.keys(named), null);
      },
    },
    release: { value: release },
    dispose: {
      value: (): void => {
        release();
        optimizer.dispose();
      },
    },
  }) as WatchedOptimizer<T>;
  return watching;
}

/**
 * The optimizers of tfjs: a gradient that is not finite leaves no parameter finite that it updates,
 * also at a learning rate of 0 (0 x NaN) or divided by its own root (Inf / Inf), so that the sum over
 * the parameters tells of it. One of the user's own may clip it.
 */
const passingOn = new Set(['SGD', 'Momentum', 'Adagrad', 'Adadelta', 'Adam', 'Adamax', 'RMSProp']);

const actions: Readonly<Record<Policy, string>> = {
  throw: 'the update was dropped and the training ended with an error',
  stop: 'the update was dropped and the training stopped',
  skip: 'the update was dropped',
  rollback: 'the parameters went back to the last snapshot',
};

/** The event as a person reads it: first what and where, then the report. */
export function eventText(event: WatchEvent): string {
  const first = `${sightingText(event)}; ${event.action}`;
  return event.report === null ? first : `${first}\n${reportText(event.report)}`;
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

function check(
  optimizer: Optimizer,
  { policy }: WatchOptions,
  every: number,
  factor: number,
): void {
  if (typeof (optimizer as Partial<Optimizer> | undefined)?.applyGradients !== 'function')
    throw new DetectorsError('watch', 'optimizer', 'is not an optimizer', 'give one of tf.train');
  if (!Object.hasOwn(actions, policy))
    throw new DetectorsError(
      'watch',
      'policy',
      `is not known, got ${String(policy)}`,
      `give one of ${Object.keys(actions).join(', ')}`,
    );
  if (!Number.isInteger(every) || every < 1)
    throw new DetectorsError(
      'watch',
      'snapshotEvery',
      `must be a whole number from 1, got ${every}`,
      'give 1 or more',
    );
  if (!(factor > 0 && factor <= 1))
    throw new DetectorsError(
      'watch',
      'learningRateFactor',
      `must be above 0 and at most 1, got ${factor}`,
      'give 0.5 to halve it',
    );
}
