/** A gradient that overflowed on its way back. */
import { figure, overflowed, type Rule } from './rule.js';

export const explodingGradient: Rule = {
  name: 'exploding-gradient',
  recognise: (origin, seen) => {
    if (origin.phase !== 'backward' || !overflowed(origin)) return null;
    const greatest = Math.max(...origin.inputs.map(({ health }) => health.greatestMagnitude));
    const backward = seen.slice(0, origin.index).filter(({ phase }) => phase === 'backward');
    const first = backward[0]?.outputs[0]?.health.greatestMagnitude ?? NaN;
    return {
      cause:
        'the gradient grew past the greatest float32 on its way back, as over many time steps or layers',
      evidence: `it grew from ${figure(first)} to ${figure(greatest)} in ${backward.length} backward operations, then overflowed`,
      cure: 'scale the initial weights (orthogonal), use gating or normalisation, or shorten the sequence; clipping comes too late for a gradient that is infinite already',
      code: null,
    };
  },
};
