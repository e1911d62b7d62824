/** A sum, a product or a square past the greatest float32. */
import type { Origin } from '../blame/report.js';
import { figure, inputOf, overflowed, type Rule } from './rule.js';

export const overflow: Rule = {
  name: 'overflow',
  recognise: (origin) => {
    if (!overflowed(origin)) return null;
    const greatest = Math.max(...origin.inputs.map(({ health }) => health.greatestMagnitude));
    return {
      cause: 'the result passes the greatest float32, 3.4e38: what goes in has grown too large',
      evidence: `the greatest magnitude that went in is ${figure(greatest)}${exponentOf(origin)}`,
      cure: 'lower the learning rate or the initial scale, or scale the data and the target',
      code: null,
    };
  },
};

/** A small base overflows under a large exponent. */
const exponentOf = (origin: Origin): string =>
  origin.op === 'Pow'
    ? `, the exponent up to ${figure(inputOf(origin, 'b')?.health.max ?? NaN)}`
    : '';
