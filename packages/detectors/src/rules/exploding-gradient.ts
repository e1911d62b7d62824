/** A gradient that grows while the loss does, or that grows from layer to layer on the way back. */
import { figure } from '../causes/rule.js';
import {
  latest,
  newest,
  pullOf,
  tenthOf,
  unimproved,
  weightsOf,
  type TrainingHistory,
} from './history.js';
import type { Observation } from './observation.js';
import { autotrainer, inARow, inARowThreshold, type TrainingRule } from './rule.js';

const times = 70;
const weightiness = 1;

const norm = ({ parameters }: Observation): number =>
  Math.hypot(...parameters.map(({ gradientNorm }) => gradientNorm));

/**
 * How much of the loss is the size of the weights: the sum of |g| |w| against it. By Euler's theorem
 * on homogeneous functions a loss that has been thrown up by large weights has its degree in them or
 * more, 1 for a cross-entropy and 2 for a square. Where a large target is still out of reach, the
 * gradient grows with the weights too, and this is far below 1.
 */
const isMadeByWeights = ({ loss, parameters }: Observation): boolean =>
  loss !== null &&
  parameters.reduce((sum, one) => sum + pullOf(one), 0) >= weightiness * Math.abs(loss);

/** The greatest loss of the first tenth of the steps, at least of one: an easy first batch is no measure. */
const firstLosses = ({ losses }: TrainingHistory): number =>
  Math.max(...losses.first.slice(0, tenthOf(losses)));

/** The weight whose gradient is the greatest against that of the last layer. */
function grownOnTheWay(observation: Observation): { name: string; by: number } | null {
  const weights = weightsOf(observation);
  const last = weights.at(-1);
  if (last === undefined || weights.length < 2 || !(pullOf(last) > 0)) return null;
  const worst = weights.reduce((a, b) => (pullOf(b) > pullOf(a) ? b : a));
  const by = pullOf(worst) / pullOf(last);
  return by > times ? { name: worst.name, by } : null;
}

const cure = {
  cure: 'clip the gradients, lower the learning rate or the initial scale; in a recurrent net use an LSTM or an orthogonal initialisation',
  code: 'const clipped = clipByGlobalNorm(gradients, 1); // from @brink/stable-ops',
};

export const explodingGradient: TrainingRule = {
  name: 'exploding-gradient',
  looksAt:
    'the norm of all gradients against the first, where the loss is above the first and is made by the size of the weights; and |g| |w| of a layer against the last layer, where the loss does not fall',
  thresholds: [
    { of: 'ratio above', value: times, source: autotrainer('beta 3') },
    {
      of: 'gradient times size of all weights, summed, to the loss at least',
      value: weightiness,
      source: "ours: by Euler's theorem the degree of a loss that is homogeneous in the weights",
    },
    inARowThreshold,
  ],
  judge: (history) => {
    const now = newest(history);
    const { first } = history;
    const grown = norm(now) / norm(first);
    // One rare sample may have such a gradient, and all be well: two in a row, or the end.
    const looks = latest(history, history.failed ? 1 : 2);
    const explodes = looks.every(
      (one) =>
        one !== first &&
        one.loss !== null &&
        one.loss > firstLosses(history) &&
        norm(one) > times * norm(first) &&
        isMadeByWeights(one),
    );
    if (explodes) {
      const worst = now.parameters.reduce((a, b) => (b.gradientNorm > a.gradientNorm ? b : a));
      return {
        site: `gradient:${worst.name}`,
        what: 'the gradient explodes',
        cause:
          'each step is thrown further than the one before: the steps are too long for this loss',
        evidence: `the gradients' norm is ${figure(norm(now))}, ${figure(grown)} times the first; the loss went from ${figure(first.loss!)} to ${figure(now.loss!)}`,
        ...cure,
      };
    }
    const last = latest(history, inARow).map(grownOnTheWay);
    const worst = last.at(-1);
    if (worst === null || worst === undefined) return null;
    if (last.length < inARow || last.includes(null) || !unimproved(history)) return null;
    return {
      site: `gradient:${worst.name}`,
      what: 'the gradient explodes on its way back',
      cause: 'each layer or time step multiplies it by more than 1',
      evidence: `measured by the weights' size it is ${figure(worst.by)} times that of the last layer, and the loss of ${figure(now.loss!)} does not fall`,
      ...cure,
    };
  },
};
