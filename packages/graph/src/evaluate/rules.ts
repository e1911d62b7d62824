/** The rule of each primitive: from the values of its inputs to its own. */
import type { Primitive } from '../graph.js';
import type { NodeOf } from '../verify/checks.js';
import { binary, cast, compare, select, unary } from './elementwise.js';
import type { EvaluateRule } from './evaluation.js';
import { movementRules } from './movement.js';
import { argMax, argMin, cumProd, cumSum, matMul, reduce, segmentSum } from './reductions.js';
import { windowEvaluateRules } from './windows.js';

export const evaluateRules: {
  readonly [P in Exclude<Primitive, 'input'>]: EvaluateRule<NodeOf<P>>;
} = {
  constant: (node, _inputs, _nodes, { make }) => {
    const result = make(node);
    result.set(node.attributes.values);
    return result;
  },

  abs: unary,
  acos: unary,
  acosh: unary,
  asin: unary,
  asinh: unary,
  atan: unary,
  atanh: unary,
  ceil: unary,
  cos: unary,
  cosh: unary,
  erf: unary,
  exp: unary,
  expm1: unary,
  floor: unary,
  isFinite: unary,
  isInf: unary,
  isNan: unary,
  log: unary,
  log1p: unary,
  logicalNot: unary,
  neg: unary,
  reciprocal: unary,
  round: unary,
  rsqrt: unary,
  sigmoid: unary,
  sign: unary,
  sin: unary,
  sinh: unary,
  softplus: unary,
  sqrt: unary,
  tan: unary,
  tanh: unary,

  add: binary,
  atan2: binary,
  div: binary,
  floorDiv: binary,
  logicalAnd: binary,
  logicalOr: binary,
  max: binary,
  min: binary,
  mod: binary,
  mul: binary,
  pow: binary,
  sub: binary,

  eq: compare,
  ge: compare,
  gt: compare,
  le: compare,
  lt: compare,
  ne: compare,

  select,
  cast,

  all: reduce,
  any: reduce,
  reduceMax: reduce,
  reduceMin: reduce,
  reduceProd: reduce,
  reduceSum: reduce,
  argMax,
  argMin,
  cumSum,
  cumProd,
  segmentSum,
  matMul,

  ...movementRules,
  ...windowEvaluateRules,
};
