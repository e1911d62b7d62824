/** A step that throws a weight far beyond its own size, and the loss up. */
import { figure } from '../causes/rule.js';
import { latest, newest, weightsOf, type TrainingHistory } from './history.js';
import type { Observation, SeenParameter } from './observation.js';
import { sagemaker, type TrainingRule } from './rule.js';

const ratio = 10;

const thrown = (observation: Observation): SeenParameter | undefined =>
  weightsOf(observation).find((one) => one.updateNorm > ratio * one.norm);

/** A weight that starts near 0 may be replaced in one step, and all be well: so the loss is asked. */
function harmful(history: TrainingHistory): SeenParameter | undefined {
  const now = newest(history);
  if (history.failed) return thrown(now);
  const [before] = latest(history, 2);
  const later = before === undefined || before === now ? undefined : before;
  return (
    (risen(now.loss, history.first.loss) ? thrown(now) : undefined) ??
    (later !== undefined && risen(now.loss, later.loss) ? thrown(later) : undefined)
  );
}

/** What grew by that ratio in a layer makes as much of the outputs, and of the loss. */
const risen = (now: number | null, before: number | null): boolean =>
  now !== null && before !== null && Math.abs(now) > ratio * Math.abs(before);

export const updateTooLarge: TrainingRule = {
  name: 'update-too-large',
  looksAt:
    "the norm of each weight's update against the norm of the weight, where the loss then rises as much or the next step is not finite",
  thresholds: [{ of: 'ratio above', value: ratio, source: sagemaker('WeightUpdateRatio') }],
  judge: (history) => {
    const far = harmful(history);
    if (far === undefined) return null;
    return {
      site: `parameter:${far.name}`,
      what: 'the update is larger than the weight',
      cause:
        'one step replaces what the weight was: the learning rate is too large for this gradient',
      evidence: `the update's norm is ${figure(far.updateNorm)}, the weight's was ${figure(far.norm)}: ${figure(far.updateNorm / far.norm)} times`,
      cure: 'lower the learning rate, or clip the gradients; where the features or the target are large, standardise them',
      code: 'const optimizer = tf.train.adam(1e-3);',
    };
  },
};
