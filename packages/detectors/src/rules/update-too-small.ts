/** Steps so small that a weight does not move: below its own rounding in single precision. */
import { figure } from '../causes/rule.js';
import { latest, newest, unimproved, weightsOf } from './history.js';
import { inARow, inARowThreshold, sagemaker, type TrainingRule } from './rule.js';
import { unlessThrown } from './thrown.js';

const ratio = 1e-8;

export const updateTooSmall: TrainingRule = {
  name: 'update-too-small',
  looksAt:
    "the norm of each weight's update against the norm of the weight, where the loss does not fall",
  thresholds: [
    { of: 'ratio below', value: ratio, source: sagemaker('WeightUpdateRatio') },
    inARowThreshold,
  ],
  judge: (history) => {
    const last = latest(history, inARow);
    if (last.length < inARow || !unimproved(history)) return null;
    const still = weightsOf(newest(history)).find(({ name }) =>
      last.every((observation) =>
        weightsOf(observation).some(
          (one) => one.name === name && one.updateNorm < ratio * one.norm,
        ),
      ),
    );
    if (still === undefined) return null;
    return unlessThrown(history, {
      site: `parameter:${still.name}`,
      what: 'the weight does not move',
      evidence: `the update's norm is ${figure(still.updateNorm)}, the weight's ${figure(still.norm)}, the gradient's ${figure(still.gradientNorm)}`,
      ...(still.gradientNorm > 0 ? tooSmall : noGradient),
    });
  },
};

const tooSmall = {
  cause: 'the learning rate is too small for this gradient: what is added is lost in rounding',
  cure: 'raise the learning rate, or use an optimizer that scales each step; a training that was resumed at its minimum needs neither',
  code: 'const optimizer = tf.train.adam(1e-3);',
};

const noGradient = {
  cause: 'its gradient is 0: nothing between it and the loss lets a change through',
  cure: 'look for dead or saturated units, weights that all start at 0, and operations without a slope, such as round or a comparison',
  code: "tf.layers.dense({ units, activation: 'elu', kernelInitializer: 'heNormal' })",
};
