/**
 * Constants folded into constants. Only operations that IEEE 754 rounds exactly, so that a folded
 * value has the bits that the compiled program would compute: no function of the maths library, and
 * no sum of more than two numbers.
 */
import { evaluateNode } from '../evaluate/evaluate.js';
import { evaluationOf, type FloatPrecision } from '../evaluate/evaluation.js';
import type { Node, Primitive } from '../graph.js';
import { sizeOf } from '../shapes.js';
import type { RewriteRule, RewriteTable } from './rewrite.js';

/** Larger results stay unfolded, unless they are no larger than what they are made of. */
const largestResult = 4096;

const foldable: readonly Primitive[] = [
  ...(['abs', 'ceil', 'floor', 'isFinite', 'isInf', 'isNan', 'logicalNot', 'neg'] as const),
  ...(['reciprocal', 'round', 'sign', 'sqrt'] as const),
  ...(['add', 'div', 'logicalAnd', 'logicalOr', 'max', 'min', 'mul', 'sub'] as const),
  ...(['eq', 'ge', 'gt', 'le', 'lt', 'ne', 'select', 'cast'] as const),
  ...(['reshape', 'transpose', 'reverse', 'slice', 'concat', 'pad', 'gather'] as const),
  ...(['all', 'any', 'reduceMax', 'reduceMin'] as const),
];

export function folding(precision: FloatPrecision): RewriteTable {
  const evaluation = evaluationOf(precision);
  const fold: RewriteRule<Node> = (site, node) => {
    const constants = site.inputs.map((input) => site.nodeOf(input));
    if (!constants.every((input) => input.op === 'constant')) return null;
    const given = constants.reduce((sum, input) => sum + input.attributes.values.length, 0);
    const size = sizeOf(node.shape);
    if (size > largestResult && size > given) return null;
    const values = evaluateNode(
      node,
      constants.map((input) => input.attributes.values),
      constants,
      evaluation,
    );
    return site.build.constant(values, node.shape, node.dtype);
  };
  return Object.fromEntries(foldable.map((op) => [op, fold]));
}
