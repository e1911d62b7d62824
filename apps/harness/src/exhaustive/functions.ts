/** What is tried on every float32 number, and what it should give. */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { unaryCases } from '@brink/stable-ops/contract';

export type Group = 'stable-ops' | 'maths';
export type Part = 'value' | 'gradient';

/** A mathematical function in double precision. */
export type Exact = (x: number) => number;

/** A function of an angle, by the angle's sine and cosine. */
export type Circular = (sine: number, cosine: number) => number;

export interface TriedFunction {
  readonly group: Group;
  readonly name: string;
  readonly operation: (x: Tensor) => Tensor;
  /** The gradient is tried where it stands here. */
  readonly exact: { readonly value: Exact; readonly gradient?: Exact };
  /** The value by sine and cosine of the argument, where it is made of them. */
  readonly circular?: Circular;
  /** Numbers at which a stated convention stands instead of a mathematical result. */
  readonly convention: (x: number) => boolean;
}

/** erf(x) = 2 / sqrt(pi) exp(-x^2) sum of 2^n x^(2n+1) / (2n+1)!!: all terms have one sign. */
function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let [term, sum] = [x, x];
  for (let n = 1; Math.abs(term) > Math.abs(sum) * 2 ** -60; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** The maths library by the kernels that call it. V8's functions are within one unit of double precision. */
const maths: Readonly<Record<string, readonly [(x: Tensor) => Tensor, Exact]>> = {
  acos: [tf.acos, Math.acos],
  acosh: [tf.acosh, Math.acosh],
  asin: [tf.asin, Math.asin],
  asinh: [tf.asinh, Math.asinh],
  atan: [tf.atan, Math.atan],
  atanh: [tf.atanh, Math.atanh],
  cos: [tf.cos, Math.cos],
  cosh: [tf.cosh, Math.cosh],
  erf: [tf.erf, erf],
  exp: [tf.exp, Math.exp],
  expm1: [tf.expm1, Math.expm1],
  log: [tf.log, Math.log],
  log1p: [tf.log1p, Math.log1p],
  rsqrt: [tf.rsqrt, (x) => 1 / Math.sqrt(x)],
  sigmoid: [tf.sigmoid, (x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)))],
  sin: [tf.sin, Math.sin],
  sinh: [tf.sinh, Math.sinh],
  softplus: [tf.softplus, (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))],
  tan: [tf.tan, Math.tan],
  tanh: [tf.tanh, Math.tanh],
};

const circular: Readonly<Record<string, Circular>> = {
  sin: (sine) => sine,
  cos: (_sine, cosine) => cosine,
  tan: (sine, cosine) => sine / cosine,
};

export const triedFunctions: readonly TriedFunction[] = [
  ...unaryCases.map(({ name, operation, everywhere, convention }): TriedFunction => ({
    ...{ group: 'stable-ops', name, operation, convention },
    exact: { value: everywhere.value, gradient: everywhere.slope },
  })),
  ...Object.entries(maths).map(([name, [operation, value]]): TriedFunction => ({
    ...{ group: 'maths', name, operation, exact: { value } },
    ...(circular[name] && { circular: circular[name] }),
    convention: () => false,
  })),
];

/** `group/name`, by which a function is told from its namesake. */
export function idOf({ group, name }: TriedFunction): string {
  return `${group}/${name}`;
}

export function partsOf({ exact }: TriedFunction): readonly Part[] {
  return exact.gradient === undefined ? ['value'] : ['value', 'gradient'];
}
