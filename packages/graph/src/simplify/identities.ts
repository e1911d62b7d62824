/**
 * Operations that give one of their inputs back, or that a cheaper one equals, bit for bit: signed
 * zeros, infinities and NaN included (its payload apart). x + 0 is none of them, since -0 + 0 = +0.
 */
import type { Value } from '../builder.js';
import type { Primitive } from '../graph.js';
import type { RewriteRule, RewriteTable, Site } from './rewrite.js';
import type { NodeOf } from '../verify/checks.js';
import { isUniform, uniformOf } from './uniform.js';

/** The input of `value`, where `value` is made by `op`. */
function inputOf(site: Site, value: Value, op: Primitive): Value | null {
  const node = site.nodeOf(value);
  return node.op === op ? site.valueOf(node.inputs[0]!) : null;
}

function same(a: Value, b: Value): boolean {
  return a.id === b.id;
}

/** Zero that leaves every number as it is when added: -0 in floats. */
function isNeutralZero(site: Site, value: Value): boolean {
  return isUniform(site, value, value.dtype === 'float' ? -0 : 0);
}

/** A power of two whose reciprocal is one as well, neither of them subnormal in float32. */
function isSafePowerOfTwo(value: number): boolean {
  const exponent = Math.round(Math.log2(Math.abs(value)));
  return Math.abs(value) === 2 ** exponent && Math.abs(exponent) <= 126;
}

const add: RewriteRule<NodeOf<'add'>> = (site) => {
  const [a, b] = site.inputs as [Value, Value];
  if (isNeutralZero(site, b)) return a;
  if (isNeutralZero(site, a)) return b;
  // a + (-b) is how IEEE 754 defines a - b.
  const [negA, negB] = [inputOf(site, a, 'neg'), inputOf(site, b, 'neg')];
  if (negB) return site.build.sub(a, negB);
  return negA && site.build.sub(b, negA);
};

const sub: RewriteRule<NodeOf<'sub'>> = (site) => {
  const [a, b] = site.inputs as [Value, Value];
  if (isUniform(site, b, 0)) return a;
  if (a.dtype === 'float' && isUniform(site, a, -0)) return site.build.unary('neg', b);
  const negB = inputOf(site, b, 'neg');
  return negB && site.build.add(a, negB);
};

const mul: RewriteRule<NodeOf<'mul'>> = (site) => {
  const [a, b] = site.inputs as [Value, Value];
  for (const [x, factor] of [
    [a, b],
    [b, a],
  ] as const) {
    if (isUniform(site, factor, 1)) return x;
    if (isUniform(site, factor, -1)) return site.build.unary('neg', x);
  }
  const [negA, negB] = [inputOf(site, a, 'neg'), inputOf(site, b, 'neg')];
  return negA && negB && site.build.mul(negA, negB);
};

const div: RewriteRule<NodeOf<'div'>> = (site) => {
  const [a, b] = site.inputs as [Value, Value];
  const divisor = uniformOf(site, b);
  if (divisor === 1) return a;
  if (divisor === -1) return site.build.unary('neg', a);
  // Both are the exact quotient, rounded once; a product takes a fraction of the time.
  if (divisor !== null && isSafePowerOfTwo(divisor))
    return site.build.mul(a, site.build.number(1 / divisor, a));
  return null;
};

const idempotent: RewriteRule<NodeOf<'max' | 'min'>> = ({ inputs: [a, b] }) =>
  same(a!, b!) ? a! : null;

/** `neutral` leaves the other as it is, its opposite decides alone. */
function logical(neutral: 0 | 1): RewriteRule<NodeOf<'logicalAnd' | 'logicalOr'>> {
  return (site) => {
    const [a, b] = site.inputs as [Value, Value];
    if (same(a, b) || isUniform(site, b, neutral)) return a;
    if (isUniform(site, a, neutral)) return b;
    if (isUniform(site, a, 1 - neutral)) return a;
    return isUniform(site, b, 1 - neutral) ? b : null;
  };
}

const logicalNot: RewriteRule<NodeOf<'logicalNot'>> = (site) => {
  const [x] = site.inputs as [Value];
  const node = site.nodeOf(x);
  if (node.op === 'logicalNot') return site.valueOf(node.inputs[0]!);
  // Only these two are each other's opposite: of < and >=, NaN fulfils neither.
  if (node.op !== 'eq' && node.op !== 'ne') return null;
  const [a, b] = node.inputs.map((input) => site.valueOf(input)) as [Value, Value];
  return site.build.compare(node.op === 'eq' ? 'ne' : 'eq', a, b);
};

const select: RewriteRule<NodeOf<'select'>> = (site) => {
  const [condition, whenTrue, whenFalse] = site.inputs as [Value, Value, Value];
  if (same(whenTrue, whenFalse)) return whenTrue;
  const known = uniformOf(site, condition);
  if (known !== null) return known === 0 ? whenFalse : whenTrue;
  const opposite = inputOf(site, condition, 'logicalNot');
  if (opposite) return site.build.select(opposite, whenFalse, whenTrue);
  const [inTrue, inFalse] = [site.nodeOf(whenTrue), site.nodeOf(whenFalse)];
  if (inTrue.op === 'select' && inTrue.inputs[0] === condition.id)
    return site.build.select(condition, site.valueOf(inTrue.inputs[1]!), whenFalse);
  if (inFalse.op === 'select' && inFalse.inputs[0] === condition.id)
    return site.build.select(condition, whenTrue, site.valueOf(inFalse.inputs[2]!));
  return null;
};

export const identities: RewriteTable = {
  add,
  sub,
  mul,
  div,
  max: idempotent,
  min: idempotent,
  logicalAnd: logical(1),
  logicalOr: logical(0),
  logicalNot,
  select,
  neg: (site) => inputOf(site, site.inputs[0]!, 'neg'),
  abs: (site) => {
    const [x] = site.inputs as [Value];
    if (site.nodeOf(x).op === 'abs') return x;
    const negated = inputOf(site, x, 'neg');
    return negated && site.build.unary('abs', negated);
  },
};
