/**
 * How far each function may be from the exact value, in units in the last place: what `npm run
 * exhaustive` and the golden values show, rounded up. Results that are zero, infinite or NaN are exact.
 */
import type { Precision } from '../loops.js';
import type { MathsFunction } from '../maths/library.js';

export type MeasuredFunction = Exclude<MathsFunction, 'bigAngle' | 'bigQuarterTurns' | 'halfExp'>;

export const BOUNDS: Readonly<Record<Precision, Readonly<Record<MeasuredFunction, number>>>> = {
  float32: {
    acos: 1,
    acosh: 2,
    asin: 1,
    asinh: 2,
    atan: 2,
    atan2: 2,
    atanh: 2,
    cos: 2,
    cosh: 1.5,
    erf: 1.5,
    exp: 1.5,
    expm1: 2,
    log: 1,
    log1p: 1,
    mod: 0.5,
    pow: 1.5,
    rsqrt: 1.5,
    sigmoid: 2,
    sin: 2,
    sinh: 2,
    softplus: 2,
    tan: 4,
    tanh: 2,
  },
  float64: {
    acos: 1,
    acosh: 1,
    asin: 1,
    asinh: 1,
    atan: 1,
    atan2: 1,
    atanh: 1.5,
    cos: 2,
    cosh: 1,
    erf: 1,
    exp: 1,
    expm1: 1,
    log: 1,
    log1p: 1,
    mod: 0.5,
    pow: 1.5,
    rsqrt: 1.5,
    sigmoid: 1.5,
    sin: 1.5,
    sinh: 1,
    softplus: 1,
    tan: 2.5,
    tanh: 1,
  },
};
