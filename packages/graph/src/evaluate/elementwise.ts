/** Element-wise primitives on numbers. */
import type { BinaryPrimitive, ComparePrimitive, Node, UnaryPrimitive } from '../graph.js';
import { erf } from './erf.js';
import type { EvaluateRule } from './evaluation.js';

const unaryFunctions: Readonly<Record<UnaryPrimitive, (x: number) => number>> = {
  abs: Math.abs,
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atanh: Math.atanh,
  ceil: Math.ceil,
  cos: Math.cos,
  cosh: Math.cosh,
  erf,
  exp: Math.exp,
  expm1: Math.expm1,
  floor: Math.floor,
  isFinite: (x) => Number(Number.isFinite(x)),
  isInf: (x) => Number(x === Infinity || x === -Infinity),
  isNan: (x) => Number(Number.isNaN(x)),
  log: Math.log,
  log1p: Math.log1p,
  logicalNot: (x) => Number(x === 0),
  neg: (x) => -x,
  reciprocal: (x) => 1 / x,
  round: roundToEven,
  rsqrt: (x) => 1 / Math.sqrt(x),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  sign: Math.sign,
  sin: Math.sin,
  sinh: Math.sinh,
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
};

/** A half goes to the even neighbour; the sign of zero stays. */
function roundToEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  if (!(rest >= 0)) return x;
  const up = rest > 0.5 || (rest === 0.5 && below % 2 !== 0);
  const result = up ? below + 1 : below;
  return result === 0 && (x < 0 || Object.is(x, -0)) ? -0 : result;
}

type BinaryFunction = (a: number, b: number) => number;

const floatFunctions: Readonly<Record<BinaryPrimitive, BinaryFunction>> = {
  add: (a, b) => a + b,
  atan2: Math.atan2,
  div: (a, b) => a / b,
  floorDiv: (a, b) => Math.floor(a / b),
  logicalAnd: (a, b) => Number(a !== 0 && b !== 0),
  logicalOr: (a, b) => Number(a !== 0 || b !== 0),
  max: Math.max,
  min: Math.min,
  mod,
  mul: (a, b) => a * b,
  pow: power,
  sub: (a, b) => a - b,
};

/** The remainder of the division rounded down. */
function mod(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

/** As IEEE 754 has it: 1 to any power is 1, also to NaN; JavaScript gives NaN. */
function power(a: number, b: number): number {
  if (a === 1) return 1;
  if (a === -1 && (b === Infinity || b === -Infinity)) return 1;
  return a ** b;
}

/** Integers wrap. */
const integerFunctions: Readonly<Partial<Record<BinaryPrimitive, BinaryFunction>>> = {
  mul: Math.imul,
};

const compareFunctions: Readonly<Record<ComparePrimitive, (a: number, b: number) => boolean>> = {
  eq: (a, b) => a === b,
  ge: (a, b) => a >= b,
  gt: (a, b) => a > b,
  le: (a, b) => a <= b,
  lt: (a, b) => a < b,
  ne: (a, b) => a !== b,
};

export const unary: EvaluateRule<Node & { op: UnaryPrimitive }> = (node, [x], _, { make }) => {
  const f = unaryFunctions[node.op];
  const result = make(node);
  for (let at = 0; at < result.length; at++) result[at] = f(x![at]!);
  return result;
};

export const binary: EvaluateRule<Node & { op: BinaryPrimitive }> = (
  node,
  [a, b],
  _,
  { make, round },
) => {
  const result = make(node);
  const whole = node.dtype === 'int32' ? integerFunctions[node.op] : undefined;
  const f = whole ?? floatFunctions[node.op];
  // The quotient is rounded before it is rounded down.
  const precise =
    node.op === 'floorDiv' && node.dtype === 'float'
      ? (x: number, y: number) => Math.floor(round(x / y))
      : f;
  for (let at = 0; at < result.length; at++) result[at] = precise(a![at]!, b![at]!);
  return result;
};

export const compare: EvaluateRule<Node & { op: ComparePrimitive }> = (
  node,
  [a, b],
  _,
  { make },
) => {
  const f = compareFunctions[node.op];
  const result = make(node);
  for (let at = 0; at < result.length; at++) result[at] = Number(f(a![at]!, b![at]!));
  return result;
};

export const select: EvaluateRule<Node> = (node, [condition, whenTrue, whenFalse], _, { make }) => {
  const result = make(node);
  for (let at = 0; at < result.length; at++)
    result[at] = condition![at] === 0 ? whenFalse![at]! : whenTrue![at]!;
  return result;
};

export const cast: EvaluateRule<Node> = (node, [x], _, { make }) => {
  const result = make(node);
  for (let at = 0; at < result.length; at++)
    result[at] = node.dtype === 'int32' ? saturate(x![at]!) : x![at]!;
  return result;
};

/** Toward zero, NaN to 0, within the range of int32. */
function saturate(value: number): number {
  return Number.isNaN(value) ? 0 : Math.min(Math.max(Math.trunc(value), -(2 ** 31)), 2 ** 31 - 1);
}
