/** A variance that changes from layer to layer at the first step: it shrinks or grows with the depth. */
import { figure } from '../causes/rule.js';
import { unimproved } from './history.js';
import { sagemaker, type TrainingRule } from './rule.js';

const ratio = 10;
const patience = 5;

export const poorInitialVariance: TrainingRule = {
  name: 'poor-initial-variance',
  looksAt:
    'the variance of what goes into each activation at the first step, against the next of its kind, where the loss has not fallen since',
  thresholds: [
    {
      of: 'ratio between neighbours above',
      value: ratio,
      source: `${sagemaker('PoorWeightInitialization')}, there between the least and the greatest`,
    },
    {
      of: 'observed steps without a lower loss:',
      value: patience,
      source: sagemaker('PoorWeightInitialization'),
    },
  ],
  judge: (history) => {
    if (history.observed !== patience || !unimproved(history)) return null;
    const activations = history.first.activations.filter(({ repeated }) => !repeated);
    for (const [at, one] of activations.entries()) {
      const next = activations.slice(at + 1).find(({ kind }) => kind === one.kind);
      if (next === undefined) continue;
      const by = next.inputVariance / one.inputVariance;
      if (!(by > ratio || by < 1 / ratio)) continue;
      const way = by > 1 ? 'grows' : 'shrinks';
      return {
        site: `activation:${next.name}`,
        line: next.line,
        what: `the variance ${way} from layer to layer`,
        cause: `the initial weights are too ${by > 1 ? 'large' : 'small'} for the number of inputs, so that signal and gradient ${by > 1 ? 'grow' : 'die'} with the depth`,
        evidence: `at the first step ${figure(one.inputVariance)} goes into ${one.name} and ${figure(next.inputVariance)} into ${next.name}; the loss has not fallen in ${patience} observed steps`,
        cure: 'initialise by the fan: He for relu, Glorot for tanh and sigmoid',
        code: `tf.layers.dense({ units, kernelInitializer: '${next.kind === 'relu' ? 'heNormal' : 'glorotNormal'}' })`,
      };
    }
    return null;
  },
};
