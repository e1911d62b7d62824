/** A gradient whose formula divides by something that is zero, where the forward operation is finite or left out. */
import { vanishingDivisor, zeros, type Rule } from './rule.js';

type Told = readonly [cause: string, cure: string, code: string | null];

const atItsEdge = (name: 'acos' | 'asin'): Told => [
  'its slope is infinite at the edge of what it is defined for, -1 and 1',
  'keep the argument a little inside: a cosine rounds to exactly 1',
  `tf.${name}(clip(x, -1 + 1e-6, 1 - 1e-6)) // clip from @brink/stable-ops`,
];

/** By the forward operation. */
const known: Readonly<Record<string, Told>> = {
  Acos: atItsEdge('acos'),
  Asin: atItsEdge('asin'),
  Acosh: ['its slope is infinite at 1', 'keep the argument a little above 1', null],
  Atan2: [
    'the angle of the point 0, 0 has no slope: its gradient divides by the squared distance from it',
    'take a form whose gradient is 0 there',
    'atan2(a, b) // from @brink/stable-ops',
  ],
  RealDiv: [
    'the gradient of a ratio divides by the denominator and by its square, which is 0 there, or underflows to 0, also on a branch that tf.where does not take',
    'replace the denominator where it is 0 before the division, not its result after',
    'safeDivide(a, b) // or divideNoNan(a, b), from @brink/stable-ops',
  ],
  Reciprocal: [
    'the gradient of 1/x divides by the square of x, which is 0 there, or underflows to 0',
    'replace x where it is 0 before the division, not its result after',
    'safeDivide(1, x) // from @brink/stable-ops',
  ],
  Sqrt: [
    'the slope of the square root is so steep close to 0 that the gradient overflows',
    'keep the argument of the root away from 0, or scale the loss down',
    'tf.sqrt(tf.add(x, 1e-12))',
  ],
};

export const gradientDividesByZero: Rule = {
  name: 'gradient-divides-by-zero',
  recognise: (origin) => {
    const { phase, forwardOf } = origin;
    const divisor = vanishingDivisor(origin);
    if (phase !== 'backward' || forwardOf === null || divisor === undefined) return null;
    const [cause, cure, code] = known[forwardOf.op] ?? [
      `the gradient of ${forwardOf.op} divides by something that is 0 there, or so small that it overflows`,
      `keep what ${forwardOf.op} is given away from where its slope is infinite; where the gradient is a custom one, divide safely in it`,
      'safeDivide(a, b) // from @brink/stable-ops',
    ];
    return {
      cause,
      evidence: zeros(divisor, 'in the divisor of its gradient'),
      cure,
      code,
    };
  },
};
