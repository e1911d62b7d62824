/** Conversions that lose nothing on the way, and comparisons that ask a truth value whether it is true. */
import type { Value } from '../builder.js';
import type { NodeOf } from '../verify/checks.js';
import type { RewriteRule, RewriteTable, Site } from './rewrite.js';
import { isUniform } from './uniform.js';

/** The bool that a number was made of, where it was. */
function boolBehind(site: Site, value: Value): Value | null {
  const node = site.nodeOf(value);
  if (node.op !== 'cast') return null;
  const input = site.valueOf(node.inputs[0]!);
  return input.dtype === 'bool' ? input : boolBehind(site, input);
}

/** A comparison of a truth value, as 0 or 1, with zero. */
function withZero(negated: boolean): RewriteRule<NodeOf<'eq' | 'ne' | 'gt'>> {
  return (site) => {
    const [a, b] = site.inputs as [Value, Value];
    if (!isUniform(site, b, 0)) return null;
    const truth = a.dtype === 'bool' ? a : boolBehind(site, a);
    if (truth === null) return null;
    return negated ? site.build.unary('logicalNot', truth) : truth;
  };
}

export const casts: RewriteTable = {
  /** From bool through int32 to float is from bool to float. */
  cast: (site, node) => {
    const [x] = site.inputs as [Value];
    if (x.dtype === 'bool') return null;
    const truth = boolBehind(site, x);
    return truth && site.build.cast(truth, node.dtype);
  },
  eq: withZero(true),
  ne: withZero(false),
  gt: withZero(false),
};
