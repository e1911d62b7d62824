/** A loss that goes up and down because the steps are too long, and not because the batches differ. */
import { figure } from '../causes/rule.js';
import { meanOf, newest, type TrainingHistory } from './history.js';
import { autotrainer, type TrainingRule } from './rule.js';

const swing = 0.03;
const rate = 0.2;
const leastSteps = 20;
/** An overshoot to the other side of a valley and back changes the loss, to first order, by more than the swing. */
const explained = 1;

/** The differences between a local extreme and the next. */
function swingsOf(losses: readonly number[]): readonly number[] {
  const extremes = losses.filter(
    (loss, at) =>
      at > 0 && at < losses.length - 1 && (loss - losses[at - 1]!) * (losses[at + 1]! - loss) < 0,
  );
  return extremes.slice(1).map((loss, at) => Math.abs(loss - extremes[at]!));
}

/** What the updates did to the loss to first order, at most, in the observed steps of that stretch. */
function greatestSlope({ observations }: TrainingHistory, since: number): number {
  const slopes = observations
    .filter(({ step }) => step >= since)
    .map(({ parameters }) => Math.abs(parameters.reduce((sum, { slope }) => sum + slope, 0)));
  return Math.max(0, ...slopes);
}

export const lossOscillating: TrainingRule = {
  name: 'loss-oscillating',
  looksAt:
    'the swings of the loss between a rise and a fall, over the last 20 to 100 steps in which it did not fall, against what the updates do to the loss to first order',
  thresholds: [
    {
      of: 'swing as a share of the mean loss at least',
      value: swing,
      source: autotrainer('zeta'),
    },
    { of: 'such swings a step at least', value: rate, source: autotrainer('eta') },
    {
      of: 'first-order change by an update, as a share of the middle swing, at least',
      value: explained,
      source: 'ours: a quadratic crossed from side to side has 4, other batches far below 1',
    },
  ],
  judge: (history) => {
    const { losses } = history;
    if (losses.count < leastSteps) return null;
    const last = losses.last;
    const half = Math.floor(last.length / 2);
    const level = Math.abs(meanOf(last));
    if (meanOf(last.slice(half)) < meanOf(last.slice(0, half)) - 0.01 * level) return null;
    const swings = swingsOf(last).filter((one) => one >= swing * level);
    if (!(swings.length >= rate * last.length)) return null;
    const middle = swings.toSorted((a, b) => a - b)[Math.floor(swings.length / 2)]!;
    const slope = greatestSlope(history, newest(history).step - last.length);
    if (!(slope >= explained * middle)) return null;
    return {
      site: 'loss',
      what: 'the loss oscillates',
      cause:
        'the steps are longer than the valley is wide: each lands on the other side, as high as before',
      evidence: `${swings.length} swings of ${figure(middle)} in ${last.length} steps around a loss of ${figure(meanOf(last))}; to first order one update changes it by ${figure(slope)}`,
      cure: 'lower the learning rate by half or more, or let it decay; with momentum, lower that',
      code: 'const optimizer = tf.train.sgd(learningRate / 4);',
    };
  },
};
