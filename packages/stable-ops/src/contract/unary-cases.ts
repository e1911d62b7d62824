/**
 * The contract of the element-wise operations of one argument: what they give, value and
 * gradient, at every point where the textbook formula is in trouble.
 *
 * `points` are [x, value, gradient] as stated conventions or known numbers; `value`, `slope` and
 * `second` are the mathematical functions in float64, for ordinary points.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import * as ops from '../index.js';

export interface UnaryCase {
  readonly name: string;
  readonly operation: (x: Tensor) => Tensor;
  /** [x, value, gradient]. */
  readonly points: readonly (readonly [number, number, number])[];
  /** Where the ordinary points lie. */
  readonly range: readonly [number, number];
  readonly value: (x: number) => number;
  readonly slope: (x: number) => number;
  /** The second derivative, where there is one. */
  readonly second: (x: number) => number;
  /** Units in the last place that value and gradient may be off at ordinary points. */
  readonly ulps: number;
  /** Value and slope for every x, NaN outside the domain, where those above hold in the range only. */
  readonly everywhere: {
    readonly value: (x: number) => number;
    readonly slope: (x: number) => number;
  };
  /** Where a stated convention stands instead of a number: `points` say which. */
  readonly convention: (x: number) => boolean;
}

type Range = Omit<UnaryCase, 'everywhere' | 'convention'>;

/** The functions as they are outside the ranges too; by name, where it differs. */
const everywhereByName: Readonly<Record<string, Partial<UnaryCase['everywhere']>>> = {
  log1p: { slope: (x) => (x < -1 ? NaN : 1 / (1 + x)) },
  log1mexp: {
    value: (x) =>
      x < 0 ? NaN : x < Math.LN2 ? Math.log(-Math.expm1(-x)) : Math.log1p(-Math.exp(-x)),
    // abs: at -0 the limit from inside is +Infinity.
    slope: (x) => (x < 0 ? NaN : Math.exp(-x) / -Math.expm1(-Math.abs(x))),
  },
  logit: {
    value: (p) =>
      Math.abs(2 * p - 1) < 0.4
        ? Math.log1p(2 * p - 1) - Math.log1p(1 - 2 * p)
        : Math.log(p / (1 - p)),
    slope: (p) => (p < 0 || p > 1 ? NaN : 1 / Math.abs(p * (1 - p))),
  },
  logcosh: {
    value: (x) => {
      const size = Math.abs(x);
      const u = Math.expm1(-size);
      if (size < 1) return Math.log1p((u * u) / (2 * (1 + u)));
      return size + (Math.log1p(Math.exp(-2 * size)) - Math.LN2);
    },
  },
  huber: {
    value: (x) => (Math.abs(x) <= 2 ? (x * x) / 2 : 2 * (Math.abs(x) - 1)),
    slope: (x) => Math.max(-2, Math.min(2, x)),
  },
  pseudoHuber: {
    value: (x) => (Math.abs(x) === Infinity ? Infinity : (x * x) / (Math.hypot(1, x / 2) + 1)),
    slope: (x) => (Math.abs(x) === Infinity ? Math.sign(x) * 2 : x / Math.hypot(1, x / 2)),
  },
  clip: {
    value: (x) => Math.max(-1, Math.min(2, x)),
    slope: (x) => (x >= -1 && x <= 2 ? 1 : x !== x ? NaN : 0),
  },
  safeLog: {
    value: (x) => Math.log(x < 2 ** -126 ? 2 ** -126 : x),
    slope: (x) => (x < 2 ** -126 ? 0 : 1 / x),
  },
  safeSqrt: {
    value: (x) => Math.sqrt(x < 0 ? 0 : x),
    slope: (x) => (x <= 0 ? 0 : 0.5 / Math.sqrt(x)),
  },
  entr: {
    value: (x) => (x < 0 ? -Infinity : x === 0 ? 0 : -x * Math.log(x)),
    slope: (x) => (x <= 0 ? 0 : -1 - Math.log(x)),
  },
  reciprocal: { slope: (x) => -1 / (x * x) },
  'divideNoNan by x': {
    value: (x) => (x === 0 ? 0 : 3 / x),
    slope: (x) => (x === 0 ? 0 : -3 / (x * x)),
  },
  'safeDivide by x': {
    value: (x) => 3 / guarded(x),
    slope: (x) => (-3 / guarded(x) ** 2) * Math.min(1, Math.abs(x) / 1e-8),
  },
  sinc: {
    value: (x) => (Math.abs(x) === Infinity ? 0 : sincPi(x)),
    slope: (x) => (Math.abs(x) === Infinity ? 0 : sincSlopePi(x)),
  },
};

function guarded(b: number): number {
  const bowl = ((b / 1e-8) ** 2 + 1) * 5e-9;
  return Math.abs(b) >= 1e-8 ? b : b < 0 ? -bowl : bowl;
}

/** sin(pi x) and cos(pi x) by the distance from the nearest integer, which is exact. */
function turn(x: number): { sin: number; cos: number } {
  const whole = Math.round(x);
  const sign = whole % 2 === 0 ? 1 : -1;
  const rest = (x - whole) * Math.PI;
  return { sin: sign * Math.sin(rest), cos: sign * Math.cos(rest) };
}

function sincPi(x: number): number {
  return x === 0 ? 1 : turn(x).sin / (Math.PI * x);
}

/** Below 0.05 by its series: the quotient cancels. */
function sincSlopePi(x: number): number {
  if (Math.abs(x) > 0.05) return (turn(x).cos - sincPi(x)) / x;
  const z = (Math.PI * x) ** 2;
  return -(Math.PI ** 2) * x * (1 / 3 - z / 30 + (z * z) / 840 - z ** 3 / 45360 + z ** 4 / 3991680);
}

/** Where the derivative does not exist and a convention stands. */
const conventionByName: Readonly<Record<string, (x: number) => boolean>> = {
  reciprocal: (x) => x === 0,
  cbrt: (x) => x === 0,
};

const tiny = 2 ** -149;
const largest = 3.4028234663852886e38;
const e = Math.exp;
const sigmoidOf = (x: number) => (x < 0 ? e(x) / (1 + e(x)) : 1 / (1 + e(-x)));
const sigmoidSlopeOf = (x: number) => sigmoidOf(x) * sigmoidOf(-x);
const softplusOf = (x: number) => Math.max(x, 0) + Math.log1p(e(-Math.abs(x)));
const sincOf = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
const sincSlopeOf = (x: number) => (Math.cos(Math.PI * x) - sincOf(x)) / x;

const cases: readonly Range[] = [
  {
    name: 'sigmoid',
    operation: ops.sigmoid,
    points: [
      [0, 0.5, 0.25],
      [-0, 0.5, 0.25],
      [tiny, 0.5, 0.25],
      [-100, e(-100), e(-100)],
      [-88.75, e(-88.75), e(-88.75)],
      [20, sigmoidOf(20), sigmoidSlopeOf(20)],
      [100, 1, e(-100)],
      [largest, 1, 0],
      [Infinity, 1, 0],
      [-Infinity, 0, 0],
    ],
    range: [-80, 80],
    value: sigmoidOf,
    slope: sigmoidSlopeOf,
    second: (x) => -sigmoidSlopeOf(x) * Math.tanh(x / 2),
    ulps: 4,
  },
  {
    name: 'tanh',
    operation: ops.tanh,
    points: [
      [0, 0, 1],
      [-0, 0, 1],
      [tiny, tiny, 1],
      [20, 1, 4 * e(-40)],
      [Infinity, 1, 0],
      [-Infinity, -1, 0],
    ],
    range: [-30, 30],
    value: Math.tanh,
    slope: (x) => 4 * sigmoidSlopeOf(2 * x),
    second: (x) => -8 * sigmoidSlopeOf(2 * x) * Math.tanh(x),
    ulps: 6,
  },
  {
    name: 'softplus',
    operation: ops.softplus,
    points: [
      [0, Math.LN2, 0.5],
      [-0, Math.LN2, 0.5],
      [89, 89, 1],
      [-20, Math.log1p(e(-20)), sigmoidOf(-20)],
      [-100, e(-100), e(-100)],
      [largest, largest, 1],
      [Infinity, Infinity, 1],
      [-Infinity, 0, 0],
    ],
    range: [-80, 80],
    value: softplusOf,
    slope: sigmoidOf,
    second: sigmoidSlopeOf,
    ulps: 4,
  },
  {
    name: 'logSigmoid',
    operation: ops.logSigmoid,
    points: [
      [0, -Math.LN2, 0.5],
      [-0, -Math.LN2, 0.5],
      [-105, -105, 1],
      [20, -Math.log1p(e(-20)), sigmoidOf(-20)],
      [-largest, -largest, 1],
      [Infinity, 0, 0],
      [-Infinity, -Infinity, 1],
    ],
    range: [-80, 80],
    value: (x) => -softplusOf(-x),
    slope: (x) => sigmoidOf(-x),
    second: (x) => -sigmoidSlopeOf(x),
    ulps: 4,
  },
  {
    name: 'log1p',
    operation: ops.log1p,
    points: [
      [0, 0, 1],
      [-0, 0, 1],
      [tiny, tiny, 1],
      [1e-8, Math.log1p(Math.fround(1e-8)), 1],
      [-1, -Infinity, Infinity],
      [-2, NaN, NaN],
      [largest, Math.log(largest), 1 / largest],
      [Infinity, Infinity, 0],
      [-Infinity, NaN, NaN],
    ],
    range: [-0.9, 10],
    value: Math.log1p,
    slope: (x) => 1 / (1 + x),
    second: (x) => -1 / (1 + x) ** 2,
    ulps: 4,
  },
  {
    name: 'log1mexp',
    operation: ops.log1mexp,
    points: [
      [0, -Infinity, Infinity],
      [-0, -Infinity, Infinity],
      [tiny, Math.log(tiny), Infinity],
      [1e-30, Math.log(Math.fround(1e-30)), 1e30],
      [20, Math.log1p(-e(-20)), 1 / Math.expm1(20)],
      [100, -e(-100), e(-100)],
      [-1, NaN, NaN],
      [Infinity, 0, 0],
      [-Infinity, NaN, NaN],
    ],
    range: [0.01, 80],
    value: (x) => (x < Math.LN2 ? Math.log(-Math.expm1(-x)) : Math.log1p(-e(-x))),
    slope: (x) => e(-x) / -Math.expm1(-x),
    second: (x) => -(e(-x) / Math.expm1(-x) ** 2),
    ulps: 6,
  },
  {
    name: 'logit',
    operation: ops.logit,
    points: [
      [0, -Infinity, Infinity],
      [-0, -Infinity, Infinity],
      [tiny, Math.log(tiny), Infinity],
      [0.5, 0, 4],
      [0.5 + 2 ** -24, 2 ** -22, 4],
      [1, Infinity, Infinity],
      [-0.5, NaN, NaN],
      [2, NaN, NaN],
      [Infinity, NaN, NaN],
      [-Infinity, NaN, NaN],
    ],
    range: [0.001, 0.999],
    value: (p) => Math.log(p / (1 - p)),
    slope: (p) => 1 / (p * (1 - p)),
    second: (p) => (2 * p - 1) / (p * (1 - p)) ** 2,
    ulps: 8,
  },
  {
    name: 'logcosh',
    operation: ops.logcosh,
    points: [
      [0, 0, 0],
      [-0, 0, 0],
      [1e-4, 5e-9, 1e-4],
      [90, 90 - Math.LN2, 1],
      [-90, 90 - Math.LN2, -1],
      [largest, largest, 1],
      [Infinity, Infinity, 1],
      [-Infinity, Infinity, -1],
    ],
    range: [-30, 30],
    value: (x) => {
      const u = Math.expm1(-Math.abs(x));
      return Math.abs(x) < 1
        ? Math.log1p((u * u) / (2 * (1 + u)))
        : Math.abs(x) + Math.log1p(e(-2 * Math.abs(x))) - Math.LN2;
    },
    slope: Math.tanh,
    second: (x) => 4 * sigmoidSlopeOf(2 * x),
    ulps: 8,
  },
  {
    name: 'entr',
    operation: ops.entr,
    points: [
      [0, 0, 0],
      [-0, 0, 0],
      [tiny, -tiny * Math.log(tiny), -1 - Math.log(tiny)],
      [1, 0, -1],
      [-1, -Infinity, 0],
      [Infinity, -Infinity, -Infinity],
      [-Infinity, -Infinity, 0],
    ],
    range: [0.5, 10],
    value: (x) => -x * Math.log(x),
    slope: (x) => -1 - Math.log(x),
    second: (x) => -1 / x,
    ulps: 8,
  },
  {
    name: 'safeLog',
    operation: (x) => ops.safeLog(x),
    points: [
      [0, -126 * Math.LN2, 0],
      [-0, -126 * Math.LN2, 0],
      [tiny, -126 * Math.LN2, 0],
      [2 ** -126, -126 * Math.LN2, 2 ** 126],
      [-5, -126 * Math.LN2, 0],
      [largest, Math.log(largest), 1 / largest],
      [Infinity, Infinity, 0],
      [-Infinity, -126 * Math.LN2, 0],
    ],
    range: [0.01, 10],
    value: Math.log,
    slope: (x) => 1 / x,
    second: (x) => -1 / (x * x),
    ulps: 4,
  },
  {
    name: 'safeSqrt',
    operation: ops.safeSqrt,
    points: [
      [0, 0, 0],
      [-0, 0, 0],
      [tiny, Math.sqrt(tiny), 0.5 / Math.sqrt(tiny)],
      [-1e-9, 0, 0],
      [largest, Math.sqrt(largest), 0.5 / Math.sqrt(largest)],
      [Infinity, Infinity, 0],
      [-Infinity, 0, 0],
    ],
    range: [0.01, 100],
    value: Math.sqrt,
    slope: (x) => 0.5 / Math.sqrt(x),
    second: (x) => -0.25 / x ** 1.5,
    ulps: 4,
  },
  {
    name: 'cbrt',
    operation: ops.cbrt,
    points: [
      [0, 0, 0],
      [-0, 0, 0],
      [tiny, Math.cbrt(tiny), 1 / (3 * Math.cbrt(tiny) ** 2)],
      [-8, -2, 1 / 12],
      [27, 3, 1 / 27],
      [largest, Math.cbrt(largest), 1 / (3 * Math.cbrt(largest) ** 2)],
      [Infinity, Infinity, 0],
      [-Infinity, -Infinity, 0],
    ],
    range: [0.01, 1e6],
    value: Math.cbrt,
    slope: (x) => 1 / (3 * Math.cbrt(x) ** 2),
    second: (x) => -2 / (9 * Math.cbrt(x) ** 5),
    ulps: 6,
  },
  {
    name: 'reciprocal',
    operation: ops.reciprocal,
    points: [
      [0, Infinity, -Infinity],
      [-0, -Infinity, -Infinity],
      [tiny, Infinity, -Infinity],
      [1e-19, 1e19, -1e38],
      [2e19, 1 / 2e19, -1 / 2e19 / 2e19],
      [Infinity, 0, 0],
      [-Infinity, 0, 0],
    ],
    range: [0.01, 100],
    value: (x) => 1 / x,
    slope: (x) => -1 / (x * x),
    second: (x) => 2 / (x * x * x),
    ulps: 6,
  },
  {
    name: 'sinc',
    operation: ops.sinc,
    points: [
      [0, 1, 0],
      [-0, 1, 0],
      [tiny, 1, (-(Math.PI ** 2) * tiny) / 3],
      [1e-4, 1 - (Math.PI * 1e-4) ** 2 / 6, (-(Math.PI ** 2) * 1e-4) / 3],
      [1, 0, -1],
      [2, 0, 0.5],
      [16777216, 0, 1 / 16777216],
      [largest, 0, 1 / largest],
      [Infinity, 0, 0],
      [-Infinity, 0, 0],
    ],
    range: [0.03, 0.47],
    value: sincOf,
    slope: sincSlopeOf,
    second: (x) => -(Math.PI ** 2) * sincOf(x) - (2 * sincSlopeOf(x)) / x,
    ulps: 8,
  },
  {
    name: 'huber',
    operation: (x) => ops.huber(x, 2),
    points: [
      [0, 0, 0],
      [-0, 0, 0],
      [2, 2, 2],
      [-2, 2, -2],
      [1e30, 2e30, 2],
      [-1e30, 2e30, -2],
      [Infinity, Infinity, 2],
      [-Infinity, Infinity, -2],
    ],
    range: [-1.9, 1.9],
    value: (x) => (x * x) / 2,
    slope: (x) => x,
    second: () => 1,
    ulps: 4,
  },
  {
    name: 'pseudoHuber',
    operation: (x) => ops.pseudoHuber(x, 2),
    points: [
      [0, 0, 0],
      [-0, 0, 0],
      [1e-4, 5e-9, 1e-4],
      [1e30, 2e30, 2],
      [-1e30, 2e30, -2],
      [Infinity, Infinity, 2],
      [-Infinity, Infinity, -2],
    ],
    range: [-20, 20],
    value: (x) => (x * x) / (Math.sqrt(1 + (x * x) / 4) + 1),
    slope: (x) => x / Math.sqrt(1 + (x * x) / 4),
    second: (x) => (1 + (x * x) / 4) ** -1.5,
    ulps: 8,
  },
  {
    name: 'abs',
    operation: ops.abs,
    points: [
      [0, 0, 0],
      [-0, 0, 0],
      [tiny, tiny, 1],
      [-tiny, tiny, -1],
      [-1e-8, 1e-8, -1],
      [Infinity, Infinity, 1],
      [-Infinity, Infinity, -1],
    ],
    range: [-10, 10],
    value: Math.abs,
    slope: Math.sign,
    second: () => 0,
    ulps: 0.5,
  },
  {
    name: 'clip',
    operation: (x) => ops.clip(x, -1, 2),
    points: [
      [0, 0, 1],
      [-0, 0, 1],
      [-1, -1, 1],
      [2, 2, 1],
      [2.5, 2, 0],
      [-1.5, -1, 0],
      [Infinity, 2, 0],
      [-Infinity, -1, 0],
    ],
    range: [-0.9, 1.9],
    value: (x) => x,
    slope: () => 1,
    second: () => 0,
    ulps: 0.5,
  },
  {
    name: 'safeDivide by x',
    operation: (x) => ops.safeDivide(3, x, 1e-8),
    points: [
      [0, 6e8, 0],
      [-0, 6e8, 0],
      [1e-8, 3e8, -3e16],
      [-1e-8, -3e8, -3e16],
      [1e-5, 3e5, -3e10],
      [Infinity, 0, 0],
      [-Infinity, 0, 0],
    ],
    range: [0.01, 10],
    value: (x) => 3 / x,
    slope: (x) => -3 / (x * x),
    second: (x) => 6 / x ** 3,
    ulps: 6,
  },
  {
    name: 'divideNoNan by x',
    operation: (x) => ops.divideNoNan(3, x),
    points: [
      [0, 0, 0],
      [-0, 0, 0],
      [tiny, Infinity, -Infinity],
      [1e-19, 3e19, -3e38],
      [Infinity, 0, 0],
      [-Infinity, 0, 0],
    ],
    range: [0.01, 10],
    value: (x) => 3 / x,
    slope: (x) => -3 / (x * x),
    second: (x) => 6 / x ** 3,
    ulps: 6,
  },
];

export const unaryCases: readonly UnaryCase[] = cases.map((one) => ({
  ...one,
  everywhere: { value: one.value, slope: one.slope, ...everywhereByName[one.name] },
  convention: conventionByName[one.name] ?? (() => false),
}));
