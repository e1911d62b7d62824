/** A gradient that overflowed on its way back. */
import { figure, overflowed, type Rule } from './rule.js';

export const explodingGradient: Rule = {
  name: 'exploding-gradient',
  recognise: (origin) => {
    if (origin.phase !== 'backward' || !overflowed(origin)) return null;
    const greatest = Math.max(...origin.inputs.map(({ health }) => health.greatestMagnitude));
    return {
      cause:
        'the gradient grew past the greatest float32 on its way back, as over many time steps or layers',
      evidence: `the greatest magnitude that went in is ${figure(greatest)}`,
      cure: 'scale the initial weights (orthogonal), use gating or normalisation, or shorten the sequence; clipping comes too late for a gradient that is infinite already',
      code: null,
    };
  },
};
