/** Common subexpressions: what is computed twice from the same inputs is computed once. */
import type { Graph, Node, NodeId } from '../graph.js';
import { renamed, unchanged, type Rewritten } from './rewrite.js';

/** Operations whose inputs may stand in either order. */
const commutative: ReadonlySet<string> = new Set([
  'add',
  'mul',
  'max',
  'min',
  'eq',
  'ne',
  'logicalAnd',
  'logicalOr',
]);

export function shareEqual(graph: Graph): Rewritten {
  const nodes: Node[] = [];
  const known = new Map<string, NodeId>();
  const moved = new Int32Array(graph.nodes.length);
  graph.nodes.forEach((node, id) => {
    const inputs = node.inputs.map((input) => moved[input]!);
    const key = keyOf(node, inputs);
    const equal = node.op === 'input' ? undefined : known.get(key);
    if (equal !== undefined) {
      moved[id] = equal;
      return;
    }
    moved[id] = nodes.length;
    known.set(key, nodes.length);
    nodes.push({ ...node, inputs });
  });
  if (nodes.length === graph.nodes.length) return unchanged(graph);
  return { graph: renamed(graph, nodes, moved), moved, changed: true };
}

function keyOf(node: Node, inputs: readonly NodeId[]): string {
  const ordered = commutative.has(node.op) ? [...inputs].sort((a, b) => a - b) : inputs;
  return `${node.op} ${ordered.join()} ${node.dtype} ${node.shape.join()} ${attributesKey(node)}`;
}

function attributesKey(node: Node): string {
  if (node.attributes === undefined) return '';
  if (node.op === 'constant') {
    const { values } = node.attributes;
    // The bytes themselves: -0 and +0 differ, and no two numbers look alike in them.
    return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('latin1');
  }
  return JSON.stringify(node.attributes, (_, value: unknown) =>
    typeof value === 'number' && (Object.is(value, -0) || !Number.isFinite(value))
      ? `${Object.is(value, -0) ? '-0' : value}`
      : value,
  );
}
