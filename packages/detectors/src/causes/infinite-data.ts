/** An infinity that came in with the data. */
import { nonFinite } from '../health.js';
import { infinitiesMet } from './infinity-minus-infinity.js';
import { are, share, type Rule } from './rule.js';

export const infiniteData: Rule = {
  name: 'infinite-data',
  recognise: ({ phase, index, output: { health, shape } }, seen) => {
    if (phase !== 'data' || health.nan > 0) return null;
    // A mask, or a number that the program wrote down, is meant: what made NaN of it is at fault.
    const isMask =
      health.positiveInfinity === 0 &&
      !(health.greatestMagnitude > 0) &&
      health.negativeInfinity > 0;
    const isMeant = isMask || health.size === 1;
    const met = isMeant ? infinitiesMet(seen.slice(index)) : null;
    if (met !== null) return null;
    const infinite = nonFinite(health);
    if (shape.length === 0)
      return {
        cause:
          'a number that the operation was given is infinite: a coefficient that float32 cannot hold, or a division by 0 before it',
        evidence: `1 number, ${health.positiveInfinity > 0 ? 'above 3.4e38' : 'below -3.4e38'}`,
        cure: 'look at what computes it; where it is meant, as the start of a minimum, leave it out of the result',
        code: null,
      };
    return {
      cause: isMeant
        ? 'an infinity that was put in reached the result: nothing left it out'
        : 'what the step was given already holds infinities: a feature that overflowed float32, or a mask',
      evidence: `${share(infinite, health.size)} of the input ${are(infinite)} infinite`,
      cure: isMeant
        ? 'leave it out before it is summed, or mask with a large finite number'
        : 'scale the feature before it becomes float32; a mask takes a large finite number',
      code: isMeant
        ? 'maskedMean(x, mask) // or maskedSoftmax(logits, mask), from @brink/stable-ops'
        : 'const scaled = standardize(features); // from @brink/stable-ops',
    };
  },
};
