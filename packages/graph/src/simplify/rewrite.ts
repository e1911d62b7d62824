/**
 * Rewriting by table: a graph is copied node by node, and where the table has a rule for an
 * operation that finds something to do, what the rule makes stands in the node's place.
 */
import { GraphBuilder, type Value } from '../builder.js';
import type { Graph, Node, NodeId, Origin, Primitive } from '../graph.js';
import type { NodeOf } from '../verify/checks.js';

/** What a rule sees of the graph that is being made. */
export interface Site {
  readonly build: GraphBuilder;
  /** The inputs of the node, in the new graph. */
  readonly inputs: readonly Value[];
  /** The node behind a value of the new graph. */
  nodeOf(value: Value): Node;
  /** The value of an earlier node of the new graph. */
  valueOf(id: NodeId): Value;
}

/** What to put in the node's place, or null to leave it. */
export type RewriteRule<N extends Node> = (site: Site, node: N) => Value | null;

export type RewriteTable = { readonly [P in Primitive]?: RewriteRule<NodeOf<P>> };

/** A graph made of another, and where each node of the other went; -1 where nowhere. */
export interface Rewritten {
  readonly graph: Graph;
  readonly moved: Int32Array;
  readonly changed: boolean;
}

export function rewrite(graph: Graph, table: RewriteTable): Rewritten {
  let origin: Origin;
  const build = new GraphBuilder(() => origin);
  const values: Value[] = [];
  const moved = new Int32Array(graph.nodes.length);
  let changed = false;
  const nodeOf = (value: Value) => build.nodes[value.id]!;
  const valueOf = (id: NodeId): Value => {
    const { shape, dtype } = build.nodes[id]!;
    return { id, shape, dtype };
  };
  graph.nodes.forEach((node, id) => {
    ({ origin } = node);
    const inputs = node.inputs.map((input) => values[input]!);
    const rule = table[node.op] as RewriteRule<Node> | undefined;
    const replaced = rule?.({ build, inputs, nodeOf, valueOf }, node) ?? null;
    changed ||= replaced !== null;
    const value =
      replaced ?? build.emit(node.op, inputs, node.shape, node.dtype, node.attributes as undefined);
    values.push(value);
    moved[id] = value.id;
  });
  if (!changed) return unchanged(graph);
  return { graph: renamed(graph, build.nodes, moved), moved, changed };
}

export function unchanged(graph: Graph): Rewritten {
  return { graph, moved: Int32Array.from(graph.nodes.keys()), changed: false };
}

/** The graph's ports on the nodes that stand in place of its own. */
export function renamed(graph: Graph, nodes: readonly Node[], moved: Int32Array): Graph {
  const port = ({ name, node }: Graph['inputs'][number]) => ({ name, node: moved[node]! });
  return { nodes, inputs: graph.inputs.map(port), outputs: graph.outputs.map(port) };
}
