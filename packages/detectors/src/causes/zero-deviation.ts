/** Standardising something constant: its deviation is zero. */
import { inputOf, throughViews, zeroShare, type Rule } from './rule.js';

export const zeroDeviation: Rule = {
  name: 'zero-deviation',
  recognise: (origin, seen) => {
    const variance = inputOf(origin, 'variance');
    if (origin.op === 'FusedBatchNorm' && variance !== undefined && variance.health.zero > 0)
      return {
        cause:
          'what is constant, over the batch or over a row, has variance zero, and the normalisation, whose epsilon is 0, divides by its root',
        evidence: zeroShare(variance.health, 'of the variance'),
        cure: 'give the normalisation its epsilon back',
        code: 'tf.layers.batchNormalization({ epsilon: 1e-3 }) // or layerNormalization',
      };
    const divisor = seen[origin.index]?.inputs.b;
    if (origin.op !== 'RealDiv' || divisor === undefined || divisor.health.zero === 0) return null;
    if (origin.phase !== 'forward' || throughViews(divisor.producer)?.kernel !== 'Sqrt')
      return null;
    return {
      cause: 'what is constant, a feature or a row, has deviation zero, and scaling divides by it',
      evidence: zeroShare(divisor.health, 'of the deviations'),
      cure: 'drop what is constant, or scale it to 0',
      code: 'standardize(x) // from @brink/stable-ops: constant columns become 0',
    };
  },
};
