/** Nodes that no output needs. Inputs stay, needed or not: they are the graph's signature. */
import type { Graph, Node } from '../graph.js';
import { renamed, unchanged, type Rewritten } from './rewrite.js';

export function dropDead(graph: Graph): Rewritten {
  const needed = new Uint8Array(graph.nodes.length);
  for (const { node } of [...graph.inputs, ...graph.outputs]) needed[node] = 1;
  for (let id = graph.nodes.length - 1; id >= 0; id--)
    if (needed[id] === 1) for (const input of graph.nodes[id]!.inputs) needed[input] = 1;

  const moved = new Int32Array(graph.nodes.length).fill(-1);
  const nodes: Node[] = [];
  graph.nodes.forEach((node, id) => {
    if (needed[id] === 0) return;
    moved[id] = nodes.length;
    nodes.push({ ...node, inputs: node.inputs.map((input) => moved[input]!) });
  });
  if (nodes.length === graph.nodes.length) return unchanged(graph);
  return { graph: renamed(graph, nodes, moved), moved, changed: true };
}
