/** What `watch` is told, and what it refuses. */
import type { Optimizer } from '@tensorflow/tfjs-core';
import type { Allowed } from '../blame/allow.js';
import { checkCount, DetectorsError } from '../errors.js';
import type { TrainingFinding } from '../rules/finding.js';
import type { StepSnapshot } from '../step/save.js';
import type { Policy, WatchEvent } from './event.js';

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

/** What each policy does, as a sentence. */
export const actions: Readonly<Record<Policy, string>> = {
  throw: 'the update was dropped and the training ended with an error',
  stop: 'the update was dropped and the training stopped',
  skip: 'the update was dropped',
  rollback: 'the parameters went back to the last snapshot',
};

/** @throws DetectorsError for what is no optimizer, or options out of range */
export function check(
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
  checkCount('watch', 'snapshotEvery', every, 'give 1 or more');
  if (!(factor > 0 && factor <= 1))
    throw new DetectorsError(
      'watch',
      'learningRateFactor',
      `must be above 0 and at most 1, got ${factor}`,
      'give 0.5 to halve it',
    );
}
