/** Weights that steps too long have thrown: what other rules notice then is not for their own reason. */
import { figure } from '../causes/rule.js';
import { newest, weightsOf, type TrainingHistory } from './history.js';
import type { Verdict } from './rule.js';

/**
 * Where steps too long have thrown a weight beyond ten times its first size, and the loss beyond twice
 * its first, what is dead or saturated now is so for that reason: the depth or the data are innocent.
 *
 * @param verdict what a rule says where none was thrown
 * @returns the same with this cause and its cure, where one was
 */
export function unlessThrown(history: TrainingHistory, verdict: Verdict): Verdict {
  const { first } = history;
  const now = newest(history);
  if (now.loss === null || first.loss === null || !(now.loss > 2 * Math.abs(first.loss)))
    return verdict;
  const grown = weightsOf(first).flatMap(({ name, norm }) => {
    const by = (now.parameters.find((one) => one.name === name)?.norm ?? NaN) / norm;
    return by > 10 ? [{ name, by }] : [];
  });
  const most = grown.toSorted((a, b) => b.by - a.by)[0];
  if (most === undefined) return verdict;
  return {
    ...verdict,
    cause: 'steps too long threw the weights to where units are dead or saturated',
    evidence: `${verdict.evidence}; the norm of ${most.name} is ${figure(most.by)} times the first, and the loss went from ${figure(first.loss)} to ${figure(now.loss)}`,
    cure: 'lower the learning rate, or clip the gradients; where the features or the target are large, standardise them',
    code: 'const optimizer = tf.train.adam(1e-3);',
  };
}
