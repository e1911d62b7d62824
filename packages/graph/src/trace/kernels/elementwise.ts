/** Element-wise arithmetic, comparison, logic and selection. */
import type { CastAttrs } from '@tensorflow/tfjs-core';
import type { GraphBuilder, Value } from '../../builder.js';
import type { BinaryPrimitive, ComparePrimitive, UnaryPrimitive } from '../../graph.js';
import { broadcastShape } from '../../shapes.js';
import { ofPair, ofX, rule, type KernelRule, type KernelTable } from './kernel.js';
import { knownScalar } from './known-scalar.js';

/** Functions that have no meaning for integers are computed, and stay, in float. */
function unary(op: UnaryPrimitive): KernelRule {
  return ofX((build, x) => build.unary(op, build.cast(x, 'float')));
}

/** Functions that integers have too. */
function unaryOfNumbers(op: UnaryPrimitive): KernelRule {
  return ofX((build, x) => build.unary(op, numeric(build, x)));
}

/** Rounding leaves integers as they are. */
function rounding(op: UnaryPrimitive): KernelRule {
  return ofX((build, x) => (x.dtype === 'float' ? build.unary(op, x) : x));
}

/** Tests on floats; no integer passes or fails them otherwise than a finite number does. */
function floatTest(op: 'isFinite' | 'isInf' | 'isNan'): KernelRule {
  return ofX((build, x) => build.unary(op, build.cast(x, 'float')));
}

function binary(op: BinaryPrimitive): KernelRule {
  return ofPair((build, a, b) => build.binary(op, numeric(build, a), numeric(build, b)));
}

function binaryOfFloats(op: BinaryPrimitive): KernelRule {
  return ofPair((build, a, b) => {
    return build.binary(op, build.cast(a, 'float'), build.cast(b, 'float'));
  });
}

function logical(op: 'logicalAnd' | 'logicalOr'): KernelRule {
  return ({ build, inputs }) =>
    build.binary(op, build.cast(inputs.a!, 'bool'), build.cast(inputs.b!, 'bool'));
}

function compare(op: ComparePrimitive): KernelRule {
  return ofPair((build, a, b) => build.compare(op, a, b));
}

function numeric(build: GraphBuilder, x: Value): Value {
  return x.dtype === 'bool' ? build.cast(x, 'int32') : x;
}

/**
 * Powers whose exponent is known and whose result is one correctly rounded operation are that
 * operation: x^1 = x, x^2 = x * x, x^-1 = 1 / x.
 */
function power(build: GraphBuilder, a: Value, b: Value): Value {
  const exponent = knownScalar(build, b);
  if (a.dtype === 'float' && exponent !== null) {
    const shaped = build.broadcast(a, broadcastShape(a.shape, b.shape)!);
    if (exponent === 1) return shaped;
    if (exponent === 2) return build.mul(shaped, shaped);
    if (exponent === -1) return build.unary('reciprocal', shaped);
  }
  const result = build.binary('pow', build.cast(a, 'float'), build.cast(b, 'float'));
  return build.cast(result, a.dtype);
}

export const elementwise: KernelTable = {
  Abs: unaryOfNumbers('abs'),
  Acos: unary('acos'),
  Acosh: unary('acosh'),
  Asin: unary('asin'),
  Asinh: unary('asinh'),
  Atan: unary('atan'),
  Atanh: unary('atanh'),
  Ceil: rounding('ceil'),
  Cos: unary('cos'),
  Cosh: unary('cosh'),
  Erf: unary('erf'),
  Exp: unary('exp'),
  Expm1: unary('expm1'),
  Floor: rounding('floor'),
  IsFinite: floatTest('isFinite'),
  IsInf: floatTest('isInf'),
  IsNan: floatTest('isNan'),
  Log: unary('log'),
  Log1p: unary('log1p'),
  LogicalNot: ofX((build, x) => build.unary('logicalNot', build.cast(x, 'bool'))),
  Neg: unaryOfNumbers('neg'),
  Reciprocal: unary('reciprocal'),
  Round: rounding('round'),
  Rsqrt: unary('rsqrt'),
  Sigmoid: unary('sigmoid'),
  Sign: unaryOfNumbers('sign'),
  Sin: unary('sin'),
  Sinh: unary('sinh'),
  Softplus: unary('softplus'),
  Sqrt: unary('sqrt'),
  Square: ofX((build, x) => build.mul(x, x)),
  Tan: unary('tan'),
  Tanh: unary('tanh'),

  Add: binary('add'),
  AddN: ({ build, list }) => list.reduce((sum, value) => build.add(sum, value)),
  Atan2: binaryOfFloats('atan2'),
  FloorDiv: binary('floorDiv'),
  Maximum: binary('max'),
  Minimum: binary('min'),
  Mod: binary('mod'),
  Multiply: binary('mul'),
  Pow: ofPair(power),
  RealDiv: binaryOfFloats('div'),
  SquaredDifference: ofPair((build, a, b) => {
    const difference = build.sub(a, b);
    return build.mul(difference, difference);
  }),
  Sub: binary('sub'),

  Equal: compare('eq'),
  Greater: compare('gt'),
  GreaterEqual: compare('ge'),
  Less: compare('lt'),
  LessEqual: compare('le'),
  NotEqual: compare('ne'),
  LogicalAnd: logical('logicalAnd'),
  LogicalOr: logical('logicalOr'),
  LogicalXor: ({ build, inputs }) =>
    build.compare('ne', build.cast(inputs.a!, 'bool'), build.cast(inputs.b!, 'bool')),

  Cast: ({ build, inputs, attributes, refuse }) => {
    const { dtype } = attributes as CastAttrs;
    if (dtype === 'float32') return build.cast(inputs.x!, 'float');
    if (dtype === 'int32' || dtype === 'bool') return build.cast(inputs.x!, dtype);
    throw refuse('unsupported-kernel', `a cast to ${dtype}`, 'use float32, int32 or bool');
  },
  /** A condition of lower rank chooses along the first axes. */
  Select: rule(({ build, inputs }) => {
    const { condition, t, e } = inputs as Record<'condition' | 't' | 'e', Value>;
    const [whenTrue, whenFalse] = [t, e];
    const missing = whenTrue.shape.length - condition.shape.length;
    const shape = [...condition.shape, ...new Array<number>(Math.max(missing, 0)).fill(1)];
    return build.select(
      build.reshape(build.cast(condition, 'bool'), shape),
      whenTrue,
      build.cast(whenFalse, whenTrue.dtype),
    );
  }),
};
