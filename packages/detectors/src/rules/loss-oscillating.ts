/** A loss that goes up and down because the steps are too long, and not because the batches differ. */
import { figure } from '../causes/rule.js';
import { firstOrderChangeOf, meanOf, medianOf, type TrainingHistory } from './history.js';
import { autotrainer, type TrainingRule } from './rule.js';

const swing = 0.03;
const rate = 0.2;
const leastSteps = 20;
/**
 * A step to the other side of a quadratic valley, as high as before, promises 4 times the height over
 * the bottom; one that just brings its batch to the bottom, as a step on few samples may, promises 2.
 */
const explained = 3;
/** A loss that fell by so much is at the rounding of single precision. */
const rounding = 2 ** -24;

/** The differences between a local extreme and the next. */
function swingsOf(losses: readonly number[]): readonly number[] {
  const extremes = losses.filter(
    (loss, at) =>
      at > 0 && at < losses.length - 1 && (loss - losses[at - 1]!) * (losses[at + 1]! - loss) < 0,
  );
  return extremes.slice(1).map((loss, at) => Math.abs(loss - extremes[at]!));
}

interface Overshoot {
  /** What an update does to the loss to first order, the mean of the observed steps. */
  readonly slope: number;
  /** How high the loss stands over its lowest, the mean of the same steps. */
  readonly height: number;
}

/** Of means, so that a batch that is odd has its height beside its slope. */
function overshootOf({ observations, losses }: TrainingHistory): Overshoot {
  const since = observations.at(-1)!.step - losses.last.length;
  const lowest = Math.min(...losses.last);
  const seen = observations.filter(({ step }) => step > since);
  return {
    slope: meanOf(seen.map(firstOrderChangeOf)),
    height: meanOf(seen.map(({ loss }) => (loss ?? lowest) - lowest)),
  };
}

export const lossOscillating: TrainingRule = {
  name: 'loss-oscillating',
  looksAt:
    'the swings of the loss between a rise and a fall, over the last 20 to 100 steps in which it did not fall; and what the updates do to the loss to first order, against its height over the lowest',
  thresholds: [
    {
      of: 'swing as a share of the mean loss at least',
      value: swing,
      source: autotrainer('zeta'),
    },
    { of: 'such swings a step at least', value: rate, source: autotrainer('eta') },
    {
      of: 'first-order change by an update, to the height over the lowest loss, at least',
      value: explained,
      source: 'ours: a quadratic crossed from side to side has 4, one whose bottom is reached 2',
    },
  ],
  judge: (history) => {
    const { losses } = history;
    if (losses.count < leastSteps) return null;
    const last = losses.last;
    const half = Math.floor(last.length / 2);
    const level = Math.abs(meanOf(last));
    if (meanOf(last.slice(half)) < meanOf(last.slice(0, half)) - 0.01 * level) return null;
    if (level < rounding * Math.abs(losses.first[0]!)) return null;
    const swings = swingsOf(last).filter((one) => one >= swing * level);
    if (!(swings.length >= rate * last.length)) return null;
    const middle = medianOf(swings);
    const { slope, height } = overshootOf(history);
    // Looks at every other step may all meet the lowest.
    if (!(slope >= explained * Math.max(height, middle / 2))) return null;
    return {
      site: 'loss',
      what: 'the loss oscillates',
      cause:
        'the steps are longer than the valley is wide: each lands on the other side, as high as before',
      evidence: `${swings.length} swings of ${figure(middle)} in ${last.length} steps around a loss of ${figure(meanOf(last))}; it stands ${figure(height)} over its lowest, and to first order an update changes it by ${figure(slope)}`,
      cure: 'lower the learning rate by half or more, or let it decay; with momentum, lower that',
      code: 'const optimizer = tf.train.sgd(learningRate / 4);',
    };
  },
};
