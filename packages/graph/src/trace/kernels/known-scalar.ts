/** The one value that a node has in every element, where it is already known while tracing. */
import type { GraphBuilder, Value } from '../../builder.js';

/** Follows constants through broadcasts, casts and sums (tfjs' gradient of x^n asks for x^(n-1)); null where unknown. */
export function knownScalar(build: GraphBuilder, value: Value): number | null {
  return known(build, value.id);
}

function known(build: GraphBuilder, id: number): number | null {
  const node = build.nodes[id]!;
  const input = (position: number) => known(build, node.inputs[position]!);
  switch (node.op) {
    case 'constant':
      return node.attributes.values.length === 1 ? node.attributes.values[0]! : null;
    case 'broadcast':
    case 'reshape':
    case 'cast':
      return node.dtype === 'bool' ? null : input(0);
    case 'add':
    case 'sub': {
      const [a, b] = [input(0), input(1)];
      if (a === null || b === null) return null;
      return Math.fround(node.op === 'add' ? a + b : a - b);
    }
    default:
      return null;
  }
}
