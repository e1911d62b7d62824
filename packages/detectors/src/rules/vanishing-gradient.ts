/** A weight that hardly moves the loss while a later one does: what comes back to it has shrunk on the way. */
import { figure } from '../causes/rule.js';
import { latest, newest, pullOf, unimproved, weightsOf, type TrainingHistory } from './history.js';
import type { Observation } from './observation.js';
import { autotrainer, inARow, inARowThreshold, sagemaker, type TrainingRule } from './rule.js';
import { unlessThrown } from './thrown.js';

const ratio = 1e-3;
const share = 1e-4;
const everywhere = 1e-7;

/** The names of weights with a vanishing gradient; the pull of each is measured by the loss. */
function vanishing(observation: Observation, stuck: boolean): readonly string[] {
  const weights = weightsOf(observation);
  const loss = Math.abs(observation.loss ?? NaN);
  const greatest = Math.max(...weights.map(pullOf));
  if (weights.length < 2 || !(loss > 0)) return [];
  if (stuck && greatest < everywhere * loss) return [weights[0]!.name];
  if (!(greatest >= share * loss)) return [];
  return weights
    .filter((one) => pullOf(one) < ratio * greatest && pullOf(one) < share * loss)
    .map(({ name }) => name);
}

export const vanishingGradient: TrainingRule = {
  name: 'vanishing-gradient',
  looksAt:
    "a weight's gradient times its size (|g| |w|), against the greatest of all layers and against the loss",
  thresholds: [
    {
      of: 'ratio to the greatest of all layers below',
      value: ratio,
      source: autotrainer('beta 1'),
    },
    { of: 'ratio to the loss below', value: share, source: autotrainer('beta 2') },
    {
      of: 'for every layer, to a loss that does not fall, below',
      value: everywhere,
      source: sagemaker('VanishingGradient'),
    },
    inARowThreshold,
  ],
  judge: (history: TrainingHistory) => {
    const last = latest(history, inARow);
    if (last.length < inARow) return null;
    const stuck = unimproved(history);
    const named = last.map((observation) => vanishing(observation, stuck));
    const name = named[0]!.find((one) => named.every((names) => names.includes(one)));
    if (name === undefined) return null;
    const now = newest(history);
    const weights = weightsOf(now);
    const pull = pullOf(weights.find((one) => one.name === name)!);
    const greatest = Math.max(...weights.map(pullOf));
    return unlessThrown(history, {
      site: `gradient:${name}`,
      what: 'the gradient vanishes',
      evidence: `a change of this weight by 1 % moves the loss of ${figure(now.loss!)} by ${figure(pull / 100)} at most; of the layer with the greatest gradient, by ${figure(greatest / 100)}`,
      ...curesOf(now, pull),
    });
  },
};

/** A net of relu is not cured by relu, and where nothing at all comes back it is no matter of depth. */
function curesOf({ activations }: Observation, pull: number) {
  if (pull === 0)
    return {
      cause:
        'nothing comes back to this weight: all units between it and the loss are dead or flat',
      cure: 'start the bias at 0, standardise the features, and use an activation with a slope on both sides',
      code: "tf.layers.dense({ units, activation: 'elu', kernelInitializer: 'heNormal' })",
    };
  const cause =
    'each layer on the way back multiplies the gradient by its slope and its weights, and they are small: this weight does not learn';
  const others =
    'batch normalisation or residual connections, and an initialisation that keeps the variance';
  return activations.some(({ kind }) => kind === 'relu')
    ? { cause, cure: `use ${others}`, code: 'tf.layers.batchNormalization()' }
    : {
        cause,
        cure: `use relu in the place of sigmoid and tanh, ${others}`,
        code: "tf.layers.dense({ units, activation: 'relu', kernelInitializer: 'heNormal' })",
      };
}
