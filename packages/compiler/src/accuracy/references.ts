/** The functions of one argument in double precision, as the measure for their float32 versions. */
import type { MathsFunction } from '../maths/library.js';

export type UnaryFunction = Exclude<
  MathsFunction,
  'atan2' | 'bigAngle' | 'bigQuarterTurns' | 'erf' | 'halfExp' | 'mod' | 'pow'
>;

/** V8's functions are within one unit of double precision, far below what is measured with them. */
export const REFERENCES: Readonly<Record<UnaryFunction, (x: number) => number>> = {
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atanh: Math.atanh,
  cos: Math.cos,
  cosh: Math.cosh,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  rsqrt: (x) => 1 / Math.sqrt(x),
  sigmoid: (x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))),
  sin: Math.sin,
  sinh: Math.sinh,
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  tan: Math.tan,
  tanh: Math.tanh,
};

export const UNARY_FUNCTIONS = Object.keys(REFERENCES) as readonly UnaryFunction[];
