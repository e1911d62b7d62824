/** Compares two traces of one function: the first difference is a JavaScript value that changed. */
import type { Graph, Node, NodeId } from '../graph.js';

export interface Difference {
  readonly what: string;
  /** In the first graph; null where the graphs differ in their ports only. */
  readonly node: NodeId | null;
  readonly line: string | undefined;
}

/** Null where the graphs compute the same. Bits count: NaN equals NaN, -0 differs from +0. */
export function firstDifference(first: Graph, second: Graph): Difference | null {
  const count = Math.max(first.nodes.length, second.nodes.length);
  for (let id = 0; id < count; id++) {
    const [a, b] = [first.nodes[id], second.nodes[id]];
    if (a && b && sameNode(a, b)) continue;
    const shown = a ?? b!;
    return {
      what:
        a?.op === 'constant' && b?.op === 'constant'
          ? `a JavaScript value (${excerpt(a)}, then ${excerpt(b)})`
          : `the operation (${a?.op ?? 'none'}, then ${b?.op ?? 'none'})`,
      node: id,
      line: shown.origin.line,
    };
  }
  const ports = (graph: Graph) => JSON.stringify([graph.inputs, graph.outputs]);
  if (ports(first) === ports(second)) return null;
  return { what: 'what the function returns', node: null, line: undefined };
}

function sameNode(a: Node, b: Node): boolean {
  if (a.op !== b.op || a.dtype !== b.dtype) return false;
  if (!sameValues(a.inputs, b.inputs) || !sameValues(a.shape, b.shape)) return false;
  if (a.op === 'constant' && b.op === 'constant')
    return sameValues(a.attributes.values, b.attributes.values);
  return JSON.stringify(a.attributes) === JSON.stringify(b.attributes);
}

function sameValues(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (!Object.is(a[at], b[at])) return false;
  return true;
}

function excerpt(node: Node & { op: 'constant' }): string {
  const { values } = node.attributes;
  const shown = Array.from(values.slice(0, 3)).join(', ');
  return values.length > 3 ? `[${shown}, ...]` : shown;
}
