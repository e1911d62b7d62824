/** A loss that has not fallen since the training began. One that has converged is flat too, and is left alone. */
import { figure } from '../causes/rule.js';
import { firstOrderChangeOf, meanOf, newest, varianceOf, type TrainingHistory } from './history.js';
import { sagemaker, type TrainingRule } from './rule.js';

const leastSteps = 50;
const share = 0.001;
const noise = 0.01;
const loud = 0.1;

export const lossFlat: TrainingRule = {
  name: 'loss-flat',
  looksAt:
    'the mean of the last losses against the mean of the first (a third of all steps each, at most 100)',
  thresholds: [
    { of: 'fall as a share below', value: share, source: sagemaker('LossNotDecreasing') },
    {
      of: 'steps at least',
      value: leastSteps,
      source: 'ours: five times the 10 of LossNotDecreasing, so that a slow start is no finding',
    },
    {
      of: 'standard error of the means as a share at most',
      value: noise,
      source: 'ours: below it the noise of the batches cannot hide a fall of a few per cent',
    },
    {
      of: 'or at most',
      value: loud,
      source: 'ours: where all updates together come, to first order, to less than that fall',
    },
  ],
  judge: (history) => {
    const { losses } = history;
    if (losses.count < leastSteps || history.shared) return null;
    const window = Math.min(losses.first.length, Math.floor(losses.count / 3));
    const early = losses.first.slice(0, window);
    const late = losses.last.slice(-window);
    const [from, to] = [meanOf(early), meanOf(late)];
    const error = Math.sqrt((varianceOf(early) + varianceOf(late)) / window);
    const level = Math.abs(from);
    // A loss that has risen is no flat one: the other rules say what it is.
    const fallen = (from - to) / level;
    const slack = (2 * error) / level;
    const quiet = error <= noise * level;
    if (!(fallen < share + (quiet ? 0 : slack) && fallen > -noise - slack)) return null;
    if (!quiet && !(error <= loud * level && promised(history) < share * level)) return null;
    return {
      site: 'loss',
      what: 'the loss is flat',
      cause:
        'nothing has been learnt since the first step: the steps are too small, no gradient comes through, or it was at its minimum when the watch began, as a training that is resumed may be',
      evidence: `the mean of the first ${window} losses is ${figure(from)}, of the last ${window} ${figure(to)}, after ${losses.count} steps${unmoved(newest(history).parameters)}`,
      cure: 'raise the learning rate tenfold; if that changes nothing, look for dead or saturated units, and whether the labels fit the loss',
      code: 'const optimizer = tf.train.adam(1e-2);',
    };
  },
};

/** What all updates have done to the loss, to first order and at most: noise of the batches is not in it. */
const promised = ({ observations, losses }: TrainingHistory): number =>
  losses.count * Math.max(...observations.map(firstOrderChangeOf));

const unmoved = (parameters: readonly { readonly updateNorm: number }[]): string => {
  const still = parameters.filter(({ updateNorm }) => updateNorm === 0).length;
  return still === 0
    ? ''
    : `; ${still} of ${parameters.length} parameters did not move in the last`;
};
