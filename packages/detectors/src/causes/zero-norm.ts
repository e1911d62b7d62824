/** The direction of a vector of zeros: its norm is zero. */
import type { Value } from '../checking/operation.js';
import { throughViews, zeroShare, type Rule } from './rule.js';

export const zeroNorm: Rule = {
  name: 'zero-norm',
  recognise: (origin, seen) => {
    const divisor = seen[origin.index]?.inputs.b;
    if (origin.op !== 'RealDiv' || divisor === undefined || divisor.health.zero === 0) return null;
    if (origin.phase !== 'forward' && origin.phase !== 'optimizer') return null;
    if (isOfTwoNorms(divisor))
      return {
        cause:
          'a vector of zeros, or one whose squares underflow, has norm zero, and its cosine divides by it',
        evidence: zeroShare(divisor.health, 'of the products of norms'),
        cure: 'take the cosine by a form that is 0 with a vector of zeros; an epsilon in the denominator leaves the gradient of the norm NaN',
        code: 'cosineSimilarity(a, b) // from @brink/stable-ops',
      };
    if (!isNorm(divisor)) return null;
    if (origin.phase === 'optimizer')
      return {
        cause:
          'the gradients are all zero, so is their norm, and scaling them to a norm divides by it',
        evidence: zeroShare(divisor.health, 'of the norms'),
        cure: 'clip by a form that leaves gradients below the bound as they are',
        code: 'clipByGlobalNorm(Object.values(grads), 1) // from @brink/stable-ops',
      };
    return {
      cause:
        'a vector of zeros, or one whose squares underflow, has norm zero, and its direction divides by it',
      evidence: zeroShare(divisor.health, 'of the norms'),
      cure: 'take the direction by a form that scales before it squares, and leaves a vector of zeros as it is',
      code: 'normalize(x) // from @brink/stable-ops: a vector of zeros stays 0',
    };
  },
};

/** A norm is the root of a sum of squares, a deviation that of a mean. */
function isNorm({ producer }: Value): boolean {
  const root = throughViews(producer);
  return root?.kernel === 'Sqrt' && throughViews(root.inputs.x?.producer)?.kernel === 'Sum';
}

function isOfTwoNorms({ producer }: Value): boolean {
  const product = throughViews(producer);
  return product?.kernel === 'Multiply' && Object.values(product.inputs).every(isNorm);
}
