/** `verify`: a graph obeys the rules of its primitives. Run between passes, where a fault is easiest to find. */
import { GraphError } from '../errors.js';
import type { Graph, Node, Primitive } from '../graph.js';
import { printNode } from '../print.js';
import type { Rule } from './checks.js';
import { rules } from './rules.js';

/**
 * @throws GraphError with the node and its inputs, where an input comes after its user, a shape or
 * type does not follow from the inputs and attributes, or a port is not what it says.
 */
export function verify(graph: Graph): void {
  graph.nodes.forEach((node, id) => {
    const problem = problemOf(graph, node, id);
    if (problem !== null) throw new GraphError(id, problem, contextOf(graph, node, id));
  });
  for (const { name, node } of graph.inputs) {
    const input = graph.nodes[node];
    if (input?.op !== 'input' || input.attributes.name !== name)
      throw new GraphError(-1, `the input '${name}' is not the node %${node}`, '');
  }
  for (const { name, node } of graph.outputs)
    if (graph.nodes[node] === undefined)
      throw new GraphError(-1, `the output '${name}' names %${node}, which does not exist`, '');
}

function problemOf(graph: Graph, node: Node, id: number): string | null {
  const late = node.inputs.find((input) => !(input >= 0 && input < id));
  if (late !== undefined) return `%${id} uses %${late}, which does not come before it`;
  if (node.shape.some((dimension) => !Number.isInteger(dimension) || dimension < 0))
    return `%${id} has a dimension that is not a whole number`;
  const inputs = node.inputs.map((input) => graph.nodes[input]!);
  const problem = (rules[node.op] as Rule<Primitive>)(node, inputs);
  return problem === null ? null : `%${id}: ${problem}`;
}

function contextOf(graph: Graph, node: Node, id: number): string {
  const lines = node.inputs
    .filter((input) => graph.nodes[input] !== undefined)
    .map((input) => `  ${printNode(graph.nodes[input]!, input)}`);
  return [...lines, `> ${printNode(node, id)}  # ${node.origin.line ?? node.origin.kernel}`].join(
    '\n',
  );
}
