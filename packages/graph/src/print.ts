/** A graph as text, for people: one node a line. */
import type { Graph, Node, NodeId } from './graph.js';

/** Constants of more values than this are cut short. */
const shownValues = 6;

/**
 * The graph, a node a line: its number, operation, inputs, attributes, type and shape, and after `#`
 * where it came from.
 */
export function printGraph(graph: Graph): string {
  const names = new Map(graph.inputs.map(({ node, name }) => [node, name]));
  const lines = graph.nodes.map((node, id) => {
    const name = names.get(id);
    return `${printNode(node, id)}${name === undefined ? '' : ` "${name}"`}${originOf(node)}`;
  });
  const outputs = graph.outputs.map(({ name, node }) => `return "${name}" = %${node}`);
  return [...lines, ...outputs, ''].join('\n');
}

/** One node, without where it came from. */
export function printNode(node: Node, id: NodeId): string {
  const inputs = node.inputs.map((input) => `%${input}`).join(', ');
  const attributes = attributesOf(node);
  return `%${id} = ${node.op}(${inputs}${attributes && inputs ? '; ' : ''}${attributes}): ${node.dtype}[${node.shape.join(',')}]`;
}

function attributesOf(node: Node): string {
  if (node.attributes === undefined || node.op === 'input') return '';
  if (node.op === 'constant') {
    const { values } = node.attributes;
    const shown = Array.from(values.slice(0, shownValues), numeral).join(', ');
    return values.length > shownValues ? `${shown}, ... ${values.length} values` : shown;
  }
  return Object.entries(node.attributes)
    .map(([name, value]) => `${name}=${Array.isArray(value) ? `[${value.join(',')}]` : value}`)
    .join(' ');
}

function numeral(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function originOf({ origin }: Node): string {
  const forward = origin.forwardOf === undefined ? '' : ` of %${origin.forwardOf}`;
  return `  # ${origin.phase}${forward} ${origin.kernel}${origin.line === undefined ? '' : ` ${origin.line}`}`;
}
